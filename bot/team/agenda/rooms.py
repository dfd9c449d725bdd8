"""The venue's rooms, as its document tells them: what they are called, and how many people they hold."""

from dataclasses import dataclass

from bot.assistant.compose import Assistant
from intents.readers.wording import same_name
from knowledge.library.things import Cell, Thing

_KIND, _PARENT, _HOLDS, _OF = "space", "third_place", "capacity", "person"


@dataclass(frozen=True, slots=True)
class Room:
    """`id`: the thing's; `least`, `most`: how many people it holds, None where nothing tells."""

    id: str
    name: str
    names: tuple[str, ...]
    least: int | None = None
    most: int | None = None


def rooms(assistant: Assistant) -> tuple[Room, ...]:
    """Those that an event can be in, in the order of the document's things."""
    spaces = (one for one in assistant.things.things.values() if (one.kind, one.parent) == (_KIND, _PARENT))
    return tuple(_room(one, assistant) for one in spaces if one.strong["fr"] and not one.plural)


def _room(thing: Thing, assistant: Assistant) -> Room:
    names = thing.strong["fr"]
    told = (topic for topic in assistant.library.topics if Cell(thing.id, _HOLDS) in topic.cells and not topic.unknown)
    value = next((one for topic in told for one in topic.values if one.of == _OF), None)
    bounds = (None, None) if value is None else (value.least, value.most)
    return Room(thing.id, names[0][:1].upper() + names[0][1:], names, *bounds)


def called(name: str | None, assistant: Assistant) -> Room | None:
    """The room of this name, however it is written; None for one that the document does not tell of."""
    found = (one for one in rooms(assistant) if name and any(same_name(name, other) for other in one.names))
    return next(found, None)
