"""The rules of sign-up once more, in plain Python: no table, no lock, no SQL; only the hold's length is shared.

Used to check what the tables say after each step of an invented or a recorded history.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, groupby

from scheduler.core.hours import PARIS
from scheduler.waiting.waiting import deadline
from tests.scheduler.steps import Step
from tests.scheduler.workshop import HOUR, LIVE, TEN_MINUTES, Row, Workshop, by_family, is_night, that_morning


class Model:
    """What the tables ought to hold, and what the families ought to have been told, how often."""

    def __init__(self, events: Iterable[Workshop]) -> None:
        self.events = {event.id: event for event in events}
        self.blocked: set[int] = set()
        self.told: Counter[tuple[str, int, tuple[int, ...]]] = Counter()
        self._turns = count(1)

    def do(self, step: Step, ids: dict[tuple[int, int], int]) -> None:
        """Follow one step. `ids`: the database's ids of the live sign-ups after it, by event and person."""
        self._ids = ids
        getattr(self, step.kind)(step)

    def sign_up(self, step: Step) -> None:
        event = self.events[step.event]
        event.free(step.now)
        held = event.live(step.family)
        new = [who for who in step.people if who not in {row.person for row in held}]
        if self._takes(event, len(held), new, step.now):
            self._place(event, step, new, uses_hold=step.hold)

    def move(self, step: Step) -> None:
        rows, there = self._own(step), self.events[step.to]
        if len({row.event for row in rows}) != 1 or rows[0].event == step.to:
            return
        if self.events[rows[0].event].starts <= step.now:
            return
        held = there.live(step.family)
        rows = [row for row in rows if row.state != "cancelled" and row.person not in {one.person for one in held}]
        new = [row.person for row in rows]
        if self._takes(there, len(held), new, step.now):
            placed = self._place(there, replace(step, together=False), new)
            for old, fresh in zip(rows, placed, strict=False):
                fresh.replaces = old.id
            self._give_up([row for row in placed if row.state == "confirmed"], step.now)

    def hold(self, step: Step) -> None:
        event = self.events[step.event]
        free = event.free(step.now)
        mine, until = event.holds.get(step.family, (0, step.now + TEN_MINUTES))
        if step.number <= mine + free - len(self._next(event, free)):
            event.holds[step.family] = step.number, until
            if step.number < mine:
                self._fill(event, step.now)

    def release(self, step: Step) -> None:
        event = self.events[step.event]
        if event.holds.pop(step.family, None):
            event.free(step.now)
            self._fill(event, step.now)

    def cancel(self, step: Step, why: str = "family", states: tuple[str, ...] = LIVE) -> None:
        freed = set()
        for row in self._own(step):
            event = self.events[row.event]
            if event.starts > step.now:
                event.free(step.now)
                if row.state in states:
                    row.end(why, step.now)
                    freed.add(row.event)
        for one in sorted(freed):
            self._fill(self.events[one], step.now)

    def decline(self, step: Step) -> None:
        self.cancel(step, "declined", ("offered", "waiting"))

    def restore(self, step: Step) -> None:
        rows = self._own(step)
        if len({row.event for row in rows}) != 1:
            return
        event, gone = self.events[rows[0].event], [row for row in rows if row.state == "cancelled"]
        free, live = event.free(step.now), event.live(step.family)
        people = [row.person for row in (*gone, *live)]
        seats = sum(row.sat for row in gone)
        allowed = not event.off and event.starts > step.now and seats <= free - len(self._next(event, free))
        in_time = all(row.ended == "family" and step.now - row.ended_at <= TEN_MINUTES for row in gone if row.ended_at)
        listed = seats == len(gone) or step.now < event.closes
        fits = event.cap is None or not gone or len(live) + len(gone) <= event.cap
        if allowed and in_time and listed and fits and len(set(people)) == len(people):
            turn = next(self._turns)
            for row in gone:
                row.back("confirmed" if row.sat else "waiting", turn)

    def accept(self, step: Step) -> None:
        rows = self._own(step)
        event = self.events[rows[0].event] if len({row.event for row in rows}) == 1 else None
        if event is None or event.off or event.starts <= step.now:
            return
        for row in rows:
            free, last_call = event.free(step.now), self.is_last_call(event, step.now)
            claims = self._next(event, free)
            if (
                row.state == "offered"
                or row in (self._may_win(event, free) if last_call else claims)
                or (self._may_come_back(event, row) and free > (0 if last_call else len(claims)))
            ):
                row.back("confirmed", row.turn)
                row.sat = True
        if step.now < event.closes:
            turn = next(self._turns)
            for row in rows:
                if self._may_come_back(event, row):
                    row.back("waiting", turn)
        self._give_up([row for row in rows if row.state == "confirmed"], step.now)

    def rejoin(self, step: Step) -> None:
        rows = self._own(step)
        event = self.events[rows[0].event] if len({row.event for row in rows}) == 1 else None
        if event is None or event.off or event.starts <= step.now:
            return
        held = event.live(step.family)
        late = {row.person: row for row in reversed(rows) if row.ended in ("expired", "declined")}
        back = [row for row in rows if row in late.values() and row.person not in {one.person for one in held}]
        if not back or (event.cap is not None and len(held) + len(back) > event.cap):
            return
        free = event.free(step.now)
        seats = min(len(back), free - len(self._next(event, free)))
        if seats < len(back) and all(row.together for row in back):
            seats = 0
        if seats == len(back) or step.now < event.closes:
            turn = next(self._turns)
            for n, row in enumerate(back):
                row.back("confirmed" if n < seats else "waiting", turn)
                row.sat = row.sat or n < seats
            self._give_up(back[:seats], step.now)

    def sweep(self, step: Step) -> None:
        for event in self.events.values():
            event.free(step.now)
            if step.now >= event.closes:
                self._end_all(event, event.among("waiting"), "list_closed", step.now)
            for row in event.among("offered"):
                if row.family in self.blocked:
                    row.state, row.until = "waiting", None
            if not is_night(step.now) or deadline(event.starts, step.now, PARIS):
                late = [row for row in event.among("offered") if row.until and row.until <= step.now]
                self._end_all(event, late, "expired", step.now)
            self._fill(event, step.now)

    def resize(self, step: Step) -> None:
        event = self.events[step.event]
        if event.capacity != step.number:
            event.over = max(0, event.taken - step.number)
        event.capacity = step.number
        self._fill(event, step.now)

    def reschedule(self, step: Step) -> None:
        event = self.events[step.event]
        event.starts = step.now + timedelta(minutes=step.number)
        if not event.off and event.starts > step.now:
            self._tell("event_moved", event, event.among(*LIVE))
            held, until = event.among("offered"), deadline(event.starts, step.now, PARIS)
            for row in held:
                row.state, row.until = ("offered", until) if until else ("waiting", None)
            event.free(step.now)
            if until:
                self._tell("offer", event, held)
        self._fill(event, step.now)

    def call_off(self, step: Step) -> None:
        event = self.events[step.event]
        if not event.off:
            event.off = True
            self._tell("event_cancelled", event, event.among(*LIVE))
            for row in event.among("offered"):
                row.state, row.until = "waiting", None
            event.free(step.now)

    def resume(self, step: Step) -> None:
        event = self.events[step.event]
        if event.off:
            event.off = False
            if event.starts > step.now:
                self._tell("event_resumed", event, event.among(*LIVE))
            self._fill(event, step.now)

    def block(self, step: Step) -> None:
        self.blocked.add(step.family)

    def unblock(self, step: Step) -> None:
        self.blocked.discard(step.family)

    def is_last_call(self, event: Workshop, now: datetime) -> bool:
        asleep = is_night(now) and not that_morning(event.starts, now)
        return event.closes - HOUR < now < event.closes and not asleep

    def called(self, event: Workshop, now: datetime) -> set[int]:
        """The families who ought to have heard of a free seat in the last call."""
        free = event.free(now)
        waits_for_it = not event.off and self.is_last_call(event, now) and self._next(event, free)
        return {row.family for row in self._may_win(event, free)} if waits_for_it else set()

    def _own(self, step: Step) -> list[Row]:
        rows = (row for event in self.events.values() for row in event.rows)
        return sorted((row for row in rows if row.family == step.family and row.id in step.ids), key=lambda row: row.id)

    def _takes(self, event: Workshop, held: int, new: list[int], now: datetime) -> bool:
        fits = event.cap is None or held + len(new) <= event.cap
        return bool(new) and not event.off and event.starts > now and fits

    def _place(self, event: Workshop, step: Step, new: list[int], uses_hold: bool = False) -> list[Row]:
        free = event.free(step.now)
        kept = event.holds.get(step.family, (0,))[0] if uses_hold else 0
        seats = min(len(new), kept + free - len(self._next(event, free)))
        if step.together and step.wait and seats < len(new):
            seats = 0
        if seats < len(new) and (not step.wait or step.now >= event.closes):
            return []
        turn = next(self._turns)
        placed = [
            Row(
                self._ids.get((event.id, who), -1),
                event.id,
                step.family,
                who,
                "confirmed" if n < seats else "waiting",
                turn,
                step.together and len(new) > 1,
                sat=n < seats,
            )
            for n, who in enumerate(new)
        ]
        event.rows += placed
        if uses_hold:
            event.holds.pop(step.family, None)
            self._fill(event, step.now)
        return placed

    def _next(self, event: Workshop, free: int) -> list[Row]:
        chosen: list[Row] = []
        for _, found in groupby(event.among("waiting"), key=lambda row: row.turn):
            entry, left = list(found), free - len(chosen)
            if entry[0].family not in self.blocked and not (entry[0].together and len(entry) > left):
                chosen += entry[:left]
        return chosen

    def _may_win(self, event: Workshop, free: int) -> list[Row]:
        """Whose tap counts when the first one does."""
        line = [row for row in event.among("waiting") if row.family not in self.blocked]
        size = Counter(row.turn for row in line)
        return [row for row in line if free and (not row.together or size[row.turn] <= free)]

    def _fill(self, event: Workshop, now: datetime) -> None:
        if event.off:
            return
        until, chosen = deadline(event.starts, now, PARIS), self._next(event, event.free(now))
        if until is None:
            return
        for row in chosen:
            row.state, row.until = "offered", until
        self._tell("offer", event, chosen)

    def _give_up(self, sure: list[Row], now: datetime) -> None:
        given_up = self._replaced(sure)
        for row in (*sure, *given_up):
            row.replaces = None
        for event in self.events.values():
            old = [row for row in event.rows if any(row is one for one in given_up) and row.state != "cancelled"]
            if old and event.starts > now:
                event.free(now)
                for row in old:
                    row.end("moved", now)
                self._fill(event, now)

    def _replaced(self, rows: list[Row]) -> list[Row]:
        ids = {row.replaces for row in rows if row.replaces}
        found = [row for event in self.events.values() for row in event.rows if row.id in ids]
        return found + self._replaced(found) if found else []

    def _may_come_back(self, event: Workshop, row: Row) -> bool:
        live = event.live(row.family)
        room = event.cap is None or len(live) < event.cap
        return row.ended == "expired" and room and row.person not in {one.person for one in live}

    def _end_all(self, event: Workshop, rows: list[Row], why: str, now: datetime) -> None:
        for row in rows:
            row.end(why, now)
        if not event.off:
            self._tell("offer_expired" if why == "expired" else why, event, rows)

    def _tell(self, what: str, event: Workshop, rows: list[Row]) -> None:
        for family, ids in by_family(rows):
            if family not in self.blocked:
                self.told[what, event.id, ids] += 1
