"""« Inviter l’autre parent », calling the invitation back, and taking the other phone out again."""

from sqlalchemy import select

from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.forgetting import forget_memory
from bot.messages import Messages
from bot.models import ChatRow
from bot.replies import Reply, render
from bot.scene import Scene
from bot.screens import my_data, people, team
from scheduler import families, invitations, joining
from scheduler.outbox import SendClass, put


def pressed(scene: Scene, code: str) -> Outcome:
    """« Inviter l’autre parent », or « Annuler l’invitation »."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return my_data.show(scene)
    if code == "stop":
        stopped = invitations.revoke(scene.session, family.id, scene.now)
        key = "invite-stopped" if stopped else "invite-none"
        return scene.answer(Reply(scene.words.say(key), people.back(scene), in_place=scene.was_pressed))
    invited = invitations.invite(scene.session, family.id, scene.now)
    if invited is None:
        return scene.answer(Reply(scene.words.say("invite-full"), people.back(scene), in_place=scene.was_pressed))
    link = f"https://t.me/{scene.desk.username}?start=p_{invited.token}"
    until = dates_said.moment(invited.until, scene.desk.zone, scene.language)
    return scene.answer(Reply(scene.words.say("invite-link", link=link, until=until), (stop_row(scene),)))


def stop_row(scene: Scene) -> Row:
    """« Annuler l’invitation »."""
    return (Button(scene.words.label("invite-stop"), Press(Action.INVITE, "stop")),)


def take_out(scene: Scene, code: str, invitation_id: int) -> Outcome:
    """« Retirer l’autre téléphone », asked once more; at once when somebody says that it is not normal."""
    if code == "ask":
        rows: tuple[Row, ...] = (
            (Button(scene.words.label("take-out-yes"), Press(Action.TAKE_OUT, "yes")),),
            (Button(scene.words.label("cancel-keep"), Press(Action.KEEP)),),
        )
        return scene.answer(Reply(scene.words.say("take-out-sure"), rows, in_place=scene.was_pressed))
    newest = invitation_id if code == "odd" else None
    gone = joining.take_out_others(scene.session, scene.turn.chat_id, newest)
    if not gone:
        return team.old_button(scene)
    for chat_id in gone:
        _let_go(scene, chat_id)
    return scene.answer(Reply(scene.words.say("take-out-done"), people.back(scene), in_place=scene.was_pressed))


def _let_go(scene: Scene, chat_id: int) -> None:
    """The phone that was taken out is told so; what it remembers of the family goes, unless it is writing now."""
    free = select(ChatRow).where(ChatRow.chat_id == chat_id, ChatRow.owner.is_(None))
    row = scene.session.scalar(free.with_for_update(skip_locked=True))
    language = scene.language if row is None or row.language is None else row.language
    if row is not None:
        forget_memory(row)
    said = Reply(Messages(language).say("take-out-told"))
    put(
        scene.session, chat_id=chat_id, send_class=SendClass.CONFIRMATION,
        payload=render(said, chat_id=chat_id).to_json(), now=scene.now,
    )  # fmt: skip
