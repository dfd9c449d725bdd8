from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from scheduler.seats.seats import InLine, allot, next_in_line, open_to_newcomers, position

small = st.integers(0, 30)


@st.composite
def lines(draw: st.DrawFn) -> tuple[InLine, ...]:
    """A waiting list of entries of one to four people."""
    ids = count(100)
    line: list[InLine] = []
    for family in range(draw(st.integers(0, 8))):
        reachable, together = draw(st.booleans()), draw(st.booleans())
        members = [next(ids) for _ in range(draw(st.integers(1, 4)))]
        line += [InLine(one, family, reachable, members[0], together) for one in members]
    return tuple(line)


def of_entry(line: tuple[InLine, ...], entry_id: int) -> list[InLine]:
    return [one for one in line if one.entry_id == entry_id]


@given(free=small, line=lines(), wanted=small, held=small, together=st.booleans())
def test_a_newcomer_passes_nobody_who_could_take_the_seat(
    free: int, line: tuple[InLine, ...], wanted: int, held: int, together: bool
) -> None:
    got = allot(free, line, wanted, held, together)
    assert got.seated + got.waiting == wanted
    assert got.seated <= free
    assert not together or got.seated in (0, wanted)
    others = free - min(held, free)
    assert max(0, got.seated - min(held, free)) + len(next_in_line(others, line)) <= others


@given(free=small, line=lines())
def test_no_seat_stays_empty_that_somebody_in_line_could_take(free: int, line: tuple[InLine, ...]) -> None:
    chosen = next_in_line(free, line)
    left = free - len(chosen)
    assert left >= 0
    assert open_to_newcomers(free, line) == left
    for one in line:
        if one.reachable and one not in chosen:
            assert left == 0 if not one.together else len(of_entry(line, one.entry_id)) > left


@given(free=small, line=lines())
def test_seats_are_offered_in_the_order_of_the_line_and_together_means_all(free: int, line: tuple[InLine, ...]) -> None:
    chosen = next_in_line(free, line)
    assert list(chosen) == [one for one in line if one in chosen]
    assert all(one.reachable for one in chosen)
    for one in chosen:
        assert not one.together or all(other in chosen for other in of_entry(line, one.entry_id))


def test_an_entry_that_does_not_fit_is_skipped_and_keeps_its_place() -> None:
    trio = tuple(InLine(n, 1, entry_id=1, together=True) for n in (1, 2, 3))
    single = InLine(4, 2, entry_id=4)
    assert next_in_line(2, (*trio, single)) == (single,)
    assert next_in_line(3, (*trio, single)) == trio
    assert position((*trio, single), 4) == 4


@given(line=lines())
def test_positions_count_from_one_without_gaps(line: tuple[InLine, ...]) -> None:
    assert [position(line, entry.signup_id) for entry in line] == list(range(1, len(line) + 1))
    assert position(line, 1) is None
