"""One typed question passes through few files: whoever follows it reads those, and no others.

`./cite test tests/bot/router/test_one_question.py -s` names them, and those that were asked in vain: whatever they gave
to others was no, none or nothing (as what only does something gives, too). Who asks could often have known.
"""

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
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
NOTHING = (tuple, list, dict, set, frozenset, str)  # when they are empty
AIM, MOST = 40, 111
QUESTION = "C’est quoi les horaires ?"


class Followed:
    """The code that runs while `is_on`, in every thread that begins in the meantime."""

    def __init__(self) -> None:
        self.is_on, self._codes = False, set[CodeType]()
        self._gave, self._gave_something = set[str](), set[str]()

    @property
    def files(self) -> list[str]:
        """Ours, as paths from the root."""
        return sorted({name for code in self._codes if (name := _ours(code))})

    @property
    def in_vain(self) -> list[str]:
        """Those of them that gave nothing to any other."""
        return sorted(self._gave - self._gave_something)

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

    def note(self, frame: FrameType, event: str, given: object) -> None:
        """The hook."""
        if not self.is_on:
            return
        if event == "call":
            self._codes.add(frame.f_code)
        elif event == "return" and (name := _ours(frame.f_code)) and _asked_by(frame) != name:
            (self._gave if _is_nothing(given) else self._gave_something).add(name)


@cache
def _ours(code: CodeType) -> str:
    """The file of this code as a path from the root; "" of any that is none of the product's."""
    path = Path(code.co_filename)
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
    return name if name.split("/")[0] in PACKAGES and not name.startswith(APART) else ""


def _asked_by(frame: FrameType) -> str:
    """The file that called; a comprehension asks for the function that it stands in, and gives to none but that."""
    asks = frame.f_back
    return "" if asks is None else _ours(asks.f_code)


def _is_nothing(given: object) -> bool:
    return given is None or given is False or (type(given) in NOTHING and not given)


def show(title: str, names: list[str]) -> None:
    """Print what was found; pytest shows it with -s."""
    sys.stdout.write("\n".join(("", title, *names, "")))


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
    show(f"{len(path.files)} files, {AIM} is the aim: {packages}", path.files)
    show(f"{len(path.in_vain)} of them in vain", path.in_vain)
    assert "bot/assistant/compose.py" in path.files
    assert len(path.files) <= MOST
