"""Whether a message goes on with what was looked for before, and what is looked for then."""

from collections.abc import Sequence, Set
from dataclasses import replace

from intents.asked import Asked, asked
from intents.completed import completed
from intents.context import Context
from intents.follow_up import Cues
from intents.meaning import Slots
from intents.titles import Titles
from intents.when import ONE_DAY, OPEN_END, Span, When

_AND = frozenset({"et", "and"})
_LAST = 4  # words among which "et" begins an end that goes on ("cette semaine elle peut pas, et en janvier ?")
_FEW = 5  # words: so few beside a day or an age say that the rest stays as it was


def goes_on(asks: Set[Asked], slots: Slots, context: Context, cue: Cues, length: int) -> bool:
    """Whether the words leave no doubt that the message changes what was looked for, or picks one of what was shown."""
    if slots.shift or not _changes(asks, slots, cue):
        return False  # "on verra plus tard"
    if not context.about_events:
        # Something else was asked meanwhile: only "et en février, pour lui ?" comes back to it.
        return cue.points and length <= _FEW and bool(slots.when or slots.for_whom)
    only_a_theme = not (slots.when or slots.for_whom or slots.refuses or slots.place or slots.other)
    if only_a_theme and asks & {Asked.MUST, Asked.MINE}:
        return False  # "il faut un ordinateur ?", "mes données": no wish for workshops about it
    # Not "et on peut enregistrer des podcasts, dans ce labo ?"
    leans = cue.points and (cue.short or cue.of_it or not only_a_theme or is_anew(asks))
    if _only_refuses(slots) and not is_anew(asks):
        return True
    return leans or length <= _FEW or (slots.other and Asked.LIST in asks)


def continued(said: Sequence[str], slots: Slots, context: Context | None, cue: Cues, titles: Titles) -> Slots | None:
    """What is looked for when the message was found to ask for events, and says too little by itself."""
    leans = cue.leans or slots.shift or _only_refuses(slots) or _AND & set(said[-_LAST:])
    if context is None or not context.shown or not leans:
        return None
    asks = asked(said)
    if context.about_events and not (slots.narrows or slots.shift or slots.other or slots.place or is_anew(asks)):
        return completed(slots, context.query)  # rather than all that is on
    if not _changes(asks, slots, cue) or not (context.about_events or cue.points):
        return None
    return wanted(asks, _shifted(slots, context, titles, cue), context, cue)


def wanted(asks: Set[Asked], slots: Slots, context: Context, cue: Cues) -> Slots:
    """What was looked for, changed. Who asks anew ("et dimanche, vous avez quoi") leaves the title and the theme."""
    before = context.query
    if is_anew(asks):
        before = replace(before, titled=False, events=())
        before = before if cue.of_it else replace(before, themes=(), kinds=())
    if cue.other_day and before.when:
        refused = (*before.when.not_spans, *before.when.spans)
        before = replace(before, when=replace(before.when, spans=(), weekdays=frozenset(), not_spans=refused))
    found = completed(slots, before)
    if slots.other:
        found = replace(found, not_events=tuple(sorted({*found.not_events, *context.shown})))
    return found


def _only_refuses(slots: Slots) -> bool:
    """ "Ma mère n'est pas libre le mercredi": a day is given up, and nothing else is told."""
    when = slots.when
    wanted_too = when is not None and (when.spans or when.weekdays or when.hours)
    return when is not None and not wanted_too and not (slots.themes or slots.kinds or slots.ages)


def _shifted(slots: Slots, context: Context, titles: Titles, cue: Cues) -> Slots:
    """ "Y en a pas une plus tôt ?": before the first day shown, or after the last."""
    days = [start.date() for uid in context.shown if (start := titles.starting(uid))]
    if not slots.shift or not days:
        return slots
    today, before, after = context.at.date(), min(days) - ONE_DAY, max(days) + ONE_DAY
    span = Span(min(today, before), before) if slots.shift < 0 else Span(after, OPEN_END)
    return replace(slots, when=When(spans=(span,)), soonest=cue.picks and slots.shift > 0)


def is_anew(asks: Set[Asked]) -> bool:
    """Whether a list is asked for in full words, or by a word like "atelier"."""
    return bool(asks & {Asked.LIST, Asked.NOUN})


def _changes(asks: Set[Asked], slots: Slots, cue: Cues) -> bool:
    if slots.titled or not (slots.narrows or slots.place or slots.other or slots.shift):
        return False
    # "Une conférence sur l'IA ?" is a question of its own.
    return not (Asked.NOUN in asks and (slots.themes or slots.kinds) and not cue.points)
