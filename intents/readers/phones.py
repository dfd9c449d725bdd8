"""A telephone number, read strictly: one French or international number among words, or nothing."""

import re
from collections.abc import Iterator
from unicodedata import normalize

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_DIGITS = re.compile(r"[+(]?\d(?:[\d \u00a0\u202f\t.\-‐‑–/_()]*\d)?", re.ASCII)
_ALONE = re.compile(r"(?<!\d)(?:0|\+33[ .]?)[1-9](?:[ .-]?\d\d){4}(?!\d)", re.ASCII)  # « tous les 4. 06 12 34 56 78 »
_AROUND = re.compile(r"[^\d<>?+\n]*", re.ASCII)
_BETWEEN = re.compile(r"[\s.\-‐‑–/_()]+")
_HERE, _FRENCH = "FR", 33
_SERVICES = ("0", "8")  # numbers in 08 are services that nobody is called back on
_WRITTEN = re.compile(r"(?:0|\+|00)[^\D]{8,17}", re.ASCII)


def read_phone(text: str) -> str | None:
    """The number in international writing, "+33612345678"; None when there is not just one number among words."""
    said = normalize("NFKC", text)
    found = _DIGITS.search(said)
    if found is None or not _stands_alone(said, found):
        return None
    return _international(_BETWEEN.sub("", found[0]))


def _international(written: str) -> str | None:
    if not _WRITTEN.fullmatch(written):
        return None
    try:
        number = phonenumbers.parse(written, _HERE)
    except NumberParseException:
        return None
    if number.country_code == _FRENCH:
        reaches_somebody = not number.italian_leading_zero and not str(number.national_number).startswith(_SERVICES)
        kept = phonenumbers.is_possible_number(number) and reaches_somebody
    else:
        kept = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if kept else None


def _stands_alone(said: str, found: re.Match[str]) -> bool:
    """Whether no other figure and no question is around it, and no letter is part of it."""
    before, after = said[: found.start()], said[found.end() :]
    touched = before[-1:].isalnum() or after[:1].isalnum()
    return not touched and all(_AROUND.fullmatch(part) for part in (before, after))


def has_phone(text: str) -> bool:
    """Whether there is a number among whatever else, figures too: « au 06 12 34 56 78, après 18 h »."""
    return without_phone(text) != normalize("NFKC", text)


def without_phone(text: str) -> str:
    """The text without the numbers in it."""
    said = normalize("NFKC", text)
    for start, end, _ in reversed(list(_numbers(said))):
        said = said[:start] + said[end:]
    return said


def phone_within(text: str) -> str | None:
    """The only number among whatever else; None when there are none or several."""
    numbers = {number for _, _, number in _numbers(normalize("NFKC", text))}
    return numbers.pop() if len(numbers) == 1 else None


def _numbers(said: str) -> Iterator[tuple[int, int, str]]:
    """Where each number stands, and what it is; other figures before it are not part of it."""
    for found in _DIGITS.finditer(said):
        number = read_phone(found[0])
        if number is not None:
            yield found.start(), found.end(), number
            continue
        for inner in _ALONE.finditer(said, found.start(), found.end()):
            if (number := read_phone(inner[0])) is not None:
                yield inner.start(), inner.end(), number


def shown_phone(number: str) -> str:
    """« 06 12 34 56 78 » (with no-break spaces) for a French number, any other as it is stored."""
    if not number.startswith(f"+{_FRENCH}"):
        return number
    shown = phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.NATIONAL)
    return shown.replace(" ", "\u00a0")
