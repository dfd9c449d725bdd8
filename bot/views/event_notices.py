"""What families read of an event that was moved, cancelled, or takes place after all; the team sees it before."""

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Row
from bot.bot_api.replies import Reply
from bot.messages import Messages, dates
from bot.views import seat_status
from bot.views.alternatives import offered_instead
from bot.views.notice_context import NoticeContext
from knowledge.agenda.events import Event
from knowledge.agenda.tables import EventRow
from scheduler.core.people import AgeFit
from scheduler.core.tables import State
from scheduler.outbox.outbox import Slot
from scheduler.seats.outcomes import Registration, age_refusals


def moved(context: NoticeContext) -> Reply:
    """The old date and the new one, what becomes of each of them, and what they answer."""
    key = "event-moved-hours" if _same_day(context) else "event-moved"
    lines = [context.words.say(key, title=context.title), "", *dates_of(context), "", *_standing(context)]
    return Reply("\n".join(lines), answers(context))


def resumed(context: NoticeContext) -> Reply:
    """It was cancelled, and takes place after all."""
    lead = context.words.say("event-resumed", title=context.title)
    return Reply("\n".join([lead, "", *dates_of(context), "", *_standing(context)]), answers(context))


def cancelled(context: NoticeContext) -> Reply:
    """It does not take place; where else these people can go."""
    when = context.when if context.notice.was is None else _span(context, context.notice.was)  # the date that they know
    lead = context.words.say("event-cancelled", title=context.title, when=when)
    lines, rows = offered_instead(context, context.notice.family_id, context.event, context.people)
    return Reply("\n".join([lead, *reason_lines(context.event, context.words), *lines]), rows)


def reason_lines(event: Event, words: Messages) -> list[str]:
    """Why it is cancelled, as the team typed it; nothing when it said nothing."""
    return [words.say("event-cancelled-reason", reason=event.cancel_reason)] if event.cancel_reason else []


def quit_button(context: NoticeContext) -> Button:
    """« Quitter la liste », for everyone of the family who waits there."""
    return context.button(context.words.label("offer-quit-list"), Action.QUIT, 0)


def answers(context: NoticeContext) -> tuple[Row, ...]:
    """« Nous gardons », a way out for each of them and for all, and a question to the team."""
    words, seated = context.words, context.standing(State.CONFIRMED)
    rows: list[Row] = []
    if seated:
        rows.append((context.button(words.label("button-keep"), Action.KEEP_SEAT),))
        rows += [(context.button(_cancel(one, context), Action.ASK_CANCEL, one.signup_id),) for one in seated]
    if len(seated) > 1:
        rows.append((context.button(words.label("cancel-all"), Action.ASK_CANCEL, 0),))
    if context.standing(State.WAITING):
        rows.append((quit_button(context),))
    return (*rows, (context.button(words.label("button-question"), Action.QUESTION),))


def _cancel(one: Registration, context: NoticeContext) -> str:
    if one.first_name is None:
        return context.words.label("moved-cancel-unnamed")
    return context.words.label("moved-cancel", who=one.first_name)


def dates_of(context: NoticeContext) -> list[str]:
    """When it is now, with when it was before where that has changed."""
    was, words = context.notice.was, context.words
    if was is None:
        return [words.say("moved-same", when=context.when)]
    return [words.say("moved-before", when=_span(context, was)), words.say("moved-now", when=context.when)]


def _span(context: NoticeContext, slot: Slot) -> str:
    return dates.span(slot.starts_at, slot.ends_at, context.services.zone, context.words.language)


def _same_day(context: NoticeContext) -> bool:
    was, day = context.notice.was, context.services.hours.day
    return was is not None and day(was.starts_at) == day(context.event.starts_at)


def _standing(context: NoticeContext) -> list[str]:
    words = context.words
    groups = ((State.CONFIRMED, "moved-seated"), (State.OFFERED, "moved-offered"), (State.WAITING, "moved-waiting"))
    found = ((key, context.standing(state)) for state, key in groups)
    lines = [words.say(key, who=seat_status.who(people, words)) for key, people in found if people]
    return lines + _out_of_age(context)


def _out_of_age(context: NoticeContext) -> list[str]:
    """Who has not the age any more, or not yet, on the new day: said, and left to the team."""
    row = context.session.get_one(EventRow, context.event.id)
    people = [one.participant_id for one in context.standing(State.CONFIRMED)]
    refusals = age_refusals(context.session, row, people, context.services.hours)
    words, ages = context.words, cards.ages(context.event, context.words)
    return [
        words.say("moved-young" if one.fit is AgeFit.TOO_YOUNG else "moved-old", who=one.first_name, ages=ages)
        for one in refusals
        if one.first_name is not None
    ]
