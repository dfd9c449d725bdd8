"""Beginning a sign-up with all that was told: in the words that ask for it, or just before, when no event was told."""

from collections import Counter
from dataclasses import replace

from bot import cards
from bot.conversation import Outcome
from bot.dialogues import draft
from bot.dialogues.inputs import Next, Opening
from bot.dialogues.known import is_for_adults, known_people
from bot.dialogues.reading_answers import beforehand
from bot.replies import Reply
from bot.scene import Scene
from intents.meaning import Slots
from intents.names import writers_name
from intents.readers.answers import of_everybody
from intents.readers.breath import comes_along, first_names, people_told
from intents.readers.choosing import titles_led_to, whom_to_what, without_titles
from intents.readers.people import for_oneself, grown_ups, of_ages
from intents.readers.values import Named, Told
from knowledge.events import Event

_NOBODY = Slots()
_MOST_EVENTS = 3  # in one sentence
_OF_AGE, _GROWN = 18, 40  # years; the latter of somebody of whom only is known that they are of age


def begin(scene: Scene, event: Event, said: Slots = _NOBODY) -> Outcome:
    """Begin to sign up for this event those whom `said`, of this turn, names or counts; else, once, those of before."""
    context = scene.conversation.context
    before = context.wanted if context is not None and context.fresh(scene.now) else None
    told = scene.conversation.opening
    scene = nobody(scene)
    if before is None or said.names or said.count or for_oneself(scene.turn.text):
        return draft.start(scene, event, opening(scene, said, (event,)))
    return draft.start(scene, event, told or Opening(of_ages(before.names, before.ages), _unnamed(before)))


def opening(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Opening:
    """What the words of this turn tell of a sign-up for these events, beside which they are."""
    text = without_titles(scene.turn.text, [event.title for event in events])
    names, oneself = first_names(text, said.names), writers_name(text)
    along = bool(names) and comes_along(text)
    if not names and events and all(is_for_adults(event) for event in events) and oneself:
        names = (oneself,)
    adults = grown_ups(text, names) if names else 0
    named = _with_grown_ups(replace(people_told(text, names, scene.local_now), adults=adults), scene)
    if along and oneself and oneself not in names and not any(event.is_for_children for event in events):
        grown = Told(oneself, year=scene.local_now.year - _GROWN)
        named = replace(named, names=(*names, oneself), told=(*named.told, grown))
    elif along:
        named = replace(named, adults=max(adults, 1))
    known = () if names else _everybody(scene, said, text)
    return Opening(replace(named, known=known), 0 if names or known else said.count or 0, beforehand(text, names))


def _with_grown_ups(named: Named, scene: Scene) -> Named:
    """« Paulette, 78 ans »: of whoever is of age the year is enough."""
    year = scene.local_now.year
    told = (replace(one, year=year - one.age) if one.age >= _OF_AGE and not one.year else one for one in named.told)
    return replace(named, told=tuple(told))


def _everybody(scene: Scene, said: Slots, text: str) -> tuple[int, ...]:
    """« Les trois enfants », « tous les deux », of a family that has so many."""
    children = tuple(one.id for one in known_people(scene) if one.birth is not None)
    meant = said.count == len(children) or (said.count is None and of_everybody(text))
    return children if meant else ()


def remembered(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Scene:
    """The scene in which all that was told is kept until one of these events is chosen."""
    told = opening(scene, said, events) if said.names or said.count else None
    return replace(scene, conversation=replace(scene.conversation, opening=told))


def named_together(scene: Scene, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Those of these events that one sentence sends somebody to, in its order: « à la lampe et aux drones »."""
    titles = Counter(map(_titles, events))
    titled = {_titles(event): event for event in events}
    named = titles_led_to(scene.turn.text, tuple(titled))
    return tuple(titled[title] for title in named) if all(titles[title] == 1 for title in named) else ()


def _titles(event: Event) -> str:
    """In every language."""
    return " ".join(filter(None, (event.title, event.title_en)))


def one_after_the_other(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Outcome | None:
    """Sign-ups for several events that one sentence names, in their order; None where it is not sure who goes where."""
    titles = [_titles(event) for event in events]
    if not 1 < len(events) <= _MOST_EVENTS or len(set(titles)) < len(titles) or scene.conversation.form is not None:
        return None
    told = opening(scene, said, events)
    whom = whom_to_what(scene.turn.text, told.named.names, titles)
    if whom is None:
        return None
    first, *others = events
    then = tuple(Next(event.id, told.of(whom[_titles(event)])) for event in others)
    scene = replace(nobody(scene), conversation=replace(nobody(scene).conversation, then=then))
    begun = draft.start(scene, first, told.of(whom[_titles(first)]))
    lead = scene.words.say(
        "one-after-the-other", first=cards.title(first, scene.language),
        others=", ".join(cards.title(event, scene.language) for event in others),
    )  # fmt: skip
    return replace(begun, replies=(Reply(lead), *begun.replies))


def _unnamed(said: Slots) -> int:
    """« inscrire Léa et Tom, 2 places »: the count is of those who are named, if anybody is."""
    return 0 if said.names else said.count or 0


def nobody(scene: Scene) -> Scene:
    """The scene in which nobody who was named before is remembered for the next sign-up."""
    context = scene.conversation.context
    context = context if context is None or context.wanted is None else replace(context, wanted=None)
    return replace(scene, conversation=replace(scene.conversation, context=context, opening=None))
