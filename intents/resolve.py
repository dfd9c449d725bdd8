"""Which events are meant, when the message does not name them: those just shown, narrowed by what it says."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from intents.catalogue import DETAILS
from intents.context import Context
from intents.follow_up import Cues
from intents.meaning import Meaning, Slots
from intents.text import fold
from intents.titles import Titles
from intents.when import Span, When

# Words that tie a day to one date: without them "le 12" or "samedi" may be any.
_TIED = re.compile(
    r"jan|fev|feb|mars|march|avr|apr|mai|may|jui|jun|jul|aout|aug|sep|oct|nov|dec|/"
    r"|demain|hier|tomorrow|aujourd|today|ce |this "
)
# Said of anything: "le cours" may be a workshop.
LOOSE = frozenset({"course", "meeting"})
_OF_AN_EVENT = DETAILS | {"sign_up", "cancel_sign_up", "waiting_list_status"}


def meant(slots: Slots, intent: str | None, context: Context | None) -> Slots:
    """The slots, with the events last shown when the intent needs one and no title was heard."""
    if slots.titled or intent not in _OF_AN_EVENT or context is None or not context.shown:
        return slots
    return replace(slots, events=context.shown)


def pointed(meaning: Meaning, context: Context | None, cue: Cues, titles: Titles) -> Meaning:
    """The meaning, with the event that was pointed at among those shown ("le deuxième", "celui du 12")."""
    if meaning.slots.titled:
        return replace(meaning, slots=_dated(meaning.slots, titles))
    slots = meant(meaning.slots, meaning.intent, context)
    if context is None or slots.events != context.shown:
        return meaning
    return replace(meaning, slots=replace(slots, events=_pointed_at(slots, context, cue, titles)), follows_up=True)


def _dated(slots: Slots, titles: Titles) -> Slots:
    """A title and a day without its month ("la radio du 23"): the day on which one of that title is."""
    if slots.when is None or _starting(slots.when, slots.events, titles, exactly=True):
        return slots
    later = _starting(slots.when, slots.events, titles, exactly=False)
    days = tuple(Span(day, day) for uid in later if (start := titles.starting(uid)) for day in [start.date()])
    return replace(slots, events=later, when=replace(slots.when, spans=days)) if later else slots


def _pointed_at(slots: Slots, context: Context, cue: Cues, titles: Titles) -> tuple[str, ...]:
    """ "Le deuxième", "l'autre", "celui du 12", "la visite", or simply what was shown; nothing when it is none."""
    listed = context.listed or context.shown
    if slots.place is not None and abs(slots.place) <= len(listed):
        return (listed[slots.place - 1 if slots.place > 0 else -1],)
    if slots.other and (others := tuple(uid for uid in listed if uid not in context.shown)):
        return others
    shown = context.shown
    if slots.kinds and not cue.picks:
        shown, listed = titles.of_kinds(shown, slots.kinds), titles.of_kinds(listed, slots.kinds)
        if not (shown or listed):
            return () if slots.when or not LOOSE & set(slots.kinds) else context.shown
        shown = shown or listed
    if slots.when is not None:
        dated = (_starting(slots.when, uids, titles, exactly) for exactly in (True, False) for uids in (shown, listed))
        return next(filter(None, dated), () if cue.picks or cue.names_one else shown)
    return listed if cue.picks and slots.narrows else shown


def _starting(when: When, uids: Iterable[str], titles: Titles, exactly: bool) -> tuple[str, ...]:
    accepts = when.accepts if exactly else lambda start: _same_day_said(when, start)
    starts = ((uid, titles.starting(uid)) for uid in uids)
    return tuple(uid for uid, start in starts if start is not None and accepts(start))


def _same_day_said(when: When, start: datetime) -> bool:
    """Whether "le 12" or "samedi", read as the next one, may be this later 12th or Saturday."""
    if len(when.spans) != 1 or not when.spans[0].single or _TIED.search(fold(when.text)):
        return False
    day = when.spans[0].first
    hours = When(hours=when.hours, not_hours=when.not_hours).accepts(start)
    told = re.search(r"\d", when.text) is not None
    return hours and (start.day == day.day if told else start.weekday() == day.weekday())
