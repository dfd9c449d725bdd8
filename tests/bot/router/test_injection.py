"""Names that mean harm go through every sentence of the bot and every file for staff, and stay names."""

import csv
import io
from typing import Any

import pytest
from fluent.syntax import ast

from bot.cli import agenda
from bot.messages import LANGUAGES, Messages
from bot.sandbox.contents import parse
from knowledge.exchange.cells import unprotect
from tests.bot.hostile_names import NAMES
from tests.bot.messages.test_messages import ENGLISH, FRENCH, _arguments

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(NAMES)) >= 200


def _entries(language: str) -> dict[str, ast.Message]:
    return {"fr": FRENCH, "en": ENGLISH}[language]


def spoilt(language: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The sentences, and names in them, that Telegram would refuse or show otherwise than as the name."""
    words, found = Messages(language), []
    for key, entry in _entries(language).items():
        arguments = _arguments(entry)
        for name in names if arguments else ():
            text = words.say(key, **dict.fromkeys(arguments, name))
            plain = words.label(key, **dict.fromkeys(arguments, name))
            try:
                shown = parse(text).text
            except Exception:
                found.append((key, name))
                continue
            if name in plain and name.strip() not in shown:
                found.append((key, name))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [NAMES[::9], pytest.param(NAMES, marks=pytest.mark.slow)], ids=["some", "all"])
def test_no_name_is_markup_in_any_sentence(language: str, names: tuple[str, ...]) -> None:
    assert spoilt(language, names) == []


def test_without_escaping_they_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Messages, "escape", staticmethod(lambda text: text))
    assert len(spoilt("fr", NAMES[:20])) > 50


def _row(name: str) -> dict[str, Any]:
    return {**dict.fromkeys(agenda.FIELDS), "participant": name, "phone": name}


def test_no_cell_for_staff_is_a_formula_and_every_name_comes_back() -> None:
    written = agenda._csv([_row(name) for name in NAMES])
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [unprotect(row["participant"]) for row in rows] == list(NAMES)
    assert [name for row in rows for name in (row["participant"], row["phone"]) if name.startswith(RISKY)] == []
