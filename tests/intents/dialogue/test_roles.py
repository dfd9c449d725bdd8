"""What an expression of time is for: learnt from marked sentences, several roles read together."""

from datetime import date, time

import numpy as np
import pytest

from intents.dates.dates import find_when
from intents.dates.when import OPEN_END, Hours, Span, When
from intents.dialogue import learning
from intents.dialogue.asks import Role, expressions, readings, together
from intents.dialogue.candidates import candidates
from intents.dialogue.learning import Marked, learn_roles, lessons, load_marked, load_times
from intents.dialogue.moments import fitting
from intents.text.text import CatalogueError
from tests.intents.cases import NOW
from tests.model_cache import shared_understanding

MARKED = (
    *(Marked(f"je travaille {day}, vous avez quoi {other} ?", (("n", day), ("w", other)))
      for day, other in (("le lundi", "le mardi"), ("le matin", "le soir"), ("le jeudi", "samedi"))),
    *(Marked(f"je sors du boulot {hour}, ya quoi ?", (("f", hour),)) for hour in ("à 18h", "à 17 h", "vers 16 h")),
    *(Marked(f"j’ai vu l’affiche {day}, un atelier {other} ?", (("t", day), ("w", other)))
      for day, other in (("hier", "demain"), ("lundi", "mercredi"), ("samedi", "dimanche"))),
)  # fmt: skip


@pytest.fixture(scope="module")
def roles(model):
    return learn_roles(MARKED, model.reader, NOW)


@pytest.fixture(scope="module")
def real():
    """Learnt from every sentence of ours."""
    return shared_understanding().model


def likeliest(text, roles, model):
    found = expressions(text, find_when(text, NOW), roles, model.reader)
    return readings(found, 3)[0].roles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je travaille le mercredi, vous avez quoi le vendredi ?", (Role.NOT_FREE, Role.WANTED)),
        ("je sors du boulot à 19 h, ya quoi ?", (Role.FREE_FROM,)),
        ("j’ai vu l’affiche mardi, un atelier jeudi ?", (Role.TOLD, Role.WANTED)),
    ],
)
def test_the_words_around_an_expression_tell_what_it_is_for(roles, model, text, expected):
    assert likeliest(text, roles, model) == expected


def test_readings_come_best_first_and_none_is_likelier_than_its_expressions_alone(roles, model):
    text = "je travaille lundi et mardi, vous avez quoi mercredi ?"
    found = expressions(text, find_when(text, NOW), roles, model.reader)
    read = readings(found, 5)
    assert [one.likely for one in read] == sorted((one.likely for one in read), reverse=True)
    assert read[0].likely == pytest.approx(sum(max(one.likely.values()) for one in found))
    assert together(found, Role.WANTED) <= read[0].likely


def test_without_a_model_every_role_is_as_likely(model):
    text = "je travaille lundi"
    (found,) = expressions(text, find_when(text, NOW), None, model.reader)
    assert len({round(one, 6) for one in found.likely.values()}) == 1


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("le matin", Role.NOT_FREE, When(hours=Hours(time(11, 59), time(23, 59)))),
        ("le mercredi", Role.NOT_FREE, When(not_weekdays=frozenset({2}))),
        ("le 12", Role.NOT_FREE, When(not_spans=(Span(date(2026, 12, 12), date(2026, 12, 12)),))),
        ("à 17 h 30", Role.FREE_FROM, When(hours=Hours(time(17, 30), time(23, 59)))),
        ("mon service finit à 19 h 30", Role.FREE_FROM, When(hours=Hours(time(19, 29), time(23, 59)))),
        ("le 12", Role.FREE_FROM, When(spans=(Span(date(2026, 12, 12), OPEN_END),))),
        ("à 14 h", Role.FREE_UNTIL, When(hours=Hours(time(0), time(14)))),
        ("le 12", Role.FREE_UNTIL, When(spans=(Span(NOW.date(), date(2026, 12, 11)),))),
        ("le 12", Role.TOLD, None),
    ],
)
def test_when_one_is_free_follows_from_the_role(model, text, role, expected):
    found = expressions(text, find_when(text, NOW), None, model.reader)
    assert fitting(found, (role,), NOW) == expected


@pytest.mark.parametrize(
    ("text", "roles", "expected"),
    [
        ("de repos le 5 décembre, on part le 12", (Role.FREE_FROM, Role.FREE_UNTIL),
         When(spans=(Span(date(2026, 12, 5), date(2026, 12, 11)),))),
        ("foot le samedi matin, il reste quoi l’après-midi ?", (Role.NOT_FREE, Role.NOT_FREE, Role.WANTED),
         When(weekdays=frozenset({5}), hours=Hours(time(12), time(17, 59)))),
    ],
)  # fmt: skip
def test_the_roles_of_several_expressions_make_one_moment(model, text, roles, expected):
    found = expressions(text, find_when(text, NOW), None, model.reader)
    assert fitting(found, roles, NOW) == expected


def test_what_refuses_by_its_own_words_is_learnt_as_it_reads(model):
    one = Marked("tout sauf le mercredi", (("n", "le mercredi"),))
    assert [role for _, role in lessons([one], model.reader, NOW)] == [Role.WANTED]


def test_an_expression_with_two_marks_teaches_nothing(model):
    one = Marked("samedi 12 décembre", (("w", "samedi"), ("n", "12 décembre")))
    assert list(lessons([one], model.reader, NOW)) == []


def test_a_mark_that_does_not_end_is_named_with_its_line(tmp_path):
    (tmp_path / "broken.txt").write_text("ya quoi <w>samedi</w> ?\nje bosse <n>lundi\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"broken\.txt.*line 2"):
        load_marked(tmp_path)


def test_the_same_sentences_teach_the_same(model):
    first, second = (learn_roles(MARKED, model.reader, NOW) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)


def test_every_marked_sentence_of_ours_is_read():
    assert all(one.text for one in load_marked())
    assert {role for one in load_marked() for role, _ in one.marks} == {*Role, learning.SUBJECT}


def test_sentences_that_mark_times_alone_mark_no_subject():
    assert {role for one in load_times() for role, _ in one.marks} == set(Role)


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("le matin elle a poterie", True), ("le mardi ils ont chorale", True), ("on est pris jeudi, le notaire", True),
        ("le matin elle voudrait venir", False), ("que le mardi", False), ("le jeudi nous irait bien", False),
    ],
)  # fmt: skip
def test_what_takes_a_time_is_told_from_who_wishes_for_it(real, text, takes):
    (found,) = expressions(text, find_when(text, NOW), real.roles, real.reader)
    assert (max(found.likely, key=found.likely.get) is Role.NOT_FREE) == takes


def test_expressions_side_by_side_are_for_the_same(real):
    text = "le mercredi après-midi elle a solfège"
    one, other = expressions(text, find_when(text, NOW), real.roles, real.reader)
    assert other.goes_on
    assert one.likely == other.likely


def test_a_message_with_many_expressions_of_time_has_few_candidates(turn):
    days = [f"le {day}" for day in range(1, 29)]
    few, many = (candidates(turn(f"{', '.join(some)} ?")) for some in (days[:3], days))
    assert len(many) <= 2 * len(few)
