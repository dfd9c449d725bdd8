"""Opening an invitation: what would happen, without naming anybody; then joining, or not."""

from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import enrolling
from bot.messages import Messages
from bot.replies import Reply, render
from bot.scene import Scene, without_memory
from bot.screens import home
from scheduler import families, invitations, joining
from scheduler.invitations import Refusal
from scheduler.joining import Joined
from scheduler.outbox import SendClass, put

LONGEST_TOKEN = 40  # what a button can carry; ours are shorter


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
    joined = joining.join(scene.session, token=token, chat_id=scene.turn.chat_id, now=scene.now, hours=scene.desk.hours)
    if isinstance(joined, Refusal):
        return _refused(scene, joined)
    for chat_id in joined.others:
        _tell(scene, chat_id, joined)
    enrolling.let_go(scene, scene.conversation.form)
    # A form may name children by numbers that changed hands.
    after = without_memory(scene)
    key = "join-done-merged" if joined.merged else "join-done"
    return after.answer(Reply(scene.words.say(key), home.main_rows(after), in_place=scene.was_pressed))


def _refused(scene: Scene, refusal: Refusal) -> Outcome:
    said = scene.words.say(f"join-refused-{refusal.value}")
    return scene.answer(Reply(said, home.main_rows(scene), in_place=scene.was_pressed))


def _tell(scene: Scene, chat_id: int, joined: Joined) -> None:
    """The first parent learns of it, and can undo it with one tap."""
    words = Messages(families.language_of(scene.session, joined.family_id))
    odd = Button(words.label("join-odd"), Press(Action.TAKE_OUT, "odd", joined.invitation_id))
    said = Reply(words.say("join-told"), ((odd,),))
    put(
        scene.session, chat_id=chat_id, send_class=SendClass.CONFIRMATION,
        payload=render(said, chat_id=chat_id).to_json(), now=scene.now,
    )  # fmt: skip
