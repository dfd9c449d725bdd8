import pytest

from intents.dates.dates import date_words
from intents.text.wordlists import figure


def kinds(text):
    return [item.kind for item in date_words().items(text)]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("7", "n12"),
        ("31", "n31"),
        ("41", "n99"),
        ("2026", "year"),
        ("0", "zero"),
        ("1650", "big"),
        ("06123456789", "big"),
    ],
)
def test_a_figure_is_sorted_by_size(written, kind):
    assert figure(written)[0] == kind


def test_figures_and_letters_written_together_are_told_apart():
    assert kinds("18h30") == ["n31", "hour_unit", "n31"]
    assert kinds("1er") == ["first"]


def test_a_dot_or_a_dash_counts_between_figures_only():
    assert kinds("12.12") == ["n12", "dot", "n12"]
    assert kinds("le 12. week-end") == ["the", "n12", "stop", "weekend"]


@pytest.mark.parametrize(
    ("typed", "right"),
    [("samdi", "weekday"), ("mercerdi", "weekday"), ("decembr", "month"), ("fevirer", "month"), ("semiane", "week")],
)
def test_a_slip_in_a_word_of_dates_is_forgiven(typed, right):
    assert kinds(typed) == [right]


@pytest.mark.parametrize("word", ["mari", "démarche", "domaine", "fever", "demande", "Marin", "tours"])
def test_a_right_word_near_a_word_of_dates_stays_itself(word):
    assert kinds(word) == ["word"]


def test_every_item_knows_where_it_was_typed():
    text = "le 1er, à 18h30"
    assert [text[item.start : item.end] for item in date_words().items(text)] == [
        "le",
        "1er",
        ",",
        "à",
        "18",
        "h",
        "30",
    ]
