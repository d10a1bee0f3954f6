"""Structured logs: one JSON object a line on stdout, without personal data."""

import json
import logging
import re
from datetime import UTC, datetime

QUERY = re.compile(r"\?\S*")


class JsonFormatter(logging.Formatter):
    """Write time, level, logger, message and, for a request, its status.

    A refused request (below 500) is no failure of the site: it has no trace. The query string, addresses
    of people and request bodies are never written: a search or a preview token may hold personal data.
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
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

    def _message(self, record):
        message = record.getMessage()
        return QUERY.sub("", message) if record.name.startswith("django.") else message
