"""Searches that a message may mean as well, offered as buttons: in place of a list, or below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant import cards
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.events import choose
from bot.assistant.lists import understood_parts
from bot.bot_api.replies import Action, Button, Press, Row
from bot.messages import Messages
from intents.meaning.meaning import Meaning, Slots
from knowledge.agenda.agenda import Event


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be looked for: said in few words, and the event's own button where it finds a single one."""

    query: Slots
    label: str
    card: Button | None = None

    def button(self, place: int) -> Button:
        """The button that looks for it, at its place among the searches offered."""
        return self.card or Button(self.label, Press(Action.SEARCH, "", place))


def offers(
    queries: Iterable[Slots], events: Sequence[Event], words: Messages, zone: ZoneInfo, now: datetime
) -> list[Offer]:
    """Those that find something and can be told apart by their words; `events` are those to come."""
    today, offered, seen = now.astimezone(zone).date(), list[Offer](), set[str]()
    for query in queries:
        found = choose(events, query, zone)
        if not found:
            continue
        card = cards.button(found[0], words, zone) if len(found) == 1 else None
        said = ", ".join(understood_parts(query, words, today)) or words.label("search-all")
        label = card.label if card else said[: cards.LABEL_LIMIT]
        if label not in seen:
            seen.add(label)
            offered.append(Offer(query, label[:1].upper() + label[1:], card))
    return offered


def which(meaning: Meaning, offered: Sequence[Offer], words: Messages) -> Answer:
    """Which of these is looked for; nothing is claimed."""
    other: Row = (Button(words.label("clarify-other"), Press(Action.OTHER)),)
    return Answer(
        kind=AnswerKind.CLARIFY,
        text=words.say("which-search"),
        confidence=meaning.confidence,
        rows=(*_rows(offered), other),
        searches=tuple(one.query for one in offered),
    )


def beside(answer: Answer, offered: Sequence[Offer], words: Messages) -> Answer:
    """The list, with a button for what may have been looked for instead."""
    shown = set(answer.events)
    told = [one for one in offered if one.card is None or one.card.press.code not in shown]
    instead = [replace(one, label=_instead(one.label, words)) for one in told[:1] if one.card is None]
    if not instead:
        return answer
    return replace(answer, rows=(*answer.rows, *_rows(instead)), searches=tuple(one.query for one in instead))


def nearest(answer: Answer, offered: Sequence[Offer], words: Messages) -> Answer:
    """That something is not known, with the button of the one event that the words may speak of."""
    cards = [one.card for one in offered[:1] if one.card is not None]
    if not cards:
        return answer
    text = f"{answer.text}\n{words.say('unknown-event')}"
    return replace(answer, text=text, rows=(*((card,) for card in cards), *answer.rows))


def _instead(label: str, words: Messages) -> str:
    return words.label("search-instead", what=label[:1].lower() + label[1:])


def _rows(offered: Sequence[Offer]) -> tuple[Row, ...]:
    return tuple((one.button(place),) for place, one in enumerate(offered))
