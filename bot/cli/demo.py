"""`cite demo`: the real bot process, a local Telegram in front of it, people to be, and a chat page to write in."""

import asyncio
import os
import secrets
import signal
import socket
import sys
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from bot.assistant.learning import is_learnt
from bot.cli.opening import learning_line
from bot.core import clock, database
from bot.core.errors import BotError
from bot.core.files import cache_folder, progress
from bot.core.settings import ENV_FILE
from bot.core.tables import ClockRow
from bot.sandbox.server import create_app, listen, serve
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Person
from bot.team import members
from knowledge.agenda import agenda
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import sample_agenda
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.hours import PARIS

_NAMES = {910_000_001: "Camille", 910_000_002: "Mohamed", 910_000_003: "Jeanne"}
_TEAM = "L’équipe"
MANAGER_ID, ANIMATOR_ID, TEAM_CHAT = 910_000_009, 910_000_008, -1_009_100_000_009
_MEMBERS = {MANAGER_ID: "Sophie", ANIMATOR_ID: "Inès"}


def add_cast(sandbox: Sandbox) -> list[Person]:
    """Camille, Mohamed and Jeanne, who have not met the bot yet; Sophie, who manages, and Inès, who animates, with the
    team's group.
    """
    families = [sandbox.add_person(name, person_id=number) for number, name in _NAMES.items()]
    team = [sandbox.add_person(name, person_id=number, met=True) for number, name in _MEMBERS.items()]
    sandbox.add_forum(TEAM_CHAT, _TEAM, [one.id for one in team])
    return [*families, *team]


def let_the_animator_in(session: Session, now: datetime) -> None:
    """As it goes in Telegram: a link, somebody who follows it, a manager's yes."""
    managers = (MANAGER_ID,)
    token = members.invite(session, MANAGER_ID, TEAM_CHAT, now)
    asked = members.ask(session, token, ANIMATOR_ID, _MEMBERS[ANIMATOR_ID], managers, now)
    if isinstance(asked, members.Asked):
        members.decide(session, asked.invitation_id, accept=True, by=MANAGER_ID, managers=managers, now=now)


HOST = "127.0.0.1"
DEFAULT_HOME = "data/demo"
BOT_ID = 7_000_000_001
LOOKS_EVERY_S = 1.0  # how far learning is
BEAT = "2s"  # so that a jump of the clock shows its reminders at once


class DemoClock:
    """The page's clock control: one row of the demo's database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._shift = 0

    async def shift(self, seconds: int) -> None:
        """Move the business clock by so many seconds; negative goes back."""
        self._shift += seconds
        await self._db.run(clock.set_shift, self._shift)

    def now(self) -> datetime:
        """What the bot takes for now."""
        return clock.real_now().fromtimestamp(clock.elapsed() + self._shift, tz=PARIS.zone)

    async def load(self) -> None:
        """Take over the shift of an earlier run."""
        self._shift = await self._db.run(_stored_shift)


async def run_demo(port: int, folder: str) -> None:
    """Run until interrupted. Without a folder the demo begins anew each time.

    Raises BotError when the port is taken, before anything is touched: another demo may be running in that folder.
    """
    try:
        door = listen(HOST, port)
    except OSError as error:
        raise BotError(f"Port {port} is taken. Choose another one: cite demo --port {port + 1}") from error
    home = Path(folder or DEFAULT_HOME)
    await asyncio.to_thread(home.mkdir, parents=True, exist_ok=True)
    if not folder:
        await asyncio.to_thread(_forget, home)
    await _run(door, home)


def _forget(home: Path) -> None:
    for old in home.glob("demo.*"):
        old.unlink()


async def _run(door: socket.socket, home: Path) -> None:
    key = _key(home)
    vault.unlock([key])
    url = f"sqlite:///{home / 'demo.db'}"
    engine = make_engine(url)
    database.upgrade(engine)
    db = Database(engine)
    db.do(_fill)
    control = DemoClock(db)
    await control.load()
    token = f"{BOT_ID}:{secrets.token_urlsafe(26)}"  # whoever does not know it cannot speak for the bot
    sandbox = Sandbox(token, name="Cité du numérique (démonstration)", username="cite_demo_bot")
    add_cast(sandbox)
    page = asyncio.create_task(serve(create_app(sandbox, control), door))
    address = f"http://{HOST}:{door.getsockname()[1]}"
    bot = await _start_bot(url, key, address, token)
    sys.stdout.write(f"\n  La page est prête / the page is ready:  {address}/\n\n")
    sys.stdout.write("  Agenda inventé, rien n’est réel. Ctrl+C pour arrêter / to stop.\n\n")
    sys.stdout.flush()
    telling = asyncio.create_task(_tell_how_far(_cache()))
    await _until_interrupted(page, bot)
    telling.cancel()
    db.close()


def _fill(session: Session) -> None:
    """The made-up agenda and the animator, only into an empty database: on another day it would move every event."""
    if agenda.size(session) == 0:
        now = clock.real_now()
        apply(session, sample_agenda(now.astimezone(PARIS.zone).date(), PARIS.zone), now, made_up=True)
        let_the_animator_in(session, now)


def _stored_shift(session: Session) -> int:
    row = session.get(ClockRow, 1)
    return 0 if row is None else row.shift_s


def _key(home: Path) -> str:
    kept = home / "demo.key"
    if not kept.exists():
        kept.write_text(Fernet.generate_key().decode())
        kept.chmod(0o600)
    return kept.read_text()


def _cache() -> Path:
    return cache_folder(os.environ.get("CITE_CACHE", ""))


async def _tell_how_far(cache: Path) -> None:
    """The first time the bot learns while the page is open already: how far it is."""
    said = ""
    while not await asyncio.to_thread(is_learnt, cache):
        line = learning_line(progress(cache).share)
        if line != said:
            sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()
            said = line
        await asyncio.sleep(LOOKS_EVERY_S)


def _environment() -> dict[str, str]:
    """This environment without the settings of a real bot, neither its own nor those of a .env beside it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CITE_")}
    return {**clean, ENV_FILE: "", "CITE_CACHE": str(_cache())}


async def _start_bot(url: str, key: str, address: str, token: str) -> asyncio.subprocess.Process:
    """The very same process that serves Telegram, pointed at the local server."""
    env = _environment() | {
        "CITE_TOKEN": token,
        "CITE_API_URL": address,
        "CITE_DATABASE_URL": url,
        "CITE_SECRET_KEY": key,
        "CITE_STAFF_CHAT_ID": str(TEAM_CHAT),
        "CITE_STAFF_IDS": str(MANAGER_ID),
        "CITE_BEAT": BEAT,
        "CITE_LISTEN": f"{HOST}:0",
    }
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=env)


async def _until_interrupted(page: asyncio.Task[None], bot: asyncio.subprocess.Process) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    waits = {asyncio.create_task(stop.wait()), asyncio.create_task(bot.wait()), page}
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    if bot.returncode is None:
        bot.terminate()
        await bot.wait()
    page.cancel()
    await asyncio.gather(page, return_exceptions=True)
