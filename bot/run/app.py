"""The wiring: everything is built here, once, and stopped in order, also when something hangs."""

import asyncio
import logging
import os
import secrets
import time
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.assistant.compose import Assistant
from bot.bot_api import presence
from bot.bot_api.api import Api, CallbackAnswers
from bot.bot_api.delivery import Delivery, senders
from bot.bot_api.replies import Call
from bot.chat.context import Services
from bot.core import clock, database, telemetry
from bot.core.errors import BotError
from bot.core.files import Place, database_file
from bot.core.settings import Settings
from bot.core.telemetry import operators_app
from bot.core.web import Fetcher
from bot.features.notices.writer import NoticeWriter
from bot.intake import claims, inbox
from bot.intake.inbox import Incoming
from bot.intake.receiving import QuietServer, poll, server, web_app
from bot.intake.webhook import HookWatch
from bot.intake.worker import Claimer, Worker
from bot.router.answers import Answering, get_ready
from bot.router.route import Routes
from bot.run.backup import DailyCopies
from bot.run.beat import Beats
from bot.run.health import EXIT_CODE, LIMITS, Ailment, Vitals, Waiting, Watchdog, measure
from bot.run.processes import READY, STOPPING, Beat, Heart, Process, heed_signals, notify
from bot.run.renewal import renewal_of, renewal_of_filled
from bot.team import desk
from bot.team.agenda.imports import Documents
from bot.team.feeds.reading import FeedReader
from knowledge.store.database import Database, listen
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.beat.beat import Runner
from scheduler.core import transactions
from scheduler.outbox import sending

log = logging.getLogger(__name__)

WORKERS, SENDERS = 3, 3  # more would hardly be faster, and a sudden death counts against all that are in hand
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
STOP_WITHIN_S = 6.5  # then come the last answers, and an end of the connections
LAST_ANSWERS_S = CLOSE_S = 0.5


class App:
    """The running bot. `run` ends after SIGTERM or `stop()`, with everything unfinished safely stored."""

    def __init__(
        self, settings: Settings, db: Database, assistant: Assistant, answering: Answering, *, take_over: bool = False
    ) -> None:
        self.settings, self.db = settings, db
        db.tell(telemetry.database_took)
        self.assistant, self.answering = assistant, answering
        self.owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        polls = settings.webhook_url is None
        self._process = Process(self.owner, settings.bot_id if polls else None)
        self._heart = None if db.is_sqlite else Heart(db, self._process, self._beaten)
        self._beating: asyncio.Task[None] | None = None
        self._turn = asyncio.Event()  # to fetch updates
        self.api = Api(settings.token.get_secret_value(), settings.api_url)
        self.answers = CallbackAnswers(self.api)
        self._beats = Beats(settings, self.owner)
        self.stopping = asyncio.Event()
        self._exit_code = 0
        file = database_file(settings.database_url)
        self._file = None if file is None else Place.of(file)
        self._since: datetime | None = None  # from when on typed words can be answered
        self._vitals = Vitals(polls=polls, beat_every=settings.beat_every.total_seconds())
        self._take_over = take_over
        self._hook = HookWatch(
            self.api,
            db,
            settings.bot_id,
            self._vitals,
            wanted=settings.webhook_url or "",
            secret=settings.webhook_secret.get_secret_value(),
        )
        self._watchdog = Watchdog(self._vitals, LIMITS, self._give_up)
        self._workers: list[Worker] = []
        self._senders: list[Delivery] = []

    def stop(self) -> None:
        """Begin to stop; asking again changes nothing."""
        self.stopping.set()

    def _give_up(self) -> None:
        """Stop, and let the supervisor know that it was not asked for."""
        self._exit_code = EXIT_CODE
        self.stop()

    async def run(self) -> int:
        """Serve until stopped; the exit code: 0, or 70 when it gave up."""
        heed_signals(self.stop)
        if self._heart is None:
            await self.db.run(_take_back)
            self._turn.set()
        else:
            await self._heart.beat()
            self._beating = self._vital(self._heart.run(), "heart")
        await self.db.run(database.adopt, clock.real_now())
        try:
            services = await self._services()
            if services is not None:
                self._build(services)
                await self._serve()
        finally:
            await self._leave()
            await self._close()
        return self._exit_code

    async def _services(self) -> Services | None:
        username = await self._until_stopped(self._arrive())
        if username is None:
            return None
        return Services(
            hours=self.settings.hours,
            assistant=self.assistant,
            username=username,
            staff_chat_id=self.settings.staff_chat_id,
            staff_ids=frozenset(self.settings.staff_ids),
            keep_days=self.settings.keep_days,
            controller=self.settings.controller,
            contact=self.settings.contact,
        )

    async def _arrive(self) -> str:
        """Our name, once it is sure that nobody else's webhook is in force.

        Patient, because a network or a database that is down at boot comes up later.
        """
        pause = FIRST_PAUSE_S
        while True:
            try:
                me = await self.api.call("getMe")
                await self._hook.arrive(take_over=self._take_over)
                return str(me.get("username", ""))
            except (TelegramError, *DATABASE_FAULTS) as error:
                log.warning("not there yet", extra={"action": "arrive_failed", "error": type(error).__name__})
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, LONGEST_PAUSE_S)

    async def _until_stopped(self, work: Coroutine[Any, Any, str]) -> str | None:
        task = asyncio.create_task(work)
        halt = asyncio.create_task(self.stopping.wait())
        await asyncio.wait({task, halt}, return_when=asyncio.FIRST_COMPLETED)
        halt.cancel()
        if task.done():
            return task.result()
        task.cancel()
        return None

    def _build(self, services: Services) -> None:
        may_shift = self.settings.api_is_local
        rights = partial(presence.rights_in, self.api, self.settings.bot_id)
        routes = Routes(services, self.answering, rights, Documents(self.db, self.api, services, may_shift=may_shift))
        self._since = clock.real_now()
        writer = NoticeWriter(services, may_shift=may_shift)
        rate, name = self.settings.messages_a_second, self._process.name
        self._senders = senders(
            SENDERS, self.db, self.api, writer, owner=f"{name}d", rate=rate, staff_chat_id=services.staff_chat_id
        )
        self._post = self._senders[0].post
        self._claimer = Claimer(
            self.db, routes, owner=f"{name}w", may_shift=may_shift, workers=WORKERS, owed=self._post.owed
        )
        self._workers = [
            Worker(self.db, routes, self.answers, self._claimer, self._post, may_shift=may_shift)
            for _ in range(WORKERS)
        ]

    async def _serve(self) -> None:
        web, seen = self._web(), self._seen()
        filled = renewal_of_filled(self.db, self.assistant)
        steady = [self._vital(worker.run(self.stopping), "worker") for worker in self._workers]
        steady += [self._vital(sender.run(self.stopping), "sender") for sender in self._senders]
        ended = [
            self._vital(self._intake(), "intake"),
            self._vital(self._get_ready(), "learning"),
            self._vital(self._hook.keep(LIMITS.hook_every), "webhook"),
            self._vital(Runner(self._beat, self.settings.beat_every).run(), "beat"),
            asyncio.create_task(self._watchdog.run(self._look)),
            asyncio.create_task(self._present()),
            asyncio.create_task(renewal_of(self.settings, self.db, self.assistant, self.answering).run()),
            asyncio.create_task(filled.run()),
            asyncio.create_task(listen(self.db.engine, filled.told.set)),
            asyncio.create_task(FeedReader(self.db, self.settings, Fetcher(), self._post.owed).run()),
            self._vital(DailyCopies(self.settings, self.db).run(), "copies"),
        ]
        web_task = asyncio.create_task(self._run_web(web))
        seen_task = asyncio.create_task(self._run_seen(seen))
        log.info("ready", extra={"action": "ready"})
        notify(READY, "STATUS=serves")
        await self.stopping.wait()
        notify(STOPPING)
        for task in ended:
            task.cancel()
        web.should_exit = True
        self._claimer.wake.ring(WORKERS)
        self._post.wake.ring(SENDERS)
        over = time.monotonic() + STOP_WITHIN_S
        await self._poll_no_more()
        await asyncio.wait({*steady, *ended, web_task}, timeout=max(0.0, over - time.monotonic()))
        await self._free()
        await self.answers.close(max(LAST_ANSWERS_S, over - time.monotonic()))
        if seen is not None:
            seen.should_exit = True  # last, so that /readyz says no meanwhile, and numbers can be read
        await asyncio.wait({seen_task}, timeout=CLOSE_S)

    async def _present(self) -> None:
        calls: list[Call] = []
        with suppress(*DATABASE_FAULTS):
            calls = await self.db.run(desk.presented, self.settings.staff_chat_id, self.settings.staff_ids)
        await presence.present(self.api, calls)

    async def _free(self) -> None:
        """What was claimed for somebody who has stopped is somebody else's."""
        with suppress(TimeoutError, *DATABASE_FAULTS):
            async with asyncio.timeout(CLOSE_S):
                await self._claimer.close()
                await self._post.close()

    async def _poll_no_more(self) -> None:
        if self._heart is not None and self._process.polls is not None:
            with suppress(TimeoutError, *DATABASE_FAULTS):
                async with asyncio.timeout(CLOSE_S):
                    await self.db.run(self._process.polls_no_more)

    async def _leave(self) -> None:
        """Let the others know that nothing is held here any more."""
        if self._heart is None or self._beating is None:
            return
        self._heart.stop()
        with suppress(TimeoutError, *DATABASE_FAULTS):
            async with asyncio.timeout(CLOSE_S):
                await self._beating
                await self.db.run(self._process.leave)

    def _beaten(self, beat: Beat) -> None:
        """This process has told that it lives, and looked around."""
        self._vitals.processes(beat.alive, skew=time.time() - clock.elapsed(), stands_by=beat.stands_by)
        if beat.stands_by:
            self._turn.clear()
        else:
            self._turn.set()
        if self._workers and beat.is_anew:
            self._claimer.leases.begin_anew(f"{self._process.name}w")
            self._post.leases.begin_anew(f"{self._process.name}d")
        if self._workers and (beat.freed or beat.is_anew):
            self._claimer.wake.look_again()
            self._post.wake.look_again()

    def _vital(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """A task that must not end before the process is told to stop."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._has_ended)
        return task

    def _has_ended(self, task: asyncio.Task[None]) -> None:
        if self.stopping.is_set() or task.cancelled():
            return
        error = type(task.exception()).__name__
        log.critical("a task ended", extra={"action": f"{task.get_name()}_ended", "error": error})
        self._vitals.ended = task.get_name()

    async def _intake(self) -> None:
        if self.settings.webhook_url is None:
            await poll(self.api, self._keep, self._vitals, turn=self._turn)
        else:
            await self.stopping.wait()

    async def _keep(self, batch: tuple[Incoming, ...]) -> None:
        """Commit a batch, then let workers and press answers know."""
        for update in batch:
            if update.callback_id is not None:
                self.answers.heard(update.callback_id)
        await self._claimer.store(self.settings.bot_id, batch, self._since)

    async def _get_ready(self) -> None:
        """With nothing learnt yet: buttons, commands and forms work meanwhile, and questions wait."""
        if not self.answering.is_ready:
            log.info("learning", extra={"action": "learning"})
            await get_ready(self.settings, self.assistant, self.answering)
            log.info("learnt", extra={"action": "learnt"})
            await self._take_up()
        await self.stopping.wait()

    async def _take_up(self) -> None:
        self._claimer.wake.ring(await self.db.run(inbox.take_up))

    async def _beat(self) -> None:
        beaten = await self.db.run(self._beats.once, self._vitals.ailments(LIMITS))
        self._post.owed(beaten.owed)
        # Apart, since what it fails on must not keep a reminder back.
        purged = await self.db.run(self._beats.purge)
        self._post.owed(purged.owed)
        self._vitals.beaten(in_part=beaten.failed or purged.failed)
        if self.answering.is_ready:  # what another process, or one before, let wait
            await self._take_up()

    def _web(self) -> Any:
        return server(web_app(self.settings, self._keep, self._health), *self.settings.listen_at)

    def _seen(self) -> QuietServer | None:
        at = self.settings.metrics_at
        return None if at is None else server(operators_app(self._watchdog.health, self._is_ready), *at)

    def _is_ready(self) -> bool:
        return not self.stopping.is_set() and Ailment.DATABASE not in self._vitals.ailments(LIMITS)

    async def _run_seen(self, seen: QuietServer | None) -> None:
        try:
            if seen is not None:
                await seen.serve()
        except (SystemExit, OSError):
            log.warning("no /metrics: its port is taken", extra={"action": "metrics_port_taken"})

    async def _run_web(self, web: Any) -> None:
        try:
            await web.serve()
        except (SystemExit, OSError):
            if self.settings.webhook_url:
                log.error("the webhook's port is taken", extra={"action": "port_taken"})
                self._give_up()
            else:
                log.warning("no /healthz: its port is taken", extra={"action": "port_taken"})

    async def _health(self) -> dict[str, object]:
        return self._watchdog.health()

    async def _look(self) -> Waiting:
        self._vitals.database_gone = self._file is not None and await asyncio.to_thread(self._file.is_left)
        return await self.db.run(self._look_once)

    def _look_once(self, session: Session) -> Waiting:
        business = clock.business_now(session, may_shift=self.settings.api_is_local)
        return measure(session, clock.elapsed(), clock.real_now(), business)

    async def _close(self) -> None:
        clock.follow(None)
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self.api.close_wires()
        self.db.close()
        log.info("stopped", extra={"action": "stopped"})


def _take_back(session: Session) -> None:
    claims.take_back(session)
    sending.take_back(session, clock.elapsed())
    transactions.take_back(session)


def require_for_run(settings: Settings) -> None:
    """What only `cite run` needs; one sentence when it is missing."""
    token, _, rest = settings.token.get_secret_value().partition(":")
    if not token.isdigit() or not rest:
        raise BotError("CITE_TOKEN is missing or malformed: BotFather gives one, like 123456:ABC…")
    if not settings.keys:
        raise BotError("CITE_SECRET_KEY is missing: `cite doctor --new-key` prints one to put in .env.")
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        raise BotError("CITE_WEBHOOK_SECRET is missing: choose 32 letters and digits.")
