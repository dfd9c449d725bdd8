"""Answers to a freed place: take it, take it for one only, leave it, stay in line, leave the line."""

from dataclasses import replace

from bot import names
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import results
from bot.notices import offers as said
from bot.notices.draft import Draft
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import changes, standing
from bot.screens.alternatives import offered_instead
from bot.screens.registrations import mine
from bot.screens.standing import place_in_line
from knowledge import agenda
from knowledge.events import Event
from scheduler import accepting, answerable, families, offers, rejoining, signups, waiting
from scheduler.models import State
from scheduler.outbox import Notice, NoticeKind
from scheduler.outcomes import (
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


def take(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Je prends la place », in a message that spoke of this sign-up: all of the family's on offer there."""
    family_id = _family(scene)
    ids = answerable.of_offer(scene.session, family_id, one.signup_id)
    if one.state is State.OFFERED and revision != one.event.revision:
        return _changed_since(scene, one.event, family_id, ids)
    return _accept(scene, one.event, family_id, ids)


def take_only(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Seulement pour Léa »: the other places on offer are passed on."""
    family_id, event = _family(scene), one.event
    offered = answerable.in_state(scene.session, family_id, event.id, State.OFFERED)
    if one.state is State.OFFERED and revision != event.revision:
        return _changed_since(scene, event, family_id, offered)
    outcome = _accept(scene, event, family_id, (one.signup_id,))
    others = tuple(other for other in offered if other != one.signup_id)
    taken = one.signup_id in answerable.in_state(scene.session, family_id, event.id, State.CONFIRMED)
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
    words, who = scene.words, standing.who(one, scene.words)
    only = Button(words.label("offer-only", who=who), Press(Action.ONLY, str(one.signup_id), revision))
    keep = Button(words.label("offer-only-not"), Press(Action.KEEP))
    return scene.answer(Reply(words.say("offer-only-sure", who=who), ((only,), (keep,))))


def leave(scene: Scene, one: Registration, revision: int) -> Outcome:
    """« Je laisse ma place »: passed on at once; perhaps they wait for another one."""
    if one.state is not State.OFFERED:
        return gone(scene)
    ids = answerable.of_offer(scene.session, _family(scene), one.signup_id)
    waiting.decline(scene.session, family_id=_family(scene), signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    text = scene.words.say("offer-left", n=len(ids))
    return scene.answer(Reply(text, _stay_or_not(scene, one.event, ids[0]), in_place=scene.was_pressed))


def stay(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """After an offer ended: everyone of it goes back in line, at its end, or on seats that are free."""
    family_id = _family(scene)
    ids = answerable.of_entry(scene.session, family_id, signup_id)
    outcome = rejoining.rejoin(
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
        ids = answerable.of_entry(scene.session, family_id, signup_id)
    else:
        ids = answerable.in_state(scene.session, family_id, event.id, State.WAITING)
    left = waiting.decline(scene.session, family_id=family_id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    if ids and not left.signup_ids:
        return mine(scene)
    title = changes.title(scene, event)
    return scene.answer(Reply(scene.words.say("line-left", title=title), _agenda(scene), in_place=scene.was_pressed))


def gone(scene: Scene) -> Outcome:
    """There is nothing on offer any more."""
    reply = Reply(scene.words.say("offer-gone"), in_place=scene.was_pressed)
    return scene.answer(reply, toast=scene.words.label("offer-gone"))


def _accept(scene: Scene, event: Event, family_id: int, ids: tuple[int, ...]) -> Outcome:
    waited = answerable.in_state(scene.session, family_id, event.id, State.WAITING)
    seated = answerable.in_state(scene.session, family_id, event.id, State.CONFIRMED)
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
    told = results.confirmed(
        outcome.registrations, event, scene, title="offer-taken", given_up=outcome.given_up
    )
    return scene.answer(*(told[:1] if again else told))


def _too_late(scene: Scene, event: Event, outcome: TooLate, waited: bool) -> Outcome:
    last_call = waited and offers.is_last_call(event.starts_at, scene.now, scene.desk.hours)
    key = "last-call-lost" if last_call else "offer-too-late"
    lead = scene.words.say(key)
    if outcome.waiting:
        return _in_line(scene, event, outcome.waiting, lead, toast=scene.words.label(key))
    if scene.now < offers.closes_at(event.starts_at):
        return gone(scene)  # left before, or back in another way
    lines, rows = offered_instead(scene, _family(scene), event, outcome.registrations)
    text = "\n".join([f"{lead} {scene.words.say('line-is-closed')}", *lines])
    return scene.answer(Reply(text, rows, in_place=scene.was_pressed), toast=scene.words.label(key))


def _in_line(
    scene: Scene, event: Event, people: tuple[Registration, ...], lead: str | None = None, toast: str | None = None
) -> Outcome:
    lead = lead or scene.words.say("line-stays")
    about = [scene.words.say("card-title", title=changes.title(scene, event)), changes.when(scene, event)]
    who = scene.words.say("last-call-who", who=names.who(people, scene.words))
    text = "\n".join([f"{lead} {place_in_line(people, scene.words)}", "", *about, who])
    row = (Button(scene.words.label("offer-quit-list"), Press(Action.QUIT, event.code, 0)),)
    return scene.answer(Reply(text, (row,), in_place=scene.was_pressed), toast=toast)


def _refused(scene: Scene, event: Event, outcome: AcceptOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return changes.called_off(scene, event)
    if isinstance(outcome, Accepted | TooLate | Unknown):
        return gone(scene)
    return scene.answer(*results.tell(outcome, event, scene))


def _told(scene: Scene, event: Event, outcome: SignUpOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return changes.called_off(scene, event)
    return scene.answer(*results.tell(outcome, agenda.by_id(scene.session, event.id) or event, scene))


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
