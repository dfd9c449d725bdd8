"""What a person typed is read in intents alone: no module of bot/ looks into it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The machinery around the bot: nobody who writes to it is read there.
APART = {"bench", "sandbox", "cli", "migrations", "messages"}
SOURCES = [
    path for path in sorted((ROOT / "bot").rglob("*.py")) if APART.isdisjoint(path.relative_to(ROOT / "bot").parts)
]
# Modules that look into text which is nobody's: settings, logs, markup, button codes, the wire, what is learnt.
OF_NOBODY = {
    "assistant/answer.py", "assistant/lessons.py", "bot_api/api.py", "bot_api/replies.py",
    "core/telemetry.py", "core/settings.py", "features/my_data/kept.py", "intake/inbox.py", "messages/dates.py",
    "run/checks.py",
}  # fmt: skip
# Names under which a person's words are handed on.
TYPED = {"text", "typed"}
LOOKS = {
    "casefold", "lower", "upper", "split", "rsplit", "partition", "rpartition", "splitlines", "strip", "lstrip", "find",
    "startswith", "endswith", "removeprefix", "removesuffix", "replace", "translate", "count", "index", "isalpha",
    "isdigit", "isdecimal", "isupper", "islower", "title",
}  # fmt: skip
FOLDING = {"fold", "tokens", "expand", "written_out", "said_in", "words", "any_of", "read_lists", "read_yaml"}


def _is_typed(node: ast.AST) -> bool:
    """`text`, `scene.turn.text`, `words.text`: a person's own words, by the names that they have in bot/."""
    if isinstance(node, ast.Name):
        return node.id in TYPED
    is_text = isinstance(node, ast.Attribute) and node.attr == "text"
    return is_text and not _is_of_a_reply(node.value)


def _is_of_a_reply(node: ast.AST) -> bool:
    """The bot's own words: `reply.text`, `answer.text`, `shown.text`."""
    return not (
        (isinstance(node, ast.Attribute) and node.attr == "turn")
        or (isinstance(node, ast.Name) and node.id in ("turn", "words", "self", "meaning", "message"))
    )


def looks(source: str) -> list[str]:
    """The lines of a module that look into a person's words: a method of them, a part of them, a word in them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in LOOKS and _is_typed(value):
                found.append(f"{node.lineno}: .{attr}()")
            case ast.Subscript(value=value) if _is_typed(value):
                found.append(f"{node.lineno}: a part of it")
            case ast.Compare(comparators=others, ops=ops):
                within = any(isinstance(op, ast.In | ast.NotIn) for op in ops)
                if within and any(map(_is_typed, others)):
                    found.append(f"{node.lineno}: something in it")
            case ast.Import(names=names) if any(one.name == "re" for one in names):
                found.append(f"{node.lineno}: re")
            case ast.ImportFrom(module="intents.text.text", names=names):
                found += [f"{node.lineno}: {one.name}" for one in names if one.name in FOLDING]
            case ast.ImportFrom(module="intents.readers.wording", names=names):
                found += [f"{node.lineno}: {one.name}" for one in names if not one.name.endswith("name")]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_of_the_bot_looks_into_what_a_person_typed(path: Path) -> None:
    if str(path.relative_to(ROOT / "bot")) not in OF_NOBODY:
        assert looks(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "if 'oui' in scene.turn.text: pass",
        "if text.casefold() == 'oui': pass",
        "first = words.text.split()[0]",
        "if text[0] == '?': pass",
        "import re",
        "from intents.text.text import fold",
        "from intents.readers.wording import words",
    ],
)
def test_a_module_that_does_is_found(line: str) -> None:
    assert looks(line)


def test_no_word_list_lies_in_the_bot() -> None:
    lists = [path for path in (ROOT / "bot").rglob("*.y*ml") if not {"bench", "deploy"} & set(path.parts)]
    assert lists == []
