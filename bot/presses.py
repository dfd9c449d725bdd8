"""What each button does. Who presses is the chat itself: nothing about a person is read from the data."""

from collections.abc import Callable

from bot.buttons import Action, Press
from bot.conversation import Outcome
from bot.dialogues import draft, results, signup
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import (
    agenda,
    correcting,
    home,
    inviting,
    joining,
    my_data,
    offers,
    registrations,
    removing,
    team,
    topics,
)
from knowledge.events import Event

OnEvent = Callable[[Scene, Event], Outcome]


def _of_event(action: OnEvent) -> Callable[[Scene, Press], Outcome]:
    """For buttons whose code is an event's: a vanished event leads back to the agenda."""

    def run(scene: Scene, press: Press) -> Outcome:
        event = registrations.event_of(scene, press.code)
        if event is None:
            return agenda.upcoming(scene, lead=scene.words.say("refused-unknown"))
        return action(scene, event)

    return run


def _stay(scene: Scene, press: Press) -> Outcome:
    event = registrations.event_of(scene, press.code)
    return registrations.mine(scene) if event is None else offers.stay(scene, event, press.revision)


def _keep(scene: Scene, press: Press) -> Outcome:
    return scene.answer(Reply(scene.words.say("cancel-kept"), in_place=scene.was_pressed))


def _calendar(scene: Scene, event: Event) -> Outcome:
    return scene.answer(results.calendar(event, scene))


def _route(scene: Scene, press: Press) -> Outcome:
    return scene.answer(Reply(scene.words.say("route")))


PRESSES: dict[Action, Callable[[Scene, Press], Outcome]] = {
    Action.EVENT: _of_event(agenda.card),
    Action.AGENDA: lambda scene, press: agenda.upcoming(scene, press.revision),
    Action.SIGN_UP: _of_event(draft.start),
    Action.MINE: lambda scene, press: registrations.mine(scene),
    Action.HELP: lambda scene, press: home.help_page(scene),
    Action.TEAM: lambda scene, press: team.hand_on(scene, press.revision),
    Action.OTHER: lambda scene, press: topics.none_of_these(scene),
    Action.TOPIC: lambda scene, press: topics.show(scene, press.code),
    Action.ASK_CANCEL: lambda scene, press: registrations.ask_cancel_signup(scene, press.code, press.revision),
    Action.ASK_CANCEL_EVENT: _of_event(registrations.ask_cancel_event),
    Action.DO_CANCEL: lambda scene, press: registrations.do_cancel(scene, press.code, press.revision),
    Action.RESTORE: lambda scene, press: registrations.restore(scene, press.revision),
    Action.KEEP: _keep,
    Action.COMING: _of_event(registrations.coming),
    Action.ROUTE: _route,
    Action.TAKE: _of_event(offers.take),
    Action.LEAVE: _of_event(offers.leave),
    Action.STAY: _stay,
    Action.CALENDAR: _of_event(_calendar),
    Action.FORM: lambda scene, press: signup.pressed(scene, press.code, press.revision),
    Action.DRAFT: lambda scene, press: draft.pressed(scene, press.code, press.revision),
    Action.LANGUAGE: lambda scene, press: home.set_language(scene, press.code),
    Action.DATA: lambda scene, press: my_data.show(scene),
    Action.DATA_FILE: lambda scene, press: my_data.file(scene),
    Action.ERASE: lambda scene, press: my_data.erase(scene, sure=press.code == "yes"),
    Action.CORRECT: lambda scene, press: correcting.pressed(scene, press.code, press.revision),
    Action.REMOVE: lambda scene, press: removing.pressed(scene, press.code, press.revision),
    Action.INVITE: lambda scene, press: inviting.pressed(scene, press.code),
    Action.JOIN: lambda scene, press: joining.pressed(scene, press.code, press.revision),
    Action.TAKE_OUT: lambda scene, press: inviting.take_out(scene, press.code, press.revision),
    Action.PHOTO_OFF: lambda scene, press: my_data.photo_off(scene),
    Action.PRIVACY: lambda scene, press: home.privacy(scene),
    Action.REMINDERS: lambda scene, press: home.set_reminders(scene, press.code == "on"),
}
