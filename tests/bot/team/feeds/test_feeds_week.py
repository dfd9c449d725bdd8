"""An agenda read online over some days, as tests/dialogues/weeks/feeds has it: the whole bot in this process."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy import select, update

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.chats import TEAM
from bot.bench.rehearsal import STAFF, Rehearsal, rehearsal
from bot.core.settings import Settings
from bot.core.web import Flaw
from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from knowledge.agenda.agenda import EventRow
from knowledge.library.library import load_library
from tests.knowledge.exchange.build import agenda_file
from tests.model_cache import shared_understanding
from tests.scheduler.scene import join

FILE = Path(__file__).parents[3] / "dialogues" / "weeks" / "feeds" / "feeds.yaml"
ADDRESS = "https://agenda.test/s3cret/agenda.csv"
BEGINS = "2026-12-07T09:00"
FAILURES = {"empty": agenda_file().encode(), "unreachable": Flaw.UNREACHABLE, "nonsense": b"<html>"}


class FeedsWeek:
    """Plays the lines; each is a mapping with one key, or a bare word."""

    def __init__(self, bot: Rehearsal) -> None:
        self.bot = bot
        self.people = {"Sophie": Visitor(bot.sandbox, "Sophie", user_id=STAFF)}
        self.people |= {name: Visitor(bot.sandbox, name) for name in ("Camille", "Paul")}
        self.group = {
            "Sophie": Visitor(bot.sandbox, "Sophie", TEAM, user_id=STAFF),
            "a stranger": Visitor(bot.sandbox, "Max", TEAM),
        }
        self.source: dict[str, dict[str, Any]] = {}
        self._since = 0

    async def play(self, line: dict[str, Any] | str) -> None:
        """One line, and all that it leads to; what is seen is what came since the last act."""
        what, value = next(iter(line.items())) if isinstance(line, dict) else (line, None)
        if not re.search(r" (sees?|does not see|hears nothing of|holds|is told nothing)$|^described$", what):
            self._since = self.bot.sandbox.version
        await self._act(what, value)
        await self.bot.settle()

    async def _act(self, what: str, value: Any) -> None:
        who, _, does = what.removeprefix("in the group ").partition(" ")
        if what.startswith("in the group a stranger "):
            await self.group["a stranger"].taps(value, timeout=0)
        elif what.startswith("in the group "):
            await self._writes(self.group[who], does, value)
        elif hours := re.fullmatch(r"(\d+) hours pass", what):
            for _ in range(int(hours[1]) * 4):
                self.bot.jump(self.bot.now + timedelta(minutes=15))
                await self.bot.read_feeds()
        elif who in self.people:
            await self._person(self.people[who], who, does, value)
        else:
            await getattr(self, "_" + what.replace(" ", "_"))(value)

    async def _writes(self, person: Visitor, does: str, value: str) -> None:
        if does == "taps":
            await person.taps(value, timeout=0)
        elif does == "taps the old button":
            (old,) = [one for one in person.messages if any(b.bears("Laisser tel quel") for b in one.buttons)][-1:] or [
                None
            ]
            assert old is None, "the buttons of what was decided are gone"
        else:
            await person.says(value)

    async def _person(self, person: Visitor, who: str, does: str, value: Any) -> None:
        if does == "sees":
            self._seen(person, value)
        elif does in {"does not see", "hears nothing of"}:
            assert not any(one.says(value) for one in self._fresh(person)), person.transcript()
        elif does == "signs up at":
            await self._signs_up(person, value)
        else:
            await self._writes(person, does, value)

    async def _signs_up(self, person: Visitor, value: dict[str, list[str]]) -> None:
        chat = await person.id()
        if not person.messages:
            await person.opens()
            await self.bot.settle()
        for uid, names in value.items():
            event = self._event(uid)
            self.bot.db.do(lambda session, at=event.id, who=names: join(session, at, chat, *who, now=self.bot.now))

    def _fresh(self, person: Visitor) -> list[SeenMessage]:
        return [one for one in person.messages if one.from_bot and not one.deleted and one.version > self._since]

    def _seen(self, person: Visitor, wanted: str | list[str]) -> None:
        told = self._fresh(person)
        for words in [wanted] if isinstance(wanted, str) else wanted:
            assert any(one.says(words) for one in told), f"{words!r} is not seen\n{person.transcript()}"

    async def _the_team_sees(self, wanted: str | list[str]) -> None:
        self._seen(self.group["Sophie"], wanted)

    async def _the_team_is_told_nothing(self, _: Any) -> None:
        assert self._fresh(self.group["Sophie"]) == [], self.group["Sophie"].transcript()

    async def _it_is_read(self, _: Any) -> None:
        await self.bot.read_feeds()

    async def _the_source_gives(self, events: dict[str, dict[str, Any]]) -> None:
        self.source = {}
        await self._the_source_changes(events)

    async def _the_source_changes(self, events: dict[str, dict[str, Any]]) -> None:
        for uid, said in events.items():
            self.source[uid] = {**self.source.get(uid, {}), **said}
        self._publish()

    async def _the_source_drops(self, uid: str) -> None:
        del self.source[uid]
        self._publish()

    async def _the_source_is(self, how: str) -> None:
        if how.startswith("without"):
            for uid in YAML(typ="safe").load(how.removeprefix("without ")):
                del self.source[uid]
        if how in FAILURES:
            self.bot.network[ADDRESS] = FAILURES[how]
        else:
            self._publish()

    def _publish(self) -> None:
        self.bot.network[ADDRESS] = agenda_file(*(_row(uid, said) for uid, said in self.source.items())).encode()

    async def _published(self, uids: list[str]) -> None:
        done = update(EventRow).where(EventRow.uid.in_(uids)).values(status="scheduled")
        self.bot.db.do(lambda session: session.execute(done) and None)

    async def _the_agenda_holds(self, expected: dict[str, str]) -> None:
        assert {uid: self._event(uid).status for uid in expected} == expected

    async def _described(self, expected: dict[str, str]) -> None:
        assert {uid: self._event(uid).description for uid in expected} == expected

    def _event(self, uid: str) -> EventRow:
        return self.bot.db.do(lambda session: session.scalars(select(EventRow).where(EventRow.uid == uid)).one())


def _row(uid: str, said: dict[str, Any]) -> dict[str, str]:
    """A line of the source's file: a workshop of two hours, at two, that takes children from 6 to 9."""
    day = str(said["day"])
    return {
        "uid": uid, "title": said["title"], "starts_at": f"{day}T14:00", "ends_at": f"{day}T16:00", "age_min": "6",
        "age_max": "9", "capacity": str(said.get("capacity", 8)), "description": said.get("description", ""),
        "status": said.get("status", "scheduled"), "room": said.get("room", ""), "signup_opens_at": "",
    }  # fmt: skip


async def test_the_days_go_as_written(unlocked: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    now = datetime.fromisoformat(BEGINS).replace(tzinfo=settings.zone)
    assistant = Assistant(load_library(), settings.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    async with rehearsal(clerk, settings, now) as bot:
        week = FeedsWeek(bot)
        for dialogue in YAML(typ="safe").load(FILE):
            for place, line in enumerate(dialogue["lines"], 1):
                try:
                    await week.play(line)
                except AssertionError as error:
                    raise AssertionError(f"{dialogue['name']}, line {place} {line}: {error}") from error
        assert bot.sandbox.violations == []
    assert "s3cret" not in caplog.text
    assert "agenda.test" not in caplog.text
