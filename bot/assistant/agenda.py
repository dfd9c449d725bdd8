"""Answers from the agenda: lists, one event's columns and description, and what goes with a topic."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant import cards, lists, searches
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.events import ABOUT, ahead, choose
from bot.assistant.facts import Teller, filled
from bot.assistant.searches import Offer
from bot.messages import Messages
from intents.meaning.catalogue import ATTRIBUTES_OF_ALL, COLUMNS, DETAILS, EVENTS, GAP, NOT_TOPICS, OTHER_GAP
from intents.meaning.meaning import Decision, Focus, Meaning, Quoted, Slots
from knowledge.agenda.agenda import Audience, Event, Kind, Theme
from knowledge.library.things import VENUE, Thing

MOST = 4  # more than these would bury the answer; a button to the whole agenda does better
SOONEST = 5  # so many of all stand beside what the venue offers


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
    "offer": Sought(),
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
_ANYTHING = frozenset({"offer"})  # beside these stands what comes soonest
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


SEVERAL = 4  # events whose same detail is said line by line; of more, a choice is asked


@dataclass(frozen=True, slots=True)
class AgendaAnswers:
    """The events to come at this instant, and the words to tell them in."""

    events: tuple[Event, ...]
    words: Messages
    zone: ZoneInfo
    now: datetime
    cards: bool = True  # else an event is told in a line
    known: str = ""  # the uid of the one that was just shown, or told of

    def listed(self, meaning: Meaning) -> Answer:
        """What fits; when that is a single event, its whole card."""
        found = lists.list_events(meaning, self.events, self.words, self.zone, self.now)
        found = searches.beside(found, self._offers(meaning.others), self.words) if meaning.others else found
        if len(found.events) != 1:
            return found
        only = next(event for event in self.events if event.uid in found.events)
        return lists.one_event(meaning, only, self.words, self.zone, self.now, self.cards)

    def detail(self, meaning: Meaning) -> Answer:
        """The event meant: by title, by date, by what was shown last."""
        meant = self.meant(meaning)
        if len(meant) == 1:
            known = meant[0].uid == self.known
            return lists.one_event(meaning, meant[0], self.words, self.zone, self.now, self.cards, known)
        if 1 < len(meant) <= SEVERAL and meaning.slots.events:
            return lists.several(meaning, meant, self.words, self.zone)
        if meaning.slots.narrows and not meaning.slots.events:
            return self.listed(meaning)
        found = lists.list_events(meaning, meant or self.events, self.words, self.zone, self.now)
        lead = self.words.say("which-event")
        return Answer(kind=AnswerKind.CLARIFY, text=lead, confidence=meaning.confidence, rows=found.rows[:SEVERAL])

    def which(self, meaning: Meaning) -> Answer:
        """« Est-ce l’un de ceux-ci ? », a button each, where a few events may be meant."""
        few = tuple(event for event in self.events if event.uid in meaning.between)
        return lists.which(meaning, few, self.words, self.zone)

    def which_search(self, meaning: Meaning) -> Answer:
        """« J’hésite : que cherchez-vous ? », where several things may be looked for: a button each."""
        offers = self._offers((meaning.slots, *meaning.others))
        if len(offers) < 2:
            return self.listed(replace(meaning, decision=Decision.ANSWER))
        return searches.which(meaning, offers, self.words)

    def nearest(self, answer: Answer, meaning: Meaning) -> Answer:
        """« Je ne sais pas… », with the event that it may be about."""
        if answer.kind is not AnswerKind.UNKNOWN or answer.events or not meaning.others:
            return answer
        return searches.nearest(answer, self._offers(meaning.others), self.words)

    def _offers(self, queries: Iterable[Slots]) -> list[Offer]:
        coming = ahead(self.events, self.zone, self.now)
        return searches.offers(queries, coming, self.words, self.zone, self.now)

    def action(self, meaning: Meaning, action: str) -> Answer:
        """An action, with the events it is for; a sign-up that no event fits comes with what is near."""
        meant = self.meant(meaning) if action in ("sign_up", "cancel_sign_up") else ()
        if action == "sign_up" and meaning.slots.narrows and not meant:
            nothing = lists.none_fits(meaning, self.events, self.words, self.zone, self.now)
            return replace(nothing, kind=AnswerKind.ACTION, action=action)
        return Answer(
            kind=AnswerKind.ACTION,
            text=self.words.say(f"action-{action}"),
            confidence=meaning.confidence,
            action=action,
            events=tuple(event.uid for event in meant),
        )

    def beside(self, answer: Answer, meaning: Meaning, most: int = MOST) -> Answer:
        """A topic, and the few events to come that are about it; these also answer some known unknowns."""
        known = answer.kind is AnswerKind.ANSWER
        subject = answer.gap or answer.topic or ""
        query = sought(subject, meaning.slots)
        found = () if query is None else choose(ahead(self.events, self.zone, self.now), query, self.zone)
        shown = found[:SOONEST] if subject in _ANYTHING else found
        if not shown or (len(shown) > most and subject not in _ANYTHING):
            return answer
        listed = lists.also_on(meaning, shown, self.words, self.zone)
        text = f"{answer.text}\n\n{listed.text}" if known else listed.text
        whole = (lists.agenda_row(self.words),) if len(shown) < len(found) else ()
        rows = (*listed.rows, *whole, *answer.rows)
        return replace(listed, text=text, topic=answer.topic, gap=answer.gap, rows=rows, query=query)

    def about(self, known: Answer | None, meaning: Meaning) -> Answer:
        """All that fits, after what is known of the subject, if anything is."""
        return self.listed(meaning) if known is None else self.beside(known, meaning, lists.MOST_SHOWN)

    def meant(self, meaning: Meaning) -> tuple[Event, ...]:
        """The events meant. A title or a word like "celui-là" counts more than a date or an age that does not fit."""
        slots = meaning.slots
        if not slots.narrows:
            return ()
        found = choose(self.events, slots, self.zone)
        named = tuple(event for event in found if event.uid in slots.events)
        return named or tuple(event for event in self.events if event.uid in slots.events) or found


_KIND = "activity"  # the kind of thing that an event is
_OWN = frozenset({VENUE, "workshops", "events"})  # things of which what is asked may be asked of one event
_WHOLE_CARD = frozenset({"about", "name"})  # asked of an event, its card answers better than a sentence
_OF_A_PLACE = frozenset({"opening_hours"})  # a place opens, an event begins: asked beside a card, they are the venue's
_SHORT_DESCRIPTION = 300  # letters: what is said whole beside what is not known
_PLAINLY = 0.8  # likelihood from which an attribute is asked, though the words seemed to ask for a list or a column


@dataclass(frozen=True, slots=True)
class Describing:
    """Answers about the events in focus."""

    agenda: AgendaAnswers
    tell: Teller

    def answer(self, meaning: Meaning) -> Answer | None:
        """The answer; None where no event is in focus, or where the message is not about it."""
        focus = meaning.focus
        events = [] if focus is None else [one for one in self.agenda.events if one.uid in focus.events]
        if focus is None or not events or meaning.decision is Decision.LANGUAGE:
            return None
        attribute = self._attribute(meaning, focus)
        if attribute in _OF_A_PLACE and not meaning.slots.titled:
            return None
        if len(events) == 1 and self._is_a_gap(meaning) and self._is_of_it(meaning) and _has(events[0], attribute):
            slots = replace(meaning.slots, events=(events[0].uid,))
            return self.agenda.detail(replace(meaning, intent=COLUMNS[attribute], slots=slots))
        told = focus.sentences(self.tell.words.language)
        if told and self._may_quote(meaning, focus):
            return self._quoted(events, told, meaning)
        return self._not_known(events[0], attribute, meaning, focus) if len(events) == 1 else None

    def _is_a_gap(self, meaning: Meaning) -> bool:
        """Whether it clearly asks what nothing tells of the venue."""
        intent, library = meaning.intent or "", self.tell.library
        unknown = intent.startswith(GAP) or (intent in library and library.topic(intent).unknown)
        return meaning.decision is Decision.ANSWER and unknown

    def _may_quote(self, meaning: Meaning, focus: Focus) -> bool:
        """Whether a sentence may answer: nothing else is known to, or what is asked is plainly something else."""
        unknown = self._is_a_gap(meaning) or (
            meaning.decision is not Decision.ANSWER and meaning.intent not in NOT_TOPICS
        )
        if len(focus.events) > 1:
            return unknown
        if meaning.intent == ABOUT:
            return focus.asked not in _WHOLE_CARD
        if meaning.intent in DETAILS or meaning.intent == EVENTS:
            return focus.likelihood >= _PLAINLY and focus.asked not in ATTRIBUTES_OF_ALL | COLUMNS.keys()
        return unknown

    def _is_of_it(self, meaning: Meaning) -> bool:
        """Whether it may be asked of the event: it is named, or nothing else that takes place is, nor a place."""
        things, library = self.tell.things.things, self.tell.library
        intent = meaning.intent or ""
        own = intent not in library or any(cell.thing in _OWN for cell in library.topic(intent).cells)
        another = any(one in things and one not in _OWN and things[one].kind == _KIND for one in meaning.things)
        return own and (meaning.slots.titled or not another)

    def _attribute(self, meaning: Meaning, focus: Focus) -> str:
        intent, library = meaning.intent or "", self.tell.library
        if intent.startswith(GAP) and intent != OTHER_GAP:
            return intent.removeprefix(GAP)
        cells = library.topic(intent).cells if intent in library else ()
        of_topic = {cell.attribute for cell in cells}
        return focus.asked if focus.asked in of_topic or not cells else cells[0].attribute

    def _quoted(self, events: Sequence[Event], told: Sequence[Quoted], meaning: Meaning) -> Answer:
        """What descriptions say: of one event above what one can do of it, of several a line each."""
        by_uid = {one.uid: one for one in events}
        said = {one.event: one.sentence for one in told}
        quoted = [(by_uid[uid], text) for uid, text in said.items()]
        return lists.quoted(meaning, quoted, self.tell.words, self.agenda.zone, self.agenda.now)

    def _not_known(self, event: Event, attribute: str, meaning: Meaning, focus: Focus) -> Answer | None:
        """That it is not known of this event, unless the team filled it in for all."""
        asked = self.tell.things.attributes.get(attribute)
        is_of_it = self._is_a_gap(meaning) and self._is_of_it(meaning)
        said = self.tell.asked(meaning.intent or "", meaning) if is_of_it else None
        if said is None or said.kind is not AnswerKind.UNKNOWN:
            return None
        words = self.tell.words
        is_named = meaning.intent != OTHER_GAP or focus.likelihood >= _PLAINLY
        if asked is not None and _KIND in asked.of and is_named:
            sentence = filled(asked.unknown[words.language], _as_thing(event, words), words.language)
            lines = [words.say("unknown-cell", asked=sentence), *_only(event, words)]
        elif meaning.intent == OTHER_GAP and (told := list(_only(event, words, "description-of"))):
            lines = [words.say("unknown-other"), *told]
        else:
            return None
        return replace(said, text="\n".join((*lines, words.say("unknown-team"))), events=(event.uid,))


def _only(event: Event, words: Messages, key: str = "description-only") -> Iterator[str]:
    """A short description as all that is told: whoever asks sees by themselves whether it answers."""
    told = " ".join(cards.description(event, words.language).split())
    if told and len(told) <= _SHORT_DESCRIPTION:
        yield words.say(key, title=cards.title(event, words.language), text=told)


def _has(event: Event, attribute: str) -> bool:
    """Whether a column of the agenda tells this attribute of the event."""
    match COLUMNS.get(attribute):
        case "event_when" | "event_duration":
            return True
        case "event_age":
            return event.age_min is not None or event.age_max is not None
        case "event_capacity":
            return event.capacity is not None
        case "event_room":
            return event.room is not None
    return False


def _as_thing(event: Event, words: Messages) -> Thing:
    """The event by its title in quotes, to be named inside a sentence."""
    name = {words.language: words.label("event-quoted", title=cards.title(event, words.language))}
    return Thing(id=event.uid, name=name, feminine=False, plural=False, kind=_KIND, parent=None, strong={}, weak={})
