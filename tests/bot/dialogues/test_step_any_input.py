"""Whatever anybody does in whatever order, the form stays sound."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.form import (
    Added,
    Amended,
    Born,
    Consented,
    Counted,
    Dropped,
    Form,
    FormInput,
    NewAnswer,
    Opening,
    Phoned,
    Reanswered,
    SeatsKept,
    SeatsShort,
    Step,
    Tapped,
    Unclear,
    Verb,
    Worded,
)
from bot.features.signup.effects import Facts, RecordConsent
from bot.features.signup.people import MOST_UNNAMED
from bot.features.signup.questions import NEEDED, answer_to, asked_about
from bot.features.signup.step import begin, step
from intents.readers.births import Named, Told
from scheduler.core.people import BirthMonth
from scheduler.seats.answers import Answer, Question
from tests.bot.dialogues.forms import ADULTS, ALL_AGES, ASKED, FACTS

NUMBERS = st.integers(-3, 10**12)
BIRTHS = st.builds(BirthMonth, st.integers(0, 9999), st.integers(1, 12))
TOLD = st.builds(Told, st.text("Léa", max_size=2), st.integers(0, 9999), st.integers(0, 12), st.integers(0, 110))
NAMES = st.lists(st.text("Léa", min_size=1, max_size=5), min_size=1, max_size=8).map(tuple)
ANEW = st.builds(
    NewAnswer, st.sampled_from(Question), st.none() | st.sampled_from(["yes", "no", "noix", "x" * 201]),
    st.lists(st.integers(1, 4), max_size=3).map(tuple), st.booleans(), st.booleans(),
)  # fmt: skip
INPUTS = st.one_of(
    st.builds(Tapped, st.sampled_from(Verb), NUMBERS),
    st.builds(Tapped, st.sampled_from(Verb), st.integers(0, 13)),
    st.builds(Tapped, st.sampled_from([Verb.CONTINUE, Verb.YES, Verb.NO, Verb.SKIP, Verb.NONE, Verb.LEAVE])),
    st.builds(
        Named,
        NAMES | st.just(()),
        st.lists(TOLD).map(tuple),
        st.booleans(),
        st.lists(st.integers(1, 4)).map(tuple),
        st.integers(0, 8),
    ),
    st.builds(Amended, st.integers(0, 4), st.none() | BIRTHS, st.text("Léa", max_size=3)),
    st.builds(Born, BIRTHS),
    st.builds(Counted, NUMBERS),
    st.builds(Phoned, st.just("+33612345678")),
    st.builds(Worded, st.text(max_size=250)),
    st.builds(Added, st.integers(1, 4)),
    st.builds(Dropped, st.lists(st.integers(1, 4)).map(tuple), NAMES),
    st.builds(Consented),
    st.builds(SeatsKept, st.integers(0, 5)),
    st.builds(SeatsShort, st.integers(0, 5)),
    st.builds(Reanswered, st.lists(ANEW, min_size=1, max_size=3).map(tuple)),
    st.builds(Unclear),
)
KINDS = st.sampled_from(
    [
        FACTS, ADULTS, ALL_AGES, replace(FACTS, participants=(), fitting=frozenset()), ASKED,
        replace(ALL_AGES, questions=tuple(Question), unnamed_already=2), replace(ASKED, already=frozenset({2})),
        replace(ASKED, children=frozenset({1}), list_open=False, room=2),
    ]
)  # fmt: skip


def is_complete(form: Form, facts: Facts) -> bool:
    """Every question is answered, passed over, or left to the team."""
    asked = ((q, one) for q in facts.questions for one in asked_about(q, form, facts))
    return all(answer_to(form, question, one) is not None for question, one in asked)


def needed_but_open(form: Form) -> set[Answer]:
    return {answer for answer in form.answers if answer.question in NEEDED and not answer.words}


@given(KINDS, st.lists(INPUTS, max_size=25), NAMES | st.just(()), st.integers(0, 10**6), st.booleans())
def test_whatever_is_done_the_form_stays_sound(
    facts: Facts, inputs: list[FormInput], names: tuple[str, ...], unnamed: int, consented: bool
) -> None:
    facts = replace(facts, consented=consented)
    form = begin(1, 1, Opening(Named(names), unnamed), facts)
    for said in inputs:
        before = form
        stepped = step(form, said, facts)
        form = stepped.form
        assert set(form.chosen) <= facts.open
        assert len(set(form.chosen)) == len(form.chosen)
        assert 0 <= form.unnamed <= MOST_UNNAMED
        assert not (facts.for_children and form.unnamed)
        assert form.step is not Step.RECAP or (form.people > 0 and is_complete(form, facts))
        new = needed_but_open(form) - needed_but_open(before)
        assert not new or said == Tapped(Verb.LEAVE, said.number) or said == Tapped(Verb.YES, said.number)
        assert not (new and isinstance(said, Tapped) and said.verb is Verb.LEAVE) or before.tries >= 3
        assert Form.from_fields(json.loads(json.dumps(form.to_fields()))) == form
        if isinstance(stepped.effect, RecordConsent):
            facts = replace(facts, consented=True)


@given(st.lists(st.tuples(INPUTS, KINDS), max_size=30), KINDS)
def test_the_recap_is_never_reached_with_somebody_who_may_no_longer_take_part(
    turns: list[tuple[FormInput, Facts]], first: Facts
) -> None:
    form = begin(1, 1, Opening(), first)
    for said, facts in turns:
        before = form.step
        form = step(form, said, facts).form
        if form.step is Step.RECAP and before not in (Step.RECAP, Step.STOPPING):
            assert set(form.chosen) <= facts.open
            assert form.people > 0
            assert is_complete(form, facts)
