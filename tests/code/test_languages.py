"""The languages are declared twice, once for what is understood and once for what is told: the same, and whole."""

import pytest

from bot.messages import FOLDER
from intents.text.text import DATA
from intents.text.text import LANGUAGES as UNDERSTOOD
from knowledge.library.content import LANGUAGES as TOLD
from knowledge.library.things import CONTENT


def test_what_is_understood_is_answered_in_the_same_language() -> None:
    assert UNDERSTOOD == TOLD


@pytest.mark.parametrize("language", TOLD)
def test_a_language_lacks_no_file_that_french_has(language: str) -> None:
    for folder, pattern in ((FOLDER, "*.{}.ftl"), (DATA, "{}/*.yaml"), (CONTENT / "asked", "*.{}.yaml")):
        has, french = (
            {path.name.replace(f".{code}.", ".") for path in folder.glob(pattern.format(code))}
            for code in (language, "fr")
        )
        assert french - has == set(), folder
