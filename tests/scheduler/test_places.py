from hypothesis import given
from hypothesis import strategies as st

from scheduler.places import InLine, ahead_of_newcomers, allot, next_in_line, position

small = st.integers(0, 30)
lines = st.lists(st.booleans(), max_size=12).map(
    lambda flags: tuple(InLine(100 + n, n, reachable) for n, reachable in enumerate(flags))
)


@given(free=small, ahead=small, wanted=small)
def test_a_newcomer_never_passes_someone_who_waits_and_no_seat_stays_needlessly_empty(
    free: int, ahead: int, wanted: int
) -> None:
    got = allot(free, ahead, wanted)
    assert got.seated + got.waiting == wanted
    assert got.seated <= max(0, free - ahead)
    assert not got.waiting or got.seated == max(0, free - ahead)


@given(free=small, line=lines)
def test_free_seats_go_to_the_first_reachable_ones(free: int, line: tuple[InLine, ...]) -> None:
    chosen = next_in_line(free, line)
    assert len(chosen) == min(free, ahead_of_newcomers(line))
    assert list(chosen) == [entry for entry in line if entry.reachable][: len(chosen)]


@given(line=lines)
def test_positions_count_from_one_without_gaps(line: tuple[InLine, ...]) -> None:
    assert [position(line, entry.signup_id) for entry in line] == list(range(1, len(line) + 1))
    assert position(line, 1) is None
