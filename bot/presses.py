"""What each button does. Who presses is the chat itself: nothing about a person is read from the data."""

from collections.abc import Callable

from bot.buttons import LARGEST_ID, Action, Press
from bot.conversation import Outcome
from bot.dialogues import results, signup
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import agenda, changes, home, my_data, offers, registrations, team, topics
from knowledge.events import Event
from scheduler.outcomes import Registration

OnEvent = Callable[[Scene, Event], Outcome]


def _of_event(action: OnEvent) -> Callable[[Scene, Press], Outcome]:
    """For buttons whose code is an event's: a vanished event leads back to the agenda."""

    def run(scene: Scene, press: Press) -> Outcome:
        event = registrations.event_of(scene, press.code)
        if event is None:
            return agenda.upcoming(scene, lead=scene.words.say("refused-unknown"))
        return action(scene, event)

    return run


def _while_it_lasts(action: Callable[[Scene, Event, int], Outcome]) -> Callable[[Scene, Press], Outcome]:
    """The same where a cancelled event leaves nothing to answer; the button's number goes along."""

    def run(scene: Scene, press: Press) -> Outcome:
        event = registrations.event_of(scene, press.code)
        if event is None:
            return agenda.upcoming(scene, lead=scene.words.say("refused-unknown"))
        return changes.called_off(scene, event) if event.is_cancelled else action(scene, event, press.revision)

    return run


def _of_signup(action: Callable[[Scene, Registration, int], Outcome]) -> Callable[[Scene, Press], Outcome]:
    """For buttons whose code is one of the family's sign-ups."""

    def run(scene: Scene, press: Press) -> Outcome:
        one = registrations.one_of_mine(scene, _number(press.code))
        if one is None:
            return offers.gone(scene)
        if one.event.is_cancelled:
            return changes.called_off(scene, one.event)
        return action(scene, one, press.revision)

    return run


def _number(code: str) -> int:
    number = int(code) if code.isdecimal() else 0
    return number if number <= LARGEST_ID else 0


def _keep(scene: Scene, press: Press) -> Outcome:
    return scene.answer(Reply(scene.words.say("cancel-kept"), in_place=scene.was_pressed))


def _calendar(scene: Scene, event: Event) -> Outcome:
    return scene.answer(results.calendar(event, scene))


def _route(scene: Scene, press: Press) -> Outcome:
    return scene.answer(Reply(scene.words.say("route")))


PRESSES: dict[Action, Callable[[Scene, Press], Outcome]] = {
    Action.EVENT: _of_event(agenda.card),
    Action.AGENDA: lambda scene, press: agenda.upcoming(scene, press.revision),
    Action.SIGN_UP: _while_it_lasts(lambda scene, event, revision: signup.start(scene, event)),
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
    Action.COMING: _while_it_lasts(lambda scene, event, revision: registrations.coming(scene, event)),
    Action.ROUTE: _route,
    Action.TAKE: _of_signup(offers.take),
    Action.ONLY: _of_signup(offers.take_only),
    Action.LEAVE: _of_signup(offers.leave),
    Action.STAY: _while_it_lasts(offers.stay),
    Action.QUIT: _while_it_lasts(offers.leave_line),
    Action.KEEP_SEAT: _while_it_lasts(changes.keep),
    Action.QUESTION: _of_event(changes.question),
    Action.DROP_QUESTION: lambda scene, press: changes.drop_question(scene),
    Action.INSTEAD: _while_it_lasts(changes.go_instead),
    Action.CALENDAR: _of_event(_calendar),
    Action.FORM: lambda scene, press: signup.pressed(scene, press.code, press.revision),
    Action.LANGUAGE: lambda scene, press: home.set_language(scene, press.code),
    Action.DATA_FILE: lambda scene, press: my_data.file(scene),
    Action.ERASE: lambda scene, press: my_data.erase(scene, sure=press.code == "yes"),
    Action.PRIVACY: lambda scene, press: home.privacy(scene),
    Action.REMINDERS: lambda scene, press: home.set_reminders(scene, press.code == "on"),
}
