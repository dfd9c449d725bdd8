"""Typed answers to « Venez-vous ? » and to a new date: they count for the event that was asked about."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.buttons import Action, Button, Press
from bot.conversation import Outcome
from bot.notices import told
from bot.notices.told import Reminded
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import cancelling, changes, coming, team
from bot.screens.meant import Meant
from bot.screens.registrations import at_event, page, registrations
from intents.readers import attending
from intents.readers.attending import Answer, Said
from intents.readers.wording import says_name
from knowledge.events import Event
from scheduler.models import State

_SOON = timedelta(hours=48)  # words that say it in full answer a reminder of so near an event after other talk too
_NEAR = timedelta(days=7)  # of a later event nobody knows yet that they will be late
_MERE = (Said.YES, Said.NO, Said.UNSURE)  # in the middle of a form these are for the form
_NEED_THE_LAST_WORD = (*_MERE, Said.SOME)


def answered(scene: Scene, in_full: bool = False) -> Outcome | None:
    """What the words lead to; None when they answer no reminder. `in_full`: a mere yes or no is for something else."""
    if attending.asks_if_still_on(scene.turn.text):
        return _as_it_stands(scene)
    questions = told.reminders(scene)
    names = cancelling.first_names(scene) if questions else ()  # a delay alone is told with nothing asked
    answer = attending.read(scene.turn.text, names)
    if answer is None or (in_full and answer.said in _MERE):
        return None
    asked = _asked(scene, answer, questions)
    return _answered(scene, answer, asked) if asked else None


def _answered(scene: Scene, answer: Answer, asked: tuple[Reminded, ...]) -> Outcome:
    if answer.said is Said.LATE:
        return team.announce_late(scene, asked[0].event)
    if answer.said is Said.UNSURE:
        return _unsure(scene, asked[0].event)
    if answer.said in (Said.NO, Said.NOT_COMING, Said.SOME):
        return _not_coming(scene, answer, asked)
    outcomes = _named_come(scene, asked) if answer.by_name else [_coming(scene, one) for one in asked]
    return scene.answer(*(reply for outcome in outcomes for reply in outcome.replies))


def _named_come(scene: Scene, asked: Sequence[Reminded]) -> list[Outcome]:
    """Those who are named come, each to what it has a place at; who of them has no place anywhere is told so."""
    named = {name for name in cancelling.first_names(scene) if says_name(scene.turn.text, name)}
    entries = registrations(scene)
    missing = named - {one.first_name for one in entries}
    told_so = [cancelling.no_place(scene, missing)] if missing else []
    theirs = {one.event.id for one in entries if one.first_name in named}
    events = [one for one in asked if one.event.id in theirs] or ([] if missing else asked[:1])
    return [*(_coming(scene, one, named) for one in events), *told_so]


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


def _asked(scene: Scene, answer: Answer, questions: Sequence[Reminded]) -> tuple[Reminded, ...]:
    """The questions that the words answer: those that nothing was said to yet, or the one about the next event."""
    of_day = [one for one in questions if answer.is_about(scene.desk.hours.day(one.event.starts_at))]
    soonest = sorted(of_day, key=lambda one: one.event.starts_at)
    if answer.said is Said.LATE:
        return tuple(soonest[:1]) or _next_one(scene, answer)
    if answer.said is Said.KEEPING:
        of_change = [one for one in of_day if one.of_change]
        return tuple(of_change[:1]) or tuple(one for one in soonest if one.is_last_word)
    open_now = tuple(one for one in soonest if one.is_last_word)
    if open_now or answer.said in _NEED_THE_LAST_WORD:
        return open_now
    return tuple(one for one in soonest if _is_soon(scene, one))[:1]


def _next_one(scene: Scene, answer: Answer) -> tuple[Reminded, ...]:
    """The next event that they have a place at: whoever will be late says so, reminded or not."""
    held = (one.event for one in registrations(scene) if one.state is State.CONFIRMED)
    of_day = (event for event in held if answer.is_about(scene.desk.hours.day(event.starts_at)))
    near = (event for event in of_day if event.starts_at - scene.now <= _NEAR)
    return tuple(Reminded(event, event.revision, is_last_word=False) for event in near)[:1]


def _is_soon(scene: Scene, asked: Reminded) -> bool:
    return asked.event.starts_at - scene.now <= _SOON


def _coming(scene: Scene, asked: Reminded, only: Collection[str] | None = None) -> Outcome:
    return (coming.keep if asked.of_change else coming.coming)(scene, asked.event, asked.revision, only)


def _not_coming(scene: Scene, answer: Answer, asked: tuple[Reminded, ...]) -> Outcome:
    """Nothing is cancelled by a word: sure?, or who?"""
    if (answer.said is Said.SOME and answer.by_name) or len(asked) > 1:
        uids = frozenset(one.event.uid for one in asked)
        return cancelling.ask(scene, Meant(scene.turn.text if answer.by_name else "", uids))
    return cancelling.ask_event(scene, asked[0].event)
