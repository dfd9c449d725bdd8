"""Answers to a freed place, pressed or typed: take it, leave it, stay in line, wait together or one by one."""

from dataclasses import replace

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.features.notices import writer as said
from bot.features.notices.context import Draft
from bot.features.places import changed_events
from bot.views import confirmation, seat_status
from bot.views.alternatives import offered_instead
from bot.views.registrations import by_event, mine, mine_row, registrations
from bot.views.seat_status import place_in_line
from intents.readers.saying import waits_together
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.seats.outcomes import (
    Accepted,
    AcceptOutcome,
    AlreadyIn,
    Done,
    EventCancelled,
    Registration,
    SignUpOutcome,
    TooLate,
    Unknown,
)
from scheduler.signups import signups
from scheduler.waiting import accepting, announcing, waiting


def take(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Je prends la place », in a message that spoke of this sign-up: all of the family's on offer there."""
    family_id = _family(scene)
    ids = announcing.of_offer(scene.session, family_id, one.signup_id)
    if one.state is State.OFFERED and revision != one.event.revision:
        return _changed_since(scene, one.event, family_id, ids)
    return _accept(scene, one.event, family_id, ids)


def take_only(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Seulement pour Léa »: the other places on offer are passed on."""
    family_id, event = _family(scene), one.event
    offered = announcing.in_state(scene.session, family_id, event.id, State.OFFERED)
    if one.state is State.OFFERED and revision != event.revision:
        return _changed_since(scene, event, family_id, offered)
    outcome = _accept(scene, event, family_id, (one.signup_id,))
    others = tuple(other for other in offered if other != one.signup_id)
    taken = one.signup_id in announcing.in_state(scene.session, family_id, event.id, State.CONFIRMED)
    if one.state is not State.OFFERED or not others or not taken:
        return outcome
    waiting.decline(scene.session, family_id=family_id, signup_ids=others, now=scene.now, hours=scene.desk.hours)
    first, *files = outcome.replies
    text = f"{first.text}\n\n{scene.words.say('offer-only-rest', n=len(others))}"
    rows = (*_stay_or_not(scene, event, others[0]), *first.rows)
    return scene.answer(replace(first, text=text, rows=rows), *files, toast=outcome.toast)


def ask_only(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Pas Ana »: whether Tom takes his place without her."""
    if one.state is not State.OFFERED:
        return gone(scene)
    words, who = scene.words, seat_status.called(one, scene.words)
    only = Button(words.label("offer-only", who=who), Press(Action.ONLY, str(one.signup_id), revision))
    keep = Button(words.label("offer-only-not"), Press(Action.KEEP))
    return scene.answer(Reply(words.say("offer-only-sure", who=who), ((only,), (keep,))))


def leave(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Je laisse ma place »: passed on at once; perhaps they wait for another one."""
    if one.state is not State.OFFERED:
        return gone(scene)
    ids = announcing.of_offer(scene.session, _family(scene), one.signup_id)
    waiting.decline(scene.session, family_id=_family(scene), signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    text = scene.words.say("offer-left", n=len(ids))
    return scene.answer(Reply(text, _stay_or_not(scene, one.event, ids[0]), in_place=scene.was_pressed))


def stay(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """After an offer ended: everyone of it goes back in line, at its end, or on seats that are free."""
    family_id = _family(scene)
    ids = announcing.of_entry(scene.session, family_id, signup_id)
    outcome = accepting.rejoin(
        scene.session, family_id=family_id, signup_ids=ids, now=scene.now, hours=scene.desk.hours
    )
    if isinstance(outcome, Done | AlreadyIn) and not outcome.confirmed and not outcome.offered:
        return _in_line(scene, event, outcome.waiting)
    if isinstance(outcome, Unknown):
        return mine(scene)
    told = _told(scene, event, outcome)
    if not isinstance(outcome, Done) or not outcome.confirmed:
        return told
    first, *files = told.replies
    text = f"{scene.words.say('stay-seated', n=len(outcome.confirmed))}\n\n{first.text}"
    return replace(told, replies=(replace(first, text=text), *files))


def leave_line(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """« Quitter la liste »: this entry, or (0) everyone of the family who waits there."""
    family_id = _family(scene)
    if signup_id:
        ids = announcing.of_entry(scene.session, family_id, signup_id)
    else:
        ids = announcing.in_state(scene.session, family_id, event.id, State.WAITING)
    left = waiting.decline(scene.session, family_id=family_id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    if ids and not left.signup_ids:
        return mine(scene)
    title = changed_events.title(scene, event)
    return scene.answer(Reply(scene.words.say("line-left", title=title), _agenda(scene), in_place=scene.was_pressed))


def gone(scene: Scene) -> Outcome:
    """There is nothing on offer any more."""
    reply = Reply(scene.words.say("offer-gone"), in_place=scene.was_pressed)
    return scene.answer(reply, toast=scene.words.label("offer-gone"))


def _accept(scene: Scene, event: Event, family_id: int, ids: tuple[int, ...]) -> Outcome:
    waited = announcing.in_state(scene.session, family_id, event.id, State.WAITING)
    seated = announcing.in_state(scene.session, family_id, event.id, State.CONFIRMED)
    outcome = accepting.accept(
        scene.session, family_id=family_id, signup_ids=ids, now=scene.now, hours=scene.desk.hours
    )
    if isinstance(outcome, Accepted):
        return _taken(scene, event, outcome, again=set(ids) <= set(seated))
    if isinstance(outcome, TooLate):
        return _too_late(scene, event, outcome, waited=bool(set(ids) & set(waited)))
    return _refused(scene, event, outcome)


def _taken(scene: Scene, event: Event, outcome: Accepted, again: bool) -> Outcome:
    """The confirmation with all that goes with it; a second tap shows the words alone."""
    event = agenda.by_id(scene.session, event.id) or event
    told = confirmation.confirmed(outcome.registrations, event, scene, title="offer-taken", given_up=outcome.given_up)
    return scene.answer(*(told[:1] if again else told))


def _too_late(scene: Scene, event: Event, outcome: TooLate, waited: bool) -> Outcome:
    last_call = waited and waiting.is_last_call(event.starts_at, scene.now, scene.desk.hours)
    key = "last-call-lost" if last_call else "offer-too-late"
    lead = scene.words.say(key)
    if outcome.waiting:
        return _in_line(scene, event, outcome.waiting, lead, toast=scene.words.label(key))
    if scene.now < waiting.closes_at(event.starts_at):
        return gone(scene)  # left before, or back in another way
    lines, rows = offered_instead(scene, _family(scene), event, outcome.registrations)
    text = "\n".join([f"{lead} {scene.words.say('line-is-closed')}", *lines])
    return scene.answer(Reply(text, rows, in_place=scene.was_pressed), toast=scene.words.label(key))


def _in_line(
    scene: Scene, event: Event, people: tuple[Registration, ...], lead: str | None = None, toast: str | None = None
) -> Outcome:
    lead = lead or scene.words.say("line-stays")
    about = [scene.words.say("card-title", title=changed_events.title(scene, event)), changed_events.when(scene, event)]
    who = scene.words.say("last-call-who", who=seat_status.who(people, scene.words))
    text = "\n".join([f"{lead} {place_in_line(people, scene.words)}", "", *about, who])
    row = (Button(scene.words.label("offer-quit-list"), Press(Action.QUIT, event.code, 0)),)
    return scene.answer(Reply(text, (row,), in_place=scene.was_pressed), toast=toast)


def _refused(scene: Scene, event: Event, outcome: AcceptOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return changed_events.called_off(scene, event)
    if isinstance(outcome, Accepted | TooLate | Unknown):
        return gone(scene)
    return scene.answer(*confirmation.tell(outcome, event, scene))


def _told(scene: Scene, event: Event, outcome: SignUpOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return changed_events.called_off(scene, event)
    return scene.answer(*confirmation.tell(outcome, agenda.by_id(scene.session, event.id) or event, scene))


def _changed_since(scene: Scene, event: Event, family_id: int, ids: tuple[int, ...]) -> Outcome:
    """The message is older than the event's date: nothing is taken; the offer as it is now."""
    found = (signups.registration(scene.session, family_id, one, scene.desk.hours) for one in ids)
    people = tuple(one for one in found if one is not None)
    notice = Notice(
        kind=NoticeKind.OFFER, family_id=family_id, event_id=event.id, revision=event.revision, signup_ids=ids
    )
    draft = Draft(notice, event, people, scene.words, scene.desk, scene.session, scene.now)
    reply = said.offer(draft)
    text = f"{scene.words.say('changed-since')}\n\n{reply.text}"
    return scene.answer(replace(reply, text=text, in_place=scene.was_pressed))


def _stay_or_not(scene: Scene, event: Event, signup_id: int) -> tuple[Row, ...]:
    words = scene.words
    return (
        (Button(words.label("offer-stay-yes"), Press(Action.STAY, event.code, signup_id)),),
        (Button(words.label("offer-stay-no"), Press(Action.QUIT, event.code, signup_id)),),
    )


def _agenda(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-agenda"), Press(Action.AGENDA)),),)


def _family(scene: Scene) -> int:
    """The family's id; 0, which nobody has, for a chat that speaks for none."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    return 0 if family is None else family.id


def asked_in_words(scene: Scene) -> Outcome | None:
    """« Un par un, ça va aussi », « ensemble ou rien »; None where nothing like it is said, or fewer than two wait."""
    together, family = waits_together(scene.turn.text), families.family_of(scene.session, scene.turn.chat_id)
    if together is None or family is None or scene.conversation.form is not None:
        return None
    groups = by_event([one for one in registrations(scene) if one.state is State.WAITING])
    several = [(event, there) for event, there in groups if len(there) > 1]
    if len(several) != 1:
        return None
    event, there = several[0]
    waiting.regroup(
        scene.session, family_id=family.id, event_id=event.id, together=together, now=scene.now, hours=scene.desk.hours
    )
    who, title = seat_status.who(there, scene.words), changed_events.title(scene, event)
    key = "grouped-together" if together else "grouped-apart"
    return scene.answer(Reply(scene.words.say(key, who=who, title=title), mine_row(scene)))
