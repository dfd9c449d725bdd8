"""« Oui. » or « Non. » before a fact: whether what a message claims is what a fact tells, and of which fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from intents.claims.claim import Claim, How, Kind
from intents.claims.reading import find_claims
from knowledge.library.content import Value, ValueKind
from knowledge.library.library import Library
from knowledge.library.things import Topic

_NEAR = Decimal("0.1")  # « environ »: so far from the value, as a share of it
_OLDEST = 110
_PRIVATE = "private"  # a body without a name: who it is may be said too
_LIMITS = (How.AT_LEAST, How.AT_MOST)
_LEAST_AMOUNT = 1000  # a bare number from here on may be euros


class Polarity(StrEnum):
    """How the answer begins."""

    YES = "yes"
    NO = "no"
    SI = "si"  # yes, to what was denied


def polarity(values: Sequence[Value], claims: Sequence[Claim], named: Sequence[str]) -> Polarity | None:
    """How a fact that tells these values answers these claims; None where it neither grants nor refutes them.

    `named` are the things that the message names.
    """
    told = [value for value in values if not value.thing or value.thing in named]
    if any(claim.kind in (Kind.AMOUNT, Kind.FREQUENCY) and not _meant(claim, told) for claim in claims):
        return None
    judged = [(claim, _holds(claim, told)) for claim in _claimed(claims) if _meant(claim, told)]
    asserted = [one for one in judged if not one[0].denied]
    verdict = _together(asserted or judged)
    if verdict is None or (verdict and _others_pay(claims, told)):
        return None
    if not verdict:
        return Polarity.NO
    return Polarity.YES if asserted else Polarity.SI


def _claimed(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims without the ages of children that are only told, beside the limit that is claimed."""
    if not any(_is_of_age(claim) and claim.how in _LIMITS for claim in claims):
        return claims
    return [claim for claim in claims if not (_is_of_age(claim) and claim.how is How.EXACTLY and not claim.is_range)]


def _is_of_age(claim: Claim) -> bool:
    return claim.kind is Kind.AGE or (claim.kind is Kind.NUMBER and not claim.of and claim.most <= _OLDEST)


def _together(judged: Sequence[tuple[Claim, bool | None]]) -> bool | None:
    """Whether all of it is true; None where nothing was claimed, where it is not known, or where claims contradict."""
    verdicts = {verdict for _, verdict in judged}
    if not verdicts or None in verdicts or _contradict(judged):
        return None
    return False not in verdicts


def _contradict(judged: Sequence[tuple[Claim, bool | None]]) -> bool:
    """Whether different values of one kind are claimed that cannot all be meant. Several bodies or ages can."""
    for kind in (Kind.NUMBER, Kind.AMOUNT, Kind.MOMENT, Kind.FREQUENCY):
        several = [(claim, verdict) for claim, verdict in judged if claim.kind is kind and claim.of != "street"]
        alike = {_what(claim) for claim, _ in several}
        if len(several) > len(alike) and len({_compared(claim) for claim, _ in several}) > len(alike):
            return True
    refuted = {claim.of for claim, verdict in judged if claim.kind is Kind.BODY and not verdict}
    if len(refuted - {_PRIVATE}) > 1:
        return True
    ages = {verdict for claim, verdict in judged if claim.kind is Kind.AGE}
    return len(ages) > 1


def _what(claim: Claim) -> tuple[str, bool, bool, bool]:
    return (claim.of if claim.kind is Kind.NUMBER else "", bool(claim.year), bool(claim.month), bool(claim.day))


def _compared(claim: Claim) -> tuple[object, ...]:
    return (claim.of, claim.least, claim.most, claim.year, claim.month, claim.day)


def _meant(claim: Claim, told: Sequence[Value]) -> list[Value]:
    """The values that a claim is about."""
    kinds = [value for value in told if value.kind == claim.kind.value]
    if claim.kind is Kind.NUMBER and claim.of:
        return [value for value in kinds if value.of == claim.of]
    if claim.kind is Kind.NUMBER:
        return _meant_bare(claim, told)
    if claim.kind is Kind.BODY and not claim.focus:
        return [value for value in kinds if not value.beside]
    return kinds


def _meant_bare(claim: Claim, told: Sequence[Value]) -> list[Value]:
    """A number that says not what it counts: of the only kind of number there is, of euros, or of years of age."""
    numbers = [value for value in told if value.kind is ValueKind.NUMBER and value.of != "street"]
    if numbers:
        return numbers if len({value.of for value in numbers}) == 1 else []
    if claim.most >= _LEAST_AMOUNT:
        return [value for value in told if value.kind is ValueKind.AMOUNT]
    fits = claim.most <= _OLDEST and claim.focus and not claim.party
    return [value for value in told if fits and value.kind is ValueKind.AGE]


def _holds(claim: Claim, told: Sequence[Value]) -> bool | None:
    meant = _meant(claim, told)
    match claim.kind:
        case Kind.FREQUENCY | Kind.NAME:
            return claim.of in {value.of for value in meant}
        case Kind.BODY:
            return _is_body(claim, meant)
        case Kind.MOMENT:
            return _any(_is_then(claim, value) for value in meant)
    return _any(_is_number(claim, value) for value in meant)


def _any(verdicts: Iterable[bool | None]) -> bool | None:
    """True where one is; else not known where one is not known."""
    found = set(verdicts)
    return True if True in found else None if None in found else False


def _is_body(claim: Claim, meant: Sequence[Value]) -> bool | None:
    if claim.how is How.MOST:  # the main one is told first
        return claim.of == meant[0].of
    if claim.of in {value.of for value in meant}:
        return claim.how is not How.ONLY or len(meant) == 1
    return None if any(value.others for value in meant) else False


def _is_within(claim: Claim, value: Value) -> bool | None:
    """Against years of which one is meant, it is not known which: a decade has to be the same one."""
    first, last = (claim.least, claim.most) if claim.is_range else (claim.year, claim.year)
    match claim.how:
        case How.LESS:
            return True if value.most < first else False if value.least >= first else None
        case How.MORE:
            return True if value.least > last else False if value.most <= last else None
    if not first:
        return None
    is_apart = last < value.least or first > value.most
    return False if is_apart else True if claim.is_range else None


def _is_then(claim: Claim, value: Value) -> bool | None:
    """What both tell has to be the same; a decade holds the year."""
    if value.least:
        return _is_within(claim, value)
    if claim.is_range:
        return claim.least <= value.year <= claim.most
    said, true = (claim.year, claim.month, claim.day), (value.year, value.month, value.day)
    both = [(one, other) for one, other in zip(said, true, strict=True) if one and other]
    if claim.how in (How.LESS, How.MORE):
        first, second = ([pair[at] for pair in both] for at in (0, 1))
        return second < first if claim.how is How.LESS else second > first
    if claim.how is How.ABOUT and claim.year and not claim.month:
        return abs(claim.year - value.year) <= 1
    return bool(both) and all(one == other for one, other in both)


def _is_number(claim: Claim, value: Value) -> bool | None:
    if value.least == value.most:
        return _is_single(claim, value.least)
    if value.kind is ValueKind.AGE:
        return _is_age(claim, value)
    return _fits(claim, value)


def _is_single(claim: Claim, true: int) -> bool:
    """Against one number."""
    match claim.how:
        case How.MORE:
            return true > claim.most
        case How.AT_LEAST:
            return true >= claim.least
        case How.LESS:
            return true < claim.least
        case How.AT_MOST:
            return true <= claim.most
        case How.ABOUT:
            return claim.least - true * _NEAR <= true <= claim.most + true * _NEAR
    return claim.least <= true <= claim.most


def _is_age(claim: Claim, value: Value) -> bool | None:
    """Against the ages that are welcome; bounds have to be the same, an age has to be among them."""
    is_open = claim.is_range and not claim.focus and claim.how is not How.ONLY
    if is_open and value.least <= claim.least and claim.most <= value.most:
        return _is_same(claim, value) or None  # ages of some children, or the limits
    if claim.is_range or claim.how is How.ONLY:
        return _is_same(claim, value)
    match claim.how:
        case How.MORE:
            return claim.least < value.most
        case How.LESS:
            return claim.most > value.least
        case How.AT_LEAST:
            return claim.least == value.least
        case How.AT_MOST:
            return claim.most == value.most
    return value.least <= claim.least <= value.most


def _fits(claim: Claim, value: Value) -> bool:
    """Against how many a room takes: fewer fit as well."""
    if claim.how is How.MORE:
        return claim.least < value.most
    if claim.party:
        return claim.most <= value.most
    match claim.how:
        case How.LESS:
            return value.most < claim.least
        case How.AT_MOST | How.ONLY:
            return claim.most == value.most
        case How.ABOUT:
            return claim.most <= value.most * (1 + _NEAR)
    return _is_same(claim, value) if claim.is_range else claim.most <= value.most


def _is_same(claim: Claim, value: Value) -> bool:
    """Whether both bounds are."""
    return claim.least == value.least and claim.most == value.most


def _others_pay(claims: Iterable[Claim], told: Sequence[Value]) -> bool:
    """Whether an amount is said to be paid by a body of which the fact tells nothing."""
    bodies = any(claim.kind is Kind.BODY for claim in claims)
    told_kinds = {value.kind for value in told}
    return bodies and ValueKind.AMOUNT in told_kinds and ValueKind.BODY not in told_kinds


@dataclass(frozen=True, slots=True)
class Claims:
    """The topics that tell values."""

    topics: tuple[Topic, ...]

    @classmethod
    def of(cls, library: Library) -> "Claims":
        """Those of this library."""
        return cls(tuple(topic for topic in library.topics if topic.values))

    def claimed(self, text: str, today: date, named: Sequence[str]) -> tuple[str, ...]:
        """The topics that grant or refute what a message claims; `named` are the things that it names."""
        claims = find_claims(text, today)
        spoken = (topic for topic in self.topics if claims and polarity(topic.values, claims, named) is not None)
        return tuple(topic.id for topic in spoken)
