"""What the tests of the form's rules begin with: a form, and what is known of the event and the family."""

from dataclasses import replace

from bot.chat.form import Form, FormInput, Phoned, SeatsKept, Step, Tapped, Verb
from bot.features.signup.effects import Facts
from bot.features.signup.step import step
from intents.readers.births import Named, Told
from scheduler.core.people import BirthMonth
from scheduler.seats.answers import Question

FACTS = Facts(
    consented=True, participants=(1, 2, 3), fitting=frozenset({1, 2}), for_children=True,
    children=frozenset({1, 2, 3}), this_month=BirthMonth(2026, 11),
)  # fmt: skip
ADULTS = replace(FACTS, for_children=False, for_adults=True)
ALL_AGES = replace(FACTS, for_children=False)
FORM = Form(serial=1, event_id=1, step=Step.WHO)
MAY_2019 = BirthMonth(2019, 5)
LEA_OF_MAY_2019 = Named(("Léa",), (Told("Léa", 2019, 5),))
ASKED = replace(FACTS, fitting=frozenset({1, 2, 3}), questions=tuple(Question))
PHONE, YES, NO = Phoned("+33612345678"), Tapped(Verb.YES), Tapped(Verb.NO)


def answered(*inputs: FormInput, facts: Facts = ASKED, chosen: tuple[int, ...] = (1, 2, 3)) -> Form:
    """The form after seats were kept for these and this was said."""
    form = step(replace(FORM, chosen=chosen), SeatsKept(len(chosen)), facts).form
    for said in inputs:
        form = step(form, said, facts).form
    return form
