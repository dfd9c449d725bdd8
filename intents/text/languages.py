"""In which language a message is written: a vote of its words, weighed by how much each language uses them.

Says nothing when the words do not tell; then the conversation's own language is kept.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from intents.text.spelling import SortedWords
from intents.text.text import DATA, LANGUAGES, fold, read_yaml

LISTED = ("fr", "en", "de", "es", "it", "pt", "nl")  # those with a frequency list; others have a word list of ours
_WORDS_A_LANGUAGE = 6_000
_SURE = 1.5  # how far ahead of the runner-up the winner must be
_HEARD = 5  # votes that the winner must have: two words that everybody uses, or three rarer ones
_FAMILIAR = 4  # uses, from which on a word is ours: a phrasing or two of ours quote foreign ones
_TOO_SHORT = 2  # letters: such words are found in every language
_LETTERS = {
    "pl": "ąćęłńśźż", "cs": "ěřůďťň", "ro": "ășțţ", "hu": "őű", "tr": "ğış", "es": "ñ¿¡", "de": "ß", "pt": "ãõ",
    "sv": "å", "da": "ø", "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip
_SCRIPTS = (
    ("ru", 0x0400, 0x052F), ("el", 0x0370, 0x03FF), ("ar", 0x0600, 0x06FF), ("he", 0x0590, 0x05FF),
    ("zh", 0x4E00, 0x9FFF), ("ja", 0x3040, 0x30FF), ("ko", 0xAC00, 0xD7AF), ("hi", 0x0900, 0x097F),
    ("th", 0x0E00, 0x0E7F), ("ka", 0x10A0, 0x10FF), ("hy", 0x0530, 0x058F), ("ta", 0x0B80, 0x0BFF),
    ("bn", 0x0980, 0x09FF), ("am", 0x1200, 0x137F),
)  # fmt: skip
_ANOTHER = "und"  # ISO 639: a language that is not told


@dataclass(frozen=True, slots=True)
class Languages:
    """Which languages use which word, and how much (a number from 1 to 10, common words more)."""

    votes: Mapping[str, Mapping[str, int]]

    def of(self, text: str, said: Sequence[str], ours: Collection[str], known: Mapping[str, int]) -> str:
        """The language's code, or "" when unsure.

        `said` are its words before they are put right: put right, foreign words would turn into ours. `ours` are words
        that every language here uses (titles, names); `known` says how often our own phrasings use a word: a message
        that is mostly made of them is no foreign one, whatever other languages share some of them.
        """
        foreign = _script(text)
        if foreign:
            return foreign
        found = self._voted(said, ours) or _lettered(text)
        telling = [word for word in said if len(word) > _TOO_SHORT]
        if not telling and said and all(word in known for word in said):
            return ""  # « yo »
        telling = telling or list(said)
        familiar = sum(known.get(word, 0) >= _FAMILIAR for word in telling) * 2 > len(telling)
        return found if found in LANGUAGES or not familiar else ""

    def _voted(self, said: Sequence[str], ours: Collection[str]) -> str:
        tally: Counter[str] = Counter()
        for word in said:
            if word not in ours:
                tally.update(self.votes.get(word, {}))
        ranked = tally.most_common(2)
        if not ranked:
            return ""
        second = ranked[1][1] if len(ranked) > 1 else 0
        return ranked[0][0] if ranked[0][1] - second >= _SURE * 2 and ranked[0][1] >= _HEARD else ""


@dataclass(frozen=True, slots=True, eq=False)
class SortedVotes(Mapping[str, Mapping[str, int]]):
    """The votes of words, in a tenth of what a dictionary of them takes: `votes[numbers[n]]` are the n-th word's."""

    words: SortedWords
    numbers: Sequence[int]
    votes: Sequence[Mapping[str, int]]

    def __getitem__(self, word: str) -> Mapping[str, int]:
        place = self.words.place(word)
        if place is None:
            raise KeyError(word)
        return self.votes[self.numbers[place]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)


def learn(lists: Mapping[str, Counter[str]]) -> Languages:
    """Votes from frequency lists (`lists` by language) and from data/languages.yaml for the others."""
    votes: dict[str, dict[str, int]] = {}
    for language, counts in lists.items():
        total = sum(counts.values())
        for word, times in counts.most_common(_WORDS_A_LANGUAGE):
            votes.setdefault(word, {})[language] = max(1, round(10 + log(times / total) * 0.8))
    written = read_yaml(DATA / "languages.yaml")
    if not isinstance(written, dict):
        raise TypeError("data/languages.yaml must map a language to its common words")
    for language, listed in written.items():
        for word in fold(str(listed)).split():
            votes.setdefault(word, {})[str(language)] = 6
    return Languages(votes)


def _lettered(text: str) -> str:
    """The language that letters speak for which neither French nor English has."""
    votes = Counter(language for language, letters in _LETTERS.items() for c in text.lower() if c in letters)
    return votes.most_common(1)[0][0] if votes else ""


def _script(text: str) -> str:
    """The language that a non-Latin script speaks for, when most letters are of it."""
    letters = [c for c in text if c.isalpha()]
    foreign = [ord(c) for c in letters if not fold(c).isascii()]
    if len(foreign) * 2 <= len(letters):
        return ""
    found = (
        language
        for language, first, last in _SCRIPTS
        if sum(first <= code <= last for code in foreign) * 2 > len(letters)
    )
    return next(found, _ANOTHER)
