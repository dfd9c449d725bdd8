"""What a feed changes by itself, what is asked, and that one which fails, shrinks or repeats itself changes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.agenda.agenda import Event, Status
from knowledge.exchange.compare import COLUMNS, TOLD_NOBODY, Known, Reading, Trouble, compared, digest, judge
from knowledge.exchange.draft import EventDraft
from tests.knowledge.exchange.build import draft
from tests.knowledge.exchange.test_export import NOW, drafts
from tests.knowledge.exchange.test_formats import event_of

HOUR = timedelta(hours=1)
ROBOTS, LEGO = draft("robots"), draft("lego", title="Lego")


def stored(*some: EventDraft) -> dict[str, Event]:
    return {one.uid: event_of(one, at) for at, one in enumerate(some, start=1)}


def settled(*some: EventDraft) -> dict[str, Known]:
    return {one.uid: Known(digest(one)) for one in some}


def test_a_new_event_is_added_as_a_draft_and_nothing_else() -> None:
    found = judge([ROBOTS], {}, {}, NOW)
    assert found == Reading(new=(replace(ROBOTS, status=Status.DRAFT),), settled=(("robots", digest(ROBOTS)),))


def test_what_is_over_or_was_cancelled_before_we_knew_it_is_not_added() -> None:
    over = draft("old", starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR)
    assert judge([ROBOTS, over, replace(LEGO, status=Status.CANCELLED)], {}, {}, NOW).new == (
        replace(ROBOTS, status=Status.DRAFT),
    )


def test_what_the_team_took_out_is_not_brought_back() -> None:
    assert judge([ROBOTS], {}, settled(ROBOTS), NOW).new == ()
    assert judge([replace(ROBOTS, title="Autre titre")], {}, settled(ROBOTS), NOW).new == ()


def test_a_description_goes_by_itself_and_a_move_a_cancellation_and_a_capacity_wait() -> None:
    moved = replace(ROBOTS, description="Autre", ends_at=ROBOTS.ends_at + HOUR, capacity=8, status=Status.CANCELLED)
    found = judge([moved], stored(ROBOTS), settled(ROBOTS), NOW)
    assert found.by_itself == (replace(moved, unsaid=COLUMNS - {"description"}),)
    assert found.waiting == (moved,)
    left = compared(moved, applied(found, stored(ROBOTS))["robots"], as_drafts=True).differing
    assert left == {"ends_at", "capacity", "status"}
    assert found.settled == ()


def test_a_draft_that_nobody_has_seen_follows_its_source_but_is_not_published_by_it() -> None:
    ours = replace(ROBOTS, status=Status.DRAFT)
    moved = replace(ROBOTS, starts_at=ROBOTS.starts_at - HOUR, capacity=8)
    found = judge([moved], stored(ours), settled(ROBOTS), NOW)
    assert found.by_itself == (replace(moved, unsaid=COLUMNS - {"starts_at", "ends_at", "capacity"}),)
    assert found.waiting == ()


def test_an_event_of_another_source_is_never_changed_by_itself() -> None:
    found = judge([replace(ROBOTS, description="Autre")], stored(ROBOTS), {}, NOW)
    assert found.by_itself == ()
    assert [one.uid for one in found.waiting] == ["robots"]
    left = {"robots": Known("before", is_ours=False)}
    assert judge([replace(ROBOTS, description="Autre")], stored(ROBOTS), left, NOW).by_itself == ()


def test_an_event_of_which_it_says_what_is_stored_is_its_own_from_then_on() -> None:
    assert judge([ROBOTS], stored(ROBOTS), {}, NOW).settled == (("robots", digest(ROBOTS)),)
    assert judge([replace(ROBOTS, capacity=9)], stored(ROBOTS), {}, NOW).settled == ()


def test_what_the_team_changed_here_stays_while_the_source_says_the_same_as_before() -> None:
    here = replace(ROBOTS, description="Mieux dit", capacity=20)
    found = judge([ROBOTS], stored(here), settled(ROBOTS), NOW)
    assert (found.by_itself, found.waiting) == ((), ())


def test_an_event_that_is_missing_is_asked_about_once() -> None:
    found = judge([ROBOTS], stored(ROBOTS, LEGO), settled(ROBOTS, LEGO), NOW)
    assert [one.uid for one in found.missing] == ["lego"]
    assert (found.by_itself, found.waiting) == ((), ())
    again = judge([ROBOTS], stored(ROBOTS, LEGO), settled(ROBOTS) | {"lego": Known(digest(LEGO), asked=True)}, NOW)
    assert again.missing == ()


def test_what_is_over_or_cancelled_is_not_missing() -> None:
    later = LEGO.ends_at + HOUR
    cancelled = replace(LEGO, status=Status.CANCELLED)
    assert judge([draft("new", ends_at=later + HOUR)], stored(LEGO), settled(LEGO), later).missing == ()
    assert judge([ROBOTS], stored(ROBOTS, cancelled), settled(ROBOTS, LEGO), NOW).missing == ()


numbers = st.integers(0, 12)


@given(numbers, numbers)
def test_a_feed_that_lost_half_of_what_is_to_come_changes_nothing(there: int, gone: int) -> None:
    some = [draft(f"e{number}") for number in range(there + gone)]
    new = draft("new")
    found = judge([*some[:there], new], stored(*some), settled(*some), NOW)
    if there + gone >= 4 and gone >= there:
        assert found == Reading(Trouble.HALVED)
        accepted = judge([*some[:there], new], stored(*some), settled(*some), NOW, accepts_fewer=True)
        assert len(accepted.missing) == gone
    else:
        assert (found.trouble, len(found.missing)) == (None, gone)


def test_an_empty_feed_changes_nothing_even_when_fewer_are_accepted() -> None:
    assert judge([], stored(ROBOTS), settled(ROBOTS), NOW, accepts_fewer=True) == Reading(Trouble.EMPTY)


def applied(reading: Reading, before: Mapping[str, Event], also_waiting: bool = False) -> dict[str, Event]:
    """The agenda after it."""
    after = dict(before)
    for one in (*reading.new, *reading.by_itself):
        said = {name: getattr(one, name) for name in COLUMNS - one.unsaid}
        after[one.uid] = replace(after[one.uid], **said) if one.uid in after else event_of(one, len(after) + 1)
    for one in reading.waiting if also_waiting else ():
        said = {name: getattr(one, name) for name in compared(one, after[one.uid], as_drafts=True).differing}
        after[one.uid] = replace(after[one.uid], **said)
    return after


agendas = st.lists(drafts(), max_size=4, unique_by=lambda one: one.uid)


@st.composite
def sources(draw: st.DrawFn, here: list[EventDraft]) -> list[EventDraft]:
    """Some of these as they are, some that say something else, some gone; and others that are new."""
    found = {one.uid: one for one in draw(agendas)}
    for one in here:
        match draw(st.sampled_from(["same", "changed", "gone"])):
            case "same":
                found[one.uid] = one
            case "changed":
                found[one.uid] = replace(draw(drafts()), uid=one.uid)
    return list(found.values())


@settings(max_examples=40)
@given(agendas, st.data())
def test_whatever_a_feed_says_families_are_told_of_nothing_by_itself(
    here: list[EventDraft], data: st.DataObject
) -> None:
    before = stored(*here)
    source = data.draw(sources(here))
    known = {uid: Known(data.draw(st.sampled_from([None, "before"]))) for uid in before if data.draw(st.booleans())}
    reading = judge(source, before, known, NOW)
    after = applied(reading, before)
    for uid, event in before.items():
        assert after[uid].ends_at > after[uid].starts_at
        unseen = event.status is Status.DRAFT
        kept = {"status"} if unseen else COLUMNS - TOLD_NOBODY
        assert all(getattr(after[uid], name) == getattr(event, name) for name in kept)
    assert all(after[uid].status is Status.DRAFT for uid in after.keys() - before.keys())


@settings(max_examples=40)
@given(agendas, st.data())
def test_once_all_of_it_is_applied_the_same_reading_asks_nothing(here: list[EventDraft], data: st.DataObject) -> None:
    before, source = stored(*here), data.draw(sources(here))
    reading = judge(source, before, dict.fromkeys(before, Known()), NOW, accepts_fewer=True)
    after = applied(reading, before, also_waiting=True)
    known = {uid: Known("before", asked=True) for uid in after}
    again = judge(source, after, known, NOW, accepts_fewer=True)
    assert (again.new, again.by_itself, again.waiting, again.missing) == ((), (), (), ())
