"""The waiting list in words: a place on offer, its end, the last call, the closing of the list."""

from datetime import datetime

from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.notices.draft import Draft
from bot.replies import Reply
from bot.screens.alternatives import offered_instead
from bot.screens.standing import place_in_line


def offer(draft: Draft) -> Reply:
    """A place is held for them until then: take it, for one of them only, or leave it."""
    return Reply(_held(draft, "offer", "offer-kept"), _answers(draft))


def nudge(draft: Draft) -> Reply:
    """Half of the time is over."""
    return Reply(_held(draft, "offer-nudge", "offer-kept-else"), _answers(draft))


def over(draft: Draft) -> Reply:
    """What the offer's own message says once nobody answered in time; no button is left."""
    at = _at(draft, draft.notice.until or draft.now)
    return Reply(_text(draft, draft.words.say("offer-over", who=draft.who, until=at)))


def expired(draft: Draft) -> Reply:
    """The news of it, with the question whether to wait for another place."""
    words = draft.words
    first = draft.people[0].signup_id if draft.people else 0
    rows: tuple[Row, ...] = (
        (draft.button(words.label("offer-stay"), Action.STAY, first),),
        (draft.button(words.label("offer-quit"), Action.QUIT, first),),
    )
    lead = words.say("offer-expired", who=draft.who, n=len(draft.people))
    return Reply(_text(draft, lead, "", words.say("offer-stay-question")), rows)


def last_call(draft: Draft) -> Reply:
    """No time is left for one after the other: all who wait hear of it, and the first tap wins."""
    words = draft.words
    lead = words.say("last-call", free=draft.event.free_places or 0)
    together = any(one.together for one in draft.people)
    only = () if together else _only(draft)
    rows = ((_take(draft),), *only, (quit_button(draft),))
    return Reply(_text(draft, lead, words.say("last-call-who", who=draft.who)), rows)


def last_call_lost(draft: Draft) -> Reply:
    """What the last call's message says once another family has the place."""
    lead = f"{draft.words.say('last-call-lost')} {place_in_line(draft.people, draft.words)}"
    return Reply(_text(draft, lead), ((quit_button(draft),),))


def list_closed(draft: Draft) -> Reply:
    """No place became free in time; where else they can go."""
    lead = draft.words.say("list-closed", who=draft.who)
    lines, rows = offered_instead(draft, draft.notice.family_id, draft.event, draft.people)
    return Reply(_text(draft, lead, *lines), rows)


def confirmed(draft: Draft) -> Reply:
    """The place is theirs."""
    row = (draft.button(draft.words.label("button-calendar"), Action.CALENDAR),)
    return Reply(_text(draft, draft.words.say("place-confirmed", who=draft.who)), (row,))


def quit_button(draft: Draft) -> Button:
    """« Quitter la liste », for everyone of the family who waits there."""
    return draft.button(draft.words.label("offer-quit-list"), Action.QUIT, 0)


def _held(draft: Draft, lead: str, end: str) -> str:
    n = len(draft.people)
    return _text(draft, draft.words.say(lead, who=draft.who, n=n), "", draft.words.say(end, until=_until(draft), n=n))


def _text(draft: Draft, lead: str, *after: str) -> str:
    return "\n".join([lead, *draft.about, *after])


def _answers(draft: Draft) -> tuple[Row, ...]:
    leave = _about_first(draft, draft.words.label("offer-leave", n=len(draft.people)), Action.LEAVE)
    return ((_take(draft),), *_only(draft), (leave,))


def _take(draft: Draft) -> Button:
    return _about_first(draft, draft.words.label("offer-take", n=len(draft.people)), Action.TAKE)


def _about_first(draft: Draft, label: str, action: Action) -> Button:
    return Button(label, Press(action, str(draft.people[0].signup_id), draft.event.revision))


def _only(draft: Draft) -> tuple[Row, ...]:
    """A button a name, and one for the places that have none: each takes one place."""
    if len(draft.people) < 2:
        return ()
    words = draft.words
    unnamed = [one for one in draft.people if one.first_name is None][:1]
    meant = [(words.label("offer-only", who=one.first_name), one) for one in draft.people if one.first_name]
    meant += [(words.label("offer-only-unnamed"), one) for one in unnamed]
    return tuple((_about_first(draft.speaking_of((one,)), label, Action.ONLY),) for label, one in meant)


def _until(draft: Draft) -> str:
    """« jusqu’à demain, samedi 14 mars 2026 à 18 h »: near to the day it is sent, and in full."""
    held = [one.offer_until for one in draft.people if one.offer_until is not None]
    until = min(held, default=draft.now)
    zone = draft.desk.zone
    day, today = until.astimezone(zone).date(), draft.now.astimezone(zone).date()
    near = dates_said.nearness(day, today, draft.words.language)
    full = _at(draft, until)
    if near is None:
        return draft.words.say("until-far", until=full)
    return draft.words.say("until-near", near=near, until=full)


def _at(draft: Draft, moment: datetime) -> str:
    return dates_said.moment(moment, draft.desk.zone, draft.words.language)
