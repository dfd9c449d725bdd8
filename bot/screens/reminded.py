"""Typed answers to « Venez-vous ? » and to a new date: they count for the event that was asked about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot import names
from bot.buttons import Action, Button, Press
from bot.conversation import Outcome
from bot.dialogues.known import by_age
from bot.notices import told
from bot.notices.told import Reminded
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import cancelling, changes, coming, team
from bot.screens.registrations import at_event, event_of, page, registrations
from intents.readers import attending
from intents.readers.attending import Attendance
from intents.speech.heard import Coming
from knowledge.events import Event
from scheduler.models import State
from scheduler.outcomes import Registration

_SOON = timedelta(hours=48)  # words that say it in full answer a reminder of so near an event after other talk too
_NEAR = timedelta(days=7)  # of a later event nobody knows yet that they will be late


def answered(scene: Scene, in_full: bool = False) -> Outcome | None:
    """What the words lead to; None when they answer no reminder. `in_full`: a mere yes or no is for something else."""
    if attending.asks_if_still_on(scene.turn.text):
        return _as_it_stands(scene)
    questions = told.reminders(scene) or _just_confirmed(scene)
    late = attending.is_late(scene.turn.text, scene.clauses)
    if not questions and not late:  # a delay alone is told with nothing asked
        return None
    answer = attending.read(scene.turn.text, scene.clauses, by_age(scene))
    if answer is None or (in_full and answer.mere and not late):
        return None
    return _of_all(scene, answer, _asked(scene, answer, questions))


def of_the_only_one(scene: Scene, cancels: bool) -> Outcome | None:
    """« Alors c’est sûr, il vient », with nothing asked: said in full, it is about the only event they go to.

    `cancels`: the words were taken for a cancellation, which others read but for how many of the places are left.
    """
    answer = attending.read(scene.turn.text, scene.clauses, by_age(scene))
    if answer is None or answer.mere or (answer.unclear and not answer.one_seat) or (asked := _only_one(scene)) is None:
        return None
    # Who gives a place back, or thanks for one, is not asked whether they come.
    asked = replace(asked, is_confirmed=answer.one_seat or bool(_just_confirmed(scene)))
    return None if cancels and not answer.one_seat else _of_all(scene, answer, (asked,))


def goes_to_one(scene: Scene) -> bool:
    """Whether the family has places at one event and no other."""
    return _only_one(scene) is not None


def _only_one(scene: Scene) -> Reminded | None:
    events = {one.event.id: one.event for one in registrations(scene) if one.state is State.CONFIRMED}
    event = next(iter(events.values())) if len(events) == 1 else None
    return None if event is None else Reminded(event, event.revision, is_last_word=True)


def _of_all(scene: Scene, answer: Attendance, asked: Sequence[Reminded]) -> Outcome | None:
    outcomes = [one for one in (_answered(scene, answer, one) for one in asked) if one is not None]
    return _together(scene, outcomes) if outcomes else None


def _answered(scene: Scene, answer: Attendance, asked: Reminded) -> Outcome | None:
    """What is said of each of them there: who comes is noted, who does not is asked about once more."""
    there = at_event(scene, asked.event)
    come, stay = _parted(there, answer)
    if asked.is_confirmed and not (stay or answer.tells or answer.unclear):
        return None  # « super, à samedi »
    notes = bool(come) and not asked.is_confirmed
    outcomes = [coming.noted(scene, asked, come if len(come) < len(there) else ())] if notes else []
    if missing := _without_a_place(scene, answer):
        outcomes.append(cancelling.no_place(scene, missing))
    if answer.late or answer.tells:
        outcomes.append(team.announce_late(scene, asked.event))
    if answer.unclear and not answer.one_seat:
        outcomes = [cancelling.ask_event(scene, asked.event) if len(there) > 1 else _unsure(scene, asked.event)]
    elif stay:
        outcomes.append(_kindly(scene, answer, stay, cancelling.sure(scene, stay)))
    if not outcomes and not there and answer.others is not None:
        outcomes.append(coming.noted(scene, asked))  # what has become of their places
    if not outcomes and Coming.UNSURE in (answer.others, *answer.named.values()):
        return _unsure(scene, asked.event)
    return _together(scene, outcomes) if outcomes else None


def _just_confirmed(scene: Scene) -> tuple[Reminded, ...]:
    """The event of the confirmation that was shown last: « finalement non » is about it."""
    codes = (one.press.code for one in scene.conversation.shown if one.press.action is Action.ASK_CANCEL_EVENT)
    event = event_of(scene, next(codes, ""))
    if event is None or event.ends_at <= scene.now:
        return ()
    return (Reminded(event, event.revision, is_last_word=True, is_confirmed=True),)


def _parted(
    there: Sequence[Registration], answer: Attendance
) -> tuple[tuple[Registration, ...], tuple[Registration, ...]]:
    """Who comes, and who does not; of places without a name only how many is told."""
    if answer.one_seat and len(there) > 1 and not any(one.first_name for one in there):
        return tuple(there[:1]), tuple(there[1:])
    return _those(there, answer, Coming.COMING), _those(there, answer, Coming.NOT_COMING)


def _those(there: Sequence[Registration], answer: Attendance, said: Coming) -> tuple[Registration, ...]:
    return tuple(one for one in there if answer.of(one.first_name) is said)


def _without_a_place(scene: Scene, answer: Attendance) -> set[str]:
    """Who is said to come and has no place anywhere."""
    placed = {one.first_name for one in registrations(scene)}
    return {name for name, said in answer.named.items() if said is Coming.COMING and name not in placed}


def _kindly(scene: Scene, answer: Attendance, stay: Sequence[Registration], outcome: Outcome) -> Outcome:
    """« Bon rétablissement à Tom ! » before anything else is said to somebody ill."""
    if not answer.ill or not outcome.replies:
        return outcome
    first, *others = outcome.replies
    wish = scene.words.say("get-well", who=names.who(stay, scene.words))
    return replace(outcome, replies=(replace(first, text=f"{wish}\n\n{first.text}"), *others))


def _together(scene: Scene, outcomes: Sequence[Outcome]) -> Outcome:
    return scene.answer(*(reply for outcome in outcomes for reply in outcome.replies))


def event_meant(scene: Scene) -> Event | None:
    """The event that the family was last asked about, for words that name none."""
    return next((one.event for one in told.reminders(scene) if one.is_last_word or _is_soon(scene, one)), None)


def _as_it_stands(scene: Scene) -> Outcome | None:
    event = told.last_event(scene)
    there = () if event is None else at_event(scene, event)
    return None if event is None or not there else page(scene, event, there)


def _unsure(scene: Scene, event: Event) -> Outcome:
    """« Peut-être », « on ne sait pas encore »: the seat is kept, and nothing is noted."""
    words = scene.words
    row = (
        Button(words.label("button-coming"), Press(Action.COMING, event.code, event.revision)),
        Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)),
    )
    return scene.answer(Reply(words.say("coming-unsure", title=changes.title(scene, event)), (row,)))


def _asked(scene: Scene, answer: Attendance, questions: Sequence[Reminded]) -> tuple[Reminded, ...]:
    """The questions that the words answer: those that nothing was said to yet; or the one about the next event, or
    about a new date, when the words say in full what they mean.
    """
    of_day = [one for one in questions if answer.is_about(scene.desk.hours.day(one.event.starts_at))]
    soonest = sorted(of_day, key=lambda one: one.event.starts_at)
    if answer.late:
        return tuple(soonest[:1]) or _next_one(scene, answer)
    open_now = tuple(one for one in soonest if one.is_last_word)
    if open_now or answer.mere:
        return open_now
    return tuple(one for one in soonest if one.of_change or _is_soon(scene, one))[:1]


def _next_one(scene: Scene, answer: Attendance) -> tuple[Reminded, ...]:
    """The next event that they have a place at: whoever will be late says so, reminded or not."""
    held = (one.event for one in registrations(scene) if one.state is State.CONFIRMED)
    of_day = (event for event in held if answer.is_about(scene.desk.hours.day(event.starts_at)))
    near = (event for event in of_day if event.starts_at - scene.now <= _NEAR)
    return tuple(Reminded(event, event.revision, is_last_word=False) for event in near)[:1]


def _is_soon(scene: Scene, asked: Reminded) -> bool:
    return asked.event.starts_at - scene.now <= _SOON
