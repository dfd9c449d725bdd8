"""What is learnt of descriptions beside the model: from sentences, and from questions about made-up events."""

from collections.abc import Mapping
from pathlib import Path

from intents.model.model import Model
from intents.statements import matching
from intents.statements.matching import Descriptions
from intents.text import DATA
from knowledge.descriptions_read import load_described, load_statements
from knowledge.things_read import load_asked

CODE = Path(matching.__file__).parent
_WORD_LISTS = ("abbreviations.yaml", "answered_by.yaml", "statement_words.yaml")


def learnt(model: Model) -> Descriptions:
    """Learnt anew, for this model of questions."""
    from intents.statements.learning import Asked, Described, learn_descriptions  # with what only learning needs

    described = [
        Described(one.title, one.description, tuple(Asked(text, at) for text, at in one.asked))
        for one in load_described()
    ]
    return learn_descriptions(model, load_statements(), _questions(), described)


def code_files() -> list[Path]:
    """The code and the word lists whose change asks for learning anew."""
    return sorted((*CODE.glob("*.py"), *(DATA / name for name in _WORD_LISTS)))


def _questions() -> Mapping[str, tuple[str, ...]]:
    """Ways to ask each attribute, in both languages."""
    found: dict[str, tuple[str, ...]] = {}
    for listed in load_asked().values():
        for attribute, templates in listed.items():
            found[attribute] = (*found.get(attribute, ()), *templates)
    return found
