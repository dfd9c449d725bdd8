"""First names in typed words, one case of data each."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from intents.readers.births import Named, Told
from intents.readers.people import read_names

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)
CASES = YAML(typ="safe").load(Path(__file__).with_name("names.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] or "nothing" for case in CASES])
def test_first_names_are_read_as_written_down(case: dict[str, Any]) -> None:
    named = read_names(case["text"], NOW)
    if case["names"] is None:
        assert named is None
        return
    told = tuple(Told(name, **fields) for name, fields in case.get("told", {}).items())
    assert named == Named(tuple(case["names"]), told, case.get("doubtful", False), adults=case.get("adults", 0))
