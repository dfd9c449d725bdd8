"""The tick list: who may come, who may not and why, who has a place already."""

from bot import cards
from bot.buttons import Action, Button, Press, Row
from bot.dialogues import fitting
from bot.dialogues.inputs import Verb
from bot.dialogues.known import fit
from bot.dialogues.picture import Picture, View, heading
from bot.screens import standing
from knowledge.events import CHILDREN_UNTIL
from scheduler.ages import AgeFit, shown_age
from scheduler.families import Participant
from scheduler.models import State
from scheduler.outcomes import Registration


def who(picture: Picture) -> View:
    """Tick who takes part."""
    rows: list[Row] = [(_tick(picture, one),) for one in picture.known.participants]
    more, more_rows = _about(picture)
    parts = [_question(picture), *_reasons(picture), *more]
    adding = _adding(picture)
    ending = (picture.button("continue", Verb.CONTINUE), picture.stop)
    return heading(picture) + "\n".join(parts), (*rows, *adding, *more_rows, ending)


def _question(picture: Picture) -> str:
    words = picture.words
    if picture.event.is_for_children:
        return words.say("ask-who")
    return f"{words.say('ask-who-adults')}\n{words.say('places-count', n=picture.form.unnamed)}"


def _adding(picture: Picture) -> tuple[Row, ...]:
    child = picture.button("add-child", Verb.ADD_CHILD)
    if picture.event.is_for_children:
        return ((child,),)
    unnamed = picture.form.unnamed
    more = picture.button("places-more", Verb.PLACES, unnamed + 1)
    rows: list[Row] = [(more,)]
    if unnamed > picture.known.facts.unnamed_already:
        rows.append((picture.button("places-less", Verb.PLACES, unnamed - 1),))
    adult = picture.button("add-adult", Verb.ADD_ADULT)
    for_adults = picture.event.age_min is not None and picture.event.age_min > CHILDREN_UNTIL
    return (*rows, (adult,) if for_adults else (adult, child))


def _tick(picture: Picture, one: Participant) -> Button:
    return picture.press(_label(picture, one), Verb.TICK, one.id)


def _label(picture: Picture, one: Participant) -> str:
    words, who = picture.words, _who_is(picture, one)
    entry = _entry(picture, one.id)
    if entry is not None:
        return words.label("tick-waiting" if entry.state is State.WAITING else "tick-already", who=who)
    unfit = fit(picture.scene, picture.event, one)
    if unfit is not AgeFit.OK:
        return words.label(f"tick-{_unfit(unfit)}", who=who, ages=_short_ages(picture))
    return words.label("tick-on" if one.id in picture.form.chosen else "tick-off", who=who)


def _who_is(picture: Picture, one: Participant) -> str:
    """« Léa (7 ans) », or the first name alone of an adult."""
    event = picture.event
    if one.birth is None:
        return one.first_name
    age = shown_age(event.age_min, event.age_max, one.birth, picture.scene.desk.hours.day(event.starts_at))
    return picture.words.label("who-child", name=one.first_name, age=age)


def _unfit(found: AgeFit) -> str:
    return "too-young" if found is AgeFit.TOO_YOUNG else "too-old"


def _short_ages(picture: Picture) -> str:
    low, high, words = picture.event.age_min, picture.event.age_max, picture.words
    if low is not None and high is not None:
        return words.label("ages-short", low=low, high=high)
    return words.label("ages-short-from", low=low) if low is not None else words.label("ages-short-to", high=high or 0)


def _entry(picture: Picture, participant_id: int) -> Registration | None:
    return next((one for one in picture.known.here if one.participant_id == participant_id), None)


def _reasons(picture: Picture) -> list[str]:
    """In words, for each who cannot come: a button alone is easily missed."""
    found = ((one, fit(picture.scene, picture.event, one)) for one in picture.known.participants)
    return [
        picture.words.say(f"reason-{_unfit(unfit)}", who=_who_is(picture, one))
        for one, unfit in found
        if unfit is not AgeFit.OK and _entry(picture, one.id) is None
    ]


def _about(picture: Picture) -> tuple[list[str], tuple[Row, ...]]:
    """More about the one who was just tapped or added and cannot be ticked."""
    one = next((one for one in picture.known.participants if one.id == picture.form.about), None)
    if one is None:
        return [], ()
    entry = _entry(picture, one.id)
    return _what_fits(picture, one) if entry is None else _registered(picture, entry)


def _registered(picture: Picture, entry: Registration) -> tuple[list[str], tuple[Row, ...]]:
    words, event = picture.words, picture.event
    mine = Button(words.label("button-mine"), Press(Action.MINE))
    cancel = Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))
    return ["", *standing.lines((entry,), words, picture.scene.desk.zone)], ((mine, cancel),)


def _what_fits(picture: Picture, one: Participant) -> tuple[list[str], tuple[Row, ...]]:
    if fit(picture.scene, picture.event, one) is AgeFit.OK:
        return [], ()
    events = fitting.suiting(picture, one)
    if not events:
        return ["", picture.words.say("fits-nothing", name=one.first_name)], ()
    lines = [cards.line(event, picture.words, picture.scene.desk.zone) for event in events]
    rows = tuple((fitting.button(picture, event, one),) for event in events)
    return ["", picture.words.say("fits-these", name=one.first_name), *lines], rows
