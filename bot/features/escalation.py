"""Words for the team: kept, handed on when the family wants it, what became of them; and topics offered by button."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from bot.assistant import cards
from bot.assistant.answer import Answer, AnswerKind
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply, bare
from bot.chat.context import Scene
from bot.chat.state import ForTeam, Outcome
from bot.chat.to_phones import NOBODY
from bot.core.tables import QuestionRow
from bot.features import home
from bot.messages import dates
from bot.team import questions
from bot.team.questions import about, replies_to_an_answer
from intents.dialogue.state import DialogueState
from intents.readers import saying
from intents.readers.births import has_phone
from intents.readers.choosing import word_count
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put

MOST_WORDS = 2500  # characters: with what goes around them they fit into one message of Telegram
MOST_A_DAY, A_DAY = 8, timedelta(hours=24)  # for the team, of one chat
FEWEST_WORDS = 3  # a shorter message is hardly a question: the bot asks what it means
_HEALTH = "health"  # the code of the button below an answer about health
_BECAME = {
    OutboxState.SENT: "question-arrived",
    OutboxState.WAITING: "question-leaving",
    OutboxState.LEASED: "question-leaving",
}


def offer(scene: Scene, text: str, topic: str | None = None, rows: tuple[Row, ...] = ()) -> Outcome:
    """Say this and offer the team: the words are noted, and a button hands them on.

    Where no known unknown was asked, the next words may say it better.
    """
    if topic is not None and questions.is_about(topic):
        return _offer_of_health(scene, text, topic, rows)
    words = scene.turn.text or _label(scene, topic)  # a choice that was tapped has no words of its own
    number = note(scene, words, topic, seen=bare(text) if topic else scene.conversation.said)
    button = Button(scene.words.label("button-team"), Press(Action.TEAM, "", number))
    if topic is None and scene.conversation.form is None:
        scene = waiting(scene, ForTeam(question_id=number))
    if topic is None and scene.desk.staff_chat_id is None:
        text = f"{text}\n\n{scene.words.say('team-away')}"
    return scene.answer(Reply(text, ((button,), *rows)))


def _offer_of_health(scene: Scene, text: str, topic: str, rows: tuple[Row, ...]) -> Outcome:
    """Counted without the chat, the words or the hour; what the team is to know is written for it."""
    day = scene.local_now.replace(hour=0, minute=0, second=0, microsecond=0)
    scene.session.add(QuestionRow(chat_id=NOBODY, words=None, topic=topic, created_at=day))
    button = Button(scene.words.label("button-team"), Press(Action.TEAM, _HEALTH))
    return scene.answer(Reply(text, ((button,), *rows)))


def pressed(scene: Scene, code: str, question_id: int, further: str = "") -> Outcome:
    """« Demander à l’équipe »: hands on what was noted, with `further` words if any were typed with the yes; or asks
    what the team is to know of somebody's health, unless they tell it already.
    """
    if code != _HEALTH:
        return hand_on(scene, question_id, further)
    context = scene.conversation.context
    topic = "" if context is None else context.topic or ""
    told = saying.beside_asking(further)
    if word_count(further if told is None else told) >= FEWEST_WORDS:  # « oui dites-le leur » tells the team nothing
        return hand_on(scene, _note_of_health(scene, topic))
    return waiting(scene, ForTeam(health=topic)).answer(Reply(scene.words.say("team-what-health")))


def _note_of_health(scene: Scene, topic: str) -> int:
    said = scene.turn.text
    row = QuestionRow(
        chat_id=scene.turn.chat_id,
        words=said[:MOST_WORDS],
        topic=None,
        health_topic=topic,
        until=scene.now + questions.KEEP,
        created_at=scene.now,
    )
    scene.session.add(row)
    scene.session.flush()
    return row.id


def _label(scene: Scene, topic: str | None) -> str:
    return "" if topic is None else scene.desk.assistant.library.topic(topic).label[scene.language]


def note(scene: Scene, words: str, topic: str | None = None, event: Event | None = None, seen: str = "") -> int:
    """Keep words for the team; their number."""
    row = QuestionRow(
        chat_id=scene.turn.chat_id,
        words=words[:MOST_WORDS],
        topic=topic,
        seen=seen or None,
        event_id=None if event is None else event.id,
        created_at=scene.now,
    )
    scene.session.add(row)
    scene.session.flush()
    return row.id


def waiting(scene: Scene, awaited: ForTeam) -> Scene:
    """The scene in which the next words may be for the team."""
    return replace(scene, conversation=replace(scene.conversation, for_team=awaited))


def hand_on(scene: Scene, question_id: int, further: str = "") -> Outcome:
    """To the team, once: the words that were noted and any further ones; the family sees what was sent."""
    row = scene.session.get(QuestionRow, question_id)
    if row is None or row.chat_id != scene.turn.chat_id or not (row.words or further):
        return ask(scene)
    if row.outbox_id is None and _had_enough(scene):
        return _enough(scene)
    if row.outbox_id is None:
        _send(scene, row, further)
    sent = row.outbox_id is not None
    said = scene.words.say("sent-to-team" if sent else "kept-for-team", words=_copy(scene, row))
    return scene.answer(Reply(said), toast=scene.words.label("sent-to-team-toast") if sent else None)


def _had_enough(scene: Scene) -> bool:
    """Whether this chat sent the team as much as one person may in a day; somebody in distress always may."""
    mine = select(QuestionRow.id).where(
        QuestionRow.chat_id == scene.turn.chat_id, QuestionRow.asked_team_at > scene.now - A_DAY
    )
    sent = scene.session.scalar(select(func.count()).select_from(mine.limit(MOST_A_DAY).subquery())) or 0
    return sent >= MOST_A_DAY and not scene.conversation.care


def _enough(scene: Scene) -> Outcome:
    return scene.answer(Reply(scene.words.say("team-enough")), toast=scene.words.label("team-enough-toast"))


def _send(scene: Scene, row: QuestionRow, further: str) -> None:
    """Owe the words to the team's chat, in this transaction; without such a chat they are only kept."""
    row.words = "\n".join(filter(None, (row.words, further)))[:MOST_WORDS]
    row.asked_team_at = scene.now
    if scene.desk.staff_chat_id is not None:
        notice = Notice(kind=NoticeKind.STAFF_QUESTION, family_id=0, event_id=row.event_id or 0, revision=0)
        row.outbox_id = put(
            scene.session, chat_id=scene.desk.staff_chat_id, send_class=SendClass.REPLY, notice=notice, now=scene.now
        )
    scene.session.flush()


def _copy(scene: Scene, row: QuestionRow) -> str:
    event = None if row.event_id is None else agenda.by_id(scene.session, row.event_id)
    subject = "" if event is None else f"{about(event, scene.desk, scene.words)} "
    return f"{subject}{row.words}"


def ask(scene: Scene) -> Outcome:
    """« Écrivez-moi votre question »: the next words are for the team."""
    return waiting(scene, ForTeam()).answer(Reply(scene.words.say("team-what")))


def ask_about(scene: Scene, event: Event) -> Outcome:
    """« Une question » under news of an event: the next words are about it."""
    row = (Button(scene.words.label("question-drop"), Press(Action.DROP_QUESTION)),)
    said = scene.words.say("question-ask", title=cards.title(event, scene.language))
    return waiting(scene, ForTeam(event_id=event.id)).answer(Reply(said, (row,)))


def drop(scene: Scene) -> Outcome:
    """No question after all."""
    return scene.answer(Reply(scene.words.say("question-dropped"), in_place=scene.was_pressed))


def written(scene: Scene, awaited: ForTeam, is_answerable: bool) -> Outcome | None:
    """The words that the bot waited for; None when they are none: the bot can answer them, or they say too little."""
    text = scene.turn.text
    if saying.drops(text):
        return drop(scene)
    if awaited.event_id is not None:
        event = agenda.by_id(scene.session, awaited.event_id)
        return old_button(scene) if event is None else hand_on(scene, note(scene, text, event=event))
    if awaited.health is not None:
        return hand_on(scene, _note_of_health(scene, awaited.health))
    if not has_phone(text) and (is_answerable or word_count(text) < FEWEST_WORDS):
        return None
    if awaited.question_id is None:
        return hand_on(scene, note(scene, text, seen=scene.conversation.said))
    return hand_on(scene, awaited.question_id, text)


def to_call_back(scene: Scene) -> Outcome | None:
    """« Rappelez-moi au 06… »: handed on with the number, which is asked for when it is missing."""
    text = scene.turn.text
    if not saying.asks_for_a_call(text):
        return None
    number = note(scene, text, seen=scene.conversation.said)
    if has_phone(text):
        return hand_on(scene, number)
    row = (Button(scene.words.label("call-drop"), Press(Action.DROP_QUESTION)),)
    return waiting(scene, ForTeam(question_id=number)).answer(Reply(scene.words.say("call-number"), (row,)))


def to_hand_on(scene: Scene) -> Outcome | None:
    """« Dites à l’équipe que… »: the whole message, as it is written."""
    text = scene.turn.text
    return hand_on(scene, note(scene, text, seen=scene.conversation.said)) if saying.asks_to_hand_on(text) else None


def further_to_answer(scene: Scene) -> Outcome | None:
    """A reply to the message in which the team answered goes to the team, unless it only thanks."""
    if saying.only_thanks(scene.turn.text) or not replies_to_an_answer(scene):
        return None
    return hand_on(scene, note(scene, scene.turn.text, seen=scene.conversation.said))


def became(scene: Scene) -> Outcome | None:
    """« Quand est-ce qu’on me répond ? »: when the last question left, and whether it has arrived."""
    if not saying.asks_what_became(scene.turn.text):
        return None
    mine = select(QuestionRow).where(QuestionRow.chat_id == scene.turn.chat_id, QuestionRow.asked_team_at.is_not(None))
    row = scene.session.scalars(mine.order_by(QuestionRow.asked_team_at.desc(), QuestionRow.id.desc()).limit(1)).first()
    if row is None:
        return waiting(scene, ForTeam()).answer(Reply(scene.words.say("nothing-for-team")))
    at = row.answered_at or row.asked_team_at or row.created_at
    when = dates.moment(at, scene.desk.zone, scene.language)
    return scene.answer(Reply(scene.words.say(_standing(scene, row), when=when, words=_copy(scene, row))))


def _standing(scene: Scene, row: QuestionRow) -> str:
    if row.answered_at is not None:
        return "question-answered"
    if row.outbox_id is None:
        return "question-kept"
    sent = scene.session.get(OutboxRow, row.outbox_id)
    return "question-stuck" if sent is None else _BECAME.get(OutboxState(sent.state), "question-stuck")


def announce_late(scene: Scene, event: Event) -> Outcome:
    """« On aura dix minutes de retard »: the team is told, with the event; without a team's chat it is kept."""
    if _had_enough(scene):
        return _enough(scene)
    row = scene.session.get_one(QuestionRow, note(scene, scene.turn.text, event=event))
    _send(scene, row, "")
    key = "late-noted" if row.outbox_id is None else "late-told"
    return scene.answer(Reply(scene.words.say(key, words=_copy(scene, row))))


def old_button(scene: Scene) -> Outcome:
    """A button of another time: say so, and show where to go on."""
    said = Reply(scene.words.say("old-button-reply"), home.main_rows(scene))
    return scene.answer(said, toast=scene.words.label("old-button"))


def show(scene: Scene, topic: str) -> Outcome:
    """The answer to this topic; a topic that is gone is an old button."""
    if topic not in scene.desk.assistant.library:
        return old_button(scene)
    return say(_about(scene, topic), scene.desk.assistant.topic(topic, scene.language, scene.now))


def source(scene: Scene, topic: str) -> Outcome:
    """Where what this topic tells comes from; a topic that is gone, or tells nothing any more, is an old button."""
    sources = scene.desk.assistant.sources(scene.language)
    return scene.answer(Reply(sources.of_topic(topic).text)) if sources.tells(topic) else old_button(scene)


def _about(scene: Scene, topic: str) -> Scene:
    """The scene in which « d’où vient cette information ? » is about this topic; the events talked about stay."""
    before = scene.conversation.context
    before = before if before is not None and before.fresh(scene.now) else DialogueState(at=scene.now)
    return replace(scene, conversation=replace(scene.conversation, context=replace(before, topic=topic)))


def none_of_these(scene: Scene) -> Outcome:
    """« Autre chose »: what was offered is refused, and will not be offered again; say it differently."""
    before = scene.conversation.context or DialogueState(at=scene.now)
    refused = (*before.refused, *before.offered)
    context = replace(before, at=scene.now, offered=(), refused=refused, rephrased=True)
    scene = replace(scene, conversation=replace(scene.conversation, context=context))
    return scene.answer(Reply(scene.words.say("not-understood-other")))


def say(scene: Scene, answer: Answer) -> Outcome:
    """An answer as a message; what is not known comes with the button to the team, once it was said differently."""
    if answer.kind is AnswerKind.UNKNOWN and not answer.rephrase:
        return offer(scene, answer.text, answer.topic, answer.rows)
    return scene.answer(Reply(answer.text, answer.rows))
