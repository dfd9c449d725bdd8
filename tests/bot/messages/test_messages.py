"""The sentence files: both languages say the same things, in good typography, and nothing lies unused."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot
from bot.messages import FOLDER, LANGUAGES, MessageError, Messages
from bot.sandbox.contents import parse

CODE = Path(bot.__file__).parent
FILES = sorted(FOLDER.glob("*.ftl"))
# Keys that code puts together: a prefix and one of these is enough.
BUILT = ("join-refused-", "media-", "problem-", "command-", "data-", "button-reminders-", "tick-", "refused-age-",
         "intent-", "action-", "detail-", "duration-", "off-topic", "events-",
         "question-", "corrected-", "what-", "why-", "answered-", "change-", "reason-",
         "care-", "how-", "claim-", "team-refused-", "team-right-", "team-act-", "announcement-", "name-",
         "plan-", "door-", "scan-", "walk-in-", "list-", "sheet-",
         "phone-ask-", "phone-question-", "phone-stands-", "call-what-", "call-say-", "call-noted-", "link-refused-",
         "queue-passed-", "queue-offer-", "queue-became-", "figures-line-", "feed-")  # fmt: skip
LONGEST = 2000  # characters, of the 4,096 that Telegram takes
TO_A_CHILD = "young"  # keys that hold this speak to a child, who is told « tu »


class _Variables(Visitor):  # type: ignore[misc]  # the library has no types
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.found.add(node.id.name)


def _entries(language: str) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for path in sorted(FOLDER.glob(f"*.{language}.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                found[entry.id.name] = entry
    return found


def _arguments(entry: ast.Message) -> set[str]:
    variables = _Variables()
    variables.visit(entry)
    return variables.found


FRENCH, ENGLISH = _entries("fr"), _entries("en")


def _said(language: str, key: str) -> list[str]:
    """The sentence with several numbers, so that every form of it is seen."""
    entry = {"fr": FRENCH, "en": ENGLISH}[language][key]
    words = Messages(language)
    found = []
    for number in (0, 1, 2):
        found.append(words.say(key, **dict.fromkeys(_arguments(entry), number)))
    return found


def test_the_first_line_of_a_file_says_what_it_is_about() -> None:
    assert [path.name for path in FILES if not path.read_text(encoding="utf-8").startswith("# ")] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_entry_of_a_file_is_understood(path: Path) -> None:
    body = FluentParser().parse(path.read_text(encoding="utf-8")).body
    assert not [entry for entry in body if isinstance(entry, ast.Junk)]


def test_both_languages_have_the_same_sentences() -> None:
    assert FRENCH.keys() == ENGLISH.keys()


# One test for all sentences: thousands of tests take longer to be told apart than to be run. Each fault is reported.


def test_both_languages_take_the_same_arguments() -> None:
    assert [key for key in FRENCH if _arguments(FRENCH[key]) != _arguments(ENGLISH[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_is_sound_html_and_short_enough(language: str) -> None:
    assert {key: faults for key in FRENCH if (faults := list(_unsound(_said(language, key))))} == {}


def _unsound(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        try:
            shown = parse(text).text
        except Exception as error:  # whatever Telegram would refuse
            yield f"{text!r}: {error}"
            continue
        if not text.strip() or len(shown) >= LONGEST:
            yield f"{len(shown)} characters"


TYPOGRAPHY = {
    "straight quotes": re.compile("['\"]"),
    "three dots": re.compile(r"\.\.\."),
    "a thin space goes before ; ! ?": re.compile(r"[^\s\u202f!?;][!?;](?=\s|$)"),
    "a no-break space goes before :": re.compile(r"[^\s\u00a0]:(?=\s|$)"),
    "no-break spaces go inside « »": re.compile(r"«[^\u00a0]|[^\u00a0]»"),
}
FAMILIAR = {"« tu »": re.compile(r"\b(tu|toi|ton|tes)\b", re.IGNORECASE), "brackets": re.compile(r"\(e\)|·")}
TAGS = re.compile(r"<[^>]+>|https?://\S+")


def test_french_typography_is_kept() -> None:
    said = ((key, TAGS.sub("", text)) for key in FRENCH for text in _said("fr", key))
    assert [(key, fault) for key, text in said for fault, sign in TYPOGRAPHY.items() if sign.search(text)] == []


def test_french_addresses_adults_formally_without_brackets() -> None:
    said = [(key, text) for key in FRENCH if TO_A_CHILD not in key for text in _said("fr", key)]
    assert len(said) > len(FRENCH)
    assert [(key, fault) for key, text in said for fault, sign in FAMILIAR.items() if sign.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_only_a_sign(language: str) -> None:
    # « ☑ Léa — inscrire »: a mark is never the only bearer of a meaning.
    words, entries = Messages(language), {"fr": FRENCH, "en": ENGLISH}[language]
    said = {key: words.label(key, **dict.fromkeys(_arguments(entry), "xx")) for key, entry in entries.items()}
    assert [key for key, text in said.items() if not any(map(str.isalpha, text))] == []


def test_faults_are_found() -> None:
    spoilt = ("l'atelier", "...", "Quoi?", "Voici:", "«non»")
    assert [[fault for fault, sign in TYPOGRAPHY.items() if sign.search(text)] for text in spoilt] == [
        [fault] for fault in TYPOGRAPHY
    ]
    assert len(list(_unsound(("<b>", " ", "x" * LONGEST)))) == 3


def _code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))


def test_every_sentence_that_code_asks_for_exists() -> None:
    asked = set(re.findall(r"(?:\.say|\.label|\.button|_ask|picture\.button)\(\s*\"([a-z][a-z-]+)\"", _code()))
    assert len(asked) > 60
    assert asked <= FRENCH.keys()


def test_every_sentence_is_used() -> None:
    named = set(re.findall(r"[\"']([a-z][\w-]*)[\"']", _code()))
    assert [key for key in FRENCH if key not in named and not key.startswith(BUILT)] == []


def test_a_name_cannot_become_markup() -> None:
    assert "&lt;b&gt;" in Messages("fr").say("ask-month", name="<b>", year="2018")
    assert "<b>" in Messages("fr").label("cancel-undo", who="<b>")


def test_a_missing_sentence_or_argument_is_a_fault() -> None:
    with pytest.raises(MessageError, match="no sentence"):
        Messages("fr").say("no-such-sentence")
    with pytest.raises(MessageError):
        Messages("fr").say("ask-month")


def test_an_unknown_language_is_answered_in_french() -> None:
    assert Messages("de").language == "fr"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Inès", "d’Inès"), ("Élise", "d’Élise"), ("Tom", "de Tom"), ("Yann", "de Yann"), ("Hugo", "de Hugo")],
)
def test_french_elides_before_a_name_that_begins_with_a_vowel(name: str, said: str) -> None:
    assert said in Messages("fr").say("fits-these", name=name)
