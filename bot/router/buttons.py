"""What each button does. Who presses is the chat itself: nothing about a person is read from the data."""

from collections.abc import Callable
from dataclasses import replace

from bot.bot_api.buttons import LARGEST_ID, Action, Press
from bot.bot_api.replies import Reply
from bot.chat.context import Scene, without_correction
from bot.chat.inputs import Opening
from bot.chat.state import Outcome
from bot.features import escalation, home
from bot.features.my_data import correcting, my_answers, my_data, my_words, phones, removing
from bot.features.places import cancelling, changed_events, moving, offers, restoring
from bot.features.places.moving import Move
from bot.features.signup import draft, signup
from bot.views import confirmation, registrations
from intents.readers.births import Named
from knowledge.agenda.events import Event
from scheduler.seats.outcomes import Registration

OnEvent = Callable[[Scene, Event], Outcome]
OnSignup = Callable[[Scene, Event, int], Outcome]
OnMove = Callable[[Scene, Move], Outcome]


def _of_event(action: OnEvent) -> Callable[[Scene, Press], Outcome]:
    """For buttons whose code is an event's: a vanished event leads back to the agenda."""

    def run(scene: Scene, press: Press) -> Outcome:
        event = registrations.event_of(scene, press.code)
        if event is None:
            return home.upcoming(scene, lead=scene.words.say("refused-unknown"))
        return action(scene, event)

    return run


def _while_it_lasts(action: OnSignup) -> Callable[[Scene, Press], Outcome]:
    """The same where a cancelled event leaves nothing to answer; the button's number goes along."""

    def run(scene: Scene, press: Press) -> Outcome:
        event = registrations.event_of(scene, press.code)
        if event is None:
            return home.upcoming(scene, lead=scene.words.say("refused-unknown"))
        return changed_events.called_off(scene, event) if event.is_cancelled else action(scene, event, press.revision)

    return run


def _of_signup(action: OnSignup) -> Callable[[Scene, Press], Outcome]:
    """For buttons that also name a sign-up, or 0 for all of the family at the event."""
    return lambda scene, press: _of_event(lambda scene, event: action(scene, event, press.revision))(scene, press)


def _of_move(action: OnMove) -> Callable[[Scene, Press], Outcome]:
    """For buttons whose code names two events, from and to."""

    def run(scene: Scene, press: Press) -> Outcome:
        old_code, _, new_code = press.code.partition("-")
        old, new = registrations.event_of(scene, old_code), registrations.event_of(scene, new_code)
        if old is None or new is None:
            return home.upcoming(scene, lead=scene.words.say("refused-unknown"))
        return action(scene, Move(old, new, press.revision))

    return run


def _of_offer(action: Callable[[Scene, Registration, int], Outcome]) -> Callable[[Scene, Press], Outcome]:
    """For buttons whose code is one of the family's sign-ups."""

    def run(scene: Scene, press: Press) -> Outcome:
        one = registrations.one_of_mine(scene, _number(press.code))
        if one is None:
            return offers.gone(scene)
        if one.event.is_cancelled:
            return changed_events.called_off(scene, one.event)
        return action(scene, one, press.revision)

    return run


def _number(code: str) -> int:
    """An id; 0, which is nobody's, for what cannot be one."""
    number = int(code) if code.isdecimal() else 0
    return number if number <= LARGEST_ID else 0


def _add_another(scene: Scene, event: Event) -> Outcome:
    """Begins the form below: what the pressed message says of the others stays readable."""
    begun = draft.start(scene, event)
    return replace(begun, replies=tuple(replace(reply, in_place=False) for reply in begun.replies))


def _sign_up_for(scene: Scene, press: Press) -> Outcome:
    same = Opening(Named((), known=(press.revision,)))
    return _of_event(lambda scene, event: draft.start(scene, event, same))(scene, press)


def _do_cancel(scene: Scene, press: Press) -> Outcome:
    code, some = registrations.read(press.code)
    ids = (press.revision,) if press.revision else tuple(map(_number, some))
    return _of_event(lambda scene, event: cancelling.do(scene, event, ids))(scene, replace(press, code=code))


def _keep(scene: Scene, press: Press) -> Outcome:
    return scene.answer(Reply(scene.words.say("cancel-kept"), in_place=scene.was_pressed))


def _calendar(scene: Scene, event: Event) -> Outcome:
    return scene.answer(confirmation.calendar(event, scene))


def _route(scene: Scene, press: Press) -> Outcome:
    return scene.answer(Reply(scene.words.say("route")))


PRESSES: dict[Action, Callable[[Scene, Press], Outcome]] = {
    Action.EVENT: _of_event(home.card),
    Action.AGENDA: lambda scene, press: home.upcoming(scene, press.revision),
    Action.SIGN_UP: _while_it_lasts(lambda scene, event, revision: draft.begin(scene, event)),
    Action.ADD_ANOTHER: _of_event(_add_another),
    Action.SIGN_UP_FOR: _sign_up_for,
    Action.MINE: lambda scene, press: registrations.mine(scene),
    Action.MINE_AT: _of_event(registrations.at),
    Action.CODES: _of_event(registrations.show_codes),
    Action.HELP: lambda scene, press: home.help_page(scene),
    Action.TEAM: lambda scene, press: escalation.pressed(scene, press.code, press.revision),
    Action.OTHER: lambda scene, press: escalation.none_of_these(scene),
    Action.TOPIC: lambda scene, press: escalation.show(scene, press.code),
    Action.SOURCE: lambda scene, press: escalation.source(scene, press.code),
    Action.ASK_CANCEL: _of_signup(cancelling.ask_signup),
    Action.ASK_CANCEL_EVENT: _of_event(cancelling.ask_event),
    Action.DO_CANCEL: _do_cancel,
    Action.RESTORE: _of_signup(restoring.restore),
    Action.MOVE: _of_event(moving.ask),
    Action.MOVE_WHO: _of_signup(moving.choose_date),
    Action.MOVE_TO: _of_move(moving.sure),
    Action.MOVE_DO: _of_move(moving.do),
    Action.MOVE_WAIT: _of_move(moving.wait),
    Action.KEEP: _keep,
    Action.COMING: _while_it_lasts(changed_events.coming),
    Action.ROUTE: _route,
    Action.TAKE: _of_offer(offers.take),
    Action.ONLY: _of_offer(offers.take_only),
    Action.ASK_ONLY: _of_offer(offers.ask_only),
    Action.LEAVE: _of_offer(offers.leave),
    Action.STAY: _while_it_lasts(offers.stay),
    Action.QUIT: _while_it_lasts(offers.leave_line),
    Action.KEEP_SEAT: _while_it_lasts(changed_events.keep),
    Action.QUESTION: _of_event(escalation.ask_about),
    Action.DROP_QUESTION: lambda scene, press: escalation.drop(scene),
    Action.INSTEAD: _while_it_lasts(changed_events.go_instead),
    Action.CALENDAR: _of_event(_calendar),
    Action.FORM: lambda scene, press: signup.pressed(scene, press.code, press.revision),
    Action.DRAFT: lambda scene, press: draft.pressed(scene, press.code, press.revision),
    Action.LANGUAGE: lambda scene, press: home.set_language(scene, press.code),
    Action.DATA: lambda scene, press: my_data.show(scene),
    Action.DATA_FILE: lambda scene, press: my_data.file(scene),
    Action.ERASE: lambda scene, press: my_data.erase(scene, press.code),
    Action.CLEAR: lambda scene, press: my_data.clear(scene),
    Action.CORRECT: lambda scene, press: correcting.pressed(scene, press.code, press.revision),
    Action.REMOVE: lambda scene, press: removing.pressed(scene, press.code, press.revision),
    Action.INVITE: lambda scene, press: my_data.pressed(scene, press.code),
    Action.JOIN: lambda scene, press: phones.pressed(scene, press.code, press.revision),
    Action.APPROVE: lambda scene, press: phones.joining_answered(scene, _number(press.code), press.revision),
    Action.TAKE_OUT: lambda scene, press: phones.take_out(scene, press.code),
    Action.LEAVE_FAMILY: lambda scene, press: phones.leave(scene, press.code),
    Action.REMOVED: lambda scene, press: phones.removal_answered(scene, press.code, press.revision),
    Action.DECIDE: lambda scene, press: escalation.old_button(scene),  # only in the team's chat, see bot.router.route
    Action.ANSWER: lambda scene, press: my_answers.pressed(scene, press.code, press.revision),
    Action.MY_WORDS: lambda scene, press: my_words.pressed(scene, press.code, press.revision),
    Action.PHOTO_OFF: lambda scene, press: my_data.photo_off(scene),
    Action.PRIVACY: lambda scene, press: home.privacy(scene),
    Action.REMINDERS: lambda scene, press: home.set_reminders(scene, press.code == "on"),
}


def pressed(scene: Scene, press: Press | None) -> Outcome:
    """A button, tapped or typed. What cannot be read is from an older version: answered kindly."""
    if press is None:
        return escalation.old_button(scene)
    if press.action is not Action.CORRECT:
        scene = without_correction(scene)
    return draft.settled(scene, press, PRESSES[press.action](scene, press))
