"""What a conversation was about: how long it counts, and how it is kept."""

import json
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intents.dates.when import Hours, Span, When
from intents.dialogue.state import FADES_AFTER, DialogueState
from intents.meaning.meaning import People, Person, Sex, Slots
from intents.slots.slots import AUDIENCES, KINDS, THEMES

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: Span(min(pair), max(pair)))
TIMES = st.times(time(0), time(23, 59)).map(lambda at: at.replace(microsecond=0))
HOURS = st.none() | st.tuples(TIMES, TIMES).map(lambda pair: Hours(min(pair), max(pair)))
WEEKDAYS = st.frozensets(st.integers(0, 6))


def some(values):
    return st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).map(tuple)


UIDS = some({"a1", "b2", "é3"})
WHENS = st.none() | st.builds(
    When, spans=st.lists(SPANS, max_size=2).map(tuple), weekdays=WEEKDAYS, not_weekdays=WEEKDAYS, hours=HOURS,
    not_spans=st.lists(SPANS, max_size=2).map(tuple), not_hours=HOURS,
)  # fmt: skip
QUERIES = st.builds(
    Slots, when=WHENS, ages=some({3, 8, 40}), audiences=some(AUDIENCES), themes=some(THEMES), kinds=some(KINDS),
    people=some(People), events=UIDS, titled=st.booleans(), not_themes=some(THEMES), not_kinds=some(KINDS),
    not_events=UIDS, names=some({"Léa", "Tom"}), count=st.none() | st.integers(1, 9),
)  # fmt: skip
PEOPLE = st.lists(st.builds(Person, st.integers(0, 17), st.sampled_from(Sex)), max_size=3).map(tuple)
CONTEXTS = st.builds(
    DialogueState, at=st.just(NOW), intent=st.none() | st.text(max_size=9), shown=UIDS, listed=UIDS, query=QUERIES,
    related=UIDS, offered=UIDS, refused=UIDS, rephrased=st.booleans(), wanted=st.none() | QUERIES,
    topic=st.none() | st.text(max_size=9), people=PEOPLE,
)  # fmt: skip


@given(CONTEXTS)
def test_what_was_kept_is_read_back(context):
    assert DialogueState.from_json(context.to_json()) == context


def test_what_an_older_version_kept_is_still_read():
    older = json.loads(DialogueState(at=NOW, shown=("a",)).to_json())
    for newer in ("listed", "offered", "refused", "rephrased", "wanted", "people"):
        del older[newer]
    older["query"] = {"when": None, "ages": [5], "audiences": [], "themes": [], "kinds": []}
    assert DialogueState.from_json(json.dumps(older)) == DialogueState(at=NOW, shown=("a",), query=Slots(ages=(5,)))


def test_it_fades_after_half_an_hour():
    context = DialogueState(at=NOW)
    assert context.fresh(NOW + FADES_AFTER)
    assert not context.fresh(NOW + FADES_AFTER + timedelta(seconds=1))
    assert not context.fresh(NOW - timedelta(seconds=1))


def test_it_is_about_events_only_when_the_last_answer_was():
    assert DialogueState(at=NOW, intent="events", shown=("a",)).about_events
    assert not DialogueState(at=NOW, intent="address", shown=("a",)).about_events
    assert not DialogueState(at=NOW, intent="events").about_events
