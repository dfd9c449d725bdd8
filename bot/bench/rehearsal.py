"""The whole bot in one process, its clock movable: what people do goes through its inbox, what it sends is kept."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from telegram.error import BadRequest, Forbidden

import bot.core.tables  # noqa: F401  # these imports fill the one MetaData
import scheduler.core.tables  # noqa: F401  # same
from bot.assistant.asking import Clerk
from bot.bench.chats import TEAM, as_csv
from bot.bot_api.api import Api, CallbackAnswers
from bot.bot_api.delivery import senders
from bot.bot_api.replies import Call
from bot.chat.context import Services
from bot.core import clock
from bot.core.settings import Settings
from bot.core.web import Fetched, FetchError, Flaw
from bot.features.notices.writer import NoticeWriter
from bot.intake import inbox
from bot.intake.worker import Claimer, Worker
from bot.router.answers import Answering
from bot.router.route import Routes
from bot.run.beat import Beats
from bot.sandbox.methods import Request, carry_out
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.values import Json, Upload
from bot.team.agenda.imports import Documents
from bot.team.feeds.reading import FeedReader
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import parse_csv
from knowledge.store.columns import Base
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState
from scheduler.signups.event_changes import follow_up

_LOOKS_EVERY_S = 0.002
_BEATS_EVERY, _MOST_BEATS = timedelta(minutes=10), 150
STAFF = 777
_FORBIDDEN = 403
_NOWHERE = "http://127.0.0.1:1"  # on this machine: the clock may be moved


class StraightApi(Api):
    """The Bot API of a sandbox in this process, without a network between."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(DEFAULT_TOKEN, _NOWHERE)
        self._at = sandbox

    async def call(self, method: str, /, *, timeout_s: float = 0.0, **parameters: Any) -> Any:
        """Carried out at once; raises as the library does."""
        answer = await carry_out(self._at, Request(method, parameters))
        if answer.body["ok"]:
            return answer.body["result"]
        raise (Forbidden if answer.status == _FORBIDDEN else BadRequest)(answer.body["description"])

    async def download(self, file_id: str, *, most: int, timeout_s: float = 0.0) -> bytes | None:
        """From the sandbox's memory."""
        told = await self.call("getFile", file_id=file_id)
        found = self._at.files.at(told["file_path"])
        content = b"" if found is None else found.upload.data
        return content if len(content) <= most else None

    async def send(self, call: Call) -> Any:
        """With its attachment as an upload."""
        attached = call.attachment
        parameters = dict(call.parameters)
        if attached is not None:
            parameters[attached.kind.value] = Upload(attached.name, "application/octet-stream", attached.content)
        return await self.call(call.method, **parameters)


class Rehearsal:
    """Real inbox, worker, beat and outbox over a throw-away database; `sandbox` holds the people and their chats."""

    def __init__(self, db: Database, clerk: Clerk, settings: Settings, now: datetime, *, topics: bool = False) -> None:
        self.sandbox, self.db, self._settings = Sandbox(DEFAULT_TOKEN, limits=None), db, settings
        (self.sandbox.add_forum if topics else self.sandbox.add_group)(TEAM, "L’équipe")
        self.sandbox.updates.allow(inbox.ALLOWED_UPDATES)
        self._clerk, self._stopping = clerk, asyncio.Event()
        self.network: dict[str, bytes | Flaw] = {}  # what is at an address, or why nothing is
        self.jump(now)
        self._start()

    def _start(self) -> None:
        services = Services(
            hours=self._settings.hours,
            assistant=self._clerk.assistant,
            username=self.sandbox.profile.username,
            staff_chat_id=TEAM,
            staff_ids=frozenset((STAFF,)),
            controller="La Cité",
            contact="la Cité",
        )
        api = StraightApi(self.sandbox)
        documents = Documents(self.db, api, services, may_shift=True)
        routes = Routes(services, Answering(self.db, self._clerk.understanding), documents=documents)
        self._beats, writer = Beats(self._settings, "rehearsal"), NoticeWriter(services, may_shift=True)
        (self._sender,) = senders(1, self.db, api, writer, owner="s", rate=None, staff_chat_id=TEAM)
        post = self._sender.post
        claimer = Claimer(self.db, routes, owner="w", may_shift=True, owed=post.owed)
        self._worker = Worker(self.db, routes, CallbackAnswers(api), claimer, post, may_shift=True)
        self._tasks = [asyncio.create_task(one.run(self._stopping)) for one in (self._worker, self._sender)]

    async def stop(self) -> None:
        """Finish what is in hand."""
        self._stopping.set()
        self._worker.wake.ring()
        self._sender.post.wake.ring()
        await asyncio.gather(*self._tasks)

    async def restart(self) -> None:
        """As after a new start of the process."""
        await self.stop()
        self._stopping.clear()
        self._start()

    @property
    def now(self) -> datetime:
        """The business clock, local."""
        return self.db.do(lambda session: clock.business_now(session, may_shift=True)).astimezone(self._settings.zone)

    def jump(self, moment: datetime) -> None:
        """Move the business clock there, and do nothing else."""
        self.db.do(clock.set_shift, round((moment - clock.real_now()).total_seconds()))

    async def until(self, moment: datetime) -> None:
        """Let time pass, the beat beating."""
        now = self.now
        pause = max(_BEATS_EVERY, (moment - now) / _MOST_BEATS)
        while (now := now + pause) < moment:
            self.jump(now)
            await self.beat()
        self.jump(moment)
        await self.beat()

    async def beat(self) -> None:
        """One regular beat, and all that it owes is sent."""
        beaten = await self.db.run(self._beats.once)
        if beaten.owed:
            await self.settle()

    async def read_feeds(self) -> None:
        """Read the addresses that are due, over the network of this rehearsal."""
        await FeedReader(self.db, self._settings, self._fetched, self._sender.post.owed).look()
        await self.settle()

    async def _fetched(self, url: str) -> Fetched:
        found = self.network.get(url, Flaw.UNREACHABLE)
        if isinstance(found, Flaw):
            raise FetchError(found)
        return Fetched(found, url.rpartition("/")[2])

    async def settle(self) -> None:
        """Until all that people did is answered, and all that is owed is sent."""
        taken = self.sandbox.updates
        batch = inbox.read_raw(update.as_json() for update in taken.pending)
        taken.clear()
        self._worker.wake.ring(await self.db.run(inbox.store, self._settings.bot_id, batch, clock.real_now()))
        self._sender.wake.look_again()
        while await self.db.run(_is_busy):  # noqa: ASYNC110  # no event tells when a whole chat is done
            await asyncio.sleep(_LOOKS_EVERY_S)

    def plan(self, *events: Json) -> None:
        """Import these events, or change them."""
        self.imports(as_csv(events))

    def imports(self, agenda: bytes) -> None:
        """Import an agenda file."""
        self.db.do(self._imported, agenda)

    def _imported(self, session: Session, agenda: bytes) -> None:
        now = clock.business_now(session, may_shift=True)
        report = apply(session, parse_csv(agenda, self._settings.zone), now)
        follow_up(session, report, self._settings.hours, now)


def _is_busy(session: Session) -> bool:
    owed = select(func.count()).where(OutboxRow.state.in_([OutboxState.WAITING, OutboxState.LEASED]))
    return bool(inbox.count_open(session) or session.scalar(owed))


@asynccontextmanager
async def rehearsal(
    clerk: Clerk, settings: Settings, now: datetime, *, topics: bool = False
) -> AsyncIterator[Rehearsal]:
    """A bot that nobody has talked to, in a folder that goes afterwards; the vault is unlocked already.

    `topics`: the team's group has them.
    """
    with tempfile.TemporaryDirectory() as folder:
        db = Database(make_engine(f"sqlite:///{Path(folder) / 'rehearsal.db'}"))
        Base.metadata.create_all(db.engine)
        own = {"token": SecretStr(DEFAULT_TOKEN), "api_url": _NOWHERE, "staff_chat_id": TEAM}
        live = Rehearsal(db, clerk, settings.model_copy(update=own), now, topics=topics)
        try:
            yield live
        finally:
            await live.stop()
            db.close()
