"""Whether a message asks, refuses or takes something back, whatever it is about; what it asks of the bot itself."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from intents.readers.wording import has, has_run, listed, says_in_order, says_kind, says_so, without, words, words_alone
from intents.speech.listening import kinds, signs
from intents.text.text import fold

_LONGEST_NAME = 3  # words
_LONGEST_OWN = 40  # words; a longer story is about more than what the bot does
_YES_BUT = re.compile(r"\s*(?:oui|ok|yes)[\s,]+(?:sauf|mais|except|but)\b(?: que| that)?", re.IGNORECASE)
_PIECE = re.compile(r"[,.;!?\n]|\b(?:mais|but)\b")
_ME = "<me>"  # the kind of a word that says who speaks


def asks_something(text: str) -> bool:
    """Whether the words are a question rather than an answer."""
    said = fold(text)
    return "?" in said or _asking().match(said) is not None


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(words('asking'))))})\b")


def asks_in_words(text: str) -> bool:
    """The same without counting a mark: « Léa ? » is a name that somebody is not sure of."""
    return asks_something(text.replace("?", ""))


def asks_at_length(text: str) -> bool:
    """Whether a whole question is asked: with a mark, in more words than a name or a date has."""
    return "?" in text and len(words_alone(text).split()) > _LONGEST_NAME


def asks(text: str) -> bool:
    """Whether the words are a question, with or without its mark."""
    return asks_something(text) or has(words_alone(text), "asks")


def denies(text: str) -> bool:
    """Whether there is a no in the words, or a refusal."""
    return has(without(words_alone(text), "fine", "more"), "not", "refuse")


def asks_why(text: str) -> bool:
    """« Pourquoi vous changez ? »"""
    return has_run(text, "asks_why")


def asks_to_come(text: str) -> bool:
    """« Je peux venir avec deux collègues ? »: whether they may, which orders nothing yet."""
    return "?" in text and may_come(text)


def may_come(text: str) -> bool:
    """« Sa sœur, elle peut venir aussi »: it is asked, whatever mark ends it."""
    return has_run(text, "may_come")


def takes_back(text: str) -> bool:
    """Whether the words say that something was wrong or forgotten: « en fait », « pardon »."""
    return has(words_alone(text), "cue")


def asks_if_signed_up(text: str) -> bool:
    """« C'est fini, l'inscription ? », "is he booked or not?"."""
    said = words_alone(text).split()
    spoken = any(word.startswith(tuple(words("signed_up_begins"))) for word in said)
    done = spoken and not words("signed_up_done").isdisjoint(said)
    return "?" in text and (done or words_alone(text) in words("is_that_all"))


def takes_back_or_affirms(text: str) -> bool:
    """« Non, le 19 », « oui le 19 », « le 19 pas le 12 »."""
    first = words_alone(text).partition(" ")[0]
    return takes_back(text) or denies(text) or first in words("affirms")


def after_yes_but(text: str) -> str:
    """« Oui sauf pas de photo de Léa » without what only leads to it."""
    return _YES_BUT.sub("", text)


def is_yes(text: str) -> bool:
    """Whether this is a mere yes."""
    return says_kind(text, "yes")


def is_no(text: str) -> bool:
    """Whether this is a mere no."""
    return says_kind(text, "no")


def is_yes_or_no(text: str) -> bool:
    """Whether this is a mere yes or no, which answers whatever was asked last."""
    return is_yes(text) or is_no(text)


def begins_with_no(text: str) -> bool:
    """« non, je viens la chercher »."""
    return is_no(words_alone(text).partition(" ")[0])


def begins_with_yes(text: str) -> bool:
    """« oui, Tom aussi »."""
    return is_yes(words_alone(text).partition(" ")[0])


def speaks_of_oneself(text: str) -> bool:
    """Whether whoever writes is spoken of: « j’ai 9 ans », not « 9 ans »."""
    return _ME in kinds(signs(text))


def tells_of_the_past(text: str) -> bool:
    """« On y était mercredi, il a adoré »: of an event that is over."""
    return has_run(text, "of_the_past")


def asks_rank(text: str) -> bool:
    """« On est combien devant ? », "what place are we in the queue?"."""
    return says_in_order(text, listed("in_line")["rank"])


def waits_for_news(text: str) -> bool:
    """« Mon fils attend une place et je n'ai aucune nouvelle »: whoever says so is on a list already, or thinks so."""
    return says_in_order(text, listed("in_line")["waits"]) and says_in_order(text, listed("in_line")["no_news"])


def keeps_in_line(text: str) -> bool:
    """« Donnez-la à quelqu'un d'autre, mais gardez-nous sur la liste »."""
    pieces = (one for one in _PIECE.split(text) if says_in_order(one, listed("in_line")["keeps"]))
    return any(not denies(one) for one in pieces)


def wants_the_place(text: str) -> bool:
    """« Le tournoi est annulé, on veut bien la place finalement »."""
    pieces = (one for one in _PIECE.split(text) if says_in_order(one, listed("in_line")["wants_place"]))
    return any(not denies(one) for one in pieces)


def waits_for_an_answer(text: str) -> bool:
    """« Je n'ai toujours pas eu de réponse pour le goûter », "nobody has answered me", wherever it stands."""
    return says_in_order(text, listed("for_team")["unanswered"])


def has_mark(text: str) -> bool:
    """Whether a question mark is in it."""
    return "?" in text


class Own(StrEnum):
    """In the order in which they are looked for: the first that is asked is meant."""

    GUARDIAN = "guardian"
    OF_ANOTHER = "of_another"
    FOR_OTHERS = "for_others"
    REMINDERS = "reminders"
    NOTED = "noted"
    KEPT = "kept"
    BOOKINGS = "bookings"
    PROOF = "proof"
    ENTRANCE = "entrance"


def own_asked(text: str) -> Own | None:
    """« Et qui reçoit le rappel ? », « vous la gardez longtemps, l'allergie ? », « je peux, si je suis la tante ? »."""
    said = words_alone(text)
    if len(said.split()) > _LONGEST_OWN or not (asks_something(text) or says_so(said, listed("own")["wonders"])):
        return None
    return next((one for one in Own if _is_asked(said, one)), None)


def _is_asked(said: str, one: Own) -> bool:
    """Whether a word of each list is found, and none that tells of something else."""
    but = _own().get(f"but_{one}", ())
    return all(says_so(said, group) for group in _own()[one]) and not (but and says_so(said, but))


def _own() -> Mapping[object, Any]:
    return listed("own")
