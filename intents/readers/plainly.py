"""What families write of allergies, photos and leaving alone, put in the words that the readers look for."""

import re
from functools import cache

from intents.readers.wording import listed, words_alone


def in_words(text: str) -> str:
    """« Sort seul : non » as « sort seul non », « ne supporte pas le gluten » as an allergy."""
    text = _any_of("label").sub(", ", _any_of("politely").sub(",", text))
    text = _any_of("eats_all").sub(" aucune allergie ", _any_of("field").sub(" ", text))
    text, unborne = _any_of("not_borne").subn(" allergique à ", text)
    text = _any_of("called_so").sub("", text) if unborne else text
    return _any_of("only_for").sub(_only_for, text)


def _only_for(found: re.Match[str]) -> str:
    """« seulement pour Alix » as « pour Alix »: of whom it is said is sure."""
    return next((word for word in words_alone(found[0]).split() if word in listed("breath")["to_whom"]), "")


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(listed("breath")[kind]), re.IGNORECASE)
