"""Who looks for work does so when there is some, and hardly ever otherwise."""

import asyncio

from bot.core.work import Bell, Look

LONG = 30.0


async def hears(bell: Bell, within: float = 0.05) -> Look | None:
    """The look; None when there is no reason to look."""
    try:
        return await asyncio.wait_for(bell.heard(LONG), within)
    except TimeoutError:
        return None


async def promised(bell: Bell) -> Look:
    look = await hears(bell)
    assert look is not None
    assert look.promised
    return look


async def unpromised(bell: Bell) -> Look:
    look = await hears(bell)
    assert look is not None
    assert not look.promised
    return look


async def looked_at() -> Bell:
    bell = Bell()
    await unpromised(bell)  # what a predecessor left is looked for at once
    return bell


async def test_a_ring_is_heard_by_one_and_by_as_many_as_there_are_pieces() -> None:
    bell = await looked_at()
    looking = [asyncio.create_task(bell.heard(LONG)) for _ in range(3)]
    await asyncio.sleep(0)
    bell.ring(2)
    done, waiting = await asyncio.wait(looking, timeout=0.05)
    assert [task.result().promised for task in done] == [True, True]
    for task in waiting:
        task.cancel()


async def test_without_a_ring_one_of_all_looks_now_and_then() -> None:
    bell = Bell()
    bell.not_before(await unpromised(bell), 0.05)
    looking = [asyncio.create_task(bell.heard(LONG)) for _ in range(3)]
    done, waiting = await asyncio.wait(looking, timeout=0.3)
    assert [task.result().promised for task in done] == [False]
    for task in waiting:
        task.cancel()


async def test_what_somebody_busy_held_up_is_looked_for_again_once_they_are_done() -> None:
    bell = await looked_at()
    with bell.busy():
        bell.ring()
        bell.in_vain(await promised(bell))
        assert await hears(bell) is None
    await promised(bell)


async def test_a_long_line_that_one_is_busy_with_is_looked_for_in_vain_once_not_piece_by_piece() -> None:
    bell = await looked_at()
    with bell.busy():
        bell.ring(3)
        bell.in_vain(await promised(bell))
        assert await hears(bell) is None
    for _ in range(3):
        await promised(bell)
    assert await hears(bell) is None


async def test_what_comes_in_while_somebody_looks_in_vain_is_looked_for_at_once() -> None:
    bell = Bell()
    look = await unpromised(bell)
    bell.ring()
    bell.in_vain(look)
    look = await promised(bell)
    bell.ring()
    bell.not_before(look, LONG)
    await promised(bell)


async def test_a_promise_that_another_replica_kept_is_forgotten() -> None:
    bell = await looked_at()
    bell.ring(100)
    bell.in_vain(await promised(bell))
    assert await hears(bell) is None


async def test_whoever_found_something_unannounced_lets_somebody_look_again() -> None:
    bell = await looked_at()
    bell.look_again()
    await unpromised(bell)
    assert await hears(bell) is None


async def test_what_may_not_be_taken_yet_is_worth_no_look_but_what_comes_in_is() -> None:
    bell = await looked_at()
    bell.ring(5)
    bell.not_before(await promised(bell), LONG)
    assert await hears(bell) is None
    bell.ring()
    await promised(bell)
