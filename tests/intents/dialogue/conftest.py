"""Messages read in a conversation about a small agenda, with the tiny model."""

from datetime import datetime, timedelta

import pytest

from intents.dialogue.state import DialogueState
from intents.model.model import Lexicon
from intents.query.rows import EventRow
from intents.query.table import EventTable
from intents.query.titles import Titles
from intents.understanding.understand import turn_in
from tests.intents.cases import NOW


def row(uid, title, day, hour, **more):
    """An event that lasts two hours; `day` as 2026-12-05."""
    start = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=NOW.tzinfo)
    more = {"kind": "workshop", "ends_at": start + timedelta(hours=2), **more}
    return EventRow(uid, (title,), start, **more)


ROWS = (
    row("robots", "Petits robots", "2026-12-05", "10:00", age_min=4, age_max=7, themes=("codage",)),
    row("sewing", "Brode et clignote", "2026-12-05", "14:00", age_min=10, age_max=15, themes=("fabrication",)),
    row("talk", "Écrans à la maison", "2026-12-10", "18:30", kind="conference", audiences=("familles",)),
    row("robots2", "Petits robots", "2026-12-12", "10:00", age_min=4, age_max=7, themes=("codage",)),
    row(
        "radio",
        "Ma radio d'un jour",
        "2026-12-19",
        "14:00",
        age_min=8,
        age_max=12,
        themes=("media",),
        room="Laboratoire d’expérimentation",
    ),
)


def shown(*uids, **more):
    """The state after these events were listed."""
    return DialogueState(at=NOW, intent="events", shown=uids, listed=uids, **more)


@pytest.fixture(scope="session")
def turn(model):
    """A message, read after a state."""
    lexicon = Lexicon(model, Titles.of(ROWS, {}), EventTable.of(ROWS))
    return lambda text, state=None: turn_in(text, state, lexicon, NOW)
