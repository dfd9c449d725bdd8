"""First names in a message."""

import pytest

from intents.slots.names import find_names
from tests.intents.cases import params, read

KNOWN = frozenset(read("names")["known"])


@pytest.mark.parametrize("case", params(read("names")["cases"]))
def test_who_is_to_be_signed_up_is_read(case):
    assert list(find_names(case["text"], KNOWN.__contains__, frozenset(case.get("dated", ())))) == case["names"]
