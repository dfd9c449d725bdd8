"""Topics that the agenda can say more about: which kinds, themes and audiences each one looks for there."""

from dataclasses import dataclass, replace

from intents.meaning import Slots
from knowledge.events import Audience, Kind, Theme

MOST = 4  # more than these would bury the answer; a button to the whole agenda does better


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for; empty fields look for anything."""

    kinds: tuple[Kind, ...] = ()
    themes: tuple[Theme, ...] = ()
    audiences: tuple[Audience, ...] = ()

    def within(self, said: Slots) -> Slots:
        """The same, beside what was said: day, age, and a theme or an audience where the topic names none."""
        return replace(
            said,
            kinds=self.kinds or said.kinds,
            themes=self.themes or said.themes,
            audiences=self.audiences or said.audiences,
        )


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
    "aud_pupils": Sought(audiences=(Audience.PUPILS,)),
    "aud_teens": Sought(audiences=(Audience.MIDDLE_SCHOOL, Audience.HIGH_SCHOOL)),
    "escape": Sought(kinds=(Kind.ESCAPE,)),
    "escape_open": Sought(kinds=(Kind.ESCAPE,)),
    "visit_guided": Sought(kinds=(Kind.VISIT,)),
}
# Which of them tells what is known of a theme, an audience or a kind that somebody looks for.
_GENERAL = ("escape", "conferences", "visit_guided", "girls", "aud_uneasy")
_TELLING = {name: one for name, one in SOUGHT.items() if name in _GENERAL or name.startswith(("theme_", "aud_"))}


def topic_of(said: Slots) -> str | None:
    """The topic that tells what is known of what is looked for, when that is one subject on no day and for no age."""
    if said.when or said.ages or said.people or said.titled or said.refuses or said.soonest:
        return None
    what = Sought(tuple(map(Kind, said.kinds)), tuple(map(Theme, said.themes)), tuple(map(Audience, said.audiences)))
    return next((name for name, one in _TELLING.items() if one == what), None)


def sought(topic: str, said: Slots) -> Slots | None:
    """What to look for in the agenda for this topic; None when it has nothing to do with the agenda."""
    return SOUGHT[topic].within(said) if topic in SOUGHT else None
