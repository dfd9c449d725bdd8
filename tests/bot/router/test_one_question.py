"""One typed question passes through few files: whoever follows it reads those, and no others.

`./cite test tests/bot/router/test_one_question.py -s` names them.
"""

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import CodeType, FrameType

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.flow import Household
from bot.bench.rehearsal import rehearsal
from bot.core.settings import Settings
from knowledge.library.library import load_library
from scheduler.core.hours import PARIS
from tests.model_cache import shared_understanding

ROOT = Path(__file__).parents[3]
PACKAGES = ("bot", "intents", "knowledge", "scheduler")
APART = ("bot/bench/", "bot/sandbox/")  # what plays Telegram, and the chat
AIM, MOST = 40, 111
QUESTION = "C’est quoi les horaires ?"


class Followed:
    """The code that runs while `is_on`, in every thread that begins in the meantime."""

    def __init__(self) -> None:
        self.is_on, self._codes = False, set[CodeType]()

    @property
    def files(self) -> list[str]:
        """Ours, as paths from the root."""
        paths = {Path(code.co_filename) for code in self._codes}
        ours = {path.relative_to(ROOT).as_posix() for path in paths if path.is_relative_to(ROOT)}
        return sorted(name for name in ours if name.split("/")[0] in PACKAGES and not name.startswith(APART))

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Follow what runs within."""
        self.is_on = True
        sys.setprofile(self.note)
        try:
            yield
        finally:
            sys.setprofile(None)
            self.is_on = False

    def note(self, frame: FrameType, event: str, _: object) -> None:
        """The hook."""
        if self.is_on and event == "call":
            self._codes.add(frame.f_code)


async def test_one_typed_question_passes_through_no_more_files_than_before() -> None:
    path, now = Followed(), datetime(2026, 12, 2, 11, tzinfo=PARIS.zone)
    assistant = Assistant(load_library(), PARIS.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    threading.setprofile(path.note)
    try:
        async with rehearsal(clerk, Settings(_env_file=None), now) as bot:
            family = await Household.new(bot, "fr")
            await family.says("/start")
            await family.person.says(QUESTION)
            with path.followed():
                await bot.settle()
    finally:
        threading.setprofile(None)  # type: ignore[arg-type]  # as the library has it: no hook any more
    packages = dict(Counter(name.split("/")[0] for name in path.files))
    sys.stdout.write("\n".join(("", f"{len(path.files)} files, {AIM} is the aim: {packages}", *path.files, "")))
    assert "bot/assistant/compose.py" in path.files
    assert len(path.files) <= MOST
