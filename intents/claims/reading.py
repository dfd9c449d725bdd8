"""The values that a message claims, with how exactly, and whether they are denied; nothing where it asks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from intents.claims.claim import ASIDE, Claim, How, Kind, put_together
from intents.claims.quantities import CLAIMS, grammar
from intents.text.grammar import Item

_BEFORE = {
    "about": How.ABOUT, "more": How.MORE, "at_least": How.AT_LEAST, "less": How.LESS, "at_most": How.AT_MOST,
    "before": How.LESS, "after": How.MORE,
}  # fmt: skip
_BEHIND = {
    "about": How.ABOUT, "at_least": How.AT_LEAST, "at_most": How.AT_MOST, "or_more": How.AT_LEAST,
    "or_less": How.AT_MOST,
}  # fmt: skip
_LIMITS = {"begins": How.AT_LEAST, "ends": How.AT_MOST}
_BETWEEN = ("to", "not", "small")  # a verb and its number
_ONLY_OF_MOMENTS = ("before", "after")
_SKIPPED = ("the", "between", "in", "since", "size")
_ENDS = ("stop",)
_NOUNS = (CLAIMS, "word", "unit", "size")  # before a « qui » that asks nothing
_CONTEXT = (Kind.AGE,)  # kinds that may be told first, and asked about after
_SHORT = 4  # items of a question that only wants what was said confirmed: « c’est bien ça ? »
_LONGEST = 1000  # characters of a message that may be one question
_SHARE = "share"
_NEAR = 3  # items
_NEXT_TO = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A claim, and where it stands among the items of its sentence."""

    at: int
    claim: Claim


def find_claims(text: str, today: date) -> tuple[Claim, ...]:
    """The values claimed, in the order of the text; none in a letter. `today` is local to the venue."""
    if len(text) > _LONGEST:
        return ()
    words, rules = grammar()
    items = rules.rewrite(put_together(words.items(text), text), today)
    sentences = list(_sentences(items))
    asked = {kind for sentence in sentences for kind in _asked(sentence)}
    if any(item.kind == "reversed" for item in items):
        return ()
    claims = [claim for sentence in sentences for claim in _claims(sentence)]
    if _asks_apart(sentences, text):
        claims = [claim for claim in claims if claim.kind in _CONTEXT or claim.of == "person" or claim.party]
    return tuple(claim for claim in claims if claim.kind not in asked and not (asked and _is_bare(claim)))


def _asks_apart(sentences: Sequence[Sequence[Item]], text: str) -> bool:
    """Whether a value was told in one sentence, and the last one asks something else."""
    last = next((sentence for sentence in reversed(sentences) if sentence), ())
    return len(last) > _SHORT and text.rstrip().endswith("?") and all(item.kind != CLAIMS for item in last)


def _is_bare(claim: Claim) -> bool:
    """Whether it is a number that says not what it counts, and so may be what is asked."""
    return claim.kind is Kind.NUMBER and not claim.of


def _sentences(items: Sequence[Item]) -> Iterator[list[Item]]:
    sentence: list[Item] = []
    for item in items:
        if item.kind in _ENDS:
            yield sentence
            sentence = []
        elif item.kind != ASIDE:
            sentence.append(item)
    yield sentence


def _asked(sentence: Sequence[Item]) -> Iterator[Kind | None]:
    """The kinds of value that a sentence asks for; None for anything else that it asks."""
    for at, item in enumerate(sentence):
        if item.kind == "asks":
            if item.value == _SHARE and at and sentence[at - 1].kind == CLAIMS:
                continue  # « c’est 2 millions, la part de … »
            yield Kind(str(item.value)) if item.value not in (_SHARE, "other") else None
            if item.value == Kind.NUMBER:
                yield Kind.AMOUNT
            if item.value == Kind.AMOUNT:
                yield Kind.NUMBER
        if item.kind == "who" and (at == 0 or sentence[at - 1].kind not in _NOUNS):
            yield Kind.BODY


def _claims(sentence: Sequence[Item]) -> list[Claim]:
    if any(True for _ in _asked(sentence)):
        return []
    places = [
        _Place(at, claim)
        for at, item in enumerate(sentence)
        if item.kind == CLAIMS and isinstance(item.value, tuple)
        for claim in item.value
    ]
    if _are_alternatives(sentence, places):
        return []
    denied = set(_denied(sentence, [place.at for place in places]))
    exclusive = any(item.kind == "only" for item in sentence)
    read = (_qualified(sentence, place, exclusive=exclusive) for place in places if _counts(sentence, place))
    return [replace(claim, denied=at in denied) for at, claim in read]


def _are_alternatives(sentence: Sequence[Item], places: Sequence[_Place]) -> bool:
    """Whether an "or" follows a claim, or stands right before one."""
    for at, item in enumerate(sentence):
        if item.kind == "or" and any(place.at <= at + _NEAR for place in places):
            return True
        if item.kind in ("or_more", "or_less") and any(place.at == at - 1 for place in places):
            return True
    return False


def _denied(sentence: Sequence[Item], claimed: Sequence[int]) -> Iterator[int]:
    """The places of what is denied: the claims of the clause behind a "not", or else those before it."""
    for at, item in enumerate(sentence):
        if item.kind not in ("not", "tag"):
            continue
        end = next((n for n in range(at + 1, len(sentence)) if sentence[n].kind in ("comma", "but")), len(sentence))
        behind = [n for n in claimed if at < n < end]
        if behind:
            yield from behind[:1]
            yield from (n for n in behind[1:] if sentence[n - 1].kind in ("in", "since", "the"))
        elif item.kind == "not":
            begin = next((n for n in range(at - 1, -1, -1) if sentence[n].kind in ("comma", "but")), -1)
            yield from (n for n in claimed if begin < n < at)


def _counts(sentence: Sequence[Item], place: _Place) -> bool:
    """Whether the claim may be about a fact: no date of one's own, and no body that is a place, or where one works."""
    if place.claim.kind is Kind.MOMENT:
        return all(item.kind != "own_date" for item in sentence)
    if place.claim.kind is not Kind.BODY:
        return True
    before = [item.kind for item in sentence[max(0, place.at - _NEAR) : place.at]]
    nearest = next((kind for kind in reversed(before) if kind not in _SKIPPED or kind == "in"), "")
    return nearest not in ("within", "in") and "speaker" not in before


def _qualified(sentence: Sequence[Item], place: _Place, *, exclusive: bool) -> tuple[int, Claim]:
    claim = place.claim
    before = _kinds_before(sentence, place.at)
    behind = [item.kind for item in sentence[place.at + 1 : place.at + 1 + _NEXT_TO]]
    if claim.kind is Kind.BODY:
        after = behind[:1]
        focus = bool({"is", "by"} & set(before)) or after == ["who"]
        main = any(item.kind == "main" for item in sentence)
        return place.at, replace(claim, focus=focus, how=How.MOST if main else How.ONLY if exclusive else How.EXACTLY)
    how = next((_BEFORE[kind] for kind in before[:1] if kind in _BEFORE and _fits(kind, claim)), None)
    how = how or (_limit(before) if claim.kind in (Kind.AGE, Kind.NUMBER) else None)
    how = how or next((_BEHIND[kind] for kind in behind[:1] if kind in _BEHIND), None)
    if how is None and exclusive and claim.kind in (Kind.AGE, Kind.NUMBER):
        how = How.ONLY
    told_as_limits = any(item.kind == "limits" for item in sentence)
    party = claim.kind is Kind.NUMBER and "we_are" in before
    focus = bool({"is", "we_are", "to", "by", "at_least", "at_most", "and"} & set(before[:1])) or (
        claim.is_range and (place.at == 0 or told_as_limits or (not claim.of and claim.kind is Kind.NUMBER))
    )
    return place.at, replace(claim, how=how or claim.how, party=party, focus=focus)


def _limit(before: Sequence[str]) -> How | None:
    """What « commence à », « ne s’arrête pas à » say of the number behind."""
    verb = next((kind for kind in before if kind not in _BETWEEN), "")
    return _LIMITS.get(verb)


def _kinds_before(sentence: Sequence[Item], at: int) -> list[str]:
    """The kinds of the few items before, the nearest first, articles left out."""
    kinds = (item.kind for item in reversed(sentence[max(0, at - _NEAR - 1) : at]))
    return [kind for kind in kinds if kind not in _SKIPPED]


def _fits(kind: str, claim: Claim) -> bool:
    return kind not in _ONLY_OF_MOMENTS or claim.kind is Kind.MOMENT
