"""A follow-up completed by what was looked for before: a new value replaces its kind and leaves the others."""

import re
from dataclasses import replace
from datetime import timedelta

from intents.meaning import Slots
from intents.text import fold
from intents.when import OPEN_END, Span, When

_FOR_GIRLS = "femmes"
_NEXT = re.compile(r"suivant|d'apres|following|after that")


def completed(new: Slots, before: Slots) -> Slots:
    """What is looked for now. A person, an age and an audience are one kind; so are a title and a theme."""
    whom = new if new.for_whom else before
    anew = new.kinds or new.audiences or (new.when and new.for_whom)  # then the title of before is left
    renewed = new.themes or new.titled or (before.titled and anew)
    what = new if renewed else before
    return replace(
        new,
        when=_completed_when(new.when, before.when),
        ages=whom.ages,
        audiences=whom.audiences,
        people=whom.people,
        themes=_kept(what.themes, new),
        kinds=new.kinds or before.kinds,
        hands_on=new.hands_on or (before.hands_on and not new.kinds),
        events=what.events if what.titled else (),
        titled=what.titled,
        not_themes=_still_refused(new.not_themes, before.not_themes, new.themes),
        not_kinds=_still_refused(new.not_kinds, before.not_kinds, new.kinds),
        not_events=_still_refused(new.not_events, before.not_events, new.events),
    )


def _kept(themes: tuple[str, ...], new: Slots) -> tuple[str, ...]:
    """A theme stays; but "pour les filles" says for whom, and gives way to somebody else."""
    return themes if themes == new.themes or not new.for_whom else tuple(one for one in themes if one != _FOR_GIRLS)


def _still_refused(new: tuple[str, ...], before: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*new, *before} - set(wanted)))


def _holding(spans: tuple[Span, ...], weekdays: frozenset[int]) -> tuple[Span, ...]:
    """The days of before, unless there is no such day of the week among them: "et le dimanche ?" after a Saturday."""
    days = (span.first + timedelta(more) for span in spans for more in range(min(7, (span.last - span.first).days + 1)))
    held = any(day.weekday() in weekdays for day in days)
    return spans if held or not weekdays else ()


def _completed_when(new: When | None, before: When | None) -> When | None:
    """ "Le soir" keeps the days, "le mercredi" the month, "en janvier" the days of the week, all what was refused."""
    if new is None or before is None:
        return new or before
    dated = any(span.single for span in new.spans)
    days, hours = bool(new.spans or new.weekdays), bool(new.hours or new.not_hours)
    # "Le soir" and "en soirée cette semaine" stay so in another week or month; "samedi soir" is of that day.
    any_day = not (dated or before.weekdays or any(span.single for span in before.spans))
    return replace(
        new,
        spans=_following(new, before) or new.spans or _holding(before.spans, new.weekdays),
        weekdays=new.weekdays or (frozenset() if dated else before.weekdays),
        not_weekdays=new.not_weekdays | (before.not_weekdays - new.weekdays),
        not_spans=new.not_spans or before.not_spans,
        hours=new.hours or (None if hours or (days and not any_day) else before.hours),
        not_hours=new.not_hours or (None if hours else before.not_hours),
    )


def _following(new: When, before: When) -> tuple[Span, ...]:
    """ "Le mercredi suivant" counts from the day spoken of before, not from today."""
    if not (
        _NEXT.search(fold(new.text)) and len(new.spans) == len(before.spans) == 1 and before.spans[0].last < OPEN_END
    ):
        return ()
    span, after = new.spans[0], before.spans[0].last
    weeks = max(0, (after - span.first).days // 7 + 1)
    return (Span(span.first + timedelta(weeks=weeks), span.last + timedelta(weeks=weeks)),)
