"""The whole bot under load: question, understanding, database, outbox, sent, beside bare echo bots in the same run."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from bot import clock, schema
from bot.bench.installing import aiogram
from bot.bench.load_acts import Act, Seen, acts
from bot.bench.load_driver import People, Waited
from bot.bench.load_process import Bot, Setting, echo, ours
from bot.bench.meter import Spent, between
from bot.bench.signups import database_on
from bot.bench.timing import Timing
from bot.errors import BotError
from bot.sandbox.running import Running, running
from bot.sandbox.state import Sandbox
from knowledge import agenda
from knowledge.importers.apply import apply
from knowledge.sample import sample_agenda
from knowledge.store import Database, make_engine, vault
from scheduler.hours import PARIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many acts one at a time, at `rate` a second, and `together` at once; `cache`: where the model is kept."""

    alone: int = 200
    paced: int = 600
    crowd: int = 1200
    rate: float = 20.0
    together: int = 16
    seed: int = 1
    repeat: bool = False
    webhook: bool = True
    postgres: str | None = None
    peers: bool = False
    cache: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one bot made of it. CPU is of its processes alone; `stages` are those of one act at a time.

    `memory_mb`: at the end, of its largest process; `growth`: over the second half of the crowd, as a share.
    """

    name: str
    per_second: float
    paced: Timing
    alone: Timing
    cpu_ms: float
    crowd_cpu_ms: float
    acts: int
    stages: dict[str, Spent]
    memory_mb: float
    growth: float
    refused: int


def measure(plan: Plan) -> Iterator[Load | BotError]:
    """Each bot in turn; the error of one that cannot run here."""
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        yield asyncio.run(_echo("python-telegram-bot echo", "bot.bench.echo_ptb", plan))
        if plan.peers:
            try:
                yield asyncio.run(_echo("aiogram echo", "bot.bench.echo_aiogram", plan, aiogram(folder / "aiogram")))
            except BotError as error:
                yield error
        for webhook in (False, True) if plan.webhook else (False,):
            url = f"sqlite:///{folder}/data/load{webhook:d}.sqlite"
            yield asyncio.run(_ours(_name("SQLite", webhook, 1), plan, _setting(url, folder, plan, webhook)))
        if plan.postgres is not None:
            for webhook, processes in ((False, 1), (True, 1), (True, 3)):
                with database_on(plan.postgres) as url:
                    setting = _setting(url, folder, plan, webhook, processes)
                    yield asyncio.run(_ours(_name("PostgreSQL", webhook, processes), plan, setting))


def _name(database: str, webhook: bool, processes: int) -> str:
    return f"ours: {database}, {'webhook' if webhook else 'polling'}, {processes}"


def _setting(url: str, folder: Path, plan: Plan, webhook: bool, processes: int = 1) -> Setting:
    return Setting(url, Fernet.generate_key().decode(), folder, plan.cache.resolve(), webhook, processes)


async def _echo(name: str, module: str, plan: Plan, *folders: Path) -> Load:
    """Presses would need handlers of their own, so an echo bot gets words alone: that is in its favour."""
    async with running(Sandbox(limits=None)) as server:
        drawn = acts(Seen(("Robots",), ()), plan.seed, presses=False, repeat=plan.repeat)
        return await _loaded(name, server, echo(server, module, *folders), drawn, plan)


async def _ours(name: str, plan: Plan, setting: Setting) -> Load:
    drawn = acts(_filled(setting), plan.seed, repeat=plan.repeat)
    async with running(Sandbox(limits=None)) as server:
        return await _loaded(name, server, ours(server, setting), drawn, plan)


def _filled(setting: Setting) -> Seen:
    """The database with the made-up agenda; what there is to ask about."""
    vault.unlock([setting.key])
    engine = make_engine(setting.database_url)
    schema.upgrade(engine)
    db = Database(engine)
    try:
        return db.do(_settled)
    finally:
        db.close()


def _settled(session: Session) -> Seen:
    now = clock.real_now()
    apply(session, sample_agenda(now.astimezone(PARIS.zone).date(), PARIS.zone), now, made_up=True)
    events = agenda.upcoming(session, now)
    return Seen([event.title for event in events], [event.code for event in events])


async def _loaded(
    name: str, server: Running, running_bot: AbstractAsyncContextManager[Bot], drawn: Iterator[Act], plan: Plan
) -> Load:
    people = People.of(server.sandbox)
    async with running_bot as bot:
        await people.at_once(drawn, 2 * plan.together, plan.together)  # the first ones load what is loaded late
        before = await bot.read()
        alone = await people.at_once(drawn, plan.alone, 1)
        after = await bot.read()
        paced = await people.at_rate(drawn, plan.paced, plan.rate)
        begun = await bot.read()
        crowds = [await people.at_once(drawn, plan.crowd // 2, plan.together)]
        half = await bot.read()
        crowds.append(await people.at_once(drawn, plan.crowd // 2, plan.together))
        end = await bot.read()
    crowd = Waited(crowds[0].each + crowds[1].each, crowds[0].seconds + crowds[1].seconds)
    return Load(
        name=name, per_second=crowd.per_second, paced=Timing.of(paced.each), alone=Timing.of(alone.each),
        cpu_ms=(after.cpu_ms - before.cpu_ms) / plan.alone, acts=plan.alone,
        crowd_cpu_ms=(end.cpu_ms - begun.cpu_ms) / len(crowd.each), stages=between(before.stages, after.stages),
        memory_mb=end.memory_mb, growth=end.memory_mb / half.memory_mb - 1 if half.memory_mb else 0.0,
        refused=people.refused,
    )  # fmt: skip
