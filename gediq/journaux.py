"""Structured logs: one JSON object a line on stdout, without personal data."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Write time, level, logger, message and, for a request, its path and status.

    The query string, addresses of people and request bodies are never written: a search or a
    preview token may hold personal data.
    """

    def format(self, record):
        line = {
            "heure": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "journal": record.name,
            "message": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            line["code"] = status
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
