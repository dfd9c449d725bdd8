"""Words for the team: kept, handed on when the family wants it, what became of them; and topics offered by button."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from bot.assistant import cards
from bot.assistant.answer import Answer, AnswerKind
from bot.bot_api.replies import Action, Button, Press, Reply, Row, bare
from bot.chat.context import Context
from bot.chat.state import NOBODY, ForTeam, Outcome, exchanged_last
from bot.core.tables import QuestionRow, ThreadRow
from bot.features import home
from bot.messages import dates
from bot.team import questions, threads, weeks
from bot.team.questions import about
from bot.team.weeks import Figure
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import EVENTS
from intents.meaning.meaning import Decision, Meaning
from intents.readers import saying
from intents.readers.asking import waits_for_an_answer
from intents.readers.births import has_phone
from intents.readers.choosing import word_count
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState

MOST_WORDS = 2500  # characters: with what goes around them they fit into one message of Telegram
MOST_A_DAY, A_DAY = 8, timedelta(hours=24)  # for the team, of one chat
FEWEST_WORDS = 3  # a shorter message is hardly a question: the bot asks what it means
_ANSWERED = (AnswerKind.ANSWER, AnswerKind.EVENTS, AnswerKind.EVENT)
_HEALTH = "health"  # the code of the button below an answer about health
_BECAME = {
    OutboxState.SENT: "question-arrived",
    OutboxState.WAITING: "question-leaving",
    OutboxState.LEASED: "question-leaving",
}


def offer(context: Context, text: str, topic: str | None = None, rows: tuple[Row, ...] = ()) -> Outcome:
    """Say this and offer the team: the words are noted, and a button hands them on.

    Where no known unknown was asked, the next words may say it better.
    """
    if topic is not None and questions.is_about(topic):
        return _offer_of_health(context, text, topic, rows)
    words = context.turn.text or _label(context, topic)  # a choice that was tapped has no words of its own
    number = note(context, words, topic, seen=bare(text) if topic else context.conversation.said)
    button = Button(context.words.label("button-team"), Press(Action.TEAM, "", number))
    if topic is None and context.conversation.form is None:
        context = waiting(context, ForTeam(question_id=number))
    if topic is None and context.team_chat is None:
        text = f"{text}\n\n{context.words.say('team-away')}"
    return context.answer(Reply(text, ((button,), *rows)))


def _offer_of_health(context: Context, text: str, topic: str, rows: tuple[Row, ...]) -> Outcome:
    """Counted without the chat, the words or the hour; what the team is to know is written for it."""
    day = context.local_now.replace(hour=0, minute=0, second=0, microsecond=0)
    context.session.add(QuestionRow(chat_id=NOBODY, words=None, topic=topic, created_at=day))
    button = Button(context.words.label("button-team"), Press(Action.TEAM, _HEALTH))
    return context.answer(Reply(text, ((button,), *rows)))


def pressed(context: Context, code: str, question_id: int, further: str = "") -> Outcome:
    """« Demander à l’équipe »: hands on what was noted, with `further` words if any were typed with the yes; or asks
    what the team is to know of somebody's health, unless they tell it already.
    """
    if code != _HEALTH:
        return hand_on(context, question_id, further)
    talk = context.conversation.talk
    topic = "" if talk is None else talk.topic or ""
    told = saying.beside_asking(further)
    if word_count(further if told is None else told) >= FEWEST_WORDS:  # « oui dites-le leur » tells the team nothing
        return hand_on(context, _note_of_health(context, topic))
    return waiting(context, ForTeam(health=topic)).answer(Reply(context.words.say("team-what-health")))


def _note_of_health(context: Context, topic: str) -> int:
    said = context.turn.text
    row = QuestionRow(
        chat_id=context.turn.chat_id,
        words=said[:MOST_WORDS],
        topic=None,
        health_topic=topic,
        until=context.now + questions.KEEP,
        created_at=context.now,
    )
    context.session.add(row)
    context.session.flush()
    return row.id


def _label(context: Context, topic: str | None) -> str:
    return "" if topic is None else context.services.assistant.library.topic(topic).label[context.language]


def note(context: Context, words: str, topic: str | None = None, event: Event | None = None, seen: str = "") -> int:
    """Keep words for the team; their number."""
    row = QuestionRow(
        chat_id=context.turn.chat_id,
        words=words[:MOST_WORDS],
        topic=topic,
        seen=seen or None,
        before=_before(context, seen) or None,
        event_id=None if event is None else event.id,
        created_at=context.now,
    )
    context.session.add(row)
    context.session.flush()
    return row.id


def _before(context: Context, seen: str) -> str:
    """What was asked and said lately, but for what was read last, which is told by itself."""
    lately = context.conversation.lately
    if lately and seen == context.conversation.said and exchanged_last(context.conversation):
        lately = lately[:-1]
    return "\n".join(context.words.label("question-before", asked=one.asked, said=one.said) for one in lately)


def waiting(context: Context, awaited: ForTeam) -> Context:
    """The context in which the next words may be for the team."""
    return replace(context, conversation=replace(context.conversation, for_team=awaited))


def hand_on(context: Context, question_id: int, further: str = "", thread: ThreadRow | None = None) -> Outcome:
    """To the team, once: the words that were noted and any further ones; the family sees what was sent.

    `thread`: what they go on with.
    """
    row = context.session.get(QuestionRow, question_id)
    if row is None or row.chat_id != context.turn.chat_id or not (row.words or further):
        return ask(context)
    if row.outbox_id is None and had_enough(context):
        return enough(context)
    if row.outbox_id is None:
        _send(context, row, further, thread)
    sent = row.outbox_id is not None
    said = context.words.say("sent-to-team" if sent else "kept-for-team", words=_copy(context, row))
    return context.answer(Reply(said), toast=context.words.label("sent-to-team-toast") if sent else None)


def had_enough(context: Context) -> bool:
    """Whether this chat sent the team as much as one person may in a day; somebody in distress always may."""
    mine = select(QuestionRow.id).where(
        QuestionRow.chat_id == context.turn.chat_id, QuestionRow.asked_team_at > context.now - A_DAY
    )
    sent = context.session.scalar(select(func.count()).select_from(mine.limit(MOST_A_DAY).subquery())) or 0
    return sent >= MOST_A_DAY and not context.conversation.care


def enough(context: Context) -> Outcome:
    """« Vous avez déjà envoyé beaucoup de messages »: this one is not passed on."""
    return context.answer(Reply(context.words.say("team-enough")), toast=context.words.label("team-enough-toast"))


def _send(context: Context, row: QuestionRow, further: str, thread: ThreadRow | None = None) -> None:
    row.words = "\n".join(filter(None, (row.words, further)))[:MOST_WORDS]
    questions.hand_over(context, row, thread)


def _copy(context: Context, row: QuestionRow) -> str:
    event = None if row.event_id is None else agenda.by_id(context.session, row.event_id)
    subject = "" if event is None else f"{about(event, context.services, context.words)} "
    return f"{subject}{row.words}"


def ask(context: Context) -> Outcome:
    """« Écrivez-moi votre question »: the next words are for the team."""
    return waiting(context, ForTeam()).answer(Reply(context.words.say("team-what")))


def ask_about(context: Context, event: Event) -> Outcome:
    """« Une question » under news of an event: the next words are about it."""
    row = (Button(context.words.label("question-drop"), Press(Action.DROP_QUESTION)),)
    said = context.words.say("question-ask", title=cards.title(event, context.language))
    return waiting(context, ForTeam(event_id=event.id)).answer(Reply(said, (row,)))


def drop(context: Context) -> Outcome:
    """No question after all."""
    return context.answer(Reply(context.words.say("question-dropped"), in_place=context.was_pressed))


def written(context: Context, awaited: ForTeam, is_answerable: bool) -> Outcome | None:
    """The words that the bot waited for; None when they are none: the bot can answer them, or they say too little."""
    text = context.turn.text
    if saying.drops(text):
        return drop(context)
    if awaited.event_id is not None:
        event = agenda.by_id(context.session, awaited.event_id)
        return old_button(context) if event is None else hand_on(context, note(context, text, event=event))
    if awaited.health is not None:
        return hand_on(context, _note_of_health(context, awaited.health))
    if awaited.thread_id is not None:
        return goes_on(context, awaited.thread_id)
    if not has_phone(text) and (is_answerable or word_count(text) < FEWEST_WORDS):
        return None
    if awaited.question_id is None:
        return hand_on(context, note(context, text, seen=context.conversation.said))
    return hand_on(context, awaited.question_id, text)


def to_call_back(context: Context) -> Outcome | None:
    """« Rappelez-moi au 06… »: handed on with the number, which is asked for when it is missing."""
    text = context.turn.text
    if not saying.asks_for_a_call(text):
        return None
    number = note(context, text, seen=context.conversation.said)
    if has_phone(text):
        return hand_on(context, number)
    row = (Button(context.words.label("call-drop"), Press(Action.DROP_QUESTION)),)
    return waiting(context, ForTeam(question_id=number)).answer(Reply(context.words.say("call-number"), (row,)))


def to_hand_on(context: Context) -> Outcome | None:
    """« Dites à l’équipe que… »: the whole message, as it is written."""
    text = context.turn.text
    return (
        hand_on(context, note(context, text, seen=context.conversation.said)) if saying.asks_to_hand_on(text) else None
    )


def goes_on(context: Context, thread_id: int) -> Outcome:
    """These words go on with what the team was asked, or has answered."""
    thread = context.session.get(ThreadRow, thread_id)
    number = note(context, context.turn.text, seen=context.conversation.said)
    return hand_on(context, number, thread=thread)


def further_to_answer(context: Context) -> Outcome | None:
    """A reply to what the team wrote, an answer or a message to families, goes to the team, unless it only thanks."""
    if saying.only_thanks(context.turn.text):
        return None
    thread_id = threads.replied_to(context)
    if thread_id is not None:
        return goes_on(context, thread_id)
    wrote = threads.replied_to_announcement(context)
    if wrote is None:
        return None
    return hand_on(context, note(context, context.turn.text, event=wrote.event, seen=context.conversation.said))


def became(context: Context) -> Outcome | None:
    """« Quand est-ce qu’on me répond ? », « je n’ai toujours pas eu de réponse pour le goûter »: when the last question
    left, and whether it has arrived.
    """
    text = context.turn.text
    return standing(context) if saying.asks_what_became(text) or waits_for_an_answer(text) else None


def standing(context: Context) -> Outcome:
    """When the last question left, whether it has arrived, or that there is none."""
    mine = select(QuestionRow).where(
        QuestionRow.chat_id == context.turn.chat_id, QuestionRow.asked_team_at.is_not(None)
    )
    row = context.session.scalars(
        mine.order_by(QuestionRow.asked_team_at.desc(), QuestionRow.id.desc()).limit(1)
    ).first()
    if row is None:
        return waiting(context, ForTeam()).answer(Reply(context.words.say("nothing-for-team")))
    at = row.answered_at or row.asked_team_at or row.created_at
    when = dates.moment(at, context.services.zone, context.language)
    return context.answer(Reply(context.words.say(_standing(context, row), when=when, words=_copy(context, row))))


def _standing(context: Context, row: QuestionRow) -> str:
    if row.answered_at is not None:
        return "question-answered"
    if row.outbox_id is None:
        return "question-kept"
    sent = context.session.get(OutboxRow, row.outbox_id)
    return "question-stuck" if sent is None else _BECAME.get(OutboxState(sent.state), "question-stuck")


def announce_late(context: Context, event: Event) -> Outcome:
    """« On aura dix minutes de retard »: the team is told, with the event; without a team's chat it is kept."""
    if had_enough(context):
        return enough(context)
    row = context.session.get_one(QuestionRow, note(context, context.turn.text, event=event))
    questions.hand_over(context, row, asks=False)
    key = "late-noted" if row.outbox_id is None else "late-told"
    return context.answer(Reply(context.words.say(key, words=_copy(context, row))))


def old_button(context: Context) -> Outcome:
    """A button of another time: say so, and show where to go on."""
    said = Reply(context.words.say("old-button-reply"), home.main_rows(context))
    return context.answer(said, toast=context.words.label("old-button"))


def show(context: Context, topic: str) -> Outcome:
    """The answer to this topic; a topic that is gone is an old button."""
    if topic not in context.services.assistant.library:
        return old_button(context)
    return say(_about(context, topic), context.services.assistant.topic(topic, context.language, context.now))


def search(context: Context, place: int) -> Outcome:
    """What was offered to be looked for, at its place among the offers; what is offered no more is an old button."""
    talk, assistant = context.conversation.talk, context.services.assistant
    if talk is None or not talk.fresh(context.now) or place >= len(talk.searches):
        return old_button(context)
    query = talk.searches[place]
    meaning = Meaning(text="", intent=EVENTS, decision=Decision.ANSWER, confidence=1.0, slots=query)
    said = assistant.answer(meaning, agenda.upcoming(context.session, context.now), context.language, context.now, talk)
    after = assistant.remember(said, meaning, talk, context.now)
    return say(replace(context, conversation=replace(context.conversation, talk=after)), said)


def source(context: Context, topic: str) -> Outcome:
    """Where what this topic tells comes from; a topic that is gone, or tells nothing any more, is an old button."""
    sources = context.services.assistant.sources(context.language)
    return context.answer(Reply(sources.of_topic(topic).text)) if sources.tells(topic) else old_button(context)


def _about(context: Context, topic: str) -> Context:
    """The context in which « d’où vient cette information ? » is about this topic; the events talked about stay."""
    before = context.conversation.talk
    before = before if before is not None and before.fresh(context.now) else DialogueState(at=context.now)
    return replace(context, conversation=replace(context.conversation, talk=replace(before, topic=topic)))


def none_of_these(context: Context) -> Outcome:
    """« Autre chose »: what was offered is refused, and will not be offered again; say it differently."""
    before = context.conversation.talk or DialogueState(at=context.now)
    refused = (*before.refused, *before.offered)
    talk = replace(before, at=context.now, offered=(), refused=refused, rephrased=True)
    context = replace(context, conversation=replace(context.conversation, talk=talk))
    return context.answer(Reply(context.words.say("not-understood-other")))


def say(context: Context, answer: Answer) -> Outcome:
    """An answer as a message; what is not known comes with the button to the team, once it was said differently."""
    if answer.kind is AnswerKind.UNKNOWN and not answer.rephrase:
        return _counted(context, offer(context, answer.text, answer.topic, answer.rows), Figure.UNANSWERED)
    outcome = context.answer(Reply(answer.text, answer.rows))
    return _counted(context, outcome, Figure.ANSWERED) if answer.kind in _ANSWERED else outcome


def _counted(context: Context, outcome: Outcome, figure: Figure) -> Outcome:
    """For the team's figures: once it is committed, and of nobody."""
    now, hours = context.now, context.services.hours
    return replace(outcome, once_committed=lambda: weeks.questions.count(figure, now, hours))
