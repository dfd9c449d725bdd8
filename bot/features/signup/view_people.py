"""Who may take part, in words: the tick list, what else suits them, and who takes places that are too few."""

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.chat.inputs import Verb
from bot.features.signup.form_context import Picture, View, fit, heading, names
from bot.features.signup.step import can_choose, can_come_together, wanted
from bot.views import seat_status
from knowledge.agenda import agenda
from knowledge.agenda.events import CHILDREN_UNTIL, Event
from scheduler.core.people import AgeFit, shown_age
from scheduler.core.tables import State
from scheduler.families.families import Participant
from scheduler.seats.outcomes import Registration

MOST = 3


def suiting(picture: Picture, one: Participant) -> tuple[Event, ...]:
    """Up to three events open for that age, soonest first; those with free places before full ones."""
    scene = picture.scene
    there = {entry.event.id for entry in picture.known.elsewhere if entry.participant_id == one.id}
    found = [
        event
        for event in agenda.upcoming(scene.session, scene.now)
        if event.id not in there | {picture.event.id} and event.takes_signups(scene.now)
        if fit(scene, event, one) is AgeFit.OK
    ]
    return tuple(sorted(found, key=lambda event: event.free_places == 0)[:MOST])


def button(picture: Picture, event: Event, one: Participant) -> Button:
    """A tap begins that sign-up, with this participant ticked."""
    scene = picture.scene
    label = cards.short_line(event, picture.words, scene.desk.zone)
    return Button(label, Press(Action.SIGN_UP_FOR, event.code, one.id))


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
    return ["", *seat_status.lines((entry,), words, picture.scene.desk.zone)], ((mine, cancel),)


def _what_fits(picture: Picture, one: Participant) -> tuple[list[str], tuple[Row, ...]]:
    if fit(picture.scene, picture.event, one) is AgeFit.OK:
        return [], ()
    events = suiting(picture, one)
    if not events:
        return ["", picture.words.say("fits-nothing", name=one.first_name)], ()
    lines = [cards.line(event, picture.words, picture.scene.desk.zone) for event in events]
    rows = tuple((button(picture, event, one),) for event in events)
    return ["", picture.words.say("fits-these", name=one.first_name), *lines], rows


def short(picture: Picture) -> View:
    """How many places there are, for how many, and the choices in words."""
    form, facts = picture.form, picture.known.facts
    number = wanted(form, facts)
    lines = [_how_many(picture, number)]
    rows: list[Row] = []
    if can_choose(form):
        rows.append((picture.button(_for(picture, "short-choose", "short-choose-children"), Verb.CHOOSE, n=form.free),))
    if not facts.list_open:
        lines.append(picture.words.say("short-list-closed"))
        rows.append((Button(picture.words.label("button-agenda"), Press(Action.AGENDA)),))
    elif number == 1:
        rows.append((picture.button("short-wait-all", Verb.WAIT),))
    else:
        lines.append(f"{_one_by_one(picture)} {_together(picture)}")
        rows += _ways_to_wait(picture)
    return heading(picture) + "\n\n".join(lines), (*rows, (picture.button("change", Verb.CHANGE), picture.stop))


def _how_many(picture: Picture, number: int) -> str:
    free = picture.form.free
    if free == 0:
        return picture.words.say("ask-short-none", n=number)
    key = _for(picture, "ask-short-some", "ask-short-some-children")
    return picture.words.say(key, free=free, n=number)


def _for(picture: Picture, people: str, children: str) -> str:
    return children if picture.event.is_for_children else people


def _one_by_one(picture: Picture) -> str:
    """What « un par un » would mean right now."""
    free, chosen = picture.form.free, picture.form.chosen
    if not free:
        return picture.words.say("short-explained-none")
    seated = names(picture, chosen[:free], max(0, free - len(chosen)))
    return picture.words.say("short-explained", seated=seated, n=free)


def _together(picture: Picture) -> str:
    """What « ensemble » would mean, or that it can never be."""
    if can_come_together(picture.form, picture.known.facts):
        return picture.words.say("short-explained-together")
    return picture.words.say("problem-crowd", n=picture.event.capacity or 0)


def _ways_to_wait(picture: Picture) -> tuple[Row, ...]:
    one_by_one = (picture.button("short-one-by-one", Verb.WAIT),)
    if not can_come_together(picture.form, picture.known.facts):
        return (one_by_one,)
    together = "short-together-free" if picture.form.free else "short-together"
    return (picture.button(together, Verb.TOGETHER),), one_by_one


def seats(picture: Picture) -> View:
    """Tap who takes the places that there are."""
    form, words = picture.form, picture.words
    text = words.say("ask-seats", n=form.free)
    if picture.known.facts.list_open:
        text = f"{text} {words.say('ask-seats-others')}"
    rows = tuple((_seat(picture, one),) for one in form.chosen)
    return heading(picture) + text, (*rows, (picture.button("change", Verb.CHANGE), picture.stop))


def _seat(picture: Picture, one: int) -> Button:
    key = "seat-on" if one in picture.form.picked else "seat-off"
    return picture.button(key, Verb.TICK, one, name=picture.known.first_name(one))
