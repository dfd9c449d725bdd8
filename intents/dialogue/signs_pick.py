"""The signs of events that are pointed at: by what, how surely, and how they stand to what was shown."""

from collections.abc import Iterator

from intents.dialogue.picks import By, Pick, fitting
from intents.dialogue.sign import FEW, MOST_EVIDENCE, Sign
from intents.dialogue.turn import Turn
from intents.meaning import Slots

_MOST_WORDS = 3


def of_pick(pick: Pick, turn: Turn) -> Iterator[Sign]:
    """The signs of a pick, the same for a detail and for a request."""
    slots, many = turn.slots, pick.events.bit_count()
    yield from ((f"pick.{by.name.lower()}", 1) for by in pick.by)
    share = turn.named_share
    if pick.by & {By.TITLE, By.EXACT}:
        yield "pick.title.share", turn.whole.found.heard.share
        yield "pick.title.words", min(len(turn.whole.found.heard.places), _MOST_WORDS)
        yield "pick.title.content", share
    elif slots.titled:
        yield "pick.untitled", turn.whole.found.heard.share
        yield "pick.untitled.content", share
    if pick.by & {By.WORDS, By.LISTED_WORDS}:
        yield "pick.evidence", min(pick.evidence, MOST_EVIDENCE)
        yield "pick.evidence.best", pick.evidence >= max(turn.evidence.values(), default=0.0)
    yield "pick.several", many > 1
    yield "pick.many", many > FEW
    narrowed = bool(slots.when or slots.for_whom or slots.themes or slots.kinds)
    yield "pick.fits", narrowed and not pick.events & ~fitting(turn, slots)
    yield "pick.fits.when", slots.when is not None and not pick.events & ~turn.table.starting(slots.when)
    yield "pick.against.when", slots.when is not None and not pick.events & turn.table.starting(slots.when)
    for name, said in (("kind", Slots(kinds=slots.kinds)), ("theme", Slots(themes=slots.themes))):
        yield f"pick.against.{name}", said.narrows and not pick.events & turn.table.choose(said)
    yield "pick.place_said", slots.place is not None and By.PLACE not in pick.by
    yield "pick.other_said", slots.other and By.OTHER not in pick.by
    yield "pick.shift_said", slots.shift != 0 and By.NEXT not in pick.by
    if turn.has_shown:
        yield from _of_focus(pick, turn)
    yield "pick.cue", turn.cue.picks and By.SHOWN not in pick.by


def _of_focus(pick: Pick, turn: Turn) -> Iterator[Sign]:
    """Whether a pick is what was shown, among what was listed, or away from both."""
    shown, listed = turn.shown, turn.listed
    is_focus = pick.events == shown and pick.events.bit_count() == 1
    yield "pick.focus", is_focus
    yield "pick.focus.short", is_focus and turn.cue.short
    yield "pick.focus.points", is_focus and turn.cue.points
    yield "pick.focus.several_shown", pick.events == shown and not is_focus
    away = not pick.events & (listed | shown)
    yield "pick.away", away
    yield "pick.away.short", away and turn.cue.short
