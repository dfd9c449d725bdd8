"""What the operator reads: logs without names, words or the token; numbers, and how it is, on a port of their own."""

import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

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


REGISTRY = CollectorRegistry()  # of our own: the library's has numbers of the interpreter too

UPDATES = Counter(
    "cite_updates", "Updates that Telegram brought, repeats included, by kind.", ["kind"], registry=REGISTRY
)
ANSWERS = Counter(
    "cite_answers",
    "What became of updates: words understood (answer, ask, unknown, language), act (a press, a command or so),"
    " put_off, collapsed, failed, set_aside.",
    ["outcome"],
    registry=REGISTRY,
)
SIGNUPS = Counter("cite_signups", "Places taken, or waited for, by a confirmed form.", registry=REGISTRY)
INBOX_AGE = Gauge("cite_inbox_age_seconds", "For how long the oldest update waits.", registry=REGISTRY)
OUTBOX_AGE = Gauge("cite_outbox_age_seconds", "For how long messages that are due are held up.", registry=REGISTRY)
DELIVERIES = Counter(
    "cite_deliveries",
    "Tries to send: sent, refused, blocked, limited (429), silent (no answer), set_aside.",
    ["result"],
    registry=REGISTRY,
)
LOOP_LAG = Gauge("cite_loop_lag_seconds", "How late the event loop woke up, at the last look.", registry=REGISTRY)
DB_SECONDS = Histogram(
    "cite_db_seconds",
    "Time of the database, its queue left out, by group of statements.",
    ["group"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=REGISTRY,
)
PROCESSES = Gauge("cite_processes", "Processes that live on this database.", registry=REGISTRY)

METRICS = (
    "cite_updates_total",
    "cite_answers_total",
    "cite_signups_total",
    "cite_inbox_age_seconds",
    "cite_outbox_age_seconds",
    "cite_deliveries_total",
    "cite_loop_lag_seconds",
    "cite_db_seconds",
    "cite_processes",
)

# They begin at nought: of a number that is first seen as one, Prometheus sees no increase, and warns of nothing.
for _counter, _values in (
    (UPDATES, ("message", "callback_query")),
    (ANSWERS, ("answer", "ask", "unknown", "act", "failed", "set_aside")),
    (DELIVERIES, ("sent", "refused", "blocked", "limited", "silent", "set_aside")),
):
    for _value in _values:
        _counter.labels(_value)

# Use cases of the database by name, as few groups as say something; any other is "other".
_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "Claimer._store": "store",
        "Claimer._claimed": "claim",
        "Worker._commit": "answer",
        "Delivery._claim": "claim_to_send",
        "mark_sent": "mark",
        "Refusals.record": "mark",
        "Beats.once": "beat",
        "Beats.purge": "purge",
        "Process.beat": "heartbeat",
        "App._look_once": "look",
    }
)
_OTHER = DB_SECONDS.labels("other")
# Found by name at once: to ask for a label costs more than to count.
_TIMES = {name: DB_SECONDS.labels(group) for name, group in _GROUPS.items()}


def database_took(use_case: str, seconds: float) -> None:
    """A use case was run."""
    _TIMES.get(use_case, _OTHER).observe(seconds)


def operators_app(health: Callable[[], dict[str, object]], is_ready: Callable[[], bool]) -> Starlette:
    """The routes. `is_ready`: whether work may be brought to this process."""

    async def metrics(request: Request) -> Response:
        return Response(generate_latest(REGISTRY), headers={"content-type": CONTENT_TYPE_LATEST})

    async def readiness(request: Request) -> Response:
        ready = is_ready()
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)

    async def healthy(request: Request) -> Response:
        report = health()
        return JSONResponse(report, status_code=200 if report["ok"] else 503)

    return Starlette(routes=[Route("/metrics", metrics), Route("/readyz", readiness), Route("/healthz", healthy)])
