"""Topics that the agenda can say more about: which kinds, themes and audiences each one looks for there."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.assistant.choosing import choose
from intents.meaning import Slots
from knowledge.events import Audience, Event, Kind, Theme

MOST = 4  # more than these would bury the answer; a button to the whole agenda does better


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for; empty fields look for anything."""

    kinds: tuple[Kind, ...] = ()
    themes: tuple[Theme, ...] = ()
    audiences: tuple[Audience, ...] = ()

    def within(self, said: Slots) -> Slots:
        """The same, on the days and hours and for the ages that were said."""
        return Slots(when=said.when, ages=said.ages, kinds=self.kinds, themes=self.themes, audiences=self.audiences)


SOUGHT = {
    "conferences": Sought(kinds=(Kind.CONFERENCE,)),
    "girls": Sought(themes=(Theme.WOMEN,)),
    "girls_dates": Sought(themes=(Theme.WOMEN,)),
    "adult_workshops_how": Sought(audiences=(Audience.SENIORS, Audience.BEGINNERS)),
    "theme_basics": Sought(themes=(Theme.BASICS,)),
    "theme_ai": Sought(themes=(Theme.AI,)),
    "theme_data": Sought(themes=(Theme.DATA,)),
    "theme_security": Sought(themes=(Theme.SECURITY,)),
    "theme_social": Sought(themes=(Theme.SOCIAL_NETWORKS,)),
    "theme_women": Sought(themes=(Theme.WOMEN,)),
    "theme_addiction": Sought(themes=(Theme.ADDICTION,)),
    "aud_seniors": Sought(audiences=(Audience.SENIORS,)),
    "aud_uneasy": Sought(audiences=(Audience.BEGINNERS,)),
    "aud_business": Sought(audiences=(Audience.COMPANIES,)),
    "aud_associations": Sought(audiences=(Audience.ASSOCIATIONS,)),
    "aud_public": Sought(audiences=(Audience.PUBLIC_BODIES,)),
    "aud_students": Sought(audiences=(Audience.STUDENTS,)),
}


def in_the_agenda(topic: str, said: Slots, events: tuple[Event, ...], zone: ZoneInfo) -> tuple[Event, ...]:
    """A few events to come that this topic is about; none when there are too many to add to an answer."""
    sought = SOUGHT.get(topic)
    if sought is None:
        return ()
    found = choose(events, sought.within(said), zone)
    return found if len(found) <= MOST else ()
