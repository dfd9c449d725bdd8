"""The list at the door as it is shown: who is expected, with a button each and what helps, and who has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Services
from bot.messages import dates
from bot.team.writing import WORDS, short
from intents.readers.births import shown_phone
from knowledge.agenda.agenda import Event
from scheduler.door.roll import Child, Gate, Mark, Roll, gate, opens_at

A_PAGE = 20  # children with a button each; a family stays together
A_ROW = 3
_LONGEST_NAME = 24
_MOST_UNDONE = 4  # what fits into a button's data


class View(StrEnum):
    """What a tap on a child does; the value begins the code of the button that shows it."""

    LIST = "list"  # check them in
    EXCUSE = "excuse"  # they are known not to come
    FIX = "fix"  # take their mark back


@dataclass(frozen=True, slots=True)
class Shown:
    """How the list is shown; `found`: only these, who were looked for. `undo`: who was marked by the last tap."""

    view: View = View.LIST
    page: int = 0
    found: tuple[int, ...] = ()
    undo: tuple[int, ...] = ()


def named(child: Child) -> str:
    """« Léa M., 7 ans »: the first name, of what was typed after it the initial, and the age; plain text."""
    called = _called(child)
    return called if child.age is None else WORDS.label("door-child", who=called, age=child.age)


def _called(child: Child) -> str:
    if child.first_name is None:
        return WORDS.label("who-unnamed")
    first, *more = child.first_name.split() or [child.first_name]
    return f"{first[:_LONGEST_NAME]} {more[0][0]}." if more else first[:_LONGEST_NAME]


def everybody(children: Iterable[Child]) -> str:
    """« Léa, 7 ans et Tom, 9 ans »; plain text."""
    return "\u202f; ".join(map(named, children))


def hour(at: datetime, services: Services) -> str:
    """« 9 h 58 »."""
    return dates.clock(at.astimezone(services.zone).time(), "fr")


def notes(child: Child) -> list[str]:
    """What helps at that second, as Telegram HTML: leaving alone, an allergy, a phone."""
    found = []
    if child.alone is not None:
        found.append(WORDS.say("door-alone", alone="yes" if child.alone else "no"))
    if child.allergy is not None:
        found.append(WORDS.say("door-allergy", what=child.allergy))
    if child.phone is not None:
        found.append(WORDS.say("door-phone", phone=shown_phone(child.phone)))
    return found


def title(event: Event, services: Services) -> str:
    """The event and when it is, as Telegram HTML."""
    when = dates.span(event.starts_at, event.ends_at, services.zone, "fr")
    return "\n".join([WORDS.say("card-title", title=cards.title(event, "fr")), when])


def counts(roll: Roll) -> str:
    """« 7 arrivés sur 12, un excusé »."""
    here, away = len(roll.present), len(roll.excused)
    return WORDS.say("door-counts", here=here, of=len(roll.children), away=away)


def listed(roll: Roll, shown: Shown, services: Services, now: datetime) -> Reply:
    """The message with the list and its buttons."""
    head = [title(roll.event, services), counts(roll)]
    stands = gate(roll.event, now, services.hours)
    if roll.door.is_closed or stands is Gate.OVER:
        return _closed(roll, head, stands)
    pages = _pages(_of_view(roll, shown))
    page = min(shown.page, max(0, len(pages) - 1))
    households = pages[page] if pages else ()
    lines = [*head, *_about(roll, shown, stands, services), "", *_lines(households, shown.view, services)]
    if shown.view is View.LIST and not shown.found:
        lines += _arrived(roll.present, services)
    can_mark = stands in (Gate.OPEN, Gate.LATE)
    rows = [*_undo(roll, shown), *_buttons(households, roll, shown.view)] if can_mark else []
    return Reply("\n".join(lines), (*rows, *_turning(roll, shown, page, len(pages)), *_ways(roll, shown, can_mark)))


def _closed(roll: Roll, head: list[str], stands: Gate) -> Reply:
    door = roll.door
    said = WORDS.say("door-is-over") if not door.is_closed else _closing(roll)
    again = Button(WORDS.label("door-reopen"), _press("open", roll.event))
    rows: tuple[Row, ...] = ((again,),) if door.is_closed and stands is not Gate.OVER else ()
    return Reply("\n".join([head[0], said]), rows)


def _closing(roll: Roll) -> str:
    door = roll.door
    return WORDS.say(
        "door-closed",
        present=door.present or 0,
        absent=door.absent or 0,
        excused=door.excused or 0,
        walk_ins=door.walk_ins or 0,
    )


def _of_view(roll: Roll, shown: Shown) -> list[tuple[Child, ...]]:
    households = (
        tuple(child for child in one if not shown.found or child.signup_id in shown.found) for one in roll.households
    )
    if shown.found:
        return [one for one in households if one]
    marked = shown.view is View.FIX
    chosen = (tuple(child for child in one if (child.mark is not None) == marked) for one in households)
    return [one for one in chosen if one]


def _pages(households: Sequence[tuple[Child, ...]]) -> list[tuple[tuple[Child, ...], ...]]:
    pages: list[tuple[tuple[Child, ...], ...]] = []
    for one in households:
        if pages and sum(map(len, pages[-1])) + len(one) <= A_PAGE:
            pages[-1] = (*pages[-1], one)
        else:
            pages.append((one,))
    return pages


def _about(roll: Roll, shown: Shown, stands: Gate, services: Services) -> list[str]:
    if stands is Gate.TOO_EARLY:
        return [WORDS.say("door-opens", at=dates.moment(opens_at(roll.event), services.zone, "fr"))]
    if shown.found:
        return [WORDS.say("door-found", n=len(shown.found))]
    if shown.view is not View.LIST:
        return [WORDS.say(f"door-how-{shown.view.value}")]
    return [] if roll.missing else [WORDS.say("door-all-here")]


def _lines(households: Iterable[tuple[Child, ...]], view: View, services: Services) -> list[str]:
    return [_line(child, view, services) for household in households for child in household]


def _line(child: Child, view: View, services: Services) -> str:
    told = notes(child) if view is View.LIST else []
    if child.mark is not None:
        told.insert(0, marked(child, services))
    return WORDS.say("door-line", who=named(child), n=len(told)) + " · ".join(told)


def marked(child: Child, services: Services) -> str:
    """« arrivé·e à 9 h 58 », « excusé·e »."""
    if child.mark is Mark.EXCUSED or child.at is None:
        return WORDS.say("door-is-excused")
    return WORDS.say("door-is-here", at=hour(child.at, services))


def _arrived(children: Sequence[Child], services: Services) -> list[str]:
    if not children:
        return []
    latest = sorted(children, key=lambda child: (child.at is None, child.at), reverse=True)
    told = ", ".join(f"{named(child)} ({hour(child.at, services)})" for child in latest[:A_PAGE] if child.at)
    return ["", WORDS.say("door-arrived", who=told)]


def _press(code: str, event: Event) -> Press:
    return Press(Action.DOOR, code, event.id)


def _undo(roll: Roll, shown: Shown) -> list[Row]:
    children = [child for child in roll.children if child.signup_id in shown.undo and child.mark is not None]
    if not children or len(children) > _MOST_UNDONE:
        return []
    code = "-".join(["undo", *(str(child.signup_id) for child in children)])
    return [(Button(short(WORDS.label("door-undo", who=everybody(children))), _press(code, roll.event)),)]


_TAPS = {View.LIST: "in", View.EXCUSE: "exc", View.FIX: "undo"}


def _buttons(households: Iterable[tuple[Child, ...]], roll: Roll, view: View) -> list[Row]:
    rows: list[Row] = []
    for household in households:
        left = [child for child in household if view is not View.LIST or child.mark is None]
        buttons = [_button(child, roll.event, view) for child in left]
        rows += [tuple(buttons[start : start + A_ROW]) for start in range(0, len(buttons), A_ROW)]
        if view is View.LIST and len(left) > 1:
            rows.append((together(left, roll.event),))
    return rows


def _button(child: Child, event: Event, view: View) -> Button:
    return Button(short(named(child)), _press(f"{_TAPS[view]}-{child.signup_id}", event))


def together(children: Sequence[Child], event: Event) -> Button:
    """« Pointer les 2 (Léa, Tom) », of one family."""
    who = ", ".join(_called(child) for child in children if child.first_name is not None)
    label = WORDS.label("door-together", n=len(children), who=who or "none")
    return Button(short(label), _press(f"fam-{children[0].signup_id}", event))


def _turning(roll: Roll, shown: Shown, page: int, pages: int) -> list[Row]:
    if pages < 2:
        return []
    further = (page + 1) % pages
    label = WORDS.label("door-page", n=further + 1, of=pages)
    return [(Button(label, _press(f"{shown.view.value}-{further}", roll.event)),)]


def _ways(roll: Roll, shown: Shown, can_mark: bool) -> list[Row]:
    refresh = Button(WORDS.label("door-refresh"), to_list(roll.event).press)
    if not can_mark:
        return [(refresh,)]
    if shown.view is not View.LIST or shown.found:
        return [(Button(WORDS.label("door-back"), to_list(roll.event).press),)]
    rows: list[Row] = [(_way("find", roll), _way("add", roll)), (_way("excuse-0", roll), _way("fix-0", roll))]
    return [*rows, (refresh, _way("close", roll))]


def _way(code: str, roll: Roll) -> Button:
    return Button(WORDS.label(f"door-{code.removesuffix('-0')}"), _press(code, roll.event))


def to_list(event: Event) -> Button:
    """« La liste »."""
    return Button(WORDS.label("door-list"), _press("list-0", event))
