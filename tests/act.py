"""Acts a conversation written in a file, turn by turn, against the whole bot, and prints what everybody said.

    python -m tests.act FILE [--out FILE]

The file is replayed from its beginning each time: add a line, run again. `says: …`, `taps: …`, `later: 1 day`…: one act
a line, see `_ACTS`. `phone2 says: …` is another phone.
"""

import argparse
import asyncio
import csv
import io
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bench.chats import TEAM
from bot.bench.rehearsal import STAFF, Rehearsal, rehearsal
from bot.cli import opening
from bot.core.settings import Settings
from bot.sandbox.values import Impossible
from bot.sandbox.viewer import SeenMessage, plain
from bot.sandbox.visitor import Visitor
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.exchange.spreadsheets import sample_csv
from knowledge.store.columns import vault
from scheduler.core.people import BirthMonth
from scheduler.core.tables import FamilyChatRow, SignupRow, State
from scheduler.families import families
from scheduler.signups import signups

NOW = "2026-12-02 10:00"
_UNITS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_LINE = re.compile(r"(?:(\w+) )?(\w+)(?:: ?(.*))?", re.DOTALL)
_OTHERS = 9_000_000


class Play:
    """One conversation: the bot, its people, and what was printed of their messages so far."""

    def __init__(self, bot: Rehearsal, agenda_file: bytes, out: Callable[[str], object]) -> None:
        self.bot, self._out = bot, out
        self._rows = {row["uid"]: row for row in csv.DictReader(io.StringIO(agenda_file.decode()))}
        bot.imports(agenda_file)
        self.people: dict[str, Visitor] = {}
        self.language, self.files = "fr", False
        self._printed = 0
        self._link = ""

    async def does(self, line: str) -> None:
        """One line of the file, and what comes of it."""
        found = _LINE.fullmatch(line)
        act = _ACTS.get(found[2]) if found else None
        if found is None or act is None:
            self._out(f"!! not understood: {line}")
            return
        self._out(f"\n[{self.bot.now:%a %d %b %H:%M}] {line}")
        try:
            await act(self, found[1] or "phone1", found[3] or "")
            await self.bot.settle()
        except (AssertionError, Impossible, LookupError, ValueError) as error:
            self._out(f"!! {str(error).splitlines()[0] if str(error) else type(error).__name__}")
        self._shows()

    def person(self, name: str) -> Visitor:
        """Whoever holds this phone; the team's colleague is one too."""
        if name not in self.people:
            of_team = {"chat_id": TEAM, "user_id": STAFF} if name == "team" else {}
            called = {"phone1": "Camille", "phone2": "Dominique", "team": "Sophie"}.get(name, name.capitalize())
            self.people[name] = Visitor(self.bot.sandbox, called, language=self.language, **of_team)  # type: ignore[arg-type]
        return self.people[name]

    def event(self, title: str) -> Event:
        """The next event with these words in its title."""
        events = self.bot.db.do(lambda session: agenda.everything(session))
        return next(one for one in events if plain(title).casefold() in plain(one.title).casefold())

    def plans(self, event: Event, **changed: str) -> None:
        """Import the event with other values."""
        self._rows[event.uid].update(changed)
        self.bot.plan(self._rows[event.uid])

    def _shows(self) -> None:
        for message, name in sorted(self._news(), key=lambda one: one[0].version):
            toast = " (edited)" if message.edited else ""
            words = message.text.replace("\n", "\n     ")
            self._out(f"  {name}{toast}: {words}" + "".join(f"\n     [{label}]" for label in message.labels))
            self._link = next((url for url in message.links if "t.me/" in url), self._link)
            if message.document is not None:
                self._out(f"     (file {message.document['file_name']})" + self._content(message))
        self._printed = self.bot.sandbox.version

    def _news(self) -> Iterator[tuple[SeenMessage, str]]:
        for name, person in (("bot", one) for one in self.people.values()):
            here = name if person is self.people.get("phone1") else f"{name} to {person.name}"
            yield from ((m, here) for m in person.messages if m.from_bot and m.version > self._printed)

    def _content(self, message: SeenMessage) -> str:
        if not self.files or message.file_id is None:
            return ""
        found = self.bot.sandbox.files.get(message.file_id)
        lines = [] if found is None else found.upload.data.decode(errors="replace").splitlines()
        return "".join(f"\n       {line}" for line in lines)


async def _says(play: Play, who: str, text: str) -> None:
    person = play.person(who)
    asked = play.people["team"].last if who == "team" else None
    await person.says(text, reply_to=asked)


async def _taps(play: Play, who: str, label: str) -> None:
    press = await play.person(who).taps(label, timeout=0)
    await play.bot.settle()
    if press.id:
        toast = (await press.answer()).text
        if toast:
            play._out(f"  ({toast})")


async def _opens(play: Play, who: str, title: str) -> None:
    if title == "link":
        await play.person(who).opens(play._link.partition("?start=")[2])
    else:
        await play.person(who).opens(f"e_{play.event(title).code}" if title else "")


async def _replies(play: Play, who: str, said: str) -> None:
    words, _, text = (part.strip() for part in said.partition("|"))
    await play.person(who).says(text, reply_to=_message(play.person(who), words))


def _message(person: Visitor, words: str) -> SeenMessage:
    found = [m for m in person.messages if m.from_bot and plain(words).casefold() in plain(m.text).casefold()]
    if not found:
        raise LookupError(f"no message with {words!r}")
    return found[-1]


async def _reacts(play: Play, who: str, said: str) -> None:
    emoji, _, words = (part.strip() for part in said.partition("|"))
    await play.person(who).reacts(_message(play.person(who), words), emoji)


async def _later(play: Play, who: str, said: str) -> None:
    number, unit = said.split()
    await play.bot.until(play.bot.now + timedelta(seconds=float(number) * _UNITS[unit.rstrip("s")]))


async def _until(play: Play, who: str, said: str) -> None:
    await play.bot.until(datetime.fromisoformat(said).replace(tzinfo=play.bot.now.tzinfo))


async def _restart(play: Play, who: str, said: str) -> None:
    await play.bot.restart()


async def _language(play: Play, who: str, said: str) -> None:
    play.language = said


async def _shows_files(play: Play, who: str, said: str) -> None:
    play.files = True


async def _full(play: Play, who: str, title: str) -> None:
    event, now = play.event(title), play.bot.now
    for place in range(event.free_places or 0):
        other = play.bot.sandbox.add_person("Ancien", person_id=_OTHERS + 1000 * event.id + place, met=True)
        play.bot.db.do(_takes, other.id, event, now)


def _takes(session: Session, chat_id: int, event: Event, now: datetime) -> None:
    family = families.ensure_family(session, chat_id, "fr", now)
    year = event.starts_at.year - (event.age_min or 30) - 1
    one = families.add_participant(session, family.id, "Ancien", BirthMonth(year, 1), now)
    signups.sign_up(session, family_id=family.id, event_id=event.id, participants=[one.id], now=now)


async def _frees(play: Play, who: str, title: str) -> None:
    event = play.event(title)
    play.bot.db.do(_gives_back, event.id, play.bot.now)
    await play.bot.beat()


def _gives_back(session: Session, event_id: int, now: datetime) -> None:
    of_others = select(SignupRow).join(FamilyChatRow, FamilyChatRow.family_id == SignupRow.family_id)
    here = (SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED)
    row = session.scalars(of_others.where(*here, FamilyChatRow.chat_id.between(_OTHERS, 2 * _OTHERS))).first()
    if row is None:
        raise LookupError("nobody else has a place there")
    signups.cancel(session, family_id=row.family_id, signup_ids=[row.id], now=now)


async def _moves(play: Play, who: str, said: str) -> None:
    title, _, at = (part.strip() for part in said.partition("|"))
    event = play.event(title)
    starts = datetime.fromisoformat(at)
    ends = starts + (event.ends_at - event.starts_at)
    play.plans(event, starts_at=f"{starts:%Y-%m-%dT%H:%M}", ends_at=f"{ends:%Y-%m-%dT%H:%M}")
    await play.bot.settle()


async def _cancels(play: Play, who: str, title: str) -> None:
    play.plans(play.event(title), status="cancelled")
    await play.bot.settle()


Act = Callable[[Play, str, str], Awaitable[None]]
_ACTS: dict[str, Act] = {
    "says": _says, "taps": _taps, "opens": _opens, "replies": _replies, "reacts": _reacts, "later": _later,
    "until": _until, "restart": _restart, "lang": _language, "files": _shows_files, "full": _full, "frees": _frees,
    "moves": _moves, "cancels": _cancels,
}  # fmt: skip


def _lines(file: Path) -> list[str]:
    """The acts; a line that begins with two spaces goes on with the one before."""
    lines: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += "\n" + line.strip()
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return lines


async def act(lines: list[str], out: Callable[[str], object]) -> None:
    """Play them all."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    heads = dict(line.split(": ", 1) for line in lines[:2] if line.startswith(("agenda: ", "now: ")))
    now = datetime.fromisoformat(heads.get("now", NOW)).replace(tzinfo=settings.zone)
    named = heads.get("agenda", "sample")
    content = sample_csv(now.date()) if named == "sample" else await asyncio.to_thread(Path(named).read_bytes)
    async with rehearsal(opening.clerk(settings, (), now), settings, now) as bot:
        play = Play(bot, content, out)
        play.person("team")
        for line in lines[len(heads) :]:
            await play.does(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    vault.unlock([Fernet.generate_key().decode()])
    said: list[str] = []
    asyncio.run(act(_lines(given.file), said.append))
    if given.out:
        given.out.write_text("\n".join(said) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(said) + "\n")
