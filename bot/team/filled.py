"""What the team has filled in: listed with author and days, put right, taken out, its history, brought back."""

from collections.abc import Callable
from dataclasses import replace

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.messages import Messages, dates
from bot.team.filling import begin, changed, chosen, done, fact_button, lasts, question
from bot.team.writing import WORDS, asking, short
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import Kept, checked_fact
from knowledge.library.errors import KnowledgeError
from knowledge.library.filled import Entry, Origin
from knowledge.library.things import Things

A_PAGE = 8
_ACTS = {"edit": "fact-edit", "out": "fact-out", "past": "fact-past-button"}


def listed(context: Context, page: int) -> Outcome:
    """/faits: all that is in force, told or expired, the newest first."""
    things, every = context.services.assistant.things, filled_table.in_force(context.session)
    shown = every[page * A_PAGE : (page + 1) * A_PAGE]
    in_file = len(context.services.assistant.filled.of(Origin.FILE).facts)
    lines = [WORDS.say("fact-list" if every else "fact-list-empty")]
    lines += [f"\n{_line(context, one)}" for one in shown]
    lines += [f"\n{WORDS.say('fact-in-file', n=in_file)}"] if in_file else []
    rows: list[Row] = [
        (Button(short(_asked_of(one.entry, things)), Press(Action.FACT, "card", one.id)),) for one in shown
    ]
    if len(every) > (page + 1) * A_PAGE:
        rows.append((fact_button("fact-more", "list", page + 1),))
    rows.append((fact_button("fact-asked-in-vain", "asked", 0),))
    return asking(context, None, Reply("\n".join(lines), tuple(rows), in_place=context.was_pressed))


def _asked_of(entry: Entry, things: Things) -> str:
    """What a row is about; the content of today may not have its cell any more."""
    cell = next((one for one in things.cells() if str(one) == entry.cell), None)
    return entry.cell if cell is None else question(cell, things)


def _line(context: Context, one: Kept) -> str:
    """What it is about, who wrote it, when, and until when."""
    entry, today = one.entry, context.local_now.date()
    asked = _asked_of(entry, context.services.assistant.things)
    written = WORDS.say("fact-written", author=entry.author, day=dates.day_and_year(entry.checked, "fr"))
    return f"{WORDS.say('fact-about', asked=asked)}\n{written} {lasts(entry.until, today)}"


def _of_row(act: Callable[[Context, Kept], Outcome]) -> Callable[[Context, int], Outcome]:
    def run(context: Context, number: int) -> Outcome:
        one = filled_table.kept(context.session, number)
        return context.answer(toast=WORDS.label("old-button")) if one is None else act(context, one)

    return run


def _card(context: Context, one: Kept) -> Outcome:
    lines = [_line(context, one), "", Messages.escape(one.entry.fr)]
    lines += ["", Messages.escape(one.entry.en)] if one.entry.en else []
    row = tuple(fact_button(key, code, one.id) for code, key in _ACTS.items() if one.is_in_force or code == "past")
    return asking(context, None, Reply("\n".join(lines), (row,), in_place=context.was_pressed))


def _edit(context: Context, one: Kept) -> Outcome:
    """The same cell anew, until the same last day; what was said in English may not fit the new words."""
    cell = next((cell for cell in context.services.assistant.things.cells() if str(cell) == one.entry.cell), None)
    if cell is None:
        return context.answer(Reply(WORDS.say("fact-over")))
    until = one.entry.until
    lasts = until.isoformat() if until is not None and until >= context.local_now.date() else ""
    return chosen(context, replace(begin(context), until=lasts), cell)


def _take_out(context: Context, one: Kept) -> Outcome:
    if not one.is_in_force:
        return context.answer(toast=WORDS.label("old-button"))
    filled_table.empty(context.session, one.entry.cell, context.now)
    staff.note(context.session, context.turn.person, Act.EMPTIED, context.now, one.id)
    return changed(context, done(context, "fact-taken-out", fact_button("fact-back", "back", one.id)))


def _past(context: Context, one: Kept) -> Outcome:
    """All that was ever told of it; any row can be put in force again."""
    every = filled_table.history(context.session, one.entry.cell)[:A_PAGE]
    lines = [WORDS.say("fact-history", asked=_asked_of(one.entry, context.services.assistant.things))]
    lines += [f"\n{_past_line(context, row)}" for row in every]
    rows = tuple(_back_row(context, row) for row in every if not row.is_in_force)
    return asking(context, None, Reply("\n".join(lines), rows, in_place=context.was_pressed))


def _past_line(context: Context, one: Kept) -> str:
    key = "fact-row-in-force" if one.is_in_force else "fact-row-over"
    entry = one.entry
    return WORDS.say(key, number=str(one.id), day=_day(context, one), author=entry.author, told=short(entry.fr))


def _back_row(context: Context, one: Kept) -> Row:
    label = WORDS.label("fact-back-to", number=str(one.id), day=_day(context, one))
    return (Button(label, Press(Action.FACT, "back", one.id)),)


def _day(context: Context, one: Kept) -> str:
    return dates.day_and_year(one.since.astimezone(context.services.zone).date(), "fr")


def _bring_back(context: Context, one: Kept) -> Outcome:
    """A former row is in force again, as it was written and signed."""
    assistant = context.services.assistant
    if one.is_in_force:
        return context.answer(toast=WORDS.label("old-button"))
    try:
        fact = checked_fact(one.entry, assistant.things, assistant.library)
    except KnowledgeError:
        return context.answer(Reply(WORDS.say("fact-over")))
    number = filled_table.fill(context.session, fact, context.now)
    staff.note(context.session, context.turn.person, Act.FILLED, context.now, number)
    return changed(context, done(context, "fact-back-done", fact_button("fact-undo", "undo", number), fact))


def _undo(context: Context, one: Kept) -> Outcome:
    """The row that this one took the place of is in force again; or nothing is, as before."""
    if not one.is_in_force:
        return context.answer(toast=WORDS.label("old-button"))
    former = filled_table.before(context.session, one)
    if former is not None:
        return _bring_back(context, former)
    return _take_out(context, one)


OF_ROWS: dict[str, Callable[[Context, int], Outcome]] = {
    "list": listed,
    "card": _of_row(_card),
    "edit": _of_row(_edit),
    "out": _of_row(_take_out),
    "past": _of_row(_past),
    "back": _of_row(_bring_back),
    "undo": _of_row(_undo),
}
