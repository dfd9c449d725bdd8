"""When the venue's knowledge changes on disk, the bot learns it and goes on answering meanwhile, without a restart."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from bot.answers import Answering, cache_folder, learn_apart
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding, is_learnt, model_folder
from bot.errors import BotError
from bot.settings import Settings
from knowledge.filled import filled_file, read_filled
from knowledge.library import load_library
from knowledge.sources import checked_file, load_document
from knowledge.store import Database
from knowledge.things_read import CONTENT

log = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0


@dataclass(slots=True)
class Renewal:
    """Watches one key. `key_now` tells what answers should be made from, `key_used` what they are made from; `renew`
    learns it apart, then puts it in the place of the old, and may fail: the old goes on, and is not tried again before
    the next change.
    """

    key_now: Callable[[], str]
    renew: Callable[[], Awaitable[None]]
    key_used: str
    every_s: float = LOOK_EVERY_S

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(self.every_s)
            await self.look()

    async def look(self) -> bool:
        """Whether there was something new, and it is in use now."""
        try:
            key = await asyncio.to_thread(self.key_now)
            if key == self.key_used:
                return False
            self.key_used = key
            await self.renew()
        except Exception as error:  # a content file half written must not end the bot
            log.warning("knowledge not renewed", extra={"action": "renew_failed", "error": type(error).__name__})
            return False
        log.info("knowledge renewed", extra={"action": "renewed"})
        return True


def renewal_of(settings: Settings, db: Database, assistant: Assistant, answering: Answering) -> Renewal:
    """What renews these two when content or phrasings change. Learning happens in a child process."""
    cache = cache_folder(settings.database_url)

    async def renew() -> None:
        await asyncio.to_thread(learn_apart, settings.database_url)
        library = await asyncio.to_thread(load_library, kept=cache)
        document = await asyncio.to_thread(load_document)
        understanding = await asyncio.to_thread(_learnt, cache, settings)

        def put_in_place(session: Session) -> None:
            assistant.library, assistant.document, answering.understanding = library, document, understanding

        await db.run(put_in_place)  # where answers are composed, so that none is made half of each

    return Renewal(lambda: _key(cache), renew, _key(cache))


def _key(cache: Path) -> str:
    """What is learnt, and what the facts rest on."""
    return f"{model_folder(cache).name} {checked_file().read_text(encoding='utf-8')}"


def renewal_of_filled(db: Database, assistant: Assistant, folder: Path = CONTENT) -> Renewal:
    """What takes over the cells that were filled in, with nothing to learn."""

    def key() -> str:
        return hashlib.sha256(filled_file(folder).read_bytes()).hexdigest()

    async def renew() -> None:
        filled = await asyncio.to_thread(read_filled, folder)

        def put_in_place(session: Session) -> None:
            assistant.filled = filled

        await db.run(put_in_place)

    return Renewal(key, renew, key())


def _learnt(cache: Path, settings: Settings) -> Understanding:
    if not is_learnt(cache):  # the child failed: learning in this process would take its memory for good
        raise BotError("The new phrasings could not be learnt: run « cite knowledge check ».")
    return Understanding.open(cache, settings.zone)
