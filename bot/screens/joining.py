"""Opening an invitation: what would happen, without naming anybody; asking to join, and the family's answer."""

from bot import to_phones
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.messages import Messages
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import home, people, team
from scheduler import families, invitations, joining
from scheduler.invitations import Refusal
from scheduler.joining import Asked, Declined

LONGEST_TOKEN = 40  # what a button can carry; ours are shorter
_LONGEST_NAME = 30  # of whoever asks, as Telegram tells it: anybody can write anything there


def opened(scene: Scene, token: str) -> Outcome:
    """The link was followed."""
    found = invitations.look(scene.session, token, scene.turn.chat_id, scene.now)
    if isinstance(found, Refusal) or len(token) > LONGEST_TOKEN:
        return _refused(scene, found if isinstance(found, Refusal) else Refusal.UNKNOWN)
    rows: tuple[Row, ...] = (
        (
            Button(scene.words.label("join-yes"), Press(Action.JOIN, token, 1)),
            Button(scene.words.label("join-no"), Press(Action.JOIN, token, 0)),
        ),
        (Button(scene.words.label("button-privacy"), Press(Action.PRIVACY)),),
    )
    has_own = families.family_of(scene.session, scene.turn.chat_id) is not None
    return scene.answer(Reply(scene.words.say("join-ask", own="yes" if has_own else "no"), rows))


def pressed(scene: Scene, token: str, answer: int) -> Outcome:
    """« Rejoindre » or « Non »."""
    if answer != 1:
        return scene.answer(Reply(scene.words.say("join-left"), home.main_rows(scene), in_place=scene.was_pressed))
    asked = joining.ask(scene.session, token=token, chat_id=scene.turn.chat_id, now=scene.now)
    if isinstance(asked, Refusal):
        return _refused(scene, asked)
    for chat_id in asked.phones:
        to_phones.tell(scene, chat_id, lambda words: _request(scene.turn.person_name, asked, words))
    return scene.answer(Reply(scene.words.say("join-asked"), home.main_rows(scene), in_place=scene.was_pressed))


def _request(name: str, asked: Asked, words: Messages) -> Reply:
    name = " ".join(name.split())[:_LONGEST_NAME] or words.label("join-nobody")
    return Reply(words.say("join-request", name=name), (request_row(asked.invitation_id, words),))


def request_row(invitation_id: int, words: Messages) -> Row:
    """« Accepter », « Refuser »."""
    return (
        Button(words.label("join-accept"), Press(Action.APPROVE, str(invitation_id), 1)),
        Button(words.label("join-decline"), Press(Action.APPROVE, str(invitation_id), 0)),
    )


def answered(scene: Scene, invitation_id: int, answer: int) -> Outcome:
    """« Accepter » or « Refuser », of whoever sent the link."""
    session, chat_id = scene.session, scene.turn.chat_id
    if answer != 1:
        found = joining.decline(session, invitation_id=invitation_id, chat_id=chat_id, now=scene.now)
        return team.old_button(scene) if found is None else _nobody_joins(scene, found)
    joined = joining.approve(
        session, invitation_id=invitation_id, chat_id=chat_id, now=scene.now, hours=scene.desk.hours
    )
    if joined is None:
        return team.old_button(scene)
    if isinstance(joined, Declined):
        return _nobody_joins(scene, joined)
    # A form may name children by numbers that changed hands.
    to_phones.forget(scene, joined.chat_id)
    key = "join-done-merged" if joined.merged else "join-done"
    to_phones.tell(scene, joined.chat_id, lambda words: Reply(words.say(key)))
    return scene.answer(Reply(scene.words.say("join-accepted"), people.back(scene), in_place=scene.was_pressed))


def _nobody_joins(scene: Scene, found: Declined) -> Outcome:
    to_phones.tell(scene, found.chat_id, lambda words: Reply(words.say("join-was-declined")))
    key = "join-declined" if found.why is None else "join-impossible"
    return scene.answer(Reply(scene.words.say(key), people.back(scene), in_place=scene.was_pressed))


def _refused(scene: Scene, refusal: Refusal) -> Outcome:
    said = scene.words.say(f"join-refused-{refusal.value}")
    return scene.answer(Reply(said, home.main_rows(scene), in_place=scene.was_pressed))
