"""From a message to how it was said, by detectors that were learnt from data/speech."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from intents.encoder import Encoder
from intents.speech.features import TEEN_AGE, Places, as_child, features, kinds, signs
from intents.speech.heard import Act, Speech, Trouble, Whose, Writer
from intents.speech.linear import HEARD, Detector, Detectors, Floats
from intents.text import read_lists

PLAIN, DOUBTFUL = 0.4, 0.3  # likelihoods of distress from which it is plain, and from which it is doubtful
CHILD = 0.5
NO_ORDER, ORDER = 0.2, 0.3  # likelihoods of an order below which it is none, and from which it may be one…
ORDER_ASKED = 0.45  # …and below which a message with a question mark orders nothing
ACT, INSISTS = 0.2, 0.6  # likelihoods of one act, of an order
_ONESELF = frozenset({"<me>", "<parent>", "<school>", "<friend>"})  # without any, no child tells of itself
_Kind = TypeVar("_Kind")
_SENTENCE = re.compile(r"[^.!?…;\n]+[.!?…;\n]*")
_MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears messages with what was learnt; `encoder` is the one it was learnt with, if any."""

    detectors: Detectors
    encoder: Encoder | None

    def hear(self, text: str) -> Speech:
        """How `text` was said."""
        said = signs(text)
        if not any(sign[0].isalnum() or sign[0] == "<" for sign in said):
            return Speech()
        sound = _Sound.of(text, said, self.encoder)
        trouble = _trouble(self.detectors.trouble.likelihood(sound.places, sound.vector))
        order = self.detectors.order.likelihood(sound.places, sound.vector)
        act, likely = self._act(sound)
        orders = order >= ORDER and likely >= ACT
        return Speech(
            trouble=trouble,
            whose=Whose.SELF if trouble is Trouble.NONE else _likeliest(self.detectors.whose, sound),
            writer=self._writer(said, sound),
            of_another=_says_one_of("relative", said),
            act=act if orders else None,
            insists=orders and likely >= INSISTS,
            asks=order < NO_ORDER or (order < ORDER_ASKED and "?" in text),
        )

    def beside_trouble(self, text: str) -> str:
        """The sentences of a troubled message that tell no trouble: an order or a question that goes with it."""
        sentences = [one.strip() for one in _SENTENCE.findall(text)][-_MOST_SENTENCES:]
        heard = (_Sound.of(one, signs(one), self.encoder) for one in sentences)
        calm = (
            one for one, sound in zip(sentences, heard, strict=True)
            if self.detectors.trouble.likelihood(sound.places, sound.vector) < DOUBTFUL
        )  # fmt: skip
        return " ".join(filter(None, calm)) if len(sentences) > 1 else ""

    def _act(self, sound: "_Sound") -> tuple[Act, float]:
        likely = ((one.likelihood(sound.places, sound.vector), act) for act, one in self.detectors.acts)
        likelihood, act = max(likely)
        return act, likelihood

    def _writer(self, said: Sequence[str], sound: "_Sound") -> Writer:
        if _says_one_of("adult", said):
            return Writer.ADULT
        if _ONESELF.isdisjoint(kinds(said)):
            return Writer.UNTOLD  # « 9 ans »
        if self.detectors.child.likelihood(sound.places, sound.vector) >= CHILD:
            return Writer.CHILD
        if TEEN_AGE in kinds(said) and self.detectors.child.likelihood(features(as_child(said)), sound.vector) >= CHILD:
            return Writer.TEENAGER
        return Writer.UNTOLD


@dataclass(frozen=True, slots=True)
class _Sound:
    """What the detectors weigh."""

    places: Places
    vector: Floats | None

    @classmethod
    def of(cls, text: str, said: Sequence[str], encoder: Encoder | None) -> "_Sound":
        spoken = text.lower() if text.isupper() else text  # the encoder hears capitals as another language
        return cls(features(said), None if encoder is None else encoder([spoken[-HEARD:]])[0])


def _likeliest(among: Sequence[tuple[_Kind, Detector]], sound: _Sound) -> _Kind:
    return max(among, key=lambda one: one[1].likelihood(sound.places, sound.vector))[0]


def _trouble(likelihood: float) -> Trouble:
    if likelihood >= PLAIN:
        return Trouble.PLAIN
    return Trouble.DOUBTFUL if likelihood >= DOUBTFUL else Trouble.NONE


def _says_one_of(kind: str, said: Sequence[str]) -> bool:
    """Whether one of the phrases of this kind in data/adults.yaml is said, word for word."""
    spoken = f" {' '.join(said)} "
    return any(run in spoken for run in _phrases(kind))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    listed = read_lists("adults.yaml")[kind]
    return tuple(f" {' '.join(signs(str(phrase)))} " for phrase in listed)
