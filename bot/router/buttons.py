"""What each button does. Who presses is the chat itself: nothing about a person is read from the data."""

from collections.abc import Callable
from dataclasses import replace

from bot.bot_api.replies import LARGEST_ID, Action, Press, Reply
from bot.chat.context import Context, without_correction
from bot.chat.form import Opening
from bot.chat.state import Outcome
from bot.features import escalation, home, sent_to_team
from bot.features.my_data import kept_answers, my_data, people, phones
from bot.features.places import cancelling, moving, notice_buttons
from bot.features.places.moving import Move
from bot.features.signup import draft, signup
from bot.router import team
from bot.team import writing
from bot.views import registrations, seat_status
from intents.readers.births import Named
from knowledge.agenda.agenda import Event
from scheduler.seats.outcomes import Registration

OnEvent = Callable[[Context, Event], Outcome]
OnSignup = Callable[[Context, Event, int], Outcome]
OnMove = Callable[[Context, Move], Outcome]


def _of_event(action: OnEvent) -> Callable[[Context, Press], Outcome]:
    """For buttons whose code is an event's: a vanished event leads back to the agenda."""

    def run(context: Context, press: Press) -> Outcome:
        event = registrations.event_of(context, press.code)
        if event is None:
            return home.upcoming(context, lead=context.words.say("refused-unknown"))
        return action(context, event)

    return run


def _while_it_lasts(action: OnSignup) -> Callable[[Context, Press], Outcome]:
    """The same where a cancelled event leaves nothing to answer; the button's number goes along."""

    def run(context: Context, press: Press) -> Outcome:
        event = registrations.event_of(context, press.code)
        if event is None:
            return home.upcoming(context, lead=context.words.say("refused-unknown"))
        return (
            notice_buttons.called_off(context, event) if event.is_cancelled else action(context, event, press.revision)
        )

    return run


def _of_signup(action: OnSignup) -> Callable[[Context, Press], Outcome]:
    """For buttons that also name a sign-up, or 0 for all of the family at the event."""
    return lambda context, press: _of_event(lambda context, event: action(context, event, press.revision))(
        context, press
    )


def _of_move(action: OnMove) -> Callable[[Context, Press], Outcome]:
    """For buttons whose code names two events, from and to."""

    def run(context: Context, press: Press) -> Outcome:
        old_code, _, new_code = press.code.partition("-")
        old, new = registrations.event_of(context, old_code), registrations.event_of(context, new_code)
        if old is None or new is None:
            return home.upcoming(context, lead=context.words.say("refused-unknown"))
        return action(context, Move(old, new, press.revision))

    return run


def _of_offer(action: Callable[[Context, Registration, int], Outcome]) -> Callable[[Context, Press], Outcome]:
    """For buttons whose code is one of the family's sign-ups."""

    def run(context: Context, press: Press) -> Outcome:
        one = registrations.one_of_mine(context, _number(press.code))
        if one is None:
            return notice_buttons.gone(context)
        if one.event.is_cancelled:
            return notice_buttons.called_off(context, one.event)
        return action(context, one, press.revision)

    return run


def _number(code: str) -> int:
    """An id; 0, which is nobody's, for what cannot be one."""
    number = int(code) if code.isdecimal() else 0
    return number if number <= LARGEST_ID else 0


def _add_another(context: Context, event: Event) -> Outcome:
    """Begins the form below: what the pressed message says of the others stays readable."""
    begun = draft.start(context, event)
    return replace(begun, replies=tuple(replace(reply, in_place=False) for reply in begun.replies))


def _sign_up_for(context: Context, press: Press) -> Outcome:
    same = Opening(Named((), known=(press.revision,)))
    return _of_event(lambda context, event: draft.start(context, event, same))(context, press)


def _do_cancel(context: Context, press: Press) -> Outcome:
    code, some = registrations.read(press.code)
    ids = (press.revision,) if press.revision else tuple(map(_number, some))
    return _of_event(lambda context, event: cancelling.do(context, event, ids))(context, replace(press, code=code))


def _keep(context: Context, press: Press) -> Outcome:
    return context.answer(Reply(context.words.say("cancel-kept"), in_place=context.was_pressed))


def _calendar(context: Context, event: Event) -> Outcome:
    return context.answer(seat_status.calendar(event, context))


def _route(context: Context, press: Press) -> Outcome:
    return context.answer(Reply(context.words.say("route")))


PRESSES: dict[Action, Callable[[Context, Press], Outcome]] = {
    Action.EVENT: _of_event(home.card),
    Action.AGENDA: lambda context, press: home.upcoming(context, press.revision),
    Action.SIGN_UP: _while_it_lasts(lambda context, event, revision: draft.begin(context, event)),
    Action.ADD_ANOTHER: _of_event(_add_another),
    Action.SIGN_UP_FOR: _sign_up_for,
    Action.MINE: lambda context, press: registrations.mine(context),
    Action.MINE_AT: _of_event(registrations.at),
    Action.CODES: _of_event(registrations.show_codes),
    Action.HELP: lambda context, press: home.help_page(context),
    Action.TEAM: lambda context, press: escalation.pressed(context, press.code, press.revision),
    Action.ANSWERED: sent_to_team.answer_pressed,
    Action.OTHER: lambda context, press: escalation.none_of_these(context),
    Action.TOPIC: lambda context, press: escalation.show(context, press.code),
    Action.SEARCH: lambda context, press: escalation.search(context, press.revision),
    Action.SOURCE: lambda context, press: escalation.source(context, press.code),
    Action.ASK_CANCEL: _of_signup(cancelling.ask_signup),
    Action.ASK_CANCEL_EVENT: _of_event(cancelling.ask_event),
    Action.DO_CANCEL: _do_cancel,
    Action.RESTORE: _of_signup(moving.restore),
    Action.MOVE: _of_event(moving.ask),
    Action.MOVE_WHO: _of_signup(moving.choose_date),
    Action.MOVE_TO: _of_move(moving.sure),
    Action.MOVE_DO: _of_move(moving.do),
    Action.MOVE_WAIT: _of_move(moving.wait),
    Action.KEEP: _keep,
    Action.COMING: _while_it_lasts(notice_buttons.coming),
    Action.ROUTE: _route,
    Action.TAKE: _of_offer(notice_buttons.take),
    Action.ONLY: _of_offer(notice_buttons.take_only),
    Action.ASK_ONLY: _of_offer(notice_buttons.ask_only),
    Action.LEAVE: _of_offer(notice_buttons.leave),
    Action.STAY: _while_it_lasts(notice_buttons.stay),
    Action.QUIT: _while_it_lasts(notice_buttons.leave_line),
    Action.KEEP_SEAT: _while_it_lasts(notice_buttons.keep),
    Action.QUESTION: _of_event(escalation.ask_about),
    Action.DROP_QUESTION: lambda context, press: escalation.drop(context),
    Action.INSTEAD: _while_it_lasts(notice_buttons.go_instead),
    Action.CALENDAR: _of_event(_calendar),
    Action.FORM: lambda context, press: signup.pressed(context, press.code, press.revision),
    Action.DRAFT: lambda context, press: draft.pressed(context, press.code, press.revision),
    Action.LANGUAGE: lambda context, press: home.set_language(context, press.code),
    Action.DATA: lambda context, press: my_data.show(context),
    Action.DATA_FILE: lambda context, press: my_data.file(context),
    Action.ERASE: lambda context, press: my_data.erase(context, press.code),
    Action.CLEAR: lambda context, press: my_data.clear(context),
    Action.CORRECT: lambda context, press: people.pressed(context, press.code, press.revision),
    Action.REMOVE: lambda context, press: people.remove_pressed(context, press.code, press.revision),
    Action.INVITE: lambda context, press: my_data.pressed(context, press.code),
    Action.JOIN: lambda context, press: phones.pressed(context, press.code, press.revision),
    Action.LINK: phones.code_pressed,
    Action.APPROVE: lambda context, press: phones.joining_answered(context, _number(press.code), press.revision),
    Action.TAKE_OUT: lambda context, press: phones.take_out(context, press.code),
    Action.LEAVE_FAMILY: lambda context, press: phones.leave(context, press.code),
    Action.REMOVED: lambda context, press: phones.removal_answered(context, press.code, press.revision),
    **dict.fromkeys(team.PRESSES, team.pressed),
    Action.ANSWER: lambda context, press: kept_answers.listed_pressed(context, press.code, press.revision),
    Action.MY_WORDS: lambda context, press: sent_to_team.words_pressed(context, press.code, press.revision),
    Action.PHOTO_OFF: lambda context, press: my_data.photo_off(context),
    Action.PRIVACY: lambda context, press: home.privacy(context),
    Action.REMINDERS: lambda context, press: home.set_reminders(context, press.code == "on"),
}


def pressed(context: Context, press: Press | None) -> Outcome:
    """A button, tapped or typed. What cannot be read is from an older version: answered kindly."""
    if press is None:
        return escalation.old_button(context)
    if press.action is not Action.CORRECT:
        context = without_correction(context)
    if press.action not in team.WRITE_ON:
        context = writing.without(context)
    return draft.settled(context, press, PRESSES[press.action](context, press))
