"""An event that moved, is cancelled, or takes place after all, in words."""

from bot import cards, names
from bot.assistant import dates_said
from bot.buttons import Action, Row
from bot.calendar_file import calendar_reply
from bot.notices.draft import Draft
from bot.notices.offers import quit_button
from bot.replies import Reply
from bot.screens.alternatives import offered_instead
from knowledge.models import EventRow
from scheduler.ages import AgeFit
from scheduler.eligibility import age_refusals
from scheduler.models import State
from scheduler.move_answers import unanswered
from scheduler.outbox import Slot
from scheduler.outcomes import Registration


def moved(draft: Draft) -> Reply:
    """The old date and the new one, what becomes of each of them, and what they answer."""
    key = "event-moved-hours" if _same_day(draft) else "event-moved"
    lines = [draft.words.say(key, title=draft.title), "", *_dates(draft), "", *_standing(draft)]
    return Reply("\n".join(lines), answers(draft))


def resumed(draft: Draft) -> Reply:
    """It was cancelled, and takes place after all."""
    lead = draft.words.say("event-resumed", title=draft.title)
    return Reply("\n".join([lead, "", *_dates(draft), "", *_standing(draft)]), answers(draft))


def moved_nudge(draft: Draft) -> Reply:
    """Half of the time has passed, and they have not said whether the new date suits."""
    silent = unanswered(draft.session, draft.event.id, draft.notice.family_id)
    draft = draft.speaking_of(tuple(one for one in draft.people if one.signup_id in silent))
    words = draft.words
    lines = [words.say("moved-nudge", title=draft.title, when=draft.when), "", words.say("moved-ask", who=draft.who)]
    return Reply("\n".join(lines), answers(draft))


def cancelled(draft: Draft) -> Reply:
    """It does not take place; where else these people can go."""
    when = draft.when if draft.notice.was is None else _span(draft, draft.notice.was)  # the date that they know
    lead = draft.words.say("event-cancelled", title=draft.title, when=when)
    lines, rows = offered_instead(draft, draft.notice.family_id, draft.event, draft.people)
    return Reply("\n".join([lead, *lines]), rows)


def calendar(draft: Draft) -> Reply:
    """The file that changes the entry in the family's own calendar, or takes it out."""
    return calendar_reply(draft.event, draft.words, draft.desk.zone, draft.now)


def answers(draft: Draft) -> tuple[Row, ...]:
    """« Nous gardons », a way out for each of them and for all, and a question to the team."""
    words, seated = draft.words, draft.standing(State.CONFIRMED)
    rows: list[Row] = []
    if seated:
        rows.append((draft.button(words.label("button-keep"), Action.KEEP_SEAT),))
        rows += [(draft.button(_cancel(one, draft), Action.ASK_CANCEL, one.signup_id),) for one in seated]
    if len(seated) > 1:
        rows.append((draft.button(words.label("cancel-all"), Action.ASK_CANCEL, 0),))
    if draft.standing(State.WAITING):
        rows.append((quit_button(draft),))
    return (*rows, (draft.button(words.label("button-question"), Action.QUESTION),))


def _cancel(one: Registration, draft: Draft) -> str:
    if one.first_name is None:
        return draft.words.label("moved-cancel-unnamed")
    return draft.words.label("moved-cancel", who=one.first_name)


def _dates(draft: Draft) -> list[str]:
    was, words = draft.notice.was, draft.words
    if was is None:
        return [words.say("moved-same", when=draft.when)]
    return [words.say("moved-before", when=_span(draft, was)), words.say("moved-now", when=draft.when)]


def _span(draft: Draft, slot: Slot) -> str:
    return dates_said.span(slot.starts_at, slot.ends_at, draft.desk.zone, draft.words.language)


def _same_day(draft: Draft) -> bool:
    was, day = draft.notice.was, draft.desk.hours.day
    return was is not None and day(was.starts_at) == day(draft.event.starts_at)


def _standing(draft: Draft) -> list[str]:
    words = draft.words
    groups = ((State.CONFIRMED, "moved-seated"), (State.OFFERED, "moved-offered"), (State.WAITING, "moved-waiting"))
    found = ((key, draft.standing(state)) for state, key in groups)
    lines = [words.say(key, who=names.who(people, words)) for key, people in found if people]
    return lines + _out_of_age(draft)


def _out_of_age(draft: Draft) -> list[str]:
    """Who has not the age any more, or not yet, on the new day: said, and left to the team."""
    row = draft.session.get_one(EventRow, draft.event.id)
    people = [one.participant_id for one in draft.standing(State.CONFIRMED)]
    refusals = age_refusals(draft.session, row, people, draft.desk.hours)
    words, ages = draft.words, cards.ages(draft.event, draft.words)
    return [
        words.say("moved-young" if one.fit is AgeFit.TOO_YOUNG else "moved-old", who=one.first_name, ages=ages)
        for one in refusals
        if one.first_name is not None
    ]
