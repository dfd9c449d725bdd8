import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.slots.lengths import find_longest


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("quelque chose de court, genre une heure max", 60), ("maximum une heure", 60), ("une heure, pas plus", 60),
        ("1h30 maximum", 90), ("pas plus d’une heure et demie", 90), ("moins d’une demi-heure", 30), ("45 min max", 45),
        ("an hour at most", 60), ("no longer than 2 hours", 120),
        ("dix enfants grand maximum", None), ("ma fille de moins de 2 ans", None), ("ça dure 2 heures", None),
        ("je vous ai écrit il y a moins de 2 heures", None),
    ],
)  # fmt: skip
def test_only_a_bound_on_how_long_it_lasts_is_one(text, minutes):
    assert find_longest(text) == minutes


@given(st.integers(1, 9), st.integers(1, 59))
def test_hours_and_minutes_add_up(hours, minutes):
    assert find_longest(f"{hours}h{minutes:02} maximum") == hours * 60 + minutes


@given(st.text())
def test_no_text_makes_it_stumble(text):
    found = find_longest(text)
    assert found is None or found > 0
