"""Answers to a notice with a reason behind them, which never turns the answer round."""

import pytest

from intents.readers.attending import Said, read

TOM = ("Tom", "Léa")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("non merci, on a autre chose", Said.NO),
        ("non on a déjà quelque chose ce jour-là", Said.NO),
        ("c'est gentil mais non", Said.NO),
        ("no thanks, we have other plans", Said.NO),
        ("on ne pourra pas, il a un anniversaire", Said.NOT_COMING),
        ("on ne vient plus car la voiture est en panne", Said.NOT_COMING),
        ("on passe notre tour", Said.NOT_COMING),
        ("ça ne nous intéresse plus", Said.NOT_COMING),
        ("je préfère laisser la place", Said.NOT_COMING),
        ("oui, on a hâte !", Said.YES),
        ("oui mais on arrivera avec dix minutes de retard", Said.LATE),
    ],
)
def test_a_reason_behind_an_answer_leaves_it_what_it_is(text: str, said: Said) -> None:
    answer = read(text, TOM)
    assert answer is not None
    assert answer.said is said


@pytest.mark.parametrize(
    "text",
    [
        "non, c'est Tom qui vient", "non, plutôt une autre date", "oui, combien de temps ça dure", "et ma sœur ?",
        "non c'est pas ça", "non, il vient", "oui, inscrivez aussi sa sœur", "on vient en train",
    ],
)  # fmt: skip
def test_what_may_turn_an_answer_round_is_not_taken_for_one(text: str) -> None:
    assert read(text, TOM) is None


def test_more_behind_an_answer_is_told_so_that_distress_in_it_is_heard() -> None:
    answer, bare = read("non merci, je n'en peux plus de vivre", TOM), read("non merci", TOM)
    assert answer is None or answer.reason
    assert bare is not None
    assert not bare.reason
