"""The commands: typed, or picked from Telegram's menu."""

from collections.abc import Callable

from bot.buttons import Action, Button, Press
from bot.conversation import Outcome
from bot.dialogues import draft
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import agenda, check_in, home, joining, my_data, registrations


def start(scene: Scene) -> Outcome:
    """/start, from a poster or a link too: `e_CODE` opens that event, `ci_TOKEN` the registration of a QR code.

    `p_TOKEN` invites to a family.
    """
    payload = scene.turn.text
    if payload.startswith("ci_"):
        return check_in.opened(scene, payload.removeprefix("ci_"))
    if payload.startswith("p_"):
        return joining.opened(scene, payload.removeprefix("p_"))
    if payload.startswith("e_"):
        event = registrations.event_of(scene, payload.removeprefix("e_"))
        if event is not None:
            return agenda.card(scene, event)
        return agenda.upcoming(scene, lead=scene.words.say("refused-unknown"))
    return draft.offer(scene) if draft.is_left(scene) else home.welcome(scene)


def nothing_to_cancel(scene: Scene) -> Outcome:
    """/annuler with no form open."""
    mine = Button(scene.words.label("button-mine"), Press(Action.MINE))
    return scene.answer(Reply(scene.words.say("nothing-to-cancel"), ((mine,),)))


COMMANDS: dict[str, Callable[[Scene], Outcome]] = {
    "start": start,
    "aide": home.help_page,
    "help": home.help_page,
    "ateliers": agenda.upcoming,
    "workshops": agenda.upcoming,
    "mesinscriptions": registrations.mine,
    "donnees": my_data.show,
    "data": my_data.show,
    "confidentialite": home.privacy,
    "privacy": home.privacy,
    "langue": home.choose_language,
    "language": home.choose_language,
    "annuler": nothing_to_cancel,
    "cancel": nothing_to_cancel,
}

# What Telegram's menu shows, in this order; the words are messages named command-….
MENU = ("ateliers", "mesinscriptions", "aide", "donnees", "confidentialite", "langue", "annuler")
