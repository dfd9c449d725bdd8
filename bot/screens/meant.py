"""Which registrations a sentence is about: « Tom ne viendra pas samedi », « on annule tout »."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from intents.readers import absences
from intents.readers.absences import Absence
from intents.readers.changes import means_everything
from intents.readers.wording import says_name
from intents.when import When
from scheduler.outcomes import Registration


@dataclass(frozen=True, slots=True)
class Meant:
    """What was said: the words, the uids of events that they name, and when, if they say so.

    `known`: first names of the family, signed up or not. `assumed`: the events were not named, only talked about.
    """

    text: str
    uids: frozenset[str] = frozenset()
    when: When | None = None
    known: frozenset[str] = frozenset()
    assumed: bool = False

    def absence(self, entries: Sequence[Registration]) -> Absence:
        """Who of the family, or of these, is said not to come."""
        return absences.read(self.text, self.known.union(one.first_name for one in entries if one.first_name))

    def among(self, entries: Sequence[Registration], zone: ZoneInfo) -> tuple[Registration, ...]:
        """Those of a family's registrations that fit; none when what was said fits none of them."""
        found = self._among(entries, zone)
        return found or (replace(self, uids=frozenset())._among(entries, zone) if self.assumed else ())

    def there(self, entries: Sequence[Registration], zone: ZoneInfo) -> tuple[Registration, ...]:
        """Those at the events, or on the day, that are meant."""
        found = tuple(entry for entry in entries if self._is_at(entry, zone))
        return found or (tuple(entries) if self.assumed else ())

    def _among(self, entries: Sequence[Registration], zone: ZoneInfo) -> tuple[Registration, ...]:
        said = self.absence(entries)
        there = tuple(entry for entry in entries if self._is_at(entry, zone))
        if said.absent:
            return tuple(entry for entry in there if entry.first_name in said.absent)
        if said.coming:
            return tuple(entry for entry in there if entry.first_name not in said.coming)
        return () if said.stranger else there

    def all_of(self, found: Sequence[Registration]) -> bool:
        """Whether every one of these is meant: all were named, or « tout » was said."""
        everything = means_everything(self.text)
        return everything or all(self._names(entry) for entry in found)

    def _names(self, entry: Registration) -> bool:
        return entry.first_name is not None and says_name(self.text, entry.first_name)

    def _is_at(self, entry: Registration, zone: ZoneInfo) -> bool:
        if self.when is not None:
            return self.when.accepts(entry.event.starts_at.astimezone(zone))
        return not self.uids or entry.event.uid in self.uids
