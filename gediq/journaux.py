"""Structured logs: one JSON object a line on stdout, without personal data."""

import json
import logging
import re
from datetime import UTC, datetime

QUERY = re.compile(r"\?\S*")
# The last part of the addresses that a link of ours opens, and any part long enough to be one.
TOKEN = re.compile(
    r"(?<=/espace/invitation/)[^/\s\"]+|(?<=/espace/releve/)[^/\s\"]+|(?<=/)[\w%-]{30,}(?=[/\s\"']|$)"
)
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


class JsonFormatter(logging.Formatter):
    """Write time, level, logger, message and, for a request, its status.

    A refused request (below 500) is no failure of the site: it has no trace. The query string, the links
    that open something, addresses of people and request bodies are never written: what a mail server or
    the database answers may hold them.
    """

    def format(self, record):
        line = {
            "heure": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "journal": record.name,
            "message": self._message(record),
        }
        status = getattr(record, "status_code", None)
        if status:
            line["code"] = status
        if record.exc_info and not (status and status < 500):
            line["trace"] = mask(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)

    def _message(self, record):
        message = record.getMessage()
        return mask(QUERY.sub("", message) if record.name.startswith("django.") else message)


def mask(text):
    return ADDRESS.sub("(adresse)", TOKEN.sub("(jeton)", text))
