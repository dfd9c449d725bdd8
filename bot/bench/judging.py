"""How an answer ends: right, asked back, missed, or wrong. Only wrong ones claim what was not asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.assistant.answer import Answer, AnswerKind
from bot.bench.details import Details
from bot.bench.labels import Expect, Turn, Wanted
from intents.text import fold
from knowledge.events import Event


class Outcome(StrEnum):
    """From the kindest to the one that costs trust."""

    RIGHT = "right"
    ASKED = "asked"
    MISSED = "missed"
    WRONG = "wrong"


_KINDEST = tuple(Outcome)
_ADMITS = (AnswerKind.UNKNOWN, AnswerKind.OFF_TOPIC)
_SAYS_NOTHING = (*_ADMITS, AnswerKind.LANGUAGE)
_OF_THE_AGENDA = (AnswerKind.EVENTS, AnswerKind.EVENT)
_TELLS = (AnswerKind.ANSWER, *_OF_THE_AGENDA)
_LEADS_TO_THE_TEAM = ("human", "help")


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges answers about these events, given by uid."""

    details: Details
    events: Mapping[str, Event]

    def outcome(self, turn: Turn, answer: Answer) -> Outcome:
        """The kindest outcome over all fair readings of what was asked."""
        return min((self._of_one(reading, answer) for reading in turn.readings), key=_KINDEST.index)

    def _of_one(self, wanted: Wanted, answer: Answer) -> Outcome:
        if answer.kind is AnswerKind.CLARIFY:
            return Outcome.ASKED
        suits, missed_by = self._rules(wanted.expect)
        if suits(wanted, answer, fold(answer.plain)):
            return Outcome.RIGHT
        return Outcome.MISSED if answer.kind in missed_by else Outcome.WRONG

    def _rules(self, expect: Expect) -> tuple[Callable[[Wanted, Answer, str], bool], tuple[AnswerKind, ...]]:
        """What makes an answer right, and the kinds that claim nothing where an answer existed."""
        match expect:
            case Expect.FACTS:
                return self._tells_facts, _SAYS_NOTHING
            case Expect.EVENTS:
                return self._lists_events, _SAYS_NOTHING
            case Expect.EVENT_DETAIL:
                return self._says_detail, _SAYS_NOTHING
            case Expect.ACTION:
                return _does, _SAYS_NOTHING
            case Expect.LANGUAGE:
                return self._names_languages, _ADMITS
            case Expect.UNKNOWN | Expect.OFF_TOPIC:
                return _admits, ()

    def _tells_facts(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        options = (wanted.facts, *((other,) for other in wanted.instead))
        return answer.kind in _TELLS and any(self.details.wordings.tells(text, option) for option in options)

    def _names_languages(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        return answer.kind is AnswerKind.LANGUAGE or self.details.wordings.both_languages.is_in(text)

    def _lists_events(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        """All that fits and nothing beside it; where nothing does, other events if it is said that none fits."""
        if answer.kind not in _OF_THE_AGENDA:
            return False
        given, due = set(answer.events), set(wanted.uids)
        if not due and given and self.details.wordings.nothing_found.is_in(text):
            return True
        return due <= given <= due | set(wanted.may) | set(wanted.alt)

    def _says_detail(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        given = set(answer.events)
        if answer.kind in _SAYS_NOTHING or not given or not given <= set(wanted.uids) | set(wanted.may):
            return False
        return any(self.details.said(wanted.detail or "", self.events[uid], text) for uid in given)


def _admits(wanted: Wanted, answer: Answer, text: str) -> bool:
    return answer.kind in _ADMITS or (answer.kind is AnswerKind.ACTION and answer.action in _LEADS_TO_THE_TEAM)


def _does(wanted: Wanted, answer: Answer, text: str) -> bool:
    """The act that was asked for; where both name events, one of them the same."""
    if answer.kind is not AnswerKind.ACTION or answer.action not in (wanted.action, *wanted.instead):
        return False
    return not wanted.uids or not answer.events or bool(set(answer.events) & set(wanted.uids))
