"""In the middle of a form: somebody else goes to another event, which comes next; what is told of who comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Reply
from bot.chat.context import Context
from bot.chat.form import Agreed, Breathed, Dropped, Form, FormInput, Next, Phoned, Step, Tapped, Unclear
from bot.chat.state import Outcome
from bot.features.signup import draft, several, signup
from bot.features.signup.form_context import known_people
from bot.features.signup.reading_beside import beforehand_of
from bot.features.signup.reading_people import named_beside
from bot.router import answers
from bot.router.answers import Words
from intents.meaning.meaning import Act
from intents.readers.agreeing import Asked, beside_a_yes, only_names
from intents.readers.asking import asks_something, denies
from intents.readers.births import Named
from intents.readers.born import people_told
from intents.readers.breath import first_names
from intents.readers.choosing import named_among, whom_to_what
from intents.readers.people import adds_somebody
from intents.readers.wording import same_name
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, upcoming


@dataclass(frozen=True, slots=True)
class _Other:
    """These, who are not in the form, go to this event."""

    event: Event
    names: tuple[str, ...]


def another_event(words: Words, form: Form, said: FormInput) -> Outcome | None:
    """« Juste Inès, mais Sami mettez-le aux robots »: what is said of the form is taken, and that event comes next."""
    other = _other(words, form)
    if other is None:
        return None
    context, slots = words.context, replace(words.meaning.slots, names=other.names, count=None)
    later = Next(other.event.id, draft.opening(context, slots, (other.event,)))
    then = (*(one for one in context.conversation.then if one.event_id != other.event.id), later)
    context = replace(context, conversation=replace(context.conversation, then=then))
    lead = Reply(_lead(context, form, other.event))
    if not isinstance(said, Tapped):
        return signup.show_again(context, form, lead)
    outcome = signup.go_on(context, form, said)
    return replace(outcome, replies=(lead, *outcome.replies))


def reallotted(words: Words, form: Form) -> Outcome | None:
    """« Agathe aux robots et ensuite Basile au site web », of events of which one is the form's: whoever is not said to
    go there leaves the form, and goes to theirs after it.
    """
    whom = _allotted(words, form)
    here = whom.pop(form.event_id, ())
    if not here or not whom:
        return None
    context, slots = words.context, replace(words.meaning.slots, count=None)
    events = {one: agenda.by_id(context.session, one) for one in whom}
    later = tuple(
        _merged(context, Next(one, draft.opening(context, replace(slots, names=whom[one]), (event,))))
        for one, event in events.items()
        if event is not None
    )
    context = replace(context, conversation=replace(context.conversation, then=later))
    away = {name for names in whom.values() for name in names} - set(here)
    known = tuple(one.id for one in known_people(context) if one.first_name in away and one.id in form.chosen)
    lead = Reply(_lead(context, form, *(event for event in events.values() if event is not None)))
    waiting = tuple(name for name in (form.name, *form.names) if name in away)
    if not known and not waiting:
        return signup.show_again(context, form, lead)
    outcome = signup.go_on(context, form, Dropped(known, waiting))
    return replace(outcome, replies=(lead, *outcome.replies))


def _allotted(words: Words, form: Form) -> dict[int, tuple[str, ...]]:
    """Who goes to which of several events that the words name."""
    context = words.context
    if words.understood is None or words.asks or denies(words.text):
        return {}
    open_now = tuple(one for one in upcoming(context.session, context.now) if one.takes_signups(context.now))
    events = several.named_together(context, words.meaning.slots, open_now, form.event_id)
    waiting = tuple(name for one in context.conversation.then for name in one.opening.named.names)
    names = dict.fromkeys((*named_among(words.text, (*_own(context, form), *waiting)), *words.meaning.slots.names))
    whom = whom_to_what(words.text, tuple(names), [several.titles(event) for event in events]) if events else None
    return {} if whom is None else {event.id: whom[several.titles(event)] for event in events}


def _merged(context: Context, later: Next) -> Next:
    """With what was told before of who waits for that event."""
    before = next((one for one in context.conversation.then if one.event_id == later.event_id), None)
    return later if before is None else replace(later, opening=draft.as_told_before(later.opening, before.opening))


def _other(words: Words, form: Form) -> _Other | None:
    if words.understood is None or words.asks or words.meaning.speech.act is not Act.SIGN_UP:
        return None
    slots, own = words.meaning.slots, _own(words.context, form)
    spoken = first_names(words.text, slots.names)
    names = tuple(name for name in spoken if not any(same_name(name, one) for one in own))
    # « Nour est née en juin 2020 » names no other day.
    dated = slots.when is not None and not people_told(words.text, names, words.context.local_now).told
    if not names:
        return None
    fits = answers.events_that_fit(words.context, words.understood) if slots.titled or dated else _on_the_card(words)
    event = _nearest(words.context, form, fits)
    return None if event is None else _Other(event, names)


def _on_the_card(words: Words) -> tuple[Event, ...]:
    """« Inscrivez Lila », right below the card of another event that was asked about meanwhile: meant for that."""
    codes = {one.press.code for one in words.context.conversation.shown if one.press.action is Action.SIGN_UP}
    return tuple(one for one in upcoming(words.context.session, words.context.now) if one.code in codes)


def _nearest(context: Context, form: Form, fits: Sequence[Event]) -> Event | None:
    """The only other event of these, or of several dates of it the one nearest to the form's."""
    own = agenda.by_id(context.session, form.event_id)
    others = [one for one in fits if one.id != form.event_id and one.takes_signups(context.now)]
    if own is None or len({one.title for one in others}) != 1:
        return None
    return min(others, key=lambda one: abs(one.starts_at - own.starts_at))


def _own(context: Context, form: Form) -> tuple[str, ...]:
    """Everybody in the form."""
    chosen = (one.first_name for one in known_people(context) if one.id in form.chosen)
    return (*chosen, *(name for name in (form.name, *form.names) if name))


def _lead(context: Context, form: Form, *others: Event) -> str:
    first = agenda.by_id(context.session, form.event_id)
    titles = [cards.title(one, context.language) for one in others]
    of_form = "" if first is None else cards.title(first, context.language)
    return context.words.say("one-after-the-other", first=of_form, others=", ".join(titles))


def told_of_next(words: Words, form: Form, said: FormInput) -> Outcome | None:
    """« Lina est née en 2021, pas d'allergie », who comes with the next event: kept for that one."""
    spoken = _who_comes_later(words, form)
    answers_it = isinstance(said, Phoned) or (isinstance(said, Breathed) and isinstance(said.said, Phoned))
    if not spoken or answers_it or named_among(words.text, _own(words.context, form)):
        return None
    context = _kept(words.context, form)
    if context is not words.context:
        return signup.show_again(context, form, Reply(context.words.say("problem-noted", who=", ".join(spoken))))
    # « Nour, c'est pour l'autre atelier »: so it is.
    return signup.show_again(context, form, _next_of(context, form, spoken)) if isinstance(said, Unclear) else None


def confirms_before_next(words: Words, form: Form) -> bool:
    """« Ok pour Malo. Et Célestine alors ? », on the recap, when hers comes next: what is asked is what follows."""
    waiting = [name for one in words.context.conversation.then for name in one.opening.named.names]
    beside = beside_a_yes(words.text, Asked(_own(words.context, form), form.people))
    return form.step is Step.RECAP and bool(beside) and only_names(beside or "", waiting)


def _next_of(context: Context, form: Form, names: Sequence[str]) -> Reply:
    later = [one.event_id for one in context.conversation.then if set(one.opening.named.names) & set(names)]
    events = (agenda.by_id(context.session, one) for one in later)
    return Reply(_lead(context, form, *(event for event in events if event is not None)))


def parted(words: Words, form: Form, said: FormInput) -> tuple[Context, FormInput]:
    """« Léa née en mars 2018, Lina en mai 2021 », who comes with the next event: hers is kept for that one."""
    spoken = _who_comes_later(words, form)
    if not spoken:
        return words.context, said
    return _kept(words.context, form), _without(said, spoken)


def _who_comes_later(words: Words, form: Form) -> tuple[str, ...]:
    """Who of those who come with the next events is named, where nothing is asked; whoever is named to the question for
    a name, or added here in so many words, comes here.
    """
    if form.step is Step.NAME or (form.step is Step.WHO and adds_somebody(words.text)):
        return ()
    waiting = [name for one in words.context.conversation.then for name in one.opening.named.names]
    return () if asks_something(words.text) else named_beside(words.text, _own(words.context, form), waiting)


def _without(said: FormInput, names: tuple[str, ...]) -> FormInput:
    """Without these among who comes."""
    match said:
        case Named():
            told = tuple(one for one in said.told if one.name not in names)
            return replace(said, names=tuple(name for name in said.names if name not in names), told=told)
        case Agreed():
            come = _without(said.come, names)
            return Agreed(come) if isinstance(come, Named) else said
        case Breathed():
            return replace(said, said=_without(said.said, names))
    return said


def _kept(context: Context, form: Form) -> Context:
    """With what the words tell of who comes with the next events kept for those."""
    own = _own(context, form)
    then = tuple(_with_told(context, own, one) for one in context.conversation.then)
    if then == context.conversation.then:
        return context
    return replace(context, conversation=replace(context.conversation, then=then))


def _with_told(context: Context, own: Sequence[str], later: Next) -> Next:
    opening, text = later.opening, context.turn.text
    spoken = named_beside(text, own, opening.named.names)
    if not spoken:
        return later
    everybody = (*spoken, *named_among(text, own))
    born = tuple(one for one in people_told(text, everybody, context.local_now).told if one.name in spoken)
    before = tuple(one for one in opening.named.told if one.name not in {told.name for told in born})
    told = beforehand_of(text, spoken, [name for name in everybody if name not in spoken])
    named = replace(opening.named, told=(*before, *born))
    return replace(later, opening=replace(opening, named=named, beforehand=(*opening.beforehand, *told)))
