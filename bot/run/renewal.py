"""When the venue's knowledge changes on disk, the bot learns it and goes on answering meanwhile, without a restart."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding, heard, is_learnt, model_folder
from bot.core.errors import BotError
from bot.core.settings import Settings
from bot.router.answers import Answering, learn_apart
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import stored, version
from knowledge.library.content import KnowledgeError
from knowledge.library.filled import Filled, Origin, filled_file, named, read_filled
from knowledge.library.library import Library, checked_file, load_document, load_library
from knowledge.library.things import CONTENT, Things, load_things
from knowledge.store.database import Database

log = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0
LOOK_EVERY_FILLED_S = 3.0  # what somebody has just filled in is tried at once, perhaps of another process


@dataclass(slots=True)
class Renewal:
    """Watches one key. `key_now` tells what answers should be made from, `key_used` what they are made from; `renew`
    learns it apart, then puts it in the place of the old, and may fail: the old goes on, and is not tried again before
    the next change, unless it was the database that failed. Once `told` is set, it looks at once.
    """

    key_now: Callable[[], str]
    renew: Callable[[], Awaitable[None]]
    key_used: str
    every_s: float = LOOK_EVERY_S
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.every_s):
                    await self.told.wait()
            self.told.clear()
            await self.look()

    async def look(self) -> bool:
        """Whether there was something new, and it is in use now."""
        before = self.key_used
        try:
            key = await asyncio.to_thread(self.key_now)
            if key == before:
                return False
            self.key_used = key
            await self.renew()
        except Exception as error:  # a content file half written must not end the bot
            if isinstance(error, SQLAlchemyError):
                self.key_used = before
            log.warning("knowledge not renewed", extra={"action": "renew_failed", "error": type(error).__name__})
            return False
        log.info("knowledge renewed", extra={"action": "renewed"})
        return True


def renewal_of(settings: Settings, db: Database, assistant: Assistant, answering: Answering) -> Renewal:
    """What renews these two when content or phrasings change. Learning happens in a child process."""
    cache = settings.cache_folder

    async def renew() -> None:
        await learn_apart(cache)
        library = await asyncio.to_thread(load_library, kept=cache)
        document = await asyncio.to_thread(load_document)
        understanding = await asyncio.to_thread(_learnt, cache, settings, library)

        def put_in_place(session: Session) -> None:
            assistant.library, assistant.document, answering.understanding = library, document, understanding

        await db.run(put_in_place)  # where answers are composed, so that none is made half of each

    return Renewal(lambda: _key(cache), renew, _key(cache))


def _key(cache: Path) -> str:
    """What is learnt, and what the facts rest on."""
    return f"{model_folder(cache).name} {checked_file().read_text(encoding='utf-8')}"


def renewal_of_filled(db: Database, assistant: Assistant, folder: Path = CONTENT) -> Renewal:
    """What takes over the cells that were filled in, in file or table, with nothing to learn.

    The first look takes all over, as something may have been filled since the start. While the file has a fault its
    last good facts go on, and the table is taken over nevertheless.
    """

    def key() -> str:
        of_file = hashlib.sha256(filled_file(folder).read_bytes()).hexdigest()
        return f"{of_file} {db.do(version)} {db.do(filled_table.version_of_names)}"

    async def renew() -> None:
        fault: KnowledgeError | None = None
        try:
            of_file = await asyncio.to_thread(read_filled, folder)
        except KnowledgeError as error:
            of_file, fault = assistant.filled.of(Origin.FILE), error
        things = await asyncio.to_thread(load_things, folder)

        def put_in_place(session: Session) -> Filled:
            take_over(session, assistant, things, of_file)
            return assistant.filled

        _warn(await db.run(put_in_place))
        if fault is not None:
            raise fault

    return Renewal(key, renew, key_used="", every_s=LOOK_EVERY_FILLED_S)


def take_over(session: Session, assistant: Assistant, things: Things, of_file: Filled) -> None:
    """What the team has named and filled in, as it is in the database now; `things`: those of the content."""
    names = filled_table.names(session)
    assistant.things = named(things, names)
    assistant.names = heard(assistant.things, names)
    assistant.filled = stored(session, assistant.things).before(of_file)


def _warn(filled: Filled) -> None:
    if filled.left_out:
        number = len(filled.left_out)
        log.warning("stored facts that cannot be told", extra={"action": "facts_left_out", "count": number})


def _learnt(cache: Path, settings: Settings, library: Library) -> Understanding:
    if not is_learnt(cache):  # the child failed: learning in this process would take its memory for good
        raise BotError("The new phrasings could not be learnt: run « cite knowledge check ».")
    return Understanding.open(cache, settings.zone, library=library)
