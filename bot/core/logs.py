"""Logs for the operator: ids and actions, never names, words or the token."""

import json
import logging
import re
from datetime import UTC, datetime

_TOKEN = re.compile(r"\b(bot)?\d{3,}:[A-Za-z0-9_-]{20,}")
_FIELDS = ("action", "chat", "new_chat", "update", "outbox", "error", "count", "event", "family", "owner")


class Redact(logging.Filter):
    """Takes anything that looks like a bot token out of a record, whoever logs it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message in place; every record passes."""
        record.msg, record.args = _TOKEN.sub("<token>", _said(record)), None
        return True


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a call that does not fit its words is no reason to fail, nor to write them down
        return "a line that could not be put together"


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, and the fields that a record carries."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[2]:
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(trace: object) -> list[str]:
    """Files and lines of a traceback, without its message: an error's text may hold a person's words."""
    places = []
    while trace is not None:
        frame = trace.tb_frame  # type: ignore[attr-defined]  # a TracebackType, walked without importing it
        name = frame.f_code.co_filename.rsplit("/", 2)
        places.append(f"{'/'.join(name[-2:])}:{trace.tb_lineno}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return places[-8:]


def set_up_logs() -> None:
    """Log to standard error; the HTTP client's lines, which hold the token, stay out."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(Redact())
    logging.raiseExceptions = False  # Python would write down what cannot be logged, an error's words included
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp", "apscheduler", "uvicorn", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It logs the whole of an answer that it cannot read, names and words included; we log its errors ourselves.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
