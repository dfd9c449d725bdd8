"""Running a state machine of hypothesis against the tables of one engine."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy import Engine, delete, text

from knowledge.store.columns import Base

# Whoever only wants to know whether it fails need not wait for the shortest history that does.
_PHASES = [phase for phase in Phase if phase is not Phase.shrink or "CITE_TEST_NO_SHRINK" not in os.environ]


def run_on(engine: Engine, machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    """So many histories of so many steps; the machine finds its engine in `engine`."""
    run_state_machine_as_test(
        type(machine.__name__, (machine,), {"engine": engine}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
            phases=_PHASES,
        ),
    )


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER SEQUENCE families_id_seq RESTART"))
