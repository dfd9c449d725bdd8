"""`cite understand --jsonl`: texts in, meanings and dates out, one line each."""

import json

import pytest

from bot.core.errors import BotError


@pytest.fixture(scope="module")
def understood(clerk):
    """Feed lines, get the objects printed."""
    return lambda *lines: [json.loads(line) for line in clerk.understand_lines(lines)]


def test_a_json_line_is_answered_with_its_id_and_the_dates_it_names(understood):
    (said,) = understood('{"id": "a1", "text": "samedi ou dimanche soir ?", "now": "2026-12-01T10:00"}')
    assert said["id"] == "a1"
    assert said["text"] == "samedi ou dimanche soir ?"
    assert said["dates"] == [
        {"start": "2026-12-05T00:00", "end": "2026-12-06T00:00"},
        {"start": "2026-12-06T18:00", "end": "2026-12-07T00:00"},
    ]


def test_an_open_side_is_null(understood):
    before, after = understood('{"id": 1, "text": "avant Noël"}', '{"id": 2, "text": "à partir de lundi"}')
    assert before["dates"] == [{"start": None, "end": "2026-12-25T00:00"}]
    assert after["dates"] == [{"start": "2026-12-07T00:00", "end": None}]


@pytest.mark.parametrize("now", ["2027-07-01T23:30", "2027-07-01T23:30+02:00", "2027-07-01T21:30Z"])
def test_a_line_may_say_when_it_was_written_in_any_zone(understood, now):
    (said,) = understood(json.dumps({"id": 1, "text": "demain", "now": now}))
    assert said["dates"] == [{"start": "2027-07-02T00:00", "end": "2027-07-03T00:00"}]


def test_a_line_that_does_not_say_is_read_at_the_instant_of_the_command(understood):
    for said in understood('{"id": 1, "text": "demain"}', '{"id": 2, "text": "demain", "now": null}'):
        assert said["dates"] == [{"start": "2026-12-02T00:00", "end": "2026-12-03T00:00"}]


@pytest.mark.parametrize(
    "line", ["vous faites quoi demain ?", '"demain"', "12", '["demain"]', '{"txt": "demain"}', "{"]
)
def test_a_line_of_plain_text_is_still_read(understood, line):
    (said,) = understood(f"{line}\n")
    assert said["text"] == line
    assert "id" not in said
    assert len(said["dates"]) == ("demain" in line)


def test_lines_without_a_date_have_an_empty_list_and_empty_lines_none(understood):
    assert [said["dates"] for said in understood("où êtes-vous ?", "", " \n", "il a 7 ans")] == [[], []]


def test_an_instant_that_is_none_is_named(understood):
    with pytest.raises(BotError, match="mardi is not an instant"):
        understood('{"id": 1, "text": "demain", "now": "mardi"}')
