"""What is known while a form is open, and what every view of it is drawn from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Row
from bot.chat.context import Context
from bot.chat.form import Form, Verb
from bot.features.signup.effects import Facts
from bot.messages import Messages, dates
from intents.readers.wording import same_name
from knowledge.agenda.agenda import CHILDREN_UNTIL, Audience, Event
from scheduler.core.people import AgeFit, BirthMonth, fits_age
from scheduler.families import families
from scheduler.families.families import Family, Participant
from scheduler.seats import registrations
from scheduler.seats.answers import Question
from scheduler.seats.outcomes import Registration
from scheduler.signups import signups
from scheduler.signups.signups import Held
from scheduler.waiting import waiting

# A « débutant » alone may be of any age; beside seniors he is one of them.
_GROWN_UP = frozenset({
    Audience.SENIORS, Audience.COMPANIES, Audience.ASSOCIATIONS, Audience.PUBLIC_BODIES, Audience.BEGINNERS,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """`here`: what the family has at this event; `elsewhere`: at others to come; `kept`: seats for this form."""

    family: Family | None
    participants: tuple[Participant, ...]
    here: tuple[Registration, ...]
    elsewhere: tuple[Registration, ...]
    kept: Held | None
    facts: Facts

    def first_name(self, participant_id: int) -> str:
        """How this participant is called."""
        return next((one.first_name for one in self.participants if one.id == participant_id), "")


def known_people(context: Context) -> tuple[Participant, ...]:
    """The participants that this chat's family has told us about."""
    family = families.family_of(context.session, context.turn.chat_id)
    return () if family is None else families.participants(context.session, family.id)


def names_another(names: Sequence[str], known: Sequence[Participant]) -> bool:
    """Whether one of these first names is nobody's whom the family has told us about."""
    return any(not any(same_name(name, one.first_name) for one in known) for name in names)


def by_age(context: Context) -> tuple[str, ...]:
    """Their first names, the youngest first; adults last."""
    people = known_people(context)
    children = [(one.birth.year, one.birth.month, one.first_name) for one in people if one.birth is not None]
    adults = (one.first_name for one in people if one.birth is None)
    return (*(name for *_, name in sorted(children, reverse=True)), *adults)


def load(context: Context, event: Event) -> Known:
    """All of it, in this transaction."""
    family = families.family_of(context.session, context.turn.chat_id)
    people = () if family is None else families.participants(context.session, family.id)
    theirs = _registrations(context, family)
    here = tuple(one for one in theirs if one.event.id == event.id)
    return Known(
        family=family,
        participants=people,
        here=here,
        elsewhere=tuple(one for one in theirs if one.event.id != event.id),
        kept=signups.seats_kept(context.session, event.id, context.turn.chat_id, context.now),
        facts=_facts(context, event, family, people, here),
    )


def _registrations(context: Context, family: Family | None) -> tuple[Registration, ...]:
    if family is None:
        return ()
    return registrations.registrations(context.session, family.id, context.now, context.services.hours)


def _facts(
    context: Context,
    event: Event,
    family: Family | None,
    people: tuple[Participant, ...],
    here: tuple[Registration, ...],
) -> Facts:
    return Facts(
        consented=family is not None and family.consented_at is not None,
        participants=tuple(one.id for one in people),
        first_names={one.id: one.first_name for one in people},
        fitting=frozenset(one.id for one in people if fit(context, event, one) is AgeFit.OK),
        children=frozenset(one.id for one in people if one.birth is not None),
        already=frozenset(one.participant_id for one in here if one.participant_id is not None),
        unnamed_already=sum(one.participant_id is None for one in here),
        room=None if event.family_cap is None else max(0, event.family_cap - len(here)),
        capacity=event.capacity,
        list_open=_list_open(event, context),
        questions=tuple(Question(code) for code in event.questions),
        for_children=event.is_for_children,
        for_adults=is_for_adults(event),
        of_adults=is_of_adults(event),
        this_month=_month_of(context.local_now),
    )


def _list_open(event: Event, context: Context) -> bool:
    """Whether one may wait for a place; asked of the database where it matters only."""
    if event.free_places:
        return context.now < waiting.closes_at(event.starts_at)
    return waiting.takes_more(context.session, event.id, event.starts_at, context.now)


def is_for_adults(event: Event) -> bool:
    """Whether no child may come."""
    return event.age_min is not None and event.age_min > CHILDREN_UNTIL


def is_of_adults(event: Event) -> bool:
    """Whether those who come are grown up, unless their age is told: no family is meant."""
    return is_for_adults(event) or (
        not event.is_for_children
        and bool(_GROWN_UP.intersection(event.audiences) - {Audience.BEGINNERS})
        and _GROWN_UP.issuperset(event.audiences)
    )


def fit(context: Context, event: Event, one: Participant) -> AgeFit:
    """Whether the event suits this participant's age on its day."""
    return fits_age(event.age_min, event.age_max, one.birth, context.services.hours.day(event.starts_at))


def _month_of(local: datetime) -> BirthMonth:
    return BirthMonth(local.year, local.month)


View = tuple[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a view is drawn from."""

    form: Form
    event: Event
    context: Context
    known: Known

    @property
    def words(self) -> Messages:
        """The chat's language."""
        return self.context.words

    def button(self, key: str, verb: Verb, number: int = 0, **arguments: str | int) -> Button:
        """A button of this form."""
        return self.press(self.words.label(key, **arguments), verb, number)

    def press(self, label: str, verb: Verb, number: int = 0) -> Button:
        """A button of this form with words of its own."""
        return Button(label, Press(Action.FORM, f"{verb.value}-{number}", self.form.serial))

    @property
    def stop(self) -> Button:
        """« Abandonner »."""
        return self.button("stop", Verb.STOP)


def heading(form_context: FormContext) -> str:
    """The event's title and date, so that nobody signs up for the wrong one."""
    event, context = form_context.event, form_context.context
    when = dates.span(event.starts_at, event.ends_at, context.services.zone, context.language)
    title = form_context.words.say("card-title", title=cards.title(event, context.language))
    return f"{title}\n{when} ({cards.ages(event, form_context.words)})\n\n"


def kept_line(form_context: FormContext) -> str:
    """Until when the seats are kept, or that they are not any more; nothing when none ever were."""
    form, kept = form_context.form, form_context.known.kept
    if not form.held:
        return ""
    if kept is None:
        return form_context.words.say("kept-no-more", n=form.held)
    local = kept.until.astimezone(form_context.context.services.zone)
    return form_context.words.say(
        "kept-until", n=kept.seats, at=dates.clock(local.time(), form_context.context.language)
    )


def listed(form_context: FormContext, participants: Iterable[int], unnamed: int = 0) -> list[str]:
    """First names, then the unnamed places in words; not yet escaped."""
    parts = [name for one in participants if (name := form_context.known.first_name(one))]
    return [*parts, form_context.words.label("recap-unnamed", n=unnamed)] if unnamed else parts


def names(form_context: FormContext, participants: Iterable[int], unnamed: int = 0) -> str:
    """The same within a sentence: « Léa, Tom et 2 places sans prénom »."""
    parts = listed(form_context, participants, unnamed)
    return format_list(parts, locale=form_context.context.language) if len(parts) > 1 else "".join(parts)
