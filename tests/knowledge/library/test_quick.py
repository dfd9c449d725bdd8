"""Long files of sentences are read line by line as YAML reads them; what is written otherwise is left to YAML."""

import pytest

from knowledge.library.content import Document
from knowledge.library.taught import asked_in, lists_in

LISTS = (
    '# comment\nprice:\n  - "c\'est « combien » ?"\n  - "dis \\"bonjour\\" \\u00e9"\n\n'
    'room:\n- "où : là - # ?"\n- "long,\n    et plus encore"\n'
)
ASKED = (
    '- {ask: "Où, {ici} ?", told: [address, access]}\n# x\n- {ask: "Et ?"}\n'
    '- {ask: "A ?",\n    told: [], unknown: true}\n'
)


def _file(tmp_path, text):
    file = tmp_path / "some.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_lists_are_what_yaml_reads(tmp_path):
    file = _file(tmp_path, LISTS)
    assert lists_in(file) == Document(file).value


def test_questions_are_what_yaml_reads(tmp_path):
    file = _file(tmp_path, ASKED)
    nothing = {"told": [], "unknown": False}
    assert asked_in(file) == [{**nothing, **one} for one in Document(file).value]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "price:\n",
        "price:\n  - plain\n",
        'price:\n  - "a" # why\n',
        'price:\n  - "a"\nprice:\n  - "b"\n',
        'price:\n  - "a"\nroom:\n',
        'true:\n  - "a"\n',
        'price: ["a"]\n',
        '- "a"\n',
        'price:\n  - "\\x41"\n',
        b'price:\n  - "\xff"\n',
    ],
)
def test_lists_written_otherwise_are_left_to_yaml(tmp_path, text):
    assert lists_in(_file(tmp_path, text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        '- {ask: "a", told: [null]}\n',
        '- {ask: "a", why: b}\n',
        "- {ask: a}\n",
        '- {ask: "a", told: [12]}\n',
        "a: b\n",
    ],
)
def test_questions_written_otherwise_are_left_to_yaml(tmp_path, text):
    assert asked_in(_file(tmp_path, text)) is None
