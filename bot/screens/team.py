"""Questions that wait for the team: kept, handed on when the family wants it, counted."""

from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.messages import Messages
from bot.models import QuestionRow
from bot.replies import Reply, render
from bot.scene import Scene
from bot.screens import home
from knowledge.events import Event
from scheduler import families
from scheduler.outbox import SendClass, put


def keep_question(scene: Scene, topic: str | None) -> Row:
    """Note a question without an answer; the button that hands it to the team."""
    number = note(scene, scene.turn.text, topic)
    return (Button(scene.words.label("button-team"), Press(Action.TEAM, "", number)),)


def note(scene: Scene, words: str, topic: str | None = None) -> int:
    """Keep words for the team; their number."""
    row = QuestionRow(chat_id=scene.turn.chat_id, words=words[:1000], topic=topic, created_at=scene.now)
    scene.session.add(row)
    scene.session.flush()
    return row.id


def hand_on(scene: Scene, question_id: int) -> Outcome:
    """« Demander à l’équipe »: to the team's chat when there is one; kept for it in any case."""
    row = scene.session.get(QuestionRow, question_id)
    if row is None or row.chat_id != scene.turn.chat_id:
        return scene.answer(Reply(scene.words.say("team-what")))
    staff = scene.desk.staff_chat_id
    if row.asked_team_at is None and staff is not None and row.words:
        said = Reply(Messages("fr").say("staff-question", words=row.words))
        put(
            scene.session, chat_id=staff, send_class=SendClass.REPLY,
            payload=render(said, chat_id=staff).to_json(), now=scene.now,
        )  # fmt: skip
    row.asked_team_at = row.asked_team_at or scene.now
    key = "noted-for-team" if staff is None else "sent-to-team"
    return scene.answer(Reply(scene.words.say(key)), toast=scene.words.label("sent-to-team-toast") if staff else None)


def announce_late(scene: Scene, event: Event) -> Outcome:
    """« On aura dix minutes de retard »: the team is told, with the event; without a team's chat it is kept."""
    staff, family = scene.desk.staff_chat_id, families.family_of(scene.session, scene.turn.chat_id)
    when = dates_said.moment(event.starts_at, scene.desk.zone, "fr")
    about = Messages("fr").label("question-about", title=event.title, when=when)
    words = f"{about} {scene.turn.text}"[:1000]
    row = QuestionRow(chat_id=scene.turn.chat_id, words=words, created_at=scene.now, asked_team_at=scene.now)
    scene.session.add(row)
    if staff is None:
        return scene.answer(Reply(scene.words.say("late-noted")))
    number = "" if family is None else str(family.number)
    said = Reply(
        Messages("fr").say("staff-late", family=number, title=event.title, when=when, words=scene.turn.text[:1000])
    )
    put(
        scene.session, chat_id=staff, send_class=SendClass.REPLY,
        payload=render(said, chat_id=staff).to_json(), now=scene.now,
    )  # fmt: skip
    return scene.answer(Reply(scene.words.say("late-told")))


def old_button(scene: Scene) -> Outcome:
    """A button of another time: say so, and show where to go on."""
    said = Reply(scene.words.say("old-button-reply"), home.main_rows(scene))
    return scene.answer(said, toast=scene.words.label("old-button"))
