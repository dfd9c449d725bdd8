"""Sign-ups for several events that one sentence asks for: which they are, who goes where, one after the other."""

from collections import Counter
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Reply
from bot.chat.context import Context
from bot.chat.form import Next
from bot.chat.state import Outcome
from bot.features.signup import draft
from intents.meaning.meaning import Slots
from intents.readers.choosing import titles_in_turns, titles_led_to, whom_to_what
from knowledge.agenda.agenda import Event

_MOST_EVENTS = 3  # in one sentence
_ONE_EVENT = (Action.EVENT, Action.SIGN_UP)


def named_together(context: Context, said: Slots, events: tuple[Event, ...], form_of: int = 0) -> tuple[Event, ...]:
    """Those of these events that one sentence sends somebody to, in its order: « à la lampe et aux drones »; `form_of`:
    the event of the open form.
    """
    events = _of_each_date(context, said, events, form_of)
    count = Counter(map(titles, events))
    titled = {titles(event): event for event in events}
    text = context.turn.text
    named = titles_in_turns(text, said.names, tuple(titled)) or titles_led_to(text, tuple(titled))
    return tuple(titled[title] for title in named) if all(count[title] == 1 for title in named) else ()


def _of_each_date(context: Context, said: Slots, events: tuple[Event, ...], form_of: int) -> tuple[Event, ...]:
    """Of an event with several dates those of the day that is told, else those of the form and of what comes after it,
    else those that were just shown, if any are.
    """
    shown = {one.press.code for one in context.conversation.shown if one.press.action in _ONE_EVENT}
    then = {event.code for event in events if said.when is not None and context.begins_then(event, said.when)}
    later = {form_of, *(one.event_id for one in context.conversation.then)}
    under_way = {event.code for event in events if event.id in later}
    for meant in (then, under_way, shown):
        of_meant = {titles(event) for event in events if event.code in meant}
        events = tuple(event for event in events if event.code in meant or titles(event) not in of_meant)
    return events


def titles(event: Event) -> str:
    """In every language."""
    return " ".join(filter(None, (event.title, event.title_en)))


def one_after_the_other(context: Context, said: Slots, events: tuple[Event, ...]) -> Outcome | None:
    """Sign-ups for several events that one sentence names, in their order; None where it is not sure who goes where."""
    named = [titles(event) for event in events]
    if not 1 < len(events) <= _MOST_EVENTS or len(set(named)) < len(named) or context.conversation.form is not None:
        return None
    told = draft.opening(context, said, events)
    whom = whom_to_what(context.turn.text, told.named.names, named)
    if whom is None:
        return None
    first, *others = events
    then = tuple(Next(event.id, told.of(whom[titles(event)])) for event in others)
    nobody = draft.nobody(context)
    context = replace(nobody, conversation=replace(nobody.conversation, then=then))
    begun = draft.start(context, first, told.of(whom[titles(first)]))
    lead = context.words.say(
        "one-after-the-other",
        first=cards.title(first, context.language),
        others=", ".join(cards.title(event, context.language) for event in others),
    )
    return replace(begun, replies=(Reply(lead), *begun.replies))
