"""The whole bot as its own process, the local Telegram it talks to, and the database they leave behind."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import clock, database
from bot.core.tables import QuestionRow
from bot.sandbox.server import Running, running_in_a_thread
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.visitor import Visitor
from knowledge.agenda.agenda import by_uid
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.hours import PARIS
from scheduler.core.tables import LeaseRow, OutboxRow, SignupRow, State
from scheduler.outbox.outbox import OutboxState
from scheduler.seats import answers, registrations
from scheduler.seats.outcomes import RosterRow
from scheduler.signups import signups
from tests.bot.dialogues import agenda, secrets
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.unhurried import Unhurried
from tests.model_cache import SHARED

STAFF_ID = 777_000_111  # the one person of the team
TEAM = -1_002_000_000_000  # the team's chat
STARTS_WITHIN_S = 400.0  # the first start may have to learn the language model


class Venue:
    """A running bot; `now` is its business clock, which only moves forward."""

    def __init__(self, server: Running, folder: Path, name: str, key: str, team: bool = False) -> None:
        self.server, self.sandbox = server, server.sandbox
        self.url = f"sqlite:///{folder / name}.sqlite"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CITE_")}
        self.env = kept | {
            "CITE_TOKEN": DEFAULT_TOKEN,
            "CITE_API_URL": server.url,
            "CITE_DATABASE_URL": self.url,
            "CITE_SECRET_KEY": key,
            "CITE_LISTEN": "127.0.0.1:0",
            "CITE_BEAT": "0.2s",
            "CITE_SEND_RATE": "off",
            "CITE_QUIET_HOURS": "off",
            "CITE_STAFF_IDS": str(STAFF_ID),
            "CITE_CACHE": str(SHARED),
        }
        if team:
            self.sandbox.add_group(TEAM, "L’équipe")
            self.env["CITE_STAFF_CHAT_ID"] = str(TEAM)
        engine = make_engine(self.url)
        database.upgrade(engine)
        self.database = Database(engine)
        # Whoever only looks asks for no write lock, which the bot would wait for and be waited for.
        self.reader = Database(make_engine(self.url, read_only=True))
        self._shift = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._log_path = folder / f"{name}.log"
        self._log = self._log_path.open("ab")

    def start(self) -> Self:
        """Start the process and wait until it is about to ask for updates."""
        before = self._starts()
        command = [sys.executable, "-m", "tests.bot.dialogues.talkative_run", "run"]
        self._process = subprocess.Popen(command, env=self.env, stdout=self._log, stderr=self._log)
        deadline = time.monotonic() + STARTS_WITHIN_S
        while self._starts() == before:
            assert self._process.poll() is None, f"the bot has ended:\n{self._log_path.read_text()[-2000:]}"
            assert time.monotonic() < deadline, "the bot does not get ready"
            threading.Event().wait(0.05)
        return self

    def _starts(self) -> int:
        # The last line before the first poll; a poll itself is only recorded when it ends.
        return self._log_path.read_text(encoding="utf-8").count('"action": "ready"')

    def stop(self) -> None:
        """Stop it as a service manager does."""
        assert self._process is not None
        self._process.terminate()
        assert self._process.wait(15) == 0

    def kill(self) -> None:
        """Stop it as a power cut does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(15)

    def settles(self) -> None:
        """Wait until all that was sent is recorded as sent, so that a kill falls between two messages."""
        deadline = time.monotonic() + 10
        while self.reader.do(_in_flight):
            assert time.monotonic() < deadline, "the outbox does not get empty"
            threading.Event().wait(0.02)

    @contextmanager
    def awake(self) -> Iterator[Self]:
        """Let it run for as long as somebody uses it: a bot beats five times a second, for others' tests as well."""
        self._send(signal.SIGCONT)
        try:
            yield self
        finally:
            self._send(signal.SIGSTOP)

    def _send(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """The machine sleeps, the clock goes on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        while not self._may_write():  # it sleeps in the middle of a transaction: a moment later, then
            self._process.send_signal(signal.SIGCONT)
            threading.Event().wait(0.02)
            self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def _may_write(self) -> bool:
        path = self.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=0.05, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            return True

    def close(self) -> None:
        """Let go of everything; red when anything that families said lies in clear in what is left."""
        self._send(signal.SIGCONT)
        if self._process is not None and self._process.poll() is None:
            self.stop()
        held = secrets.everything(self.database) | {DEFAULT_TOKEN, self.env["CITE_SECRET_KEY"]}
        self.database.close()
        self.reader.close()
        self._log.close()
        stored = Path(self.url.removeprefix("sqlite:///"))
        files = [self._log_path, *stored.parent.glob(f"{stored.name}*")]
        found = secrets.found_in(files, held)
        assert not found, f"in clear: {found}"
        assert b'"level": "debug"' in self._log_path.read_bytes()

    @property
    def now(self) -> datetime:
        """The business clock, local."""
        return (clock.real_now() + timedelta(seconds=self._shift)).astimezone(PARIS.zone)

    def jump_to(self, moment: datetime) -> None:
        """Move the business clock there."""
        self._shift = ceil((moment - clock.real_now()).total_seconds())  # never before it, however quick the test
        self.database.do(clock.set_shift, self._shift)

    def plant(self, name: str, uid: str, planned: Planned | None = None) -> None:
        """Put an event into the agenda, or change it."""
        self.database.do(agenda.plant, name, uid, self.now, planned)

    def code_of(self, uid: str) -> str:
        """The short code of an event."""
        return self.reader.do(agenda.code_of, uid)

    def standing(self, uid: str) -> list[str]:
        """Who is signed up, as « Léa confirmed », in the order of the export; who cancelled is left out."""
        rows = [row for row in self.reader.do(_roster, uid) if row.state is not State.CANCELLED]
        return [f"{row.first_name or 'nobody named'} {row.state.value}" for row in rows]

    def questions(self) -> list[str]:
        """What families asked the team, oldest first."""
        return self.reader.do(_questions)

    def register(self, chat_id: int, uid: str, *names: str) -> None:
        """Sign up children of seven at once, without the form."""
        self.database.do(agenda.register, chat_id, uid, list(names), self.now)

    def signup_of(self, uid: str, first_name: str) -> tuple[int, str]:
        """Id and check-in token of somebody's latest sign-up."""
        return self.reader.do(agenda.signup_of, uid, first_name)

    def answered(self, uid: str) -> list[str]:
        """What was answered to the event's questions, as « Léa phone +33612345678 »."""
        return self.reader.do(_answered, uid)

    def answer(self, chat_id: int, uid: str, given: dict[str, str]) -> None:
        """Keep these answers with the sign-ups that the chat's family has at the event."""
        self.database.do(agenda.answer, chat_id, uid, given, self.now)

    def beats(self) -> None:
        """Wait until the purge has looked at the business clock's hour."""
        wanted = self.now.timestamp() - 60
        deadline = time.monotonic() + 10
        while self.reader.do(_purged_until) < wanted:
            assert time.monotonic() < deadline, "the purge does not run"
            threading.Event().wait(0.05)

    def colleague(self) -> Visitor:
        """The person of the team, in its chat."""
        return Visitor(self.sandbox, "Sophie", TEAM, user_id=STAFF_ID)

    def manager(self) -> Visitor:
        """The same person, with the bot alone."""
        return self.visitor("Sophie", user_id=STAFF_ID)

    def visitor(self, name: str = "Camille", **about: object) -> Visitor:
        """Somebody new."""
        person = Unhurried(self.sandbox, name, **about)  # type: ignore[arg-type]  # handed on as they are
        person.reader = self.reader
        return person


def _questions(session: Session) -> list[str]:
    rows = session.scalars(select(QuestionRow).where(QuestionRow.asked_team_at.is_not(None)).order_by(QuestionRow.id))
    return [row.words or "" for row in rows]


def _in_flight(session: Session) -> int:
    open_rows = select(func.count()).where(OutboxRow.state.in_([OutboxState.WAITING, OutboxState.LEASED]))
    return session.scalar(open_rows) or 0


def _purged_until(session: Session) -> float:
    lease = session.get(LeaseRow, "purge", populate_existing=True)
    return 0.0 if lease is None else lease.until


def _roster(session: Session, uid: str) -> tuple[RosterRow, ...]:
    rows = signups.roster(session, uid)
    assert rows is not None, f"no event {uid}"
    return rows


def _answered(session: Session, uid: str) -> list[str]:
    event = by_uid(session, uid)
    assert event is not None, f"no event {uid}"
    ids = session.scalars(select(SignupRow.id).where(SignupRow.event_id == event.id)).all()
    names = {one.signup_id: one.first_name or "nobody named" for one in registrations.of_signups(session, ids)}
    kept = answers.of_signups(session, ids)
    return [f"{names[one.signup_id]} {one.question.value} {one.words}" for one in kept]


@contextmanager
def open_venue(folder: Path, name: str, key: str, team: bool = False) -> Iterator[Venue]:
    """A started bot, stopped and cleaned up at the end; `team`: with a team's chat."""
    with running_in_a_thread(Sandbox(limits=None)) as server:
        venue = Venue(server, folder, name, key, team)
        try:
            yield venue.start()
        finally:
            venue.close()
