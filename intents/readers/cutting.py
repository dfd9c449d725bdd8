"""A message cut into what it tells and what it asks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.answers import told_in
from intents.readers.asking import asks_something, is_yes_or_no
from intents.readers.births import phone_within
from intents.readers.changes import only_asks_to_change
from intents.readers.ordering import sentences, signs_up
from intents.readers.wording import listed, says_kind, words_alone
from intents.slots.names import known_names
from intents.text.text import readable

_PIECE = re.compile(r"(?:(?<=[.!?;\n])(?![.!?])|,|\s+(?:et|mais|and|but|puis)\b)\s*", re.IGNORECASE)
_LINK = re.compile(r"[\s,]+(?:et|mais|and|but|puis)?[\s,]*\Z", re.IGNORECASE)
_LED = re.compile(r"(?:et|mais|and|but|puis)\s+", re.IGNORECASE)
_ENDS = (".", "!", "?", ";", "\n")
_CANCELS = "DO_CANCEL"  # an entry of agreeing.yaml, whose words say yes to a cancellation
_FEWEST_ASKED = 2  # words of a question
_FEWEST_OF_SOMEBODY = 5  # words of one that names somebody


@dataclass(frozen=True, slots=True)
class Cut:
    """What a message tells, the `order` in it without the answers to what will be asked, and what it asks; either of
    the latter perhaps nothing.
    """

    told: str
    order: str
    asked: str


def cut(text: str) -> Cut | None:
    """The parts of a message; None when it is of one piece."""
    if (apart := _asked_beside_an_order(readable(text))) is not None:
        return apart
    pieces = _pieces(readable(text))
    asks = _asked_in(pieces)
    told = [piece for piece, asked in zip(pieces, asks, strict=True) if not asked]
    left = [piece for place, piece in enumerate(pieces) if asks[place] and not _answers_itself(pieces, asks, place)]
    question = _joined(left)
    order = _joined(piece for piece in told if not (told_in(piece) or phone_within(piece)))
    if not words_alone(_joined(told)) or not (words_alone(order) or words_alone(question)):
        return None
    if not words_alone(question) and len(words_alone(order)) == len(words_alone(text)):
        return None
    return Cut(_joined(told), order, in_full(_without_link(question)))


def _asked_beside_an_order(text: str) -> Cut | None:
    """« Je voudrais l'inscrire. C'est payant ? Je viens en fauteuil, c'est accessible ? »: each sentence that asks, and
    names nobody, is asked beside the sentence that orders.
    """
    parts = sentences(text)
    asks = ["?" in one and not known_names(one) and not phone_within(one) and not told_in(one) for one in parts]
    told = [one for one, asked in zip(parts, asks, strict=True) if not asked]
    if len(told) == len(parts) or not signs_up("".join(told)):
        return None
    asked = " ".join(_without_link(one.strip()) for one, is_asked in zip(parts, asks, strict=True) if is_asked)
    order = _joined(piece for piece in _pieces("".join(told)) if not (told_in(piece) or phone_within(piece)))
    return Cut(_joined(told), order, in_full(asked))


def _asked_in(pieces: Sequence[str]) -> list[bool]:
    """Which of the pieces ask; what follows a question up to its mark is part of it: « où se garer, à la fin ? »."""
    asks: list[bool] = []
    for place, piece in enumerate(pieces):
        begins = _begins_a_sentence(pieces, place)
        goes_on = bool(asks) and asks[-1] and not begins and "?" in piece and not pieces[place - 1].endswith("?")
        told_before = begins and place and not any(asks) and _tells_by_itself(_joined(pieces[:place]), _joined(pieces))
        asks.append(goes_on or _asks(piece, begins) or (bool(told_before) and _asks_at_length(piece)))
        if asks[-1] and place and _only_calls(pieces[place - 1]):
            asks[-2] = True
    return asks


def asked_beside_a_yes(text: str) -> str:
    """What is asked beside a yes: « oui, juste Paul. et il pourrait venir l'après-midi ? »; perhaps nothing."""
    parts = cut(text)
    return parts.asked if parts is not None and says_kind(parts.told.partition(" ")[0], "yes") else ""


def _tells_by_itself(before: str, text: str) -> bool:
    """Whether what stands before a sentence is a yes, thanks, or an answer: who is named behind it is asked about;
    « merci ! Et ma nièce Lou ? Elle est née en mai » tells of her.
    """
    if text.endswith("?") and (says_kind(before, "closes", "courtesy") or told_in(before)):
        return True
    return beside_a_yes(before, Asked(known_names(before), goes_on=True, act=_CANCELS)) == ""


def _only_calls(piece: str) -> bool:
    """« attendez, », before what it calls for attention to."""
    return bool(words_alone(piece)) and not words_alone(_without_opening(piece))


def _asks_at_length(piece: str) -> bool:
    """« Et pour Octave, 4 ans, il y aurait quelque chose ? »: whoever is named in it is asked about."""
    return "?" in piece and len(words_alone(piece).split()) >= _FEWEST_OF_SOMEBODY


def _begins_a_sentence(pieces: Sequence[str], place: int) -> bool:
    """Whether this piece does; « ah, », « ok j’accepte, » before it is none of it."""
    before = pieces[place - 1] if place else ""
    agrees = beside_a_yes(_without_link(before).rstrip(", "), Asked(goes_on=True)) == ""  # « oui validez, et s'il… ? »
    is_sound = place == 1 and (len(words_alone(before).split()) < _FEWEST_ASKED or agrees)
    is_sound = is_sound or (_only_calls(before) and _begins_a_sentence(pieces, place - 1))
    return not place or before.rstrip().endswith(_ENDS) or is_sound


def _answers_itself(pieces: Sequence[str], asks: Sequence[bool], place: int) -> bool:
    """« C'est à confirmer ? Oui c'est exact »: whoever asks answers at once."""
    after = pieces[place + 1] if place + 1 < len(pieces) and not asks[place + 1] else ""
    return is_yes_or_no(words_alone(after).partition(" ")[0])


def _pieces(text: str) -> list[str]:
    ends = [found.end() for found in _PIECE.finditer(text)]
    return [text[start:end] for start, end in zip((0, *ends), (*ends, len(text)), strict=True)]


def _joined(pieces: Iterable[str]) -> str:
    """The pieces one after the other, without the « et » that led to what is not there."""
    return _LINK.sub("", "".join(pieces)).strip()


def _asks(piece: str, begins_sentence: bool) -> bool:
    """Whether this piece alone asks about something else than what is told: no name and no number is in it."""
    said = _without_opening(_without_link(piece.strip(" ,")))
    if says_kind(said, "enough") or only_asks_to_change(said):  # « on peut continuer », « faut changer la sortie »
        return False
    begins = f"{words_alone(said)} ".startswith(_openings())
    marked = begins_sentence and "?" in piece and len(words_alone(piece).split()) >= _FEWEST_ASKED
    return (begins or (marked and asks_something(piece))) and not known_names(piece) and not phone_within(piece)


@cache
def _openings() -> tuple[str, ...]:
    return tuple(f"{words_alone(str(one))} " for one in listed("breath")["asking"])


def _without_opening(piece: str) -> str:
    """« dites, faut amener son ordi » without what only calls for attention."""
    return _calls().sub("", piece)


def in_full(question: str) -> str:
    """« c'est combien, au fait ? » asks the price, whatever « combien » may count elsewhere."""
    idioms = (one.partition(" = ") for one in listed("breath")["idioms"])
    said = words_alone(_without_link(question))
    for polite in listed("breath")["around_idioms"]:
        said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    return next((full for short, _, full in idioms if words_alone(short) == said), question)


def _without_link(piece: str) -> str:
    """« et c'est combien » without what only joins it to the rest."""
    link = _LED.match(piece)
    return piece if link is None else piece[link.end() :]


@cache
def _calls() -> re.Pattern[str]:
    return re.compile("|".join(listed("breath")["calls"]), re.IGNORECASE)
