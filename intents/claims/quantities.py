"""From words to values without more: amounts, dates, ages, how often, numbers of something, bodies. A grammar."""

from datetime import date
from decimal import Decimal
from functools import cache

from intents.claims import claim
from intents.claims.claim import ASIDE, NUMBER, YEAR, Claim, How, Kind, number_of
from intents.text.grammar import Found, Grammar, Rule
from intents.text.wordlists import WordList, load

CLAIMS = "claims"  # the kind of what was read: a tuple of claims
_LETTERS_FORGIVEN = 6  # from so many on
_FORGIVING = (
    "unit", "body", "euro", "often", "more", "at_least", "at_most", "less", "about", "asks", "scale", "tens", "size",
    "main",
)  # fmt: skip
_FIGURES = ("n12", "n31", "n99")
_LARGE = 10**6  # so much says by itself that it is money, where it counts nothing
_SMALL_M = 1000  # "4,9M" is millions, "2000m" are metres
_PERIODS = ("day_unit", "week_unit", "month_unit", "quarter_unit", "year_unit")
_NOUNS = ("word", "unit", "size", "hour_unit", "letter_e", "times", "weekday", "old", *_PERIODS)
_CLASSES = {
    "NUMBER": (NUMBER, YEAR),
    "MONTH": ("month", "month_first"),
    "AND": ("and", "comma"),
    "TO": ("to", "dash"),
    "IN": ("in", "since"),
    "AHEAD": ("ahead", "since"),
    "SEP": ("slash", "dot", "dash"),
    "OF": ("the",),
    "PER": ("per", "slash"),
    "SHORT": ("day_unit", "week_unit", "month_unit"),
    "PERIOD": _PERIODS,
    "AGE": ("year_unit", "old"),
    "NOUN": _NOUNS,
    "DECIDED": ("in", "since", "is", "born", "before", "after", "at_least", "at_most", "about", "but", "not"),
}


@cache
def grammar() -> tuple[WordList, Grammar]:
    """The words, and the rules over their items."""
    words = load(
        "numbers",
        "dates",
        shared=("claims",),
        only={"dates": ("month", "month_or_day", "month_or_seven")},
        tolerant=dict.fromkeys((*_FORGIVING, *_FIGURES, "month"), _LETTERS_FORGIVEN),
        by_sound=("unit", "body", "often"),
    )
    return words, Grammar(_LAYERS, dict.fromkeys((*words.kinds, NUMBER, YEAR, ASIDE)), _CLASSES)


def _range(kind: Kind, found: Found, scale: int = 1, of: str = "") -> tuple[Claim, ...] | None:
    first, last = number_of(found, "a"), number_of(found, "b")
    if first is None:
        return None
    last = first if last is None else last
    if last > _SMALL_M * first:  # "4 à 5 millions": the first is meant in the same measure
        first *= 10 ** (len(str(int(last))) - 1)
    least, most = sorted((first * scale, last * scale))
    return (Claim(kind=kind, least=least, most=most, of=of),)


def _amount(found: Found, today: date) -> tuple[Claim, ...] | None:
    scale = 10**6 if found.has("letter_m") else 1
    fraction = number_of(found, "f")
    claims = _range(Kind.AMOUNT, found, scale)
    if claims is None or fraction is None:
        return claims
    more = fraction * scale / 10
    return (Claim(kind=Kind.AMOUNT, least=claims[0].least + more, most=claims[0].most + more),)


def _letter_e(found: Found, today: date) -> tuple[Claim, ...] | None:
    return _range(Kind.AMOUNT, found) if (number_of(found, "a") or 0) >= _SMALL_M else None


def _letter_m(found: Found, today: date) -> tuple[Claim, ...] | None:
    number = number_of(found, "a") or Decimal(0)
    if number < _SMALL_M:
        return _amount(found, today)
    return _range(Kind.NUMBER, found, of="m2")


def _ages(found: Found, today: date) -> tuple[Claim, ...]:
    return tuple(Claim(kind=Kind.AGE, least=age, most=age) for age in found.values((NUMBER, YEAR), Decimal))


def _age_range(found: Found, today: date) -> tuple[Claim, ...] | None:
    return _range(Kind.AGE, found)


def _months_old(found: Found, today: date) -> tuple[Claim, ...] | None:
    months = number_of(found, "a")
    return None if months is None else (Claim(kind=Kind.AGE, least=months // 12, most=months // 12),)


def _often(found: Found, today: date) -> tuple[Claim, ...]:
    """So many times (n) in so many periods (e)."""
    period, once = found.item("p"), found.item("o")
    times = int(str(once.value)) if once else int(number_of(found, "n") or 1)
    every = int(number_of(found, "e") or 1)
    return (Claim(kind=Kind.FREQUENCY, of=_rate(times, every, str(period.value) if period else "week")),)


def _rate(times: int, every: int, period: str) -> str:
    if (every, period) in ((15, "day"), (2, "week")) and times == 1:
        return "fortnight"
    if times == 12 * every and period == "year":
        return "month"
    if times == every == 1:
        return period
    return f"{times} in {every} {period}"


def _adverb(found: Found, today: date) -> tuple[Claim, ...] | None:
    item = found.item("o")
    return None if item is None else (Claim(kind=Kind.FREQUENCY, of=str(item.value)),)


def _counted(found: Found, today: date) -> tuple[Claim, ...] | None:
    unit = found.item("u")
    return _range(Kind.NUMBER, found, of=str(unit.value) if unit else "")


def _tens(found: Found, today: date) -> tuple[Claim, ...] | None:
    tens, unit = found.item("t"), found.item("u")
    if tens is None:
        return None
    number = Decimal(str(tens.value))
    of = str(unit.value) if unit else ""
    return (Claim(kind=Kind.NUMBER, least=number, most=number, of=of, how=How.ABOUT),)


def _single(found: Found, today: date) -> tuple[Claim, ...] | None:
    unit = found.item("u")
    return None if unit is None else (Claim(kind=Kind.NUMBER, least=Decimal(1), most=Decimal(1), of=str(unit.value)),)


def _addresses(found: Found, today: date) -> tuple[Claim, ...]:
    numbers = found.values((NUMBER, YEAR), Decimal)
    return tuple(Claim(kind=Kind.NUMBER, least=number, most=number, of="street") for number in numbers)


def _bare(found: Found, today: date) -> tuple[Claim, ...] | None:
    return _range(Kind.NUMBER, found)


def _large(found: Found, today: date) -> tuple[Claim, ...] | None:
    return _range(Kind.NUMBER, found) if (number_of(found, "a") or 0) >= _LARGE else None


def _name(found: Found, today: date) -> tuple[Claim, ...] | None:
    """What somebody is called is a body as well; a number behind it belongs to the name."""
    item, number = found.item("b"), number_of(found, "n")
    if item is None:
        return None
    of = str(item.value) if number is None else f"{item.value} {number}"
    return Claim(kind=Kind.NAME, of=of), Claim(kind=Kind.BODY, of=of)


def _body(found: Found, today: date) -> tuple[Claim, ...] | None:
    item = found.item("b")
    return None if item is None else (Claim(kind=Kind.BODY, of=str(item.value)),)


_LAYERS = (
    (
        Rule(ASIDE, "(?<! body) (?<! body is) born (in|the|word)? NUMBER? (first|OF)* MONTH? NUMBER?"),
        Rule(CLAIMS, "d:NUMBER SEP m:NUMBER SEP y:NUMBER", claim.day_first),
        Rule(CLAIMS, "y:year SEP m:NUMBER SEP d:NUMBER", claim.day_first),
        Rule(CLAIMS, "d:NUMBER slash m:NUMBER (?! SEP|NOUN|comma|OF* street)", claim.day_first),
        Rule(CLAIMS, "(d:NUMBER|first) ordinal_end? OF? m:MONTH comma? IN? y:NUMBER?", claim.named),
        Rule(CLAIMS, "m:month_first OF? d:NUMBER ordinal_end? comma? y:year", claim.named),
        Rule(CLAIMS, "m:MONTH OF? y:year", claim.named),
        Rule(CLAIMS, "m:month_first d:NUMBER ordinal_end? (?! NOUN)", claim.named),
        Rule(CLAIMS, "m:month y:NUMBER (?! NOUN)", claim.named),
        Rule(CLAIMS, "(?<= DECIDED) OF? m:MONTH", claim.named),
        Rule(CLAIMS, "OF? decade y:NUMBER", claim.decade),
        Rule(CLAIMS, "d:NUMBER the month_unit", claim.day),
        Rule(CLAIMS, "y:year_from_now", claim.year_from_now),
        Rule(CLAIMS, "since about? n:NUMBER year_unit", claim.years_ago),
        Rule(CLAIMS, "n:NUMBER year_unit ago", claim.years_ago),
    ),
    (
        Rule(CLAIMS, "between? a:NUMBER (euro|letter_m)* (TO|and) b:NUMBER letter_m? euro", _amount),
        Rule(CLAIMS, "euro a:NUMBER letter_m?", _amount),
        Rule(CLAIMS, "a:NUMBER letter_e", _letter_e),
        Rule(CLAIMS, "a:NUMBER letter_m f:NUMBER euro?", _amount),
        Rule(CLAIMS, "a:NUMBER OF? letter_m? OF? euro", _amount),
        Rule(CLAIMS, "a:NUMBER letter_m (?! NOUN)", _letter_m),
    ),
    (
        Rule(CLAIMS, "every e:NUMBER p:PERIOD", _often),
        Rule(CLAIMS, "every weekday", _often),
        Rule(CLAIMS, "every p:PERIOD", _often),
        Rule(CLAIMS, "(o:once|n:NUMBER|the|one) (word|times|unit){0,2} PER e:NUMBER? p:PERIOD", _often),
        Rule(CLAIMS, "(o:once|n:NUMBER times|(the|one) times) (to|OF)? p:PERIOD", _often),
        Rule(CLAIMS, "one (word|times|unit) to p:SHORT", _often),
        Rule(CLAIMS, "o:often", _adverb),
        Rule(ASIDE, "several (word|times)? PER? PERIOD?"),
        Rule(ASIDE, "AHEAD OF? NUMBER (TO NUMBER)? half? (PERIOD|hour_unit)"),
        Rule(ASIDE, "NUMBER PERIOD (afterwards|ago)"),
        Rule(ASIDE, "NUMBER SEP? (hour_unit|letter_e) NUMBER?"),
    ),
    (
        Rule(CLAIMS, "between OF? a:NUMBER AGE? and b:NUMBER half? AGE", _age_range),
        Rule(CLAIMS, "between? OF? a:NUMBER AGE? TO b:NUMBER half? AGE", _age_range),
        Rule(CLAIMS, "between a:NUMBER and b:NUMBER (?! NOUN)", _bare),
        Rule(CLAIMS, "(NUMBER AGE? AND+)* NUMBER half? AGE half? old?", _ages),
        Rule(CLAIMS, "a:NUMBER half? month_unit (old|half)?", _months_old),
    ),
    (
        Rule(CLAIMS, "house? NUMBER ((slash|dash|and) NUMBER)? comma? OF* street", _addresses),
        Rule(CLAIMS, "house NUMBER ((slash|dash|and) NUMBER)?", _addresses),
        Rule(CLAIMS, "between OF? a:NUMBER unit? and b:NUMBER OF? size* u:unit", _counted),
        Rule(CLAIMS, "between? OF? a:NUMBER unit? TO b:NUMBER OF? size* u:unit", _counted),
        Rule(CLAIMS, "a:NUMBER OF? size* u:unit", _counted),
        Rule(CLAIMS, "a:NUMBER word u:unit", _counted),
        Rule(CLAIMS, "OF? t:tens OF? size* u:unit?", _tens),
        Rule(CLAIMS, "single u:unit", _single),
        Rule(CLAIMS, "called (OF|word|small){0,3} b:body n:NUMBER?", _name),
        Rule(CLAIMS, "b:body", _body),
    ),
    (
        Rule(CLAIMS, "(?<= IN) y:NUMBER (?! NOUN)", claim.short_year),
        Rule(CLAIMS, "y:year (?! unit|size)", claim.year),
        Rule(CLAIMS, "a:NUMBER (TO|dash) b:NUMBER (?! NOUN)", _bare),
        Rule(CLAIMS, "a:NUMBER (?! NOUN)", _bare),
        Rule(CLAIMS, "a:NUMBER (?! OF word|size)", _large),
    ),
)
