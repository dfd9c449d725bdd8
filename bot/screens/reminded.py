"""Answers to « Venez-vous ? » and to a new date, pressed or typed: they count for the event that was asked about."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot import names
from bot.buttons import Action, Button, Press
from bot.conversation import Outcome
from bot.dialogues import after_reminder
from bot.dialogues.after_reminder import Answer, Said
from bot.notices import told
from bot.notices.told import Reminded
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import cancelling, changes, team
from bot.screens.meant import Meant
from bot.screens.registrations import at_event, page, registrations
from knowledge.events import Event
from scheduler import families, signups
from scheduler.models import State

_SOON = timedelta(hours=48)  # words that say it in full answer a reminder of so near an event after other talk too
_MERE = (Said.YES, Said.NO, Said.UNSURE)  # in the middle of a form these are for the form
_NEED_THE_LAST_WORD = (*_MERE, Said.SOME)


def answered(scene: Scene, in_full: bool = False) -> Outcome | None:
    """What the words lead to; None when they answer no reminder. `in_full`: a mere yes or no is for something else."""
    if after_reminder.asks_if_still_on(scene.turn.text):
        return _as_it_stands(scene)
    answer = after_reminder.read(scene.turn.text, cancelling.first_names(scene))
    asked = () if answer is None or (in_full and answer.said in _MERE) else _asked(scene, answer)
    if answer is None or not asked:
        return None
    if answer.said is Said.LATE:
        return team.announce_late(scene, asked[0].event)
    if answer.said is Said.UNSURE:
        return _unsure(scene, asked[0].event)
    if answer.said in (Said.NO, Said.NOT_COMING, Said.SOME):
        return _not_coming(scene, answer, asked)
    outcomes = _named_come(scene, asked) if answer.by_name else [_coming(scene, one) for one in asked]
    return scene.answer(*(reply for outcome in outcomes for reply in outcome.replies))


def _named_come(scene: Scene, asked: Sequence[Reminded]) -> list[Outcome]:
    """Those who are named come; who of them has no place anywhere is told so."""
    named = {name for name in cancelling.first_names(scene) if families.says_name(scene.turn.text, name)}
    missing = named - {one.first_name for one in registrations(scene)}
    told_so = [cancelling.no_place(scene, missing)] if missing else []
    seated = named - missing
    return [*(coming(scene, one.event, one.revision, seated) for one in asked if seated), *told_so]


def event_meant(scene: Scene) -> Event | None:
    """The event that the family was last asked about, for words that name none."""
    return next((one.event for one in told.reminders(scene) if one.is_last_word or _is_soon(scene, one)), None)


def _as_it_stands(scene: Scene) -> Outcome | None:
    event = told.last_event(scene)
    there = () if event is None else at_event(scene, event)
    return None if event is None or not there else page(scene, event, there)


def coming(scene: Scene, event: Event, revision: int, only: Collection[str] | None = None) -> Outcome:
    """« Nous venons », of everybody or only of these first names; only to the date that was read."""
    words = scene.words
    if revision != event.revision:
        return changes.changed_since(scene, event)
    if event.ends_at <= scene.now:
        return changes.over(scene)
    family = families.family_of(scene.session, scene.turn.chat_id)
    seated = [one for one in at_event(scene, event) if one.state is State.CONFIRMED]
    come = [one for one in seated if only is None or one.first_name in only]
    if family is None or not come:
        return scene.answer(Reply(words.say("coming-gone")), toast=words.label("coming-gone"))
    ids = [one.signup_id for one in come]
    signups.mark_coming(scene.session, family_id=family.id, signup_ids=ids, now=scene.now)
    title, when = changes.title(scene, event), changes.when(scene, event)
    text = words.say("coming", who=names.who(come, words), title=title, when=when)
    return scene.answer(Reply(text), toast=words.label("coming-toast"))


def _unsure(scene: Scene, event: Event) -> Outcome:
    """« Peut-être », « on ne sait pas encore »: the seat is kept, and nothing is noted."""
    words = scene.words
    row = (
        Button(words.label("button-coming"), Press(Action.COMING, event.code, event.revision)),
        Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)),
    )
    return scene.answer(Reply(words.say("coming-unsure", title=changes.title(scene, event)), (row,)))


def _asked(scene: Scene, answer: Answer) -> tuple[Reminded, ...]:
    """The questions that the words answer: those that nothing was said to yet, or the one about the next event."""
    of_day = [one for one in told.reminders(scene) if _is_on(scene, one.event, answer.weekday)]
    soonest = sorted(of_day, key=lambda one: one.event.starts_at)
    if answer.said is Said.LATE:
        return tuple(soonest[:1])
    if answer.said is Said.KEEPING:
        of_change = [one for one in of_day if one.of_change]
        return tuple(of_change[:1]) or tuple(one for one in soonest if one.is_last_word)
    open_now = tuple(one for one in soonest if one.is_last_word)
    if open_now or answer.said in _NEED_THE_LAST_WORD:
        return open_now
    return tuple(one for one in soonest if _is_soon(scene, one))[:1]


def _is_soon(scene: Scene, asked: Reminded) -> bool:
    return asked.event.starts_at - scene.now <= _SOON


def _is_on(scene: Scene, event: Event, weekday: int | None) -> bool:
    return weekday in (None, event.starts_at.astimezone(scene.desk.zone).weekday())


def _coming(scene: Scene, asked: Reminded) -> Outcome:
    return (changes.keep if asked.of_change else coming)(scene, asked.event, asked.revision)


def _not_coming(scene: Scene, answer: Answer, asked: tuple[Reminded, ...]) -> Outcome:
    """Nothing is cancelled by a word: sure?, or who?"""
    if (answer.said is Said.SOME and answer.by_name) or len(asked) > 1:
        uids = frozenset(one.event.uid for one in asked)
        return cancelling.ask(scene, Meant(scene.turn.text if answer.by_name else "", uids))
    return cancelling.ask_event(scene, asked[0].event)
