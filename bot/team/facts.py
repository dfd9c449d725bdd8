"""What nobody told, from Telegram: what is asked in vain, what was filled in, each button. For managers: the router."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.facts import Asked, Known, Meant
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.turn import Kind, Turn
from bot.chat.writings import Filling, Naming, with_words
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import QuestionRow
from bot.messages import Messages, dates
from bot.team import filling, naming
from bot.team.filling import (
    OF_FILLING,
    begin,
    changed,
    chosen,
    dated,
    done,
    drop,
    fact_button,
    lasts,
    previewed,
    question,
)
from bot.team.writing import WORDS, asking, short, under_way
from intents.meaning.meaning import Meaning
from intents.readers import filling as readers
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import Kept, checked_fact
from knowledge.library.content import KnowledgeError
from knowledge.library.filled import Entry, Origin, told_cells
from knowledge.library.things import Cell, Things

FILL, LIST = ("fait", "fact"), ("faits", "facts")
COMMANDS = (*FILL, *LIST)
PRESSES = (Action.FACT, Action.FACT_CELL)
MOST_RANKED, MOST_CHOICES = 10, 3


def names_a_cell(turn: Turn) -> bool:
    """Whether a command has words that say what is to be filled; whoever writes it."""
    told = turn.kind is Kind.COMMAND and turn.command in FILL and bool(turn.text)
    return told and bool(readers.parts(turn.text).asked)


def commanded(context: Context, meaning: Meaning | None) -> Outcome:
    """/fait and /faits; `meaning` is that of the words before the colon, where there are any and they can be read."""
    if context.turn.command in LIST:
        return listed(context, 0)
    if not names_a_cell(context.turn):
        return _ranked(context)
    if meaning is None:
        return _ranked(context, "fact-not-ready")
    assistant = context.services.assistant
    meant = Meant.by(meaning, assistant.library, assistant.things)
    begun = _begun(context)
    noun = "" if meaning.things else readers.noun_asked_about(readers.parts(context.turn.text).asked)
    if noun:  # what is asked of something that has no name here must not become the venue's
        return _of_what_has_no_name(context, begun, noun, meant)
    if meant.is_sure:
        return chosen(context, begun, meant.cells[0])
    told = told_cells(assistant.library.topics)
    rows = [_cell_row(context, cell, begun=begun.begun) for cell in meant.cells if cell not in told][:MOST_CHOICES]
    if not rows:
        return _ranked(context, "fact-not-read")
    return asking(context, begun, Reply(WORDS.say("fact-which"), (*rows, (drop(begun),))))


def _of_what_has_no_name(context: Context, begun: Filling, noun: str, meant: Meant) -> Outcome:
    cell = meant.cells[0] if meant.cells else None
    is_told = cell is not None and cell in told_cells(context.services.assistant.library.topics)
    row = None if cell is None or is_told else _cell_row(context, cell, begun=begun.begun)
    return naming.offer(context, noun, begun, context.attribute, row)


def _begun(context: Context) -> Filling:
    """With the words after the colon, else with those of an answer of which it is only now said what it answers."""
    current, answer = under_way(context, Filling), readers.parts(context.turn.text).answer
    proposed = current.fr if current is not None and not current.cell else ""
    return replace(begin(context), fr=answer or proposed)


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours, whose presser the router has judged; what it carries anybody could have made up."""
    if press.action is Action.FACT_CELL:
        return _cell_pressed(context, press)
    if press.code == "asked":
        return _ranked(context)
    if press.code == "propose":
        return filling.taken_up(context, press.revision)
    if press.code in OF_ROWS:
        return OF_ROWS[press.code](context, press.revision)
    current = under_way(context, Filling)
    act = OF_FILLING.get(press.code)
    if act is None or current is None or current.begun != press.revision:
        return context.answer(toast=WORDS.label("old-button"))
    return act(context, current)


def written(context: Context, current: Filling) -> Outcome | None:
    """What a manager types where words are awaited; None when they are not what is awaited."""
    if current.awaits == "until":
        return dated(context, current)
    return previewed(context, with_words(current, context.turn.text))


def _cell_pressed(context: Context, press: Press) -> Outcome:
    cells = context.services.assistant.things.cells()
    cell = next((one for one in cells if f"{one.thing}-{one.attribute}" == press.code), None)
    if cell is None:
        return context.answer(toast=WORDS.label("old-button"))
    current = under_way(context, Filling)
    if current is not None and current.begun == press.revision:
        return chosen(context, current, cell)
    naming_it = under_way(context, Naming)  # what was offered to be named is what was understood, after all
    answer = naming_it.answer if naming_it is not None and naming_it.begun == press.revision else ""
    return chosen(context, replace(begin(context), fr=answer), cell)


def asked_in_vain(session: Session) -> tuple[Asked, ...]:
    """All the questions without an answer that are kept."""
    rows = session.execute(select(QuestionRow.topic, QuestionRow.asked_team_at.is_not(None)))
    return tuple(Asked(topic, for_team) for topic, for_team in rows)


def _ranked(context: Context, lead: str = "fact-ranked") -> Outcome:
    """First what is told no more, then what families ask most."""
    assistant, today = context.services.assistant, context.local_now.date()
    known = Known(library=assistant.library, things=assistant.things, filled=assistant.filled.on(today), words=WORDS)
    expired = known.empty(dict.fromkeys(fact.cell for fact in assistant.filled.facts if not fact.holds(today)))
    missing = {one.name: one for one in known.missing(asked_in_vain(context.session))}
    cells = {str(cell): cell for cell in assistant.things.cells()}
    ranked = [cells[name] for name in missing if name in cells and cells[name] not in expired]
    rows = [_cell_row(context, cell, "fact-expired-label") for cell in expired]
    rows += [_cell_row(context, cell, "fact-asked-label", n=missing[str(cell)].asked) for cell in ranked]
    how = WORDS.say("fact-how")
    said = WORDS.say(lead) if rows or lead != "fact-ranked" else WORDS.say("fact-none-asked")
    return asking(context, None, Reply(f"{said}\n\n{how}", tuple(rows[:MOST_RANKED])))


def _cell_row(context: Context, cell: Cell, key: str = "fact-cell-label", *, begun: int = 0, n: int = 0) -> Row:
    asked = question(cell, context.services.assistant.things)
    label = WORDS.label(key, asked=asked, n=n)
    return (Button(short(label), Press(Action.FACT_CELL, f"{cell.thing}-{cell.attribute}", begun)),)


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
