"""The whole bot under load, beside bare echo bots in the same run; and what `cite bench load` prints."""

import asyncio
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from bot.bench.load.driver import Act, People, Seen, Waited, acts
from bot.bench.load.meter import Spent, between
from bot.bench.load.process import Bot, Setting, echo, ours
from bot.bench.measures import Timing
from bot.bench.recogniser.trial import aiogram
from bot.bench.signups import database_on
from bot.core import clock
from bot.core import database as schema
from bot.core.errors import BotError
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from knowledge.agenda import agenda
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import sample_agenda
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.hours import PARIS


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
        yield asyncio.run(_echo("python-telegram-bot echo", "ptb", plan))
        if plan.peers:
            try:
                python = aiogram(folder / "aiogram")
                yield asyncio.run(_echo("aiogram echo", "aiogram", plan, python))
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


async def _echo(name: str, library: str, plan: Plan, *folders: Path) -> Load:
    """Presses would need handlers of their own, so an echo bot gets words alone: that is in its favour."""
    async with running(Sandbox(limits=None)) as server:
        drawn = acts(Seen(("Robots",), ()), plan.seed, presses=False, repeat=plan.repeat)
        return await _loaded(name, server, echo(server, library, *folders), drawn, plan)


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
        name=name,
        per_second=crowd.per_second,
        paced=Timing.of(paced.each),
        alone=Timing.of(alone.each),
        cpu_ms=(after.cpu_ms - before.cpu_ms) / plan.alone,
        acts=plan.alone,
        crowd_cpu_ms=(end.cpu_ms - begun.cpu_ms) / len(crowd.each),
        stages=between(before.stages, after.stages),
        memory_mb=end.memory_mb,
        growth=end.memory_mb / half.memory_mb - 1 if half.memory_mb else 0.0,
        refused=people.refused,
    )


_HEAD = (
    f"{'bot, mode, processes':<32}{'a second':>9}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}"
    f"{'alone':>8}{'MB':>6}{'growth':>8}{'stmts':>7}{'commits':>8}"
)
_STAGES = f"{'stage, one at a time':<32}{'times':>9}{'stmts':>8}{'commits':>9}{'CPU ms':>8}"
_LEFT = "the event loop and the rest"


def as_table(loads: Sequence[Load]) -> str:
    """One line a bot, then the stages of each of ours, a message. CPU: of a crowd, then one at a time."""
    return "\n".join((_HEAD, *(_line(one, loads[0]) for one in loads), *(_stages(one) for one in loads if one.stages)))


def as_json(loads: Sequence[Load]) -> str:
    """The same for scripts."""
    return json.dumps([asdict(one) for one in loads])


def _line(load: Load, bare: Load) -> str:
    whole = _whole(load)
    counts = f"{whole.statements / load.acts:>7.1f}{whole.commits / load.acts:>8.1f}" if load.stages else ""
    return (
        f"{load.name:<32}{load.per_second:>9.0f}{load.per_second / bare.per_second:>7.2f}{load.paced.p50:>8.1f}"
        f"{load.paced.p99:>8.1f}{load.crowd_cpu_ms:>8.2f}{load.cpu_ms:>8.2f}{load.memory_mb:>6.0f}"
        f"{100 * load.growth:>7.1f}%{counts}"
    )


def _whole(load: Load) -> Spent:
    return Spent(
        0,
        sum(one.cpu_ms for one in load.stages.values()),
        sum(one.statements for one in load.stages.values()),
        sum(one.commits for one in load.stages.values()),
    )


def _stages(load: Load) -> str:
    ordered = sorted(load.stages.items(), key=lambda one: -one[1].cpu_ms)
    lines = [_stage(name, spent, load.acts) for name, spent in ordered if spent.times]
    left = load.cpu_ms - _whole(load).cpu_ms / load.acts
    return "\n".join(("", load.name, _STAGES, *lines, f"{_LEFT:<58}{left:>8.2f}"))


def _stage(name: str, spent: Spent, acts: int) -> str:
    return (
        f"{name:<32}{spent.times / acts:>9.2f}{spent.statements / acts:>8.2f}{spent.commits / acts:>9.2f}"
        f"{spent.cpu_ms / acts:>8.2f}"
    )
