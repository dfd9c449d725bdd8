"""Thousands of events at once: few statements hold the one writer, and other people are answered meanwhile."""

import asyncio
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.api import Api
from bot.bot_api.replies import Action, Press
from bot.chat.context import AgendaFile, Services
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Document, Kind, Turn
from bot.core.tables import AgendaImportRow
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from bot.team.agenda import imports
from bot.team.agenda.imports import Documents
from knowledge.agenda.agenda import EventRow
from knowledge.exchange.apply import apply
from knowledge.exchange.draft import EventDraft
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from tests.bot.dialogues.venue import open_venue
from tests.effort import counted
from tests.knowledge.exchange.build import agenda_file, draft
from tests.scheduler.scene import NOW, join, make_event

MANAGER = 4
MOST_STATEMENTS = 60  # for a thousand as for five thousand, but for those that go by five hundred


class Desk:
    """The bot's routes, and a manager who sends a file and says yes."""

    def __init__(self, database: Database) -> None:
        assistant = Assistant(load_library(), PARIS.zone)
        services = Services(hours=PARIS, assistant=assistant, username="cite_bot", staff_ids=frozenset({MANAGER}))
        self.database, self.services = database, services
        self.routes = Routes(services, cast(Answering, None))

    def sends(self, *drafts: EventDraft) -> Outcome:
        """A file that was read already."""
        return self._does(Turn(kind=Kind.MEDIA, chat_id=MANAGER, media="other"), AgendaFile("a.csv", drafts))

    def says_yes(self, *drafts: EventDraft) -> Outcome:
        """« Appliquer »."""
        number = self.database.do(lambda session: session.scalars(select(func.max(AgendaImportRow.id))).one())
        press = Press(Action.PLAN, "apply", number)
        turn = Turn(kind=Kind.PRESS, chat_id=MANAGER, press=press, pressed_message_id=1, callback_id="q")
        return self._does(turn, AgendaFile("", drafts))

    def _does(self, turn: Turn, file: AgendaFile) -> Outcome:
        prepared = Prepared(turn, Conversation(), None, file=file)
        return self.database.do(self.routes.handle, prepared, NOW)


class Telegram:
    """Gives the one file that there is."""

    async def download(self, file_id: str, *, most: int) -> bytes:
        return agenda_file({"uid": "robots"}).encode()


async def test_while_a_file_is_read_others_are_served(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, served = asyncio.Event(), threading.Event()
    loop, read = asyncio.get_running_loop(), imports.read_agenda

    def slow(*file: Any) -> tuple[EventDraft, ...]:
        loop.call_soon_threadsafe(begun.set)
        assert served.wait(60)
        return read(*file)

    monkeypatch.setattr(imports, "read_agenda", slow)
    documents = Documents(database, cast(Api, Telegram()), Desk(database).services, may_shift=False)
    sent = Turn(kind=Kind.MEDIA, chat_id=MANAGER, message_id=1, document=Document("f", "a.csv", 100))
    reading = asyncio.create_task(documents.read(sent))
    await begun.wait()
    # The loop and the one writer are free: somebody signs up meanwhile, and the team has read that it is being read.
    database_is_free = await database.run(lambda session: make_event(session, title="Entre-temps"))
    said = await database.run(lambda session: session.scalars(select(OutboxRow.key)).all())
    served.set()
    file = await reading
    assert database_is_free
    assert said == [f"agenda-file:{MANAGER}:1"]
    assert file is not None
    assert [one.uid for one in file.drafts] == ["robots"]
    again = await documents.read(sent)  # the update is tried once more: the same message says that it is read
    assert again is not None
    assert again.said_id == file.said_id


def later(one: EventDraft) -> EventDraft:
    at = one.starts_at + timedelta(days=3)
    return draft(one.uid, starts_at=at, ends_at=at + timedelta(hours=2))


def test_a_thousand_events_are_previewed_added_and_moved_in_few_statements(database: Database) -> None:
    desk, drafts = Desk(database), [draft(f"event-{number}") for number in range(1000)]
    with counted(database) as said:
        for wanted in (drafts, [later(one) for one in drafts]):
            desk.sends(*wanted)
            assert len(said) < MOST_STATEMENTS
            said.clear()
            outcome = desk.says_yes(*wanted)
            assert "C’est fait" in outcome.replies[0].text
            assert len(said) < MOST_STATEMENTS
            said.clear()


def test_only_events_that_somebody_has_a_place_at_cost_more(database: Database) -> None:
    desk, drafts = Desk(database), [draft(f"event-{number}") for number in range(200)]
    database.do(lambda session: _published(session, drafts))
    with counted(database) as said:
        desk.sends(*[later(one) for one in drafts])
        desk.says_yes(*[later(one) for one in drafts])
        few = len(said)
    database.do(lambda session: join(session, session.scalars(select(func.min(EventRow.id))).one(), 101, "Léa"))
    with counted(database) as said:
        desk.sends(*drafts)
        outcome = desk.says_yes(*drafts)
        assert "Une famille est prévenue" in outcome.replies[0].text
        assert few < len(said) < few + 60


def _published(session: Session, drafts: list[EventDraft]) -> None:
    apply(session, drafts, NOW)


@pytest.mark.slow
def test_how_long_five_thousand_events_hold_the_one_writer(database: Database) -> None:
    desk, drafts = Desk(database), [draft(f"event-{n}", description="Un atelier. " * 20) for n in range(5000)]
    for what, wanted in (("add", drafts), ("move", [later(one) for one in drafts])):
        for act, do in (("preview", desk.sends), ("apply", desk.says_yes)):
            wall, cpu = time.perf_counter(), time.process_time()
            do(*wanted)
            took = f"{time.perf_counter() - wall:.2f} s, {time.process_time() - cpu:.2f} s of CPU"
            print(f"{database.engine.dialect.name}, {what}, {act}: {took}")  # noqa: T201  # with -s, to be read


@pytest.mark.slow
async def test_five_thousand_events_are_imported_while_a_family_is_answered(tmp_path: Path, unlocked: str) -> None:
    rows = [{"uid": f"event-{n}", "title": f"Atelier {n}", "description": "Un atelier. " * 20} for n in range(5000)]
    with open_venue(tmp_path, "many", unlocked, team=True) as venue:
        sophie, camille = venue.manager(), venue.visitor("Camille", met=True)
        await sophie.opens()
        await sophie.sends_file("agenda.csv", agenda_file(*rows).encode())
        await camille.says("c’est à quelle adresse ?")
        await camille.sees("avenue de Vendôme", 60)
        await sophie.sees("Rien n’est encore changé", 60)
        await sophie.taps("Appliquer")
        await camille.says("c’est à quelle adresse ?")
        await sophie.sees("C’est fait", 60)
        await camille.sees("avenue de Vendôme", 60)
        assert venue.database.do(lambda session: session.scalar(select(func.count()).select_from(EventRow))) == 5000
