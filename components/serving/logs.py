"""Logs that a machine can read: one JSON object a line, with what happened and never an article's words."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import traceback


class AsJson(logging.Formatter):
    """A record as one line of JSON: at, level, logger, event, and where a fault was raised.

    The text of an exception may quote an article, so of a fault only its kind and its places in the code are kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            told["fault"] = record.exc_info[0].__name__
            told["at_code"] = [f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}"
                               for frame in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(told, ensure_ascii=False)


def set_up() -> None:
    """Log Mirsad's own events to stderr, in lines of JSON where MIRSAD_LOG is json, for people otherwise."""
    handler = logging.StreamHandler()
    as_json = os.environ.get("MIRSAD_LOG") == "json"
    handler.setFormatter(AsJson() if as_json else logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("mirsad")
    ours.handlers[:] = [handler]
    ours.setLevel(logging.INFO)
    ours.propagate = False
