"""« Inviter l’autre parent », and calling the invitation back."""

from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import my_data, people
from scheduler import families, invitations


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
