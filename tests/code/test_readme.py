"""README.md and .env.example keep up with the code: settings, command line, Telegram commands."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.core.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SETTINGS = {f"CITE_{name.upper()}": field for name, field in Settings.model_fields.items()}
SETTING_ROWS = dict(re.findall(r"^\| `(CITE_\w+)` \| (.*?) \|", README, re.MULTILINE))
COMMAND_ROWS = re.findall(r"^\| `(cite .*?)` \|", README, re.MULTILINE)
EXAMPLE_LINES = dict(re.findall(r"^#?(CITE_\w+)=(.*)$", EXAMPLE, re.MULTILINE))


def default_of(name: str) -> str:
    """The default of a setting as a person would type it; nothing when there is none."""
    default = SETTINGS[name].default
    plain = default.get_secret_value() if isinstance(default, SecretStr) else default
    return str(plain) if plain else ""


def commands() -> dict[str, Any]:
    """Every command that can be typed, such as `cite agenda list`."""
    import typer

    from bot.cli import app  # lazily: the settings' tests need no command line

    return dict(leaves("cite", typer.main.get_command(app)))


def leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """The commands below `command`, or itself when it is no group."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for part, child in below.items():
        yield from leaves(f"{name} {part}", child)


def row_of(name: str) -> str | None:
    """The README's cell for a command."""
    return next(
        (
            row
            for row in COMMAND_ROWS
            if row == name or row.startswith(f"{name} [") or re.match(rf"{name} (--|[A-Z])", row)
        ),
        None,
    )


def test_the_readme_lists_exactly_the_settings_that_exist() -> None:
    assert set(SETTING_ROWS) == set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_readme_gives_the_default_of_a_setting(name: str) -> None:
    assert SETTING_ROWS[name] == (f"`{default_of(name)}`" if default_of(name) else "none")


def test_the_example_lists_exactly_the_settings_that_exist_once_each() -> None:
    assert sorted(re.findall(r"^#?(CITE_\w+)=", EXAMPLE, re.MULTILINE)) == sorted(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_example_gives_defaults_and_no_secret(name: str) -> None:
    assert EXAMPLE_LINES[name] == default_of(name)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_example_explains_each_setting(name: str) -> None:
    before = re.split(rf"^#?{name}=", EXAMPLE, flags=re.MULTILINE)[0].rstrip("\n").splitlines()[-1]
    assert re.match(r"# \S", before)


def test_every_command_is_in_the_readme_with_its_options() -> None:
    missing = []
    for name, command in commands().items():
        row = row_of(name)
        options = [option for one in command.params for option in one.opts if option.startswith("--")]
        missing += [name] if row is None else [f"{name} {o}" for o in options if o not in row and o != "--help"]
    assert missing == []


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    known = commands()
    assert [row for row in COMMAND_ROWS if not any(row_of(name) == row for name in known)] == []


def test_the_readme_names_no_option_that_does_not_exist() -> None:
    known = {row_of(name): command for name, command in commands().items()}
    unknown = [
        f"{row}: {option}"
        for row in COMMAND_ROWS
        for option in re.findall(r"--[a-z-]+", row)
        if row in known and not any(option in one.opts for one in known[row].params)
    ]
    assert unknown == []


def test_every_telegram_command_is_in_the_readme() -> None:
    from bot.router.route import COMMANDS

    assert [name for name in COMMANDS if f"`/{name}`" not in README] == []


def test_the_readme_names_every_column_of_the_agenda_file() -> None:
    from knowledge.exchange.cells import KNOWN

    table = README.split("### An event")[1].split("### ")[0]
    assert [column for column in KNOWN if f"`{column}`" not in table] == []
