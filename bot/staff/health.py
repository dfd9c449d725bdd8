"""Which topics touch on health, and for how long such words are kept.

Such questions are counted without a chat; the words are kept only when the family hands them to the team.
"""

from datetime import timedelta

KEEP = timedelta(days=7)
# Attributes of things, and topics of version 0.1.
_TOPICS = frozenset(
    {
        "allergies", "medicine", "disability_support", "assistant_allowed", "child_disability", "aesh",
    }
)  # fmt: skip


def is_about(topic: str | None) -> bool:
    """Whether this topic, or the attribute of this cell (« workshops.allergies »), touches on health."""
    return topic is not None and topic.rpartition(".")[2].lstrip("?") in _TOPICS
