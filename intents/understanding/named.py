"""Things that were named after the model had learnt: heard at once, with nothing to learn anew.

A further name of a thing that was learnt stands for a name that was. Of a new thing its attributes are asked. They
were learnt whatever the thing, and nothing that is told of others is ever told of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from intents.meaning.catalogue import DETAILS, NOT_TOPICS, OTHER_GAP, THING, gap
from intents.meaning.meaning import Decision, Meaning
from intents.model.attributes import Attributes
from intents.model.model import Lexicon
from intents.model.softmax import likelihoods, places
from intents.questions.judging import read_part
from intents.text.reading import Alias, Aliases, bare
from intents.text.text import readable, tokens


@dataclass(frozen=True, slots=True)
class Names:
    """`new`: the names of new things, whose `attributes` may be asked; `learnt`: for each further name of a known
    thing, as plain words, one of its names that was learnt.
    """

    new: Aliases = field(default_factory=Aliases)
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    learnt: Mapping[tuple[str, ...], str] = field(default_factory=dict)


NO_NAMES = Names()
ABOUT = "about"  # what a bare name asks
_CLEAR_FROM, _CLEAR_LEAD = 0.3, 3.0  # likelihood from which an attribute is heard, and how much less the next one has
_APOSTROPHES = ("'", "’")
_WHOLE = {"l": "le ", "d": "de "}  # what is elided before one name is not before another
_ARTICLES = frozenset({"", "le", "la", "les", "l", "un", "une", "du", "de", "des", "d", "the", "a", "et", "and"})


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, as names are compared."""
    return tuple(one.text for one in tokens(readable(text)) if one.text.isalnum())


def as_learnt(text: str, names: Names) -> str:
    """The text with a name that was learnt in the place of each further name; the longest counts."""
    if not names.learnt:
        return text
    said = [one for one in tokens(text) if one.text.isalnum()]
    place, cuts = 0, list[tuple[int, int, str]]()
    while place < len(said):
        fitting = (one for one in names.learnt if tuple(word.text for word in said[place : place + len(one)]) == one)
        found = max(fitting, key=len, default=())
        if found:
            elided = text[max(0, said[place].start - 2) : said[place].start].lower()
            whole = _WHOLE.get(elided[:1], "") if elided[1:] in _APOSTROPHES else ""
            start = said[place].start - (len(elided) if whole else 0)
            cuts.append((start, said[place + len(found) - 1].end, f"{whole}{names.learnt[found]}"))
        place += len(found) or 1
    for start, end, learnt in reversed(cuts):
        text = f"{text[:start]}{learnt}{text[end:]}"
    return text


def about_new(meaning: Meaning, text: str, lexicon: Lexicon, names: Names, now: datetime) -> Meaning:
    """The meaning of a text in which a new thing is named: which of its attributes is asked, or none that has a name.

    What is no question about a thing (a search, an act, an event's hour) stays what it is; a bare name asks about it.
    """
    said = plain_words(text)
    named = names.new.things(said)
    alone = _ARTICLES.issuperset(names.new.hidden(said, ""))
    if not named or not (alone or _asks_of_a_thing(meaning)):
        return meaning
    attribute = ABOUT if alone else _attribute(text, lexicon, names, named[0], now)
    return replace(
        meaning,
        intent=OTHER_GAP if attribute is None else gap(attribute),
        decision=Decision.ANSWER,
        things=tuple(dict.fromkeys((*named, *meaning.things))) if attribute is not None else (),
        also=None,
        runners_up=(),
        focus=None,
    )


def _asks_of_a_thing(meaning: Meaning) -> bool:
    if meaning.decision is Decision.LANGUAGE:
        return False
    of_no_event = meaning.intent in DETAILS and not (meaning.slots.events or meaning.slots.titled)
    return of_no_event or meaning.intent not in NOT_TOPICS


def attribute_asked(text: str, name: str, lexicon: Lexicon, now: datetime) -> str | None:
    """The attribute that is asked of what is called so, whatever it is; None where none is likely."""
    every = frozenset(lexicon.model.attributes.softmax.labels)
    names = Names(new=Aliases.of([Alias("", name, strong=True)]), attributes={"": every})
    return _attribute(text, lexicon, names, "", now)


def _attribute(text: str, lexicon: Lexicon, names: Names, thing: str, now: datetime) -> str | None:
    """The attribute of this thing that is asked; None where none is likely."""
    model, part = lexicon.model, read_part(text, lexicon, now)
    said = model.reader.words(_hidden(bare(text), names), lexicon.titles.words | {THING})
    attributes: Attributes = model.attributes
    hidden = attributes.aliases.hidden(said, THING)
    likely = likelihoods(attributes.softmax.scores(places(hidden, part.read.markers, model.reader.concepts)))
    (first, best), (second, _) = sorted(zip(likely.tolist(), attributes.softmax.labels, strict=True), reverse=True)[:2]
    is_clear = first >= _CLEAR_FROM and first >= _CLEAR_LEAD * second
    return best if is_clear and best in names.attributes[thing] else None


def _hidden(text: str, names: Names) -> str:
    """The text with one word in the place of each new name."""
    said: Sequence[tuple[str, ...]] = [tuple(plain_words(one.text)) for one in names.new]
    return as_learnt(text, Names(learnt=dict.fromkeys(said, THING)))
