"""Who may take part, in words: the tick list, what else suits them, and who takes places that are too few."""

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Row
from bot.chat.form import Verb
from bot.features.signup.form_context import FormContext, View, fit, heading, names
from bot.features.signup.step import can_choose, can_come_together, wanted
from bot.views import seat_status
from knowledge.agenda import agenda
from knowledge.agenda.agenda import CHILDREN_UNTIL, Event
from scheduler.core.people import AgeFit, shown_age
from scheduler.core.tables import State
from scheduler.families.families import Participant
from scheduler.seats.outcomes import Registration

MOST = 3


def suiting(form_context: FormContext, one: Participant) -> tuple[Event, ...]:
    """Up to three events open for that age, soonest first; those with free places before full ones."""
    context = form_context.context
    there = {entry.event.id for entry in form_context.known.elsewhere if entry.participant_id == one.id}
    found = [
        event
        for event in agenda.upcoming(context.session, context.now)
        if event.id not in there | {form_context.event.id} and event.takes_signups(context.now)
        if fit(context, event, one) is AgeFit.OK
    ]
    return tuple(sorted(found, key=lambda event: event.free_places == 0)[:MOST])


def button(form_context: FormContext, event: Event, one: Participant) -> Button:
    """A tap begins that sign-up, with this participant ticked."""
    context = form_context.context
    label = cards.short_line(event, form_context.words, context.services.zone)
    return Button(label, Press(Action.SIGN_UP_FOR, event.code, one.id))


def who(form_context: FormContext) -> View:
    """Tick who takes part."""
    rows: list[Row] = [(_tick(form_context, one),) for one in form_context.known.participants]
    more, more_rows = _about(form_context)
    parts = [_question(form_context), *_reasons(form_context), *more]
    adding = _adding(form_context)
    ending = (form_context.button("continue", Verb.CONTINUE), form_context.stop)
    return heading(form_context) + "\n".join(parts), (*rows, *adding, *more_rows, ending)


def _question(form_context: FormContext) -> str:
    words = form_context.words
    if form_context.event.is_for_children:
        return words.say("ask-who")
    return f"{words.say('ask-who-adults')}\n{words.say('places-count', n=form_context.form.unnamed)}"


def _adding(form_context: FormContext) -> tuple[Row, ...]:
    child = form_context.button("add-child", Verb.ADD_CHILD)
    if form_context.event.is_for_children:
        return ((child,),)
    unnamed = form_context.form.unnamed
    more = form_context.button("places-more", Verb.PLACES, unnamed + 1)
    rows: list[Row] = [(more,)]
    if unnamed > form_context.known.facts.unnamed_already:
        rows.append((form_context.button("places-less", Verb.PLACES, unnamed - 1),))
    adult = form_context.button("add-adult", Verb.ADD_ADULT)
    for_adults = form_context.event.age_min is not None and form_context.event.age_min > CHILDREN_UNTIL
    return (*rows, (adult,) if for_adults else (adult, child))


def _tick(form_context: FormContext, one: Participant) -> Button:
    return form_context.press(_label(form_context, one), Verb.TICK, one.id)


def _label(form_context: FormContext, one: Participant) -> str:
    words, who = form_context.words, _who_is(form_context, one)
    entry = _entry(form_context, one.id)
    if entry is not None:
        return words.label("tick-waiting" if entry.state is State.WAITING else "tick-already", who=who)
    unfit = fit(form_context.context, form_context.event, one)
    if unfit is not AgeFit.OK:
        return words.label(f"tick-{_unfit(unfit)}", who=who, ages=_short_ages(form_context))
    return words.label("tick-on" if one.id in form_context.form.chosen else "tick-off", who=who)


def _who_is(form_context: FormContext, one: Participant) -> str:
    """« Léa (7 ans) », or the first name alone of an adult."""
    event = form_context.event
    if one.birth is None:
        return one.first_name
    age = shown_age(event.age_min, event.age_max, one.birth, form_context.context.services.hours.day(event.starts_at))
    return form_context.words.label("who-child", name=one.first_name, age=age)


def _unfit(found: AgeFit) -> str:
    return "too-young" if found is AgeFit.TOO_YOUNG else "too-old"


def _short_ages(form_context: FormContext) -> str:
    low, high, words = form_context.event.age_min, form_context.event.age_max, form_context.words
    if low is not None and high is not None:
        return words.label("ages-short", low=low, high=high)
    return words.label("ages-short-from", low=low) if low is not None else words.label("ages-short-to", high=high or 0)


def _entry(form_context: FormContext, participant_id: int) -> Registration | None:
    return next((one for one in form_context.known.here if one.participant_id == participant_id), None)


def _reasons(form_context: FormContext) -> list[str]:
    """In words, for each who cannot come: a button alone is easily missed."""
    found = ((one, fit(form_context.context, form_context.event, one)) for one in form_context.known.participants)
    return [
        form_context.words.say(f"reason-{_unfit(unfit)}", who=_who_is(form_context, one))
        for one, unfit in found
        if unfit is not AgeFit.OK and _entry(form_context, one.id) is None
    ]


def _about(form_context: FormContext) -> tuple[list[str], tuple[Row, ...]]:
    """More about the one who was just tapped or added and cannot be ticked."""
    one = next((one for one in form_context.known.participants if one.id == form_context.form.about), None)
    if one is None:
        return [], ()
    entry = _entry(form_context, one.id)
    return _what_fits(form_context, one) if entry is None else _registered(form_context, entry)


def _registered(form_context: FormContext, entry: Registration) -> tuple[list[str], tuple[Row, ...]]:
    words, event = form_context.words, form_context.event
    mine = Button(words.label("button-mine"), Press(Action.MINE))
    cancel = Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))
    return ["", *seat_status.lines((entry,), words, form_context.context.services.zone)], ((mine, cancel),)


def _what_fits(form_context: FormContext, one: Participant) -> tuple[list[str], tuple[Row, ...]]:
    if fit(form_context.context, form_context.event, one) is AgeFit.OK:
        return [], ()
    events = suiting(form_context, one)
    if not events:
        return ["", form_context.words.say("fits-nothing", name=one.first_name)], ()
    lines = [cards.line(event, form_context.words, form_context.context.services.zone) for event in events]
    rows = tuple((button(form_context, event, one),) for event in events)
    return ["", form_context.words.say("fits-these", name=one.first_name), *lines], rows


def short(form_context: FormContext) -> View:
    """How many places there are, for how many, and the choices in words."""
    form, facts = form_context.form, form_context.known.facts
    number = wanted(form, facts)
    lines = [_how_many(form_context, number)]
    rows: list[Row] = []
    if can_choose(form):
        rows.append(
            (
                form_context.button(
                    _for(form_context, "short-choose", "short-choose-children"), Verb.CHOOSE, n=form.free
                ),
            )
        )
    if not facts.list_open:
        lines.append(form_context.words.say("short-list-closed"))
        rows.append((Button(form_context.words.label("button-agenda"), Press(Action.AGENDA)),))
    elif number == 1:
        rows.append((form_context.button("short-wait-all", Verb.WAIT),))
    else:
        lines.append(f"{_one_by_one(form_context)} {_together(form_context)}")
        rows += _ways_to_wait(form_context)
    return heading(form_context) + "\n\n".join(lines), (
        *rows,
        (form_context.button("change", Verb.CHANGE), form_context.stop),
    )


def _how_many(form_context: FormContext, number: int) -> str:
    free = form_context.form.free
    if free == 0:
        return form_context.words.say("ask-short-none", n=number)
    key = _for(form_context, "ask-short-some", "ask-short-some-children")
    return form_context.words.say(key, free=free, n=number)


def _for(form_context: FormContext, people: str, children: str) -> str:
    return children if form_context.event.is_for_children else people


def _one_by_one(form_context: FormContext) -> str:
    """What « un par un » would mean right now."""
    free, chosen = form_context.form.free, form_context.form.chosen
    if not free:
        return form_context.words.say("short-explained-none")
    seated = names(form_context, chosen[:free], max(0, free - len(chosen)))
    return form_context.words.say("short-explained", seated=seated, n=free)


def _together(form_context: FormContext) -> str:
    """What « ensemble » would mean, or that it can never be."""
    if can_come_together(form_context.form, form_context.known.facts):
        return form_context.words.say("short-explained-together")
    return form_context.words.say("problem-crowd", n=form_context.event.capacity or 0)


def _ways_to_wait(form_context: FormContext) -> tuple[Row, ...]:
    one_by_one = (form_context.button("short-one-by-one", Verb.WAIT),)
    if not can_come_together(form_context.form, form_context.known.facts):
        return (one_by_one,)
    together = "short-together-free" if form_context.form.free else "short-together"
    return (form_context.button(together, Verb.TOGETHER),), one_by_one


def seats(form_context: FormContext) -> View:
    """Tap who takes the places that there are."""
    form, words = form_context.form, form_context.words
    text = words.say("ask-seats", n=form.free)
    if form_context.known.facts.list_open:
        text = f"{text} {words.say('ask-seats-others')}"
    rows = tuple((_seat(form_context, one),) for one in form.chosen)
    return heading(form_context) + text, (*rows, (form_context.button("change", Verb.CHANGE), form_context.stop))


def _seat(form_context: FormContext, one: int) -> Button:
    key = "seat-on" if one in form_context.form.picked else "seat-off"
    return form_context.button(key, Verb.TICK, one, name=form_context.known.first_name(one))
