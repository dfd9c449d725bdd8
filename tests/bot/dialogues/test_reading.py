"""The form's strict reading of typed words, one case of data each."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import Born, Counted, Named, Tapped, Unclear, Verb
from bot.dialogues.reading import read, read_names
from scheduler.ages import BirthMonth
from scheduler.families import Participant

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)
CASES = YAML(typ="safe").load(Path(__file__).with_name("names.yaml"))
KNOWN = (
    Participant(id=1, family_id=1, first_name="Léa", birth=BirthMonth(2018, 3)),
    Participant(id=2, family_id=1, first_name="Tom", birth=BirthMonth(2016, 5)),
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] or "nothing" for case in CASES])
def test_first_names_are_read_as_written_down(case: dict[str, Any]) -> None:
    named = read_names(case["text"], NOW)
    if case["names"] is None:
        assert named is None
        return
    year, _, month = case.get("birth", "").partition("-")
    birth = BirthMonth(int(year), int(month)) if year else None
    assert named == Named(tuple(case["names"]), birth, case.get("doubtful", False))


def form(step: Step) -> Form:
    return Form(serial=1, event_id=1, step=step, name="Zoé", year=2018)


@pytest.mark.parametrize(
    ("step", "text", "meant"),
    [
        (Step.NOTICE, "oui", Tapped(Verb.AGREE)),
        (Step.NOTICE, "Non merci", Tapped(Verb.REFUSE)),
        (Step.NOTICE, "pourquoi ?", Unclear()),
        (Step.WHO, "tom", Tapped(Verb.TICK, 2)),
        (Step.WHO, "léa et tom", Named((), known=(1, 2))),
        (Step.WHO, "Tom et Zoé", Named(("Zoé",), known=(2,))),
        (Step.WHO, "3", Counted(3)),
        (Step.WHO, "ok", Tapped(Verb.CONTINUE)),
        (Step.BIRTH, "mars 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "2018", Tapped(Verb.YEAR, 2018)),
        (Step.BIRTH, "c’est un adulte", Tapped(Verb.IS_ADULT)),
        (Step.BIRTH, "oui", Unclear()),
        (Step.MONTH, "mars", Born(BirthMonth(2018, 3))),
        (Step.MONTH, "avril 2017", Born(BirthMonth(2017, 4))),
        (Step.SHORT, "oui", Tapped(Verb.WAIT)),
        (Step.SHORT, "non", Tapped(Verb.CHANGE)),
        (Step.RECAP, "Je confirme !", Tapped(Verb.CONFIRM)),
        (Step.RECAP, "non", Tapped(Verb.CHANGE)),
        (Step.STOPPING, "oui", Tapped(Verb.STOP_YES)),
        (Step.STOPPING, "non", Tapped(Verb.RESUME)),
        (Step.NAME_SURE, "oui", Tapped(Verb.NAME_IS)),
        (Step.NAME_SURE, "non", Tapped(Verb.NAME_IS_NOT)),
        *((step, "laisse tomber", Tapped(Verb.STOP)) for step in Step if step is not Step.STOPPING),
    ],
)
def test_words_mean_what_the_step_expects(step: Step, text: str, meant: object) -> None:
    assert read(form(step), text, KNOWN, NOW) == meant


@given(st.sampled_from(Step), st.text(max_size=60))
def test_no_text_at_all_breaks_the_reading(step: Step, text: str) -> None:
    read(form(step), text, KNOWN, NOW)
