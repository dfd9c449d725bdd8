"""Learning from phrasings: words, weights, and which fact tells what is asked. Needs scipy."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import chain
from math import log
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from intents.meaning.catalogue import GAP, NOT_TOPICS, OFF_TOPIC, PLACEHOLDER, THING, Example
from intents.model.attributes import Attributes, Cells, Explained
from intents.model.fitting import count, fit, fit_choice, scores_of
from intents.model.many import Made, places_of
from intents.model.model import Groups, Model
from intents.model.softmax import TABLE, Places, Softmax, likelihoods, numbered
from intents.model.telling import candidates, untaught
from intents.query.titles import activity_words
from intents.slots.slots import find_markers
from intents.speech.listening import Detectors
from intents.text.languages import LISTED, Languages, learn
from intents.text.reading import SOME_TITLE, Aliases, Read, Reader, bare, load_concepts, load_shorthand
from intents.text.spelling import SHORTEST, Shorthand, Speller
from intents.text.text import TITLE, fold, words

REAL_WORDS = {"fr": 60_000, "en": 40_000}  # the most frequent ones; rarer ones are too often misspellings themselves
_SETTLED_FROM = 2  # phrases that use a word no list knows before we believe it
_ACCENTED = 30_000  # French words whose accents are known
_WORD = re.compile(r"[^\W\d_]+")
_CLEARLY_MORE = 3  # times as often
_BETWEEN = "|"  # of no word


def written(language: str) -> Counter[str]:
    """How often each word is used, as it is written, from the lists that pyspellchecker ships (film subtitles)."""
    import spellchecker

    file = Path(spellchecker.__file__).parent / "resources" / f"{language}.json.gz"
    return Counter(json.loads(gzip.decompress(file.read_bytes())))


def folded(counts: Mapping[str, int]) -> Counter[str]:
    """The same with accents and capitals let go."""
    plain: dict[str, int] = {}
    every = fold(_BETWEEN.join(counts)).split(_BETWEEN)  # all in one go
    for word, times in zip(every, counts.values(), strict=True):
        plain[word] = plain.get(word, 0) + times
    return Counter(plain)


def accents(phrases: Iterable[str], counts: Mapping[str, int]) -> dict[str, str]:
    """How plain words are most often written ("numerique" is "numérique"): in our phrases first, then in `counts`."""
    ours = Counter(word for phrase in phrases for word in _WORD.findall(phrase.lower()))
    common = Counter(counts).most_common(_ACCENTED)
    best: dict[str, str] = {}
    for word, _ in (*ours.most_common(), *common):
        best.setdefault(fold(word), word)
    return {plain: word for plain, word in best.items() if plain != word}


def real_words(lists: Mapping[str, Counter[str]]) -> frozenset[str]:
    """The everyday words of the languages we speak."""
    return frozenset(word for language, size in REAL_WORDS.items() for word, _ in lists[language].most_common(size))


def speller(phrases: Iterable[Iterable[str]], real: frozenset[str]) -> Speller:
    """A speller whose own words are those of the phrases, less the misspellings that phrases hold on purpose."""
    used = Counter(word for phrase in phrases for word in phrase)
    sure = Speller({word: times for word, times in used.items() if word in real}, real)
    odd = {word: times for word, times in used.items() if word not in real and _settled(word, times, sure)}
    return Speller({**sure.known, **odd}, real)


def _settled(word: str, times: int, sure: Speller) -> bool:
    if len(word) < SHORTEST or not word.isalpha():
        return True
    right = sure.surely(word)
    if right and sure.known[right[-1]] >= _CLEARLY_MORE * times:
        return False
    return times >= _SETTLED_FROM


# Any day does: phrasings say "samedi", and what is learnt is only that a day was said.
SOME_DAY = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))
_ANY_THING = "{T}"  # in templates
_IN_VAIN = 0.6  # share of the questions about the venue that nothing answers, as they are asked
_ENOUGH = 50  # doubts to learn a preference from
_TOLD = 2.0  # how much a doubt counts that a fact answers: of the others there are more than families ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of things: how they are named, what each intent is about, and ways to ask an attribute.

    In the text of `templates`, {T} stands for a thing, and their intent is the attribute. `default` is the thing that
    is meant where none is named.
    """

    aliases: Aliases = field(default_factory=Aliases)
    cells: Cells = field(default_factory=dict)
    templates: Sequence[Example] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question to learn from which fact tells what is asked, never learnt as a phrasing: `told` are the intents that
    answer it, or none; `attribute` what it asks of a thing, where it was made of a template.
    """

    text: str
    told: tuple[str, ...]
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class _Lists:
    """What is taken from the lists of words, which are let go: they are larger than all else that learning holds."""

    real: frozenset[str]
    accents: dict[str, str]
    languages: Languages

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "_Lists":
        lists = {language: written(language) for language in LISTED}
        spelt = accents(phrases, lists["fr"])
        plain = {language: folded(lists.pop(language)) for language in LISTED}
        return cls(real_words(plain), spelt, learn(plain))


def train(
    examples: Sequence[Example],
    silent: Iterable[str] = (),
    facts: Facts | None = None,
    doubts: Sequence[Doubt] = (),
    detectors: Detectors | None = None,
) -> Model:
    """Learn from examples. `silent` are the intents whose answer is not known; off-topic ones are silent anyway."""
    facts = facts or Facts()
    shorthand = load_shorthand()
    said = _said((*examples, *facts.templates), shorthand)
    lists = _Lists.of([example.text for example in examples])
    reader = Reader(shorthand, speller(said.values(), lists.real | activity_words()), load_concepts(), lists.accents)
    reading = _Reading(reader, said)
    read = [reading.read(example) for example in examples]
    labels = [example.intent for example in examples]
    softmax = fit(places_of([(one.words, one.markers) for one in read], reader.concepts), labels)
    softmax = _as_asked(softmax, labels, frozenset(silent))
    quiet = {*silent, *(label for label in labels if label.startswith(OFF_TOPIC))}
    number = numbered(softmax.labels)
    lessons = ((one.words, number[label]) for one, label in zip(read, labels, strict=True))
    model = Model(
        reader=reader,
        softmax=softmax,
        attributes=_attributes(reading, facts, list(zip(examples, read, strict=True)), quiet),
        explained=Explained.of(lessons, len(number)),
        groups=Groups.of(softmax.labels, quiet),
        preference=untaught(),
        languages=lists.languages,
        detectors=detectors,
    )
    return model if len(doubts) < _ENOUGH else _preferring(model, reading, doubts)


def _as_asked(softmax: Softmax, labels: Sequence[str], unanswered: frozenset[str]) -> Softmax:
    """The same, where a question without an answer is as likely as it is asked, not as often as it was written."""
    facts = [label for label in labels if label not in NOT_TOPICS and not label.startswith(OFF_TOPIC)]
    share = sum(label in unanswered for label in facts) / max(1, len(facts))
    if not 0 < share < 1:
        return softmax
    shift = log(_IN_VAIN / (1 - _IN_VAIN)) - log(share / (1 - share))
    shifts = np.array([shift if label in unanswered else 0 for label in softmax.labels], np.float32)
    return replace(softmax, bias=softmax.bias + shifts)


def _attributes(
    reading: "_Reading", facts: Facts, lessons: Sequence[tuple[Example, Read]], quiet: Collection[str]
) -> Attributes:
    """Learnt from templates and from phrasings about one attribute; then from the others, each about the likeliest of
    its own. What was made of a template says no more than it.
    """
    lessons_about = [(_nameless(reading.read(one), facts), frozenset({one.intent})) for one in facts.templates]
    for example, one in lessons:
        about = frozenset[str]() if example.made_of else _about(example.intent, facts)
        if about:
            lessons_about.append((_nameless(one, facts), about))
    lessons_about.sort(key=lambda one: len(one[1]) > 1)
    rows = places_of([made for made, _ in lessons_about], reading.reader.concepts)
    if not rows:
        nothing = Softmax.of(("",), np.zeros((TABLE, 1), np.float32), np.zeros(1, np.float32))
        return Attributes.of(nothing, facts.aliases, {}, (), facts.default)
    abouts = [about for _, about in lessons_about]
    sure = sum(len(about) == 1 for about in abouts)
    first = count(rows[:sure], [name for about in abouts[:sure] for name in about])
    asked = [*chain.from_iterable(abouts[:sure]), *_likeliest(first, rows[sure:], abouts[sure:])]
    known = [intent for intent in facts.cells if intent not in quiet]
    return Attributes.of(fit(rows, asked), facts.aliases, facts.cells, known, facts.default)


def _about(label: str, facts: Facts) -> frozenset[str]:
    """The attributes that phrasings of this label ask."""
    if label.startswith(GAP):
        return frozenset({label.removeprefix(GAP)})
    return frozenset(attribute for _, attribute in facts.cells.get(label, ()))


def _nameless(read: Read, facts: Facts) -> Made:
    return facts.aliases.hidden(read.words, THING), read.markers


def _likeliest(softmax: Softmax, rows: Sequence[Places], among: Sequence[Collection[str]]) -> Iterator[str]:
    """Of each row the label that is likeliest among some: of those that were learnt, if any."""
    number = numbered(softmax.labels)
    scores = scores_of(softmax, rows) if rows else ()
    for row, some in zip(scores, among, strict=True):
        known = [one for one in sorted(some) if one in number] or [min(some)]
        yield max(known, key=lambda one: row[number[one]]) if len(known) > 1 else known[0]


def _preferring(model: Model, reading: "_Reading", doubts: Sequence[Doubt]) -> Model:
    """The same model, with what these questions teach of which fact tells what is asked, if any."""
    lessons = []
    for doubt in doubts:
        read = reading.read(Example(doubt.text, "", ""))
        found = candidates(model, likelihoods(model.scores([read])[0]), read, model.asked(read))
        right = [model.labels[one.intent] in doubt.told for one in found[:-1]]
        right.append(not any(right))
        lessons.append((np.stack([one.signs for one in found]), right, _TOLD if doubt.told else 1.0))
    return replace(model, preference=fit_choice(lessons))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads phrasings; what grammars find in a template is looked for once, whatever name is put into it."""

    reader: Reader
    said: Mapping[str, Sequence[str]]  # text -> its words, written out
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, one: Example) -> Read:
        text = bare(one.text)
        said = self._words(text)
        found = chain.from_iterable(map(self._of_part, one.made_of)) if one.made_of else _markers(text, said)
        return Read(text.replace(PLACEHOLDER, SOME_TITLE), said, tuple(dict.fromkeys(found)))

    def _words(self, text: str) -> tuple[str, ...]:
        marked, ours = _marked(text), frozenset({TITLE, THING})
        said = self.said.get(marked)
        return tuple(self.reader.words(marked, ours) if said is None else self.reader.speller.correct(said, ours))

    def _of_part(self, part: str) -> tuple[str, ...]:
        if part not in self._found:
            text = bare(part)
            self._found[part] = _markers(text, self._words(text))
        return self._found[part]


def _said(examples: Iterable[Example], shorthand: Shorthand) -> dict[str, Sequence[str]]:
    """The words of each text, written out; a template and a name put into it are each looked at once."""
    written = cache(lambda text: tuple(shorthand.expand(words(text))))
    found: dict[str, Sequence[str]] = {}
    for one in examples:
        text = _marked(one.text)
        template, name = one.made_of or ("", "")
        around = written(_marked(template))
        if THING in around:  # in some it is but a part of a word
            found[text] = tuple(chain.from_iterable(written(name) if word == THING else (word,) for word in around))
        else:
            found[text] = written(text)
    return found


def _markers(text: str, said: Sequence[str]) -> tuple[str, ...]:
    return find_markers(_marked(text).replace(TITLE, ""), said, SOME_DAY)


def _marked(text: str) -> str:
    return text.replace(PLACEHOLDER, TITLE).replace(_ANY_THING, THING)
