"""Answers from the agenda: lists, one event's details, what a sign-up is for, and what goes with a topic."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant import lists
from bot.assistant.agenda_topics import MOST, sought
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.choosing import choose
from bot.messages import Messages
from intents.meaning import Meaning
from knowledge.events import Event

SEVERAL = 4  # events whose same detail is said line by line; of more, a choice is asked


@dataclass(frozen=True, slots=True)
class AgendaDesk:
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
        found = () if query is None else choose(self.events, query, self.zone)
        if not 0 < len(found) <= most:
            return answer
        listed = lists.also_on(meaning, found, self.words, self.zone)
        text = f"{answer.text}\n\n{listed.text}" if known else listed.text
        rows = (*listed.rows, *answer.rows)
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
