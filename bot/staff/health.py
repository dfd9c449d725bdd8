"""Which topics touch on health, and for how long such words are kept."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

KEEP = timedelta(days=7)
_FILE = Path(__file__).with_name("health.yaml")


def is_about(topic: str | None) -> bool:
    """Whether this topic, or the attribute of this cell (« workshops.allergies »), touches on health."""
    return topic is not None and topic.rpartition(".")[2].lstrip("?") in _topics()


@cache
def _topics() -> frozenset[str]:
    return frozenset(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))["topics"])
