"""What nobody told, from Telegram: who may fill it in, what is asked in vain, and what each command and button does."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.facts import Asked, Known, Meant
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.turn import Kind, Turn
from bot.chat.writings import Filling, Naming, with_words
from bot.core.staff import Role
from bot.core.tables import QuestionRow
from bot.team import filled, naming, proposals
from bot.team.filling import OF_FILLING, begin, chosen, dated, drop, previewed, question
from bot.team.writing import WORDS, asking, short, under_way
from intents.meaning.meaning import Meaning
from intents.readers import filling as readers
from knowledge.library.filled import told_cells
from knowledge.library.things import Cell

FILL, LIST = ("fait", "fact"), ("faits", "facts")
COMMANDS = (*FILL, *LIST)
PRESSES = (Action.FACT, Action.FACT_CELL)
MOST_RANKED, MOST_CHOICES = 10, 3


def is_manager(context: Context) -> bool:
    """Whether a manager does it; nobody else reaches anything here. No group but the team's leads here: the router."""
    return context.role is Role.MANAGER


def names_a_cell(turn: Turn) -> bool:
    """Whether a command has words that say what is to be filled; whoever writes it."""
    told = turn.kind is Kind.COMMAND and turn.command in FILL and bool(turn.text)
    return told and bool(readers.parts(turn.text).asked)


def commanded(context: Context, meaning: Meaning | None) -> Outcome:
    """/fait and /faits; `meaning` is that of the words before the colon, where there are any and they can be read."""
    if not is_manager(context):
        return _refused(context)
    if context.turn.command in LIST:
        return filled.listed(context, 0)
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
    """A button of ours. Who presses it is what counts: anybody can forge one."""
    if not is_manager(context):
        return _refused(context)
    if press.action is Action.FACT_CELL:
        return _cell_pressed(context, press)
    if press.code == "asked":
        return _ranked(context)
    if press.code == "propose":
        return proposals.taken_up(context, press.revision)
    if press.code in filled.OF_ROWS:
        return filled.OF_ROWS[press.code](context, press.revision)
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


def _refused(context: Context) -> Outcome:
    in_the_teams = context.turn.chat_id == context.team_chat
    if context.turn.kind is Kind.PRESS:
        return context.answer(toast=context.words.label("staff-not-yours" if in_the_teams else "old-button"))
    return context.answer(Reply(context.words.say("staff-not-yours" if in_the_teams else "unknown-command")))


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
