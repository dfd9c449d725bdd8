"""A moment that completes one spoken of before: what is said anew takes the place of its kind and leaves the rest."""

import re
from dataclasses import replace
from datetime import timedelta

from intents.text import fold
from intents.when import OPEN_END, Span, When

_NEXT = re.compile(r"suivant|d'apres|following|after that")


def _holding(spans: tuple[Span, ...], weekdays: frozenset[int]) -> tuple[Span, ...]:
    """The days of before, unless there is no such day of the week among them: "et le dimanche ?" after a Saturday."""
    days = (span.first + timedelta(more) for span in spans for more in range(min(7, (span.last - span.first).days + 1)))
    held = any(day.weekday() in weekdays for day in days)
    return spans if held or not weekdays else ()


def completed_when(new: When | None, before: When | None) -> When | None:
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
