"""Words that a family has for the team, once they are sent: answered, seen one by one, taken back."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.assistant.facts import Meant
from bot.bot_api.replies import Action, Button, Press, Reply, Row, owe
from bot.chat.context import Context
from bot.chat.state import ForTeam, Outcome
from bot.core.tables import QuestionRow, ThreadRow
from bot.features import escalation
from bot.features.signup.draft import form_below
from bot.messages import Messages, dates
from bot.team import answers, questions, threads
from bot.views import seat_status
from intents.meaning.meaning import Meaning, Writer
from intents.readers import saying
from intents.readers.asking import asks_something
from intents.readers.births import has_phone
from intents.readers.changes import takes_words_back
from scheduler.families import families

_JUST_NOW = timedelta(minutes=15)


def answer_pressed(context: Context, press: Press) -> Outcome:
    """« Oui, merci », « Pas tout à fait »."""
    row = context.session.get(QuestionRow, press.revision)
    thread = None if row is None or row.thread_id is None else context.session.get(ThreadRow, row.thread_id)
    if row is None or thread is None or row.chat_id != context.turn.chat_id or press.code not in ("yes", "no"):
        return escalation.old_button(context)
    return _settled(context, row, thread) if press.code == "yes" else _unsettled(context, row, thread)


def _settled(context: Context, row: QuestionRow, thread: ThreadRow) -> Outcome:
    hers = (QuestionRow.thread_id == thread.id, QuestionRow.chat_id == row.chat_id)
    for one in context.session.scalars(select(QuestionRow).where(*hers, QuestionRow.answered_at.is_not(None))):
        one.settled_at = context.now
    context.session.flush()
    answers.refresh(context.session, row, context.now)
    threads.close_if_settled(context.session, thread, context.now)
    return context.answer(Reply(context.words.say("team-answer-settled"), in_place=context.was_pressed))


def _unsettled(context: Context, row: QuestionRow, thread: ThreadRow) -> Outcome:
    """The team is told, and what is missing is asked of the family."""
    is_news = row.settled_at is not None or context.conversation.for_team != ForTeam(thread_id=thread.id)
    row.settled_at = None
    threads.reopen(context.session, thread, context.now)
    if is_news and context.team_chat is not None:
        _tell(context, row, thread, context.team_chat)
    context = escalation.waiting(context, ForTeam(thread_id=thread.id))
    return context.answer(Reply(context.words.say("team-answer-unsettled"), in_place=context.was_pressed))


def _tell(context: Context, row: QuestionRow, thread: ThreadRow, team_chat: int) -> None:
    family = families.family_of(context.session, row.chat_id)
    said = Messages("fr").say("staff-unsettled", family="none" if family is None else str(family.number))
    at = threads.where(context.session, thread, team_chat)
    owe(context.session, team_chat, Reply(said), context.now, at=at)


def answered(context: Context) -> Outcome | None:
    """What somebody answers to whom the team wrote a moment ago, more than a mere yes or no, goes to the team."""
    thread = threads.under_way(context)
    if thread is None or context.team_chat is None:
        return None
    return escalation.enough(context) if escalation.had_enough(context) else escalation.goes_on(context, thread.id)


def a_group(context: Context, meaning: Meaning) -> Outcome | None:
    """« Je voudrais venir avec mes 24 élèves »: no form is for them, the team is offered; what became of it."""
    text, form = context.turn.text, context.conversation.form
    if meaning.speech.writer in (Writer.CHILD, Writer.TEENAGER):  # « je suis délégué de ma classe »
        return None
    if context.conversation.young or meaning.slots.names or not saying.speaks_of_a_group(text):
        return None
    if saying.speaks_of_an_answer(text):
        outcome = escalation.standing(context)
        return outcome if form is None else form_below(context, form, outcome)
    if form is not None or saying.asks_to_hand_on(text):
        return None
    return escalation.offer(context, context.words.say("group-for-team"))


def how_to_reach(context: Context, meaning: Meaning) -> Outcome | None:
    """« Caroline Lacoste, école Jules-Ferry, 06 50… », right after something was handed on: goes with it."""
    text = context.turn.text
    if context.conversation.form is not None or meaning.slots.titled or meaning.speech.insists:
        return None
    if asks_something(text) or not has_phone(text):
        return None
    row = next(iter(_kept(context)), None)
    if row is None or row.thread_id is None or row.answered_at is not None or row.asked_team_at is None:
        return None
    return escalation.goes_on(context, row.thread_id) if context.now - row.asked_team_at <= _JUST_NOW else None


def held_back(context: Context, meaning: Meaning, is_clear: bool) -> Outcome | None:
    """While the team talks with her, a free question of the same subject goes to the team; that is said once.

    So does what is not clear by itself: « et le matin aussi ? »
    """
    thread = threads.under_way(context)
    if thread is None or context.team_chat is None:
        return None
    if is_clear and not _is_of_the_subject(context, thread, meaning):
        return None
    if escalation.had_enough(context):
        return escalation.enough(context)
    outcome = escalation.goes_on(context, thread.id)
    if context.conversation.held == thread.id:
        return replace(outcome, replies=())
    first = Reply(context.words.say("team-talks"))
    return replace(outcome, replies=(first,), conversation=replace(outcome.conversation, held=thread.id))


def _is_of_the_subject(context: Context, thread: ThreadRow, meaning: Meaning) -> bool:
    assistant = context.services.assistant
    library = assistant.library
    meant = Meant.by(meaning, library, assistant.things)
    asks = {meaning.intent, *(str(cell) for cell in meant.cells[:1] if meant.is_sure)}
    noted = select(QuestionRow.topic).where(QuestionRow.thread_id == thread.id, QuestionRow.topic.is_not(None))
    topics = {topic for topic in context.session.scalars(noted) if topic is not None}
    # The same is heard as a topic once, and once as what that topic tells.
    told = {str(cell) for topic in topics if topic in library for cell in library.topic(topic).cells}
    return not asks.isdisjoint(topics | told)


_MOST, _ON_A_BUTTON = 20, 40  # rows of buttons, characters


def words_pressed(context: Context, code: str, number: int) -> Outcome:
    """« Mes mots pour l’équipe », some of them, « Retirer »."""
    kept = _kept(context)
    if not code and kept:
        return _choice(context, kept)
    one = next((row for row in kept if row.id == number), None)
    if one is None:
        return escalation.old_button(context)
    return _dropped(context, one) if code == "drop" else _shown(context, one)


def words_taken_back(context: Context) -> Outcome | None:
    """« Supprimez ma question »: what is kept, to be confirmed; None when nothing is meant."""
    kept = _kept(context) if takes_words_back(context.turn.text) else ()
    return _choice(context, kept) if kept else None


def _kept(context: Context) -> tuple[QuestionRow, ...]:
    """The newest first."""
    mine = select(QuestionRow).where(QuestionRow.chat_id == context.turn.chat_id)
    return tuple(context.session.scalars(mine.order_by(QuestionRow.id.desc()).limit(_MOST)))


def _choice(context: Context, kept: tuple[QuestionRow, ...]) -> Outcome:
    if len(kept) == 1:
        return _shown(context, kept[0])
    rows: list[Row] = [(Button(_label(one), Press(Action.MY_WORDS, "show", one.id)),) for one in kept]
    return context.answer(
        Reply(context.words.say("words-which"), (*rows, *seat_status.back(context)), in_place=context.was_pressed)
    )


def _label(row: QuestionRow) -> str:
    said = row.words or "…"
    return said if len(said) <= _ON_A_BUTTON else f"{said[: _ON_A_BUTTON - 1]}…"


def _shown(context: Context, row: QuestionRow) -> Outcome:
    when = dates.moment(row.asked_team_at or row.created_at, context.services.zone, context.language)
    said = context.words.say("words-sent" if row.asked_team_at else "words-noted", words=row.words or "", when=when)
    drop = Button(context.words.label("answers-drop"), Press(Action.MY_WORDS, "drop", row.id))
    return context.answer(Reply(said, ((drop,), *seat_status.back(context)), in_place=context.was_pressed))


def _dropped(context: Context, row: QuestionRow) -> Outcome:
    questions.erase(context.session, row, "staff-question-taken-back", context.now)
    return context.answer(
        Reply(context.words.say("words-dropped"), seat_status.back(context), in_place=context.was_pressed)
    )
