"""What is counted for the operator, each number named here and nowhere else: in memory, read on /metrics."""

from collections.abc import Mapping
from types import MappingProxyType

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

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
