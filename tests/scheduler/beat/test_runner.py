import asyncio
from datetime import timedelta

import pytest

from scheduler.beat.beat import Runner


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


async def test_it_beats_at_once_and_again() -> None:
    beats: asyncio.Queue[int] = asyncio.Queue()

    async def tick() -> None:
        await beats.put(1)

    running = asyncio.create_task(Runner(tick, timedelta(milliseconds=50)).run())
    async with asyncio.timeout(10):
        for _ in range(3):
            await beats.get()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_beat_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    beats: asyncio.Queue[int] = asyncio.Queue()

    async def tick() -> None:
        await beats.put(1)
        raise ValueError("database away")

    runner = Runner(tick, timedelta(milliseconds=50))
    runner.start()
    async with asyncio.timeout(10):
        for _ in range(2):
            await beats.get()
    runner.stop()
    assert "a beat failed" in caplog.text


async def test_a_stop_in_the_middle_of_a_beat_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    begun = asyncio.Event()

    async def tick() -> None:
        begun.set()
        await asyncio.sleep(60)

    running = asyncio.create_task(Runner(tick, timedelta(minutes=1)).run())
    async with asyncio.timeout(10):
        await begun.wait()
    running.cancel()
    await asyncio.wait([running])
    await asyncio.sleep(0.05)  # until the beat itself has ended
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []


async def test_the_watchdog_beats_again_after_three_silent_beats() -> None:
    clock = Clock()
    beats: asyncio.Queue[int] = asyncio.Queue()

    async def tick() -> None:
        await beats.put(1)

    # An hour between beats stands for a job that a stepped-back wall clock keeps silent.
    runner = Runner(tick, timedelta(hours=1), monotonic=clock)
    runner.start()
    async with asyncio.timeout(10):
        await beats.get()
        clock.at = 3 * 3600.0
        assert not runner.check()
        clock.at += 1
        assert runner.check()
        await beats.get()
    assert not runner.check()
    runner.stop()


async def test_a_long_beat_is_not_taken_for_silence() -> None:
    clock = Clock()
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        begun.set()
        await go_on.wait()

    runner = Runner(tick, timedelta(hours=1), monotonic=clock)
    runner.start()
    async with asyncio.timeout(10):
        await begun.wait()
    clock.at = 1e6
    assert not runner.check()
    go_on.set()
    runner.stop()
