"""An answer of the team that other families may need too: kept for a while, offered to a manager, made into a fact.

:func:`offer` is for whoever records an answer: it keeps what may become a fact, and gives the button to put below it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.assistant.facts import Unknown
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core.tables import ProposalRow, QuestionRow, TeamAnswerRow
from bot.team.filling import LONGEST, begin, chosen, drop
from bot.team.writing import WORDS, asking, hint
from intents.readers import filling as readers
from knowledge.library.library import Library
from knowledge.library.things import Cell

KEEP = timedelta(days=14)  # a manager may be away for a week


def offer(context: Context, asked: Sequence[QuestionRow], answer: TeamAnswerRow) -> tuple[Row, ...]:
    """The row with « En faire une réponse du bot », and what it needs is kept; none for an answer that is one family's.

    That is what is about an event, somebody's health, or somebody who is named in it: nobody else should read it. Nor
    does the bot hear again what it did not recognise as a question without an answer, or tell what several ask at once.
    """
    first, told = asked[0], context.turn.text
    is_theirs = any(one.event_id is not None or one.until is not None for one in asked) or readers.is_of_somebody(told)
    if is_theirs or first.topic is None or any(one.topic != first.topic for one in asked) or len(told) > LONGEST:
        return ()
    cell = _cell(first.topic, context.services.assistant)
    words = readers.cleaned(told)
    if not words:
        return ()
    row = ProposalRow(
        answer_id=answer.id,
        cell=None if cell is None else str(cell),
        asked=readers.cleaned(first.words or "") or None,
        words=words,
        created_at=context.now,
    )
    context.session.add(row)
    context.session.flush()
    return ((Button(WORDS.label("fact-propose"), Press(Action.FACT, "propose", answer.id)),),)


def _cell(topic: str | None, assistant: Assistant) -> Cell | None:
    """What was asked, where that was recognised: a cell, or a topic's main one."""
    if topic is None:
        return None
    library: Library = assistant.library
    if topic in library:
        cells = library.topic(topic).cells
        return cells[0] if cells and library.topic(topic).unknown else None
    return Unknown.named(topic, assistant.things).cell


def taken_up(context: Context, answer_id: int) -> Outcome:
    """A manager wants it: seen as families will read it, corrected, dated, stored; or it is asked what it answers."""
    row = context.session.get(ProposalRow, answer_id)
    if row is None:
        return context.answer(toast=WORDS.label("old-button"))
    begun = replace(begin(context), fr=row.words)
    cell = None if row.cell is None else Unknown.named(row.cell, context.services.assistant.things).cell
    if cell is not None:
        # Below the team's answer, which stays readable.
        outcome = chosen(context, begun, cell)
        return replace(outcome, replies=tuple(replace(reply, in_place=False) for reply in outcome.replies))
    said = WORDS.say("fact-propose-what", asked=row.asked or "…")
    return asking(context, begun, Reply("\n".join([said, *hint(context)]), ((drop(begun),),)))


def purge(session: Session, now: datetime) -> int:
    """Erase those that nobody took up; how many rows went."""
    late = delete(ProposalRow).where(ProposalRow.created_at <= now - KEEP).returning(ProposalRow.answer_id)
    return len(session.scalars(late).all())
