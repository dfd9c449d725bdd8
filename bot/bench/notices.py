"""`cite bench notices`: families answer in words what the bot tells of its own accord; what becomes of their places."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.assistant.asking import Clerk
from bot.bench.chats import TEAM
from bot.bench.flow import (
    UID,
    Household,
    Line,
    Place,
    event_of,
    form_press,
    give_back,
    planned,
    take_places,
    wait_behind,
)
from bot.bench.rehearsal import STAFF, Rehearsal, rehearsal
from bot.bot_api.replies import Action, Press
from bot.chat.form import Verb
from bot.core.errors import BotError
from bot.core.settings import Settings
from bot.sandbox.visitor import Visitor
from intents.text.text import fold
from scheduler.core.tables import State

_NOW = "2026-12-02T10:00"
_OTHER = "other"
_IN_LINE = ("place_confirmed", "offer", "offer_nudge", "offer_expired", "last_call", "waiting")


_Cells = dict[str, object]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`right`, `missed` (something wanted did not happen) or `wrong act`; how each cell stands after it."""

    line: Line
    found: str
    after: dict[str, object]


async def examine(lines: Sequence[Line], clerk: Clerk, settings: Settings) -> tuple[Verdict, ...]:
    """Each line with a bot of its own; raises BotError for a kind of notice that there is not."""
    verdicts = []
    for line in lines:
        now = datetime.fromisoformat(_NOW).replace(tzinfo=settings.zone)
        async with rehearsal(clerk, settings, now) as bot:
            verdicts.append(await _judged(bot, line))
    return tuple(verdicts)


async def _judged(bot: Rehearsal, line: Line) -> Verdict:
    family = await _told(bot, line)
    team, want = len(bot.sandbox.chats[TEAM].messages), _wanted(line)
    before = _cells(family, line, team)
    await _answers(family, line)
    after = _cells(family, line, team)
    still = {value for cell, value in want.items() if after.get(cell) != value and before.get(cell) != value}
    if still and ("gone" in still or not family.is_asked_to_cancel()) and await family.agrees():
        after = _cells(family, line, team)
    off = {cell for cell, value in want.items() if after.get(cell) != value}
    wrong = any(after.get(cell) != before.get(cell) for cell in off) or _others_changed(before, after, want)
    return Verdict(line, "wrong act" if wrong else "missed" if off else "right", after)


def _others_changed(before: _Cells, after: _Cells, want: _Cells) -> bool:
    """The team may hear of what is not labelled; nobody's place may change."""
    unlabelled = after.keys() - want.keys() - {"team", "together"}
    return any(after[cell] != before.get(cell) for cell in unlabelled)


async def _answers(family: Household, line: Line) -> None:
    notice = next((one for one in reversed(family.person.messages) if one.from_bot and one.labels), family.person.last)
    match line.get("on"):
        case "notice":
            await family.says(line["text"], reply_to=notice)
        case "reaction":
            await family.person.reacts(notice, line["text"])
            await family.bot.settle()
        case _:
            await family.says(line["text"])


def _wanted(line: Line) -> dict[str, object]:
    want = dict(line["want"])
    unnamed, other = want.pop("unnamed", []), want.pop("other", {})
    named = {name if name in ("team", "together") else fold(name): value for name, value in want.items()}
    listed = {f"unnamed {place}": value for place, value in enumerate(sorted(unnamed))}
    return {**named, **listed, **{f"other {fold(name)}": value for name, value in other.items()}}


def _cells(family: Household, line: Line, team: int) -> dict[str, object]:
    """How each child stands, by name; the places without a name; the team; the line."""
    here = family.places()
    cells: dict[str, object] = {fold(one["name"]): "none" for one in _everybody(line)}
    cells |= {one.name: _state(one) for one in here if one.name}
    unnamed = sorted(_state(one) for one in here if not one.name)
    cells |= {f"unnamed {place}": state for place, state in enumerate(unnamed)}
    there = family.places(_OTHER) if line.get("others") else ()
    cells |= {f"other {one.name}": _state(one) for one in there}
    cells["team"] = len(family.bot.sandbox.chats[TEAM].messages) > team
    cells["together"] = any(one.together for one in here if one.state is State.WAITING)
    return cells


def _everybody(line: Line) -> list[Line]:
    return [*line["family"].get("children", ()), *line["family"].get("known", ())]


def _state(one: Place) -> str:
    if one.state is State.CONFIRMED:
        return "coming" if one.comes else "seat"
    return {State.CANCELLED: "gone", State.OFFERED: "offered", State.WAITING: "waiting"}[one.state]


async def _told(bot: Rehearsal, line: Line) -> Household:
    """A family that has just read the notice of this line."""
    kind, theirs = line["notice"], line["family"]
    if kind not in _TELLS:
        raise BotError(f"{kind} is no kind of notice: only {', '.join(_TELLS)}.")
    number, in_line = len(theirs.get("children", ())) + theirs.get("unnamed", 0), kind in _IN_LINE
    others = [planned(_OTHER, {**one, "uid": _OTHER}) for one in line.get("others", ())[:1]]
    bot.plan(planned(UID, {**line["event"], **({"capacity": number} if in_line else {})}), *others)
    if in_line:
        take_places(bot, number)
    family = await Household.new(bot, line["lang"], met=True)
    await family.says("bonjour" if line["lang"] == "fr" else "hello")
    family.knows((*theirs.get("children", ()), *theirs.get("known", ())))
    if kind in ("waiting", "confirmed") and theirs.get("children"):
        await _fills_the_form(family, theirs, in_line)
    else:
        family.signs_up([one["name"] for one in theirs.get("children", ())], theirs)
    await _TELLS[kind](bot, line, family)
    await bot.settle()
    return family


async def _fills_the_form(family: Household, theirs: Line, in_line: bool) -> None:
    event = event_of(family.bot)
    await family.presses_anew(Press(Action.SIGN_UP, event.code, event.revision))
    await family.says(" et ".join(one["name"] for one in theirs.get("children", ())))
    await family.presses(form_press(Verb.CONTINUE))
    if in_line:
        wanted = (Verb.TOGETHER,) if theirs.get("together") else (Verb.WAIT,)
        for verb in (*wanted, Verb.WAIT):
            if await family.presses(form_press(verb)):
                break
    await family.presses(form_press(Verb.CONFIRM))


async def _reminder(bot: Rehearsal, line: Line, family: Household) -> None:
    eve = _start(bot).replace(hour=17, minute=55) - timedelta(days=1)
    bot.jump(eve)
    await bot.until(eve + timedelta(minutes=10))


async def _reminder_2h(bot: Rehearsal, line: Line, family: Household) -> None:
    soon = _start(bot) - timedelta(hours=2, minutes=5)
    bot.jump(soon)
    await bot.until(soon + timedelta(minutes=10))


async def _offer(bot: Rehearsal, line: Line, family: Household) -> None:
    give_back(bot, event_of(bot).capacity or 0)
    await bot.beat()


async def _place_confirmed(bot: Rehearsal, line: Line, family: Household) -> None:
    await _offer(bot, line, family)
    await bot.settle()
    await family.presses(f"{Action.TAKE.value}:")


async def _offer_nudge(bot: Rehearsal, line: Line, family: Household) -> None:
    await _offer(bot, line, family)
    await bot.settle()
    await bot.until(bot.now + timedelta(hours=22, minutes=50))  # half-time was in the night


async def _offer_expired(bot: Rehearsal, line: Line, family: Household) -> None:
    wait_behind(bot, event_of(bot).capacity or 0)
    await _offer(bot, line, family)
    await bot.settle()
    await bot.until(bot.now + timedelta(hours=24, minutes=10))


async def _last_call(bot: Rehearsal, line: Line, family: Household) -> None:
    bot.jump(_start(bot) - timedelta(hours=1, minutes=50))
    await _offer(bot, line, family)


async def _moved(bot: Rehearsal, line: Line, family: Household) -> None:
    bot.plan(planned(UID, {**line["event"], **line["to"]}))


async def _moved_nudge(bot: Rehearsal, line: Line, family: Household) -> None:
    await _moved(bot, line, family)
    await bot.settle()
    half = bot.now + (_start(bot) - bot.now) / 2
    noon = half.replace(hour=12, minute=0)
    bot.jump(noon if noon > half else noon + timedelta(days=1))
    await bot.beat()


async def _cancelled(bot: Rehearsal, line: Line, family: Household) -> None:
    bot.plan(planned(UID, {**line["event"], "status": "cancelled"}))


async def _resumed(bot: Rehearsal, line: Line, family: Household) -> None:
    await _cancelled(bot, line, family)
    await bot.settle()
    bot.plan(planned(UID, {**line["event"], "status": "scheduled"}))


async def _nothing(bot: Rehearsal, line: Line, family: Household) -> None:
    """The message is there already."""


async def _team_answer(bot: Rehearsal, line: Line, family: Household) -> None:
    await family.says("je voudrais poser une question à l’équipe : on peut venir en fauteuil roulant ?")
    await family.presses(f"{Action.TEAM.value}:")
    colleague = Visitor(bot.sandbox, "Sophie", TEAM, user_id=STAFF)
    await colleague.says("Oui, tout est de plain-pied.", reply_to=colleague.last)


def _start(bot: Rehearsal) -> datetime:
    return event_of(bot).starts_at.astimezone(bot.now.tzinfo)


_TELLS: dict[str, Callable[[Rehearsal, Line, Household], Awaitable[None]]] = {
    "reminder": _reminder, "reminder_2h": _reminder_2h, "offer": _offer, "offer_nudge": _offer_nudge,
    "offer_expired": _offer_expired, "last_call": _last_call, "moved": _moved, "moved_nudge": _moved_nudge,
    "cancelled": _cancelled, "resumed": _resumed, "waiting": _nothing, "confirmed": _nothing,
    "place_confirmed": _place_confirmed, "team_answer": _team_answer,
}  # fmt: skip


def as_table(verdicts: Sequence[Verdict]) -> str:
    """How many of each kind ended how, and of all."""
    of: dict[str, Counter[str]] = {}
    for one in verdicts:
        for group in (one.line["notice"], "all"):
            of.setdefault(group, Counter())[one.found] += 1
    return "\n".join(f"{group:16} {_shares(found)}" for group, found in of.items())


def _shares(found: Counter[str]) -> str:
    every = found.total()
    kinds = ("right", "missed", "wrong act")
    return "  ".join(f"{what} {found[what]} ({100 * found[what] / every:.1f} %)" for what in kinds)


def wrong_ones(verdicts: Sequence[Verdict]) -> str:
    """Each line that did not end right, what was wanted, and how everybody stands."""
    return "\n".join(
        f"{one.line['id']} {one.line['notice']} {one.found}: {one.line['text']}"
        f"\n    want {one.line['want']} after {one.after}"
        for one in verdicts
        if one.found != "right"
    )
