"""First names in a message: who is to be signed up, before the form asks."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from intents.text.text import fold, is_short_form, read_lists

_PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
_JOINING_SIGNS = frozenset(",&+/;")
_SIGNING = frozenset(",.!;")  # before a signature
_LONGEST_SELF = 3  # words of « je m'appelle »


@dataclass(frozen=True, slots=True)
class _Lists:
    names: frozenset[str]
    also_words: frozenset[str]
    asks: frozenset[str]
    relations: frozenset[str]
    between: frozenset[str]
    joins: frozenset[str]
    places: frozenset[str]
    oneself: frozenset[str]
    called: frozenset[str]
    parents: frozenset[str]
    closings: frozenset[str]
    beside: frozenset[str]
    takes_back: frozenset[str]
    taking_back: frozenset[str]


@dataclass(slots=True)
class _Reader:
    """Goes through the pieces; `led`: what came before leads to a name; `after_name`: right behind one, or its "et"."""

    is_word: Callable[[str], bool]
    dated: Set[str]
    shouted: bool
    lists: _Lists
    before: list[str] = field(default_factory=list)
    led: bool = False
    after_name: bool = False

    def names(self, pieces: Sequence[str]) -> Iterator[str]:
        """The names to be signed up, as they are written."""
        last: str | None = None  # told, unless the next one puts it right
        for place, piece in enumerate(pieces):
            folded = fold(piece)
            after = pieces[place + 1 : place + 4]
            found = self._is_name(piece, folded) and not self._tells_more(piece, after)
            if found and not self._follows_a_name() and not self._is_the_writer(after):
                if last is not None and not self._is_put_right(last):
                    yield last
                last = piece
            self._go_on(folded, found)
            self.before.append(folded)
        if last is not None:
            yield last

    def _is_put_right(self, name: str) -> bool:
        """« Noé, non pardon Noah »: nothing but words that take it back stands behind the name."""
        since = takewhile(lambda word: word != fold(name), reversed(self.before))
        said = {word for word in since if word[:1].isalpha()}
        return said <= self.lists.taking_back and not said.isdisjoint(self.lists.takes_back)

    def _follows_a_name(self) -> bool:
        """A surname, or the second half of a name."""
        return self.after_name and self.before[-1] not in self.lists.joins and self.before[-1] not in _JOINING_SIGNS

    def _tells_more(self, piece: str, after: Sequence[str]) -> bool:
        """« Bérengère, fondatrice d'une conserverie »: what somebody is, behind the name."""
        follows = self.after_name and self.before[-1] == "," and fold(piece) not in self.lists.names
        return follows and piece.islower() and bool(after) and fold(after[0]) in self.lists.beside

    def _go_on(self, folded: str, found: bool) -> None:
        lists = self.lists
        leads = found or folded in lists.asks or folded in lists.relations
        goes_on = folded in lists.between or folded in lists.joins or folded in _JOINING_SIGNS or folded.isdigit()
        self.led = leads or (self.led and goes_on)
        self.after_name = found or (self.after_name and (folded in lists.joins or folded in _JOINING_SIGNS))

    def _is_name(self, piece: str, folded: str) -> bool:
        lists, first = self.lists, folded.split("-", maxsplit=1)[0]
        if not piece[0].isalpha() or folded in self.dated:
            return False
        if first in lists.names:
            return True
        written = piece[0].isupper() and not self.shouted and bool(self.before) and not self._is_of_a_place()
        if first in lists.also_words:
            return written or self._is_led_to()
        if written and self.before[-1] in lists.relations and not piece.isupper():
            return not self._is_ours(folded)  # « my daughter Poppy »
        return len(folded) > 1 and (written or self._is_led_to()) and not self._is_known(folded)

    def _is_known(self, folded: str) -> bool:
        short = is_short_form(folded)  # « pr »
        return short or self._is_ours(folded) or any(map(self.is_word, folded.split("-")))

    def _is_ours(self, folded: str) -> bool:
        lists = self.lists
        ours = (lists.asks, lists.relations, lists.between, lists.joins, lists.places, lists.takes_back)
        return any(folded in words for words in ours)

    def _is_led_to(self) -> bool:
        """Right behind « ma fille » or « inscrire », or behind another name and « et »."""
        lists, last = self.lists, self.before[-1] if self.before else ""
        return self.led and (last in lists.asks or last in lists.relations or self.after_name)

    def _is_of_a_place(self) -> bool:
        of_somebody = self.before[-2:-1] and self.before[-2] in self.lists.parents  # « le papa de Swan »
        return self.before[-1] in self.lists.places and not of_somebody

    def _is_the_writer(self, after: Sequence[str]) -> bool:
        """« je suis Emma », « Emma, la maman de Tom »."""
        said = [word for word in self.before if word.isalpha()]
        introduced = any(" ".join(said[-n:]) in self.lists.oneself for n in range(1, _LONGEST_SELF + 1) if said)
        beside = takewhile(lambda word: word not in self.lists.joins, map(fold, after))
        return introduced or any(word in self.lists.parents for word in beside) or self._signs(after)

    def _signs(self, after: Sequence[str]) -> bool:
        """« …, merci de me confirmer, Hélène »: the last word, behind a comma and a clause that takes leave."""
        if not self.before or self.before[-1] not in _SIGNING or any(one.isalnum() for one in after[:2]):
            return False
        clause = takewhile(lambda word: word not in _SIGNING, reversed(self.before[:-1]))
        return not self.lists.closings.isdisjoint(clause)


def find_names(text: str, is_word: Callable[[str], bool], dated: Set[str] = frozenset()) -> tuple[str, ...]:
    """First names, best guess, in their order: known ones, and what is written or led to as one and is no word.

    `is_word` knows folded words; `dated` are those that tell the moment. A surname is left out.
    """
    shouted = text.isupper()
    reader = _Reader(is_word, dated, shouted, _lists())
    found = reader.names(_PIECE.findall(text))
    return tuple(dict.fromkeys(map(_written, found)))


def writers_name(text: str) -> str:
    """« Je m’appelle Emma »; "" where nobody says so."""
    pieces = [piece for piece in _PIECE.findall(text) if piece.isalpha() or "-" in piece]
    said, lists = list(map(fold, pieces)), _lists()
    for place, piece in enumerate(pieces):
        led = any(" ".join(said[max(0, place - n) : place]) in lists.called for n in range(1, _LONGEST_SELF + 1))
        if led and said[place].split("-")[0] in lists.names | lists.also_words:
            return _written(piece)
    return ""


def known_names(text: str) -> tuple[str, ...]:
    """Only those that our list of first names knows, wherever in the text."""
    return find_names(text, is_word=lambda word: True)


def _written(name: str) -> str:
    if name.isupper() or name.islower():
        return name.title()
    return name[:1].upper() + name[1:]


@cache
def _lists() -> _Lists:
    return _Lists(**{str(kind): frozenset(words) for kind, words in read_lists("first_names.yaml").items()})
