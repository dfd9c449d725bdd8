"""What waits for a yes comes back as it was, and an event is described as a source would."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Audience, Kind, Status, Theme
from knowledge.exchange.apply import ImportReport, apply
from knowledge.exchange.draft import QUESTIONS, EventDraft, draft_of
from knowledge.exchange.rows import drafts_from_json, drafts_to_json
from knowledge.store.database import Database
from tests.knowledge.exchange.build import draft

_FIRST, _LAST = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001  # hypothesis wants bounds without a zone
_INSTANTS = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
_DRAFTS = st.builds(
    EventDraft,
    uid=st.text(min_size=1, max_size=8),
    title=st.text(min_size=1, max_size=20),
    starts_at=_INSTANTS,
    ends_at=_INSTANTS,
    kind=st.sampled_from(Kind),
    room=st.none() | st.text(min_size=1, max_size=8),
    age_min=st.none() | st.integers(0, 9),
    capacity=st.none() | st.integers(1, 99),
    audiences=st.lists(st.sampled_from(Audience), max_size=3, unique=True).map(tuple),
    themes=st.lists(st.sampled_from(Theme), max_size=3, unique=True).map(tuple),
    signup_closes_at=st.none() | _INSTANTS,
    status=st.sampled_from(Status),
    questions=st.lists(st.sampled_from(QUESTIONS), max_size=2, unique=True).map(tuple),
    unsaid=st.frozensets(st.sampled_from(["status", "questions"])),
)


@given(st.lists(_DRAFTS, max_size=3))
def test_drafts_come_back_as_they_were(drafts: list[EventDraft]) -> None:
    assert drafts_from_json(drafts_to_json(drafts)) == tuple(drafts)


def test_an_event_applied_as_it_is_changes_nothing(database: Database, now: datetime) -> None:
    database.do(apply, [draft(room="Mezzanine", questions=("phone",), family_cap=2, title_en="Robots")], now)
    (event,) = database.do(agenda.everything)
    assert database.do(apply, [draft_of(event)], now) == ImportReport(unchanged=(event.id,))
