"""The two benches of flows, each over a few lines: what they call kept, right, missed and wrong is so."""

import asyncio

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench import breath, notices
from bot.core.settings import Settings
from knowledge.library.library import load_library
from scheduler.core.hours import PARIS
from tests.model_cache import shared_understanding

EVENT = {
    "title": "Robots en carton", "starts_at": "2026-12-12T14:00", "ends_at": "2026-12-12T16:00", "kind": "workshop",
    "age_min": 6, "age_max": 11, "capacity": 12,
}  # fmt: skip
TO = {"starts_at": "2026-12-19T10:00", "ends_at": "2026-12-19T12:00"}
HUGO, MANON = {"name": "Hugo", "birth": "2017-03"}, {"name": "Manon", "birth": "2019-05"}


@pytest.fixture(scope="module")
def clerk():
    from datetime import datetime

    understanding, zone = shared_understanding(), PARIS.zone
    now = datetime(2026, 12, 2, tzinfo=zone)
    return Clerk(assistant=Assistant(load_library(), zone), understanding=understanding, events=(), now=now)


def told(notice, text, want, *children, **more):
    """A line of the notices bench."""
    family = {"children": list(children or (HUGO,)), **more.pop("family", {})}
    line = {"id": "n", "lang": "fr", "notice": notice, "event": EVENT, "family": family, "text": text, "want": want}
    return {**line, **more}


def judged(clerk, *lines):
    """How each ended."""
    return [one.found for one in asyncio.run(notices.examine(lines, clerk, Settings(_env_file=None)))]


def test_part_of_a_family_comes_part_does_not_and_a_delay_reaches_the_team(clerk):
    text = "Manon a de la fièvre, Hugo viendra mais avec dix minutes de retard"
    want = {"Hugo": "coming", "Manon": "gone", "team": True}
    assert judged(clerk, told("reminder", text, want, HUGO, MANON)) == ["right"]


def test_a_reaction_counts_for_the_message_it_is_on_and_a_heart_for_nothing(clerk):
    lines = [
        told("reminder", "👍", {"Hugo": "coming"}, on="reaction"),
        told("moved", "👍", {"Hugo": "coming"}, on="reaction", to=TO),
        told("reminder", "❤", {"Hugo": "seat"}, on="reaction"),
    ]
    assert judged(clerk, *lines) == ["right"] * 3


def test_a_place_is_left_at_once_in_any_words_and_how_a_family_waits_is_changed(clerk):
    apart = {"Hugo": "waiting", "Manon": "waiting", "together": False}
    lines = [
        told("offer", "c'est gentil mais on part en week-end", {"Hugo": "gone"}),
        told("waiting", "un par un ça nous va aussi", apart, HUGO, MANON, family={"together": True}),
        told("moved", "on garde Hugo, on annule Manon", {"Hugo": "coming", "Manon": "gone"}, HUGO, MANON, to=TO),
    ]
    assert judged(clerk, *lines) == ["right"] * 3


def test_what_was_not_wanted_is_a_wrong_act_and_what_did_not_happen_is_missed(clerk):
    lines = [told("reminder", "oui on vient", {"Hugo": "seat"}), told("reminder", "bonjour", {"Hugo": "gone"})]
    assert judged(clerk, *lines) == ["wrong act", "missed"]


def test_a_sign_up_said_in_one_breath_is_kept_and_what_was_not_said_is_no_fault(clerk):
    asked = {**EVENT, "questions": ["phone", "alone", "photo", "allergy"]}
    said = {"children": [{**HUGO, "photo": False, "allergy": "noix"}, {"name": "Manon", "birth": "2019-05"}]}
    text = "inscrivez Hugo né en mars 2017, allergique aux noix, pas de photo pour Hugo, et Manon née en mai 2019"
    wrong = {"children": [{"name": "Hugo", "birth": "2016-03"}]}
    lines = [
        {"id": "b", "lang": "fr", "event": asked, "text": text, "said": said},
        {"id": "c", "lang": "fr", "event": EVENT, "text": "inscrivez Hugo né en mars 2017", "said": wrong},
    ]
    found = asyncio.run(breath.examine(lines, clerk, Settings(_env_file=None)))
    assert [one.found for one in found] == ["kept", "wrong"], [one.faults for one in found]
