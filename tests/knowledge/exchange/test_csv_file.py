"""The agenda file is read strictly, and every mistake in it is told at once, with its line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.agenda.agenda import Audience, Kind, Status, Theme
from knowledge.exchange.cells import OPTIONAL, REQUIRED
from knowledge.exchange.draft import BadLinesError, Cause, NotUtf8Error, Problem
from knowledge.exchange.spreadsheets import parse_csv
from tests.knowledge.exchange.build import PARIS, agenda_file

BAD_CELLS = YAML(typ="safe", pure=True).load(Path(__file__).with_name("bad_cells.yaml").read_text("utf-8"))


def problems_in(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadLinesError) as raised:
        parse_csv(text.encode(), PARIS)
    return raised.value.problems


def test_a_good_line_becomes_a_draft_in_utc() -> None:
    (draft,) = parse_csv(agenda_file({}).encode(), PARIS)
    assert draft.starts_at == datetime(2026, 12, 5, 13, 0, tzinfo=UTC)
    assert (draft.kind, draft.status, draft.capacity) == (Kind.WORKSHOP, Status.SCHEDULED, 10)
    assert (draft.age_min, draft.age_max) == (8, 12)
    assert draft.audiences == (Audience.FAMILIES, Audience.PUPILS)
    assert draft.themes == (Theme.CODING,)


def test_empty_cells_mean_no_limit_no_sign_up_and_no_room() -> None:
    empty = dict.fromkeys(("age_min", "age_max", "capacity", "room", "audiences", "description"), "")
    (draft,) = parse_csv(agenda_file(empty).encode(), PARIS)
    assert (draft.age_min, draft.age_max, draft.capacity, draft.room, draft.description) == (None,) * 5
    assert draft.audiences == ()


@pytest.mark.parametrize("bad", BAD_CELLS, ids=lambda bad: f"{bad['column']}={bad['cell']!r}")
def test_a_bad_cell_is_the_only_problem_and_is_named_with_its_line(bad: dict[str, str]) -> None:
    text = agenda_file({"uid": "before"}, {bad["column"]: bad["cell"]}, {"uid": "after"})
    (problem,) = problems_in(text)
    assert (problem.line, problem.cause) == (3, bad["cause"])
    assert bad["says"] in problem.reason
    assert str(problem).startswith("line 3: ")


def test_all_problems_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = agenda_file({"kind": "x", "uid": "a"}, {"uid": "b"}, {"uid": "b", "capacity": "x"})
    assert [(p.line, p.cause) for p in problems_in(text + "one,two\n")] == [
        (2, Cause.UNKNOWN_WORD),
        (4, Cause.BAD_NUMBER),
        (4, Cause.UID_TWICE),
        (5, Cause.CELL_COUNT),
    ]


def test_a_uid_used_twice_names_the_first_line() -> None:
    (problem,) = problems_in(agenda_file({"uid": "a"}, {"uid": "b"}, {"uid": "a"}))
    assert problem.reason == "the uid a is already on line 2"


def test_the_line_is_where_the_row_starts_even_after_a_cell_of_several_lines() -> None:
    text = agenda_file({"uid": "a", "description": "one\ntwo\nthree"}, {"uid": "b", "age_min": "x"})
    assert [p.line for p in problems_in(text)] == [5]


@pytest.mark.parametrize("missing", REQUIRED)
def test_every_required_column_is_missed(missing: str) -> None:
    columns = tuple(column for column in REQUIRED if column != missing)
    (problem,) = problems_in(agenda_file({}, columns=columns))
    assert problem == Problem(1, Cause.MISSING_COLUMN, missing)


def test_an_unknown_column_is_refused_by_name() -> None:
    (problem,) = problems_in(agenda_file({}, columns=(*REQUIRED, "price")))
    assert (problem.line, problem.cause, problem.value) == (1, Cause.UNKNOWN_COLUMN, "price")


def test_a_column_given_twice_is_refused() -> None:
    (problem,) = problems_in(agenda_file({}, columns=(*REQUIRED, "room")))
    assert problem == Problem(1, Cause.COLUMN_TWICE, "room")


@pytest.mark.parametrize("text", ["", "\n\n", "robots,Petits robots,2026-12-05T14:00\n"])
def test_a_file_without_header_says_so(text: str) -> None:
    (problem,) = problems_in(text)
    assert problem.cause is Cause.NO_HEADER


def test_broken_quotes_are_a_problem_with_a_line() -> None:
    (problem,) = problems_in(agenda_file({}) + '"never closed')
    assert (problem.line, problem.cause) == (3, Cause.BROKEN_QUOTES)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_semicolons_and_a_bom_are_understood(separator: str, bom: str) -> None:
    text = bom + agenda_file({"title": "Robots, et plus ; encore"}, separator=separator)
    (draft,) = parse_csv(text.encode(), PARIS)
    assert draft.title == "Robots, et plus ; encore"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
def test_another_encoding_is_refused_with_how_to_save(encoding: str) -> None:
    with pytest.raises(NotUtf8Error, match="CSV UTF-8") as raised:
        parse_csv(agenda_file({}).encode(encoding), PARIS)
    assert raised.value.line == (1 if encoding == "utf-16" else 2)


@pytest.mark.parametrize("written", ["2026-12-05T14:00", "2026-12-05 14:00", "2026-12-05T14:00:00"])
def test_times_may_have_a_space_or_seconds(written: str) -> None:
    (draft,) = parse_csv(agenda_file({"starts_at": written}).encode(), PARIS)
    assert draft.starts_at == datetime(2026, 12, 5, 13, 0, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_told_apart_by_its_offset() -> None:
    times = {"starts_at": "2026-10-25T02:30+02:00", "ends_at": "2026-10-25T02:30+01:00"}
    (draft,) = parse_csv(agenda_file(times).encode(), PARIS)
    assert draft.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert draft.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_empty_rows_and_lines_are_skipped() -> None:
    text = agenda_file({}) + "\r\n" + "," * (len(REQUIRED + OPTIONAL) - 1) + "\r\n"
    assert len(parse_csv(text.encode(), PARIS)) == 1


def test_a_file_with_only_a_header_holds_no_event() -> None:
    assert parse_csv(agenda_file().encode(), PARIS) == ()


def test_reminders_are_judged_by_the_callers_check() -> None:
    seen = []

    def check(reminders: str) -> str | None:
        seen.append(reminders)
        return "no such rule" if reminders == "soon" else None

    rows = {"uid": "a", "reminders": "7d,2h"}, {"uid": "b"}, {"uid": "c", "reminders": "soon"}
    with pytest.raises(BadLinesError, match="line 4: reminders “soon”: no such rule"):
        parse_csv(agenda_file(*rows).encode(), PARIS, check)
    assert seen == ["7d,2h", "soon"]


def test_optional_columns_the_file_lacks_are_unsaid() -> None:
    (bare,) = parse_csv(agenda_file({}, columns=REQUIRED).encode(), PARIS)
    (full,) = parse_csv(agenda_file({}).encode(), PARIS)
    assert (bare.unsaid, full.unsaid) == (frozenset(OPTIONAL), frozenset())


def test_composed_and_decomposed_letters_are_the_same_title() -> None:
    (draft,) = parse_csv(agenda_file({"title": "Re\u0301seau"}).encode(), PARIS)
    assert draft.title == "R\u00e9seau"
