"""Who looks for work does so when there is some, and hardly ever otherwise."""

import asyncio

from bot.bell import Bell

LONG = 30.0


async def hears(bell: Bell, within: float = 0.05) -> bool | None:
    """Whether the look is promised; None when there is no reason to look."""
    try:
        return await asyncio.wait_for(bell.heard(LONG), within)
    except TimeoutError:
        return None


async def looked_at() -> Bell:
    bell = Bell()
    assert await hears(bell) is False  # what a predecessor left is looked for at once
    return bell


async def test_a_ring_is_heard_by_one_and_by_as_many_as_there_are_pieces() -> None:
    bell = await looked_at()
    looking = [asyncio.create_task(bell.heard(LONG)) for _ in range(3)]
    await asyncio.sleep(0)
    bell.ring(2)
    done, waiting = await asyncio.wait(looking, timeout=0.05)
    assert [task.result() for task in done] == [True, True]
    for task in waiting:
        task.cancel()


async def test_without_a_ring_one_of_all_looks_now_and_then() -> None:
    bell = await looked_at()
    bell.not_before(0.05)
    looking = [asyncio.create_task(bell.heard(LONG)) for _ in range(3)]
    done, waiting = await asyncio.wait(looking, timeout=0.3)
    assert [task.result() for task in done] == [False]
    for task in waiting:
        task.cancel()


async def test_what_somebody_busy_held_up_is_looked_for_again_once_they_are_done() -> None:
    bell = await looked_at()
    with bell.busy():
        bell.ring()
        assert await hears(bell) is True
        bell.in_vain()
        assert await hears(bell) is None
    assert await hears(bell) is True


async def test_a_promise_that_another_replica_kept_is_forgotten() -> None:
    bell = await looked_at()
    bell.ring(100)
    assert await hears(bell) is True
    bell.in_vain()
    assert await hears(bell) is None


async def test_whoever_found_something_unannounced_lets_somebody_look_again() -> None:
    bell = await looked_at()
    bell.look_again()
    assert await hears(bell) is False
    assert await hears(bell) is None


async def test_what_may_not_be_taken_yet_is_worth_no_look_but_what_comes_in_is() -> None:
    bell = await looked_at()
    bell.ring(5)
    bell.not_before(LONG)
    assert await hears(bell) is None
    bell.ring()
    assert await hears(bell) is True
