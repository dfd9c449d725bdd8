"""A cell that a manager fills: its words, who says so and until when, seen as families will read it, then stored.

So may an answer of the team that other families may need too: kept for a while, offered to a manager, made into a fact.
:func:`offer` is for whoever records an answer: it keeps what may become a fact, and gives the button to put below it.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.assistant.facts import Unknown, as_told, in_words
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Filling
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import ProposalRow, QuestionRow, TeamAnswerRow
from bot.messages import Messages, dates
from bot.team.writing import WORDS, asking, hint, short
from intents.readers import filling as readers
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import checked_fact, stored
from knowledge.library.content import KnowledgeError
from knowledge.library.filled import Entry, Fact, InvalidFact, Origin
from knowledge.library.library import Library
from knowledge.library.things import Cell, Things

LONGEST = 600  # characters of a fact: a sentence or three, and both languages fit into one preview
_LONGEST_NAME = 60
_ASKED = {"fr": "fact-write-fr", "en": "fact-write-en", "author": "fact-write-author"}
_LASTING = {"endless": "fact-endless", "month": "fact-month", "half": "fact-half"}


def begin(context: Context) -> Filling:
    """Nothing but who fills: until they sign otherwise, the first name that Telegram tells."""
    name = " ".join(context.turn.person_name.split())[:_LONGEST_NAME]
    return Filling(person_id=context.turn.person_id or 0, begun=int(context.now.timestamp()), author=name)


def question(cell: Cell, things: Things) -> str:
    """What a cell asks: « Combien coûte l’escape game »."""
    asked = in_words(cell, things, "fr")
    return asked[:1].upper() + asked[1:]


def chosen(context: Context, filling: Filling, cell: Cell) -> Outcome:
    """This cell is to be filled: with the words that were given already, else they are asked for."""
    assistant = context.services.assistant
    asked, filling = question(cell, assistant.things), replace(filling, cell=str(cell))
    told = next((one for one in assistant.library.topics if cell in one.cells and not one.unknown), None)
    if told is not None:
        return asking(context, None, Reply(WORDS.say("fact-told", asked=asked, told=told.answer["fr"])))
    return previewed(context, filling) if filling.fr else _ask(context, replace(filling, awaits="fr"))


def _ask(context: Context, filling: Filling, problem: str | None = None) -> Outcome:
    """Ask for the words, the English ones, or the author."""
    asked = question(Cell.of(filling.cell), context.services.assistant.things)
    lines = [WORDS.say("fact-about", asked=asked), *([WORDS.say(problem)] if problem else [])]
    lines.append(WORDS.say(_ASKED[filling.awaits]))
    lines += hint(context)
    return asking(context, filling, Reply("\n".join(lines), ((drop(filling),),)))


def dated(context: Context, filling: Filling) -> Outcome | None:
    """A last day that is typed below a preview; None when the words are no date."""
    last = readers.last_day(context.turn.text, context.local_now)
    if last is None:
        return None
    if last < context.local_now.date():
        return context.answer(Reply(WORDS.say("fact-past")))
    return previewed(context, replace(filling, until=last.isoformat()))


def _lasting(months: int) -> Callable[[Context, Filling], Outcome]:
    def choose(context: Context, filling: Filling) -> Outcome:
        until = _months_on(context.local_now.date(), months).isoformat() if months else ""
        return previewed(context, replace(filling, until=until))

    return choose


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _checked(context: Context, filling: Filling) -> Fact:
    """What is to be told; raises KnowledgeError. Buttons and time may have passed: what was read is read again."""
    until = date.fromisoformat(filling.until) if filling.until else None
    if longer := next((field for field in ("fr", "en") if len(getattr(filling, field)) > LONGEST), None):
        raise InvalidFact("too long", longer)
    day = context.local_now.date()
    entry = Entry(cell=filling.cell, fr=filling.fr, en=filling.en, author=filling.author, checked=day, until=until)
    return checked_fact(entry, context.services.assistant.things, context.services.assistant.library)


def previewed(context: Context, filling: Filling) -> Outcome:
    """All of it as families will read it, who says so, and until when; a date may be written next."""
    try:
        fact = _checked(context, filling)
    except InvalidFact as error:
        field = error.field if error.field in ("en", "author") else "fr"
        return _ask(context, replace(filling, awaits=field), "fact-unfit")
    lines = [
        WORDS.say("fact-about", asked=question(fact.cell, context.services.assistant.things)),
        "",
        WORDS.say("fact-preview"),
        as_told(fact, WORDS),
        "",
        WORDS.say("fact-preview-english"),
        as_told(fact, Messages("en")),
        "",
        WORDS.say("fact-signed", author=fact.author),
        lasts(fact.until, context.local_now.date()),
        *_warnings(fact),
        *_replaced(context, fact),
    ]
    reply = Reply("\n".join([*lines, "", WORDS.say("fact-confirm")]), _preview_rows(filling), context.was_pressed)
    return asking(context, replace(filling, awaits="until"), reply)


def _preview_rows(filling: Filling) -> tuple[Row, ...]:
    english = "fact-english" if not filling.en else "fact-english-again"
    return (
        (fact_button("fact-save", "save", filling.begun), fact_button("fact-fix", "fix", filling.begun)),
        (fact_button(english, "english", filling.begun), fact_button("fact-sign", "sign", filling.begun)),
        tuple(fact_button(key, code, filling.begun) for code, key in _LASTING.items()),
        (drop(filling),),
    )


def fact_button(key: str, code: str, number: int) -> Button:
    """One of our buttons; `number`: of the row, or when the filling was begun."""
    return Button(WORDS.label(key), Press(Action.FACT, code, number))


def drop(filling: Filling) -> Button:
    """The button that gives it up."""
    return fact_button("fact-drop", "drop", filling.begun)


def lasts(until: date | None, today: date) -> str:
    """Until when it is told, or since when no more."""
    if until is None:
        return WORDS.say("fact-lasts-endless")
    key = "fact-lasts-until" if until >= today else "fact-lasts-over"
    return WORDS.say(key, day=dates.day_and_year(until, "fr"))


def _warnings(fact: Fact) -> Iterator[str]:
    """What may be somebody's own is pointed out before everybody reads it."""
    found = readers.personal("\n".join(fact.text.values()))
    if found.phone:
        yield WORDS.say("fact-warns-phone")
    if found.mail:
        yield WORDS.say("fact-warns-mail")
    if found.names:
        yield WORDS.say("fact-warns-name", names=", ".join(found.names))


def _replaced(context: Context, fact: Fact) -> Iterator[str]:
    old = context.services.assistant.filled.fact(fact.cell, context.local_now.date())
    if old is not None:
        yield WORDS.say("fact-replaces", told=short(old.text["fr"]), author=old.author)


def _save(context: Context, filling: Filling) -> Outcome:
    try:
        fact = _checked(context, filling)
    except KnowledgeError:  # its last day has passed since, or the content has changed
        return asking(context, None, Reply(WORDS.say("fact-over")))
    number = filled_table.fill(context.session, fact, context.now)
    staff.note(context.session, context.turn.person, Act.FILLED, context.now, number)
    return changed(context, done(context, "fact-saved", fact_button("fact-undo", "undo", number), fact))


def done(context: Context, key: str, button: Button, fact: Fact | None = None) -> Reply:
    """What was done, and the button that takes it back."""
    lines = [WORDS.say(key), *([] if fact is None else [as_told(fact, WORDS)])]
    return Reply("\n".join(lines), ((button, fact_button("fact-all", "list", 0)),), context.was_pressed)


def changed(context: Context, reply: Reply) -> Outcome:
    """Say this; what the table has now is told from the commit on. Other processes look at its version."""
    assistant = context.services.assistant
    found = stored(context.session, assistant.things).before(assistant.filled.of(Origin.FILE))

    def put_in_place() -> None:
        assistant.filled = found

    return replace(asking(context, None, reply), once_committed=put_in_place)


def _dropped(context: Context, filling: Filling) -> Outcome:
    return asking(context, None, Reply(WORDS.say("fact-dropped"), in_place=context.was_pressed))


def _awaiting(field: str) -> Callable[[Context, Filling], Outcome]:
    return lambda context, filling: _ask(context, replace(filling, awaits=field))


OF_FILLING: dict[str, Callable[[Context, Filling], Outcome]] = {
    "save": _save,
    "fix": _awaiting("fr"),
    "english": _awaiting("en"),
    "sign": _awaiting("author"),
    "endless": _lasting(0),
    "month": _lasting(1),
    "half": _lasting(6),
    "drop": _dropped,
}


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
