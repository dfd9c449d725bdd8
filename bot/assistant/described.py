"""What is answered to a question about one event: its columns first, then the sentence of its description that tells,
else that it is not known of this event.
"""

from dataclasses import dataclass, replace

from bot import cards
from bot.assistant.agenda_desk import AgendaDesk
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.focusing import ABOUT
from bot.assistant.telling import Teller
from bot.assistant.unknowns import filled
from bot.messages import Messages
from intents.catalogue import DETAILS, EVENTS, GAP, NOT_TOPICS, OTHER_GAP
from intents.meaning import Decision, Focus, Meaning
from knowledge.events import Event
from knowledge.things import VENUE, Thing

_KIND = "activity"  # the kind of thing that an event is
_OWN = frozenset({VENUE, "workshops", "events"})  # things of which what is asked may be asked of one event
_GENERAL = frozenset({"about", "name", "offer", "contents", "exists"})
_WHOLE_CARD = frozenset({"about", "name"})  # asked of an event, its card answers better than a sentence
_COLUMNS = {
    "start_time": "event_when", "next_date": "event_when", "hours": "event_when", "duration": "event_duration",
    "age_range": "event_age", "capacity": "event_capacity", "places_left": "event_capacity",
    "where_inside": "event_room",
}  # fmt: skip
_OF_A_PLACE = frozenset({"opening_hours"})  # a place opens, an event begins: asked beside a card, they are the venue's
_PLAINLY = 0.8  # likelihood from which an attribute is asked, though the words seemed to ask for a list or a column


@dataclass(frozen=True, slots=True)
class Describing:
    """Answers about the event in focus."""

    agenda: AgendaDesk
    tell: Teller

    def answer(self, meaning: Meaning) -> Answer | None:
        """The answer; None where no event is in focus, or where the message is not about it."""
        focus = meaning.focus
        event = None if focus is None else next((one for one in self.agenda.events if one.uid == focus.event), None)
        if focus is None or event is None or meaning.decision is Decision.LANGUAGE:
            return None
        told = focus.sentence(self.tell.words.language)
        attribute = self._attribute(meaning, focus)
        if attribute in _OF_A_PLACE and not meaning.slots.titled:
            return None
        if self._is_a_gap(meaning) and self._is_of_it(meaning) and _has(event, attribute):
            slots = replace(meaning.slots, events=(event.uid,))
            return self.agenda.detail(replace(meaning, intent=_COLUMNS[attribute], slots=slots))
        if told is not None and self._may_quote(meaning, focus):
            return self._quoted(event, told, meaning)
        return self._not_known(event, attribute, meaning)

    def _is_a_gap(self, meaning: Meaning) -> bool:
        """Whether it clearly asks what nothing tells of the venue."""
        intent, library = meaning.intent or "", self.tell.library
        unknown = intent.startswith(GAP) or (intent in library and library.topic(intent).unknown)
        return meaning.decision is Decision.ANSWER and unknown

    def _may_quote(self, meaning: Meaning, focus: Focus) -> bool:
        """Whether a sentence may answer: nothing else is known to, or what is asked is plainly something else."""
        if meaning.intent == ABOUT:
            return focus.asked not in _WHOLE_CARD
        if meaning.intent in DETAILS or meaning.intent == EVENTS:
            return focus.likelihood >= _PLAINLY and focus.asked not in _GENERAL | _COLUMNS.keys()
        return self._is_a_gap(meaning) or (meaning.decision is not Decision.ANSWER and meaning.intent not in NOT_TOPICS)

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

    def _quoted(self, event: Event, told: str, meaning: Meaning) -> Answer:
        words = self.tell.words
        return Answer(
            kind=AnswerKind.EVENT,
            text=words.say("description-says", title=cards.title(event, words.language), sentence=told),
            confidence=meaning.confidence,
            events=(event.uid,),
            rows=cards.card_rows(event, words, self.agenda.now),
        )

    def _not_known(self, event: Event, attribute: str, meaning: Meaning) -> Answer | None:
        """That it is not known of this event, unless the team filled it in for all."""
        asked = self.tell.things.attributes.get(attribute)
        is_of_it = self._is_a_gap(meaning) and self._is_of_it(meaning)
        said = self.tell.asked(meaning.intent or "", meaning) if is_of_it else None
        if asked is None or _KIND not in asked.of or said is None or said.kind is not AnswerKind.UNKNOWN:
            return None
        words = self.tell.words
        sentence = filled(asked.unknown[words.language], _as_thing(event, words), words.language)
        text = f"{words.say('unknown-cell', asked=sentence)}\n{words.say('unknown-team')}"
        return replace(said, text=text, events=(event.uid,))


def _has(event: Event, attribute: str) -> bool:
    """Whether a column of the agenda tells this attribute of the event."""
    match _COLUMNS.get(attribute):
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
