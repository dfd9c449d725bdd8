"""Knowledge that changes on disk is put in place without a restart, and a failure changes nothing."""

import asyncio
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from bot.assistant.compose import Assistant
from bot.run.renewal import Renewal, renewal_of_filled
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import FilledRow
from knowledge.library import library as library_kept
from knowledge.library.content import ContentError
from knowledge.library.filled import Filled
from knowledge.library.library import CONTENT, Library, content_files, load_library
from knowledge.library.things import Cell
from knowledge.store.database import Database
from tests.knowledge.agenda.test_filled_table import FACT, NOW, TODAY
from tests.knowledge.library.test_filled import ENTRY
from tests.knowledge.library.test_filled import written as filled_in
from tests.knowledge.library.test_library import GOOD, written


@dataclass
class Shop:
    """Something with a key that answers are made from; renewing may fail."""

    key: str = "old"
    used: str = "old"
    tries: list[str] = field(default_factory=list)
    fault: Exception | None = None
    tried: asyncio.Event = field(default_factory=asyncio.Event)

    async def renew(self) -> None:
        self.tries.append(self.key)
        self.tried.set()
        if self.fault:
            raise self.fault
        self.used = self.key

    def renewal(self) -> Renewal:
        return Renewal(lambda: self.key, self.renew, self.used, every_s=0)


async def test_while_nothing_changes_nothing_is_done() -> None:
    shop = Shop()
    assert not await shop.renewal().look()
    assert shop.tries == []


async def test_the_new_is_put_in_the_place_of_the_old_once() -> None:
    shop = Shop()
    renewal = shop.renewal()
    shop.key = "new"
    assert await renewal.look()
    assert shop.used == "new"
    assert not await renewal.look()
    assert shop.tries == ["new"]


@pytest.mark.parametrize("fault", [ContentError("a.yaml:1:1", "odd"), OSError(), ValueError(), KeyError()], ids=repr)
async def test_when_renewing_fails_the_old_stays_and_is_not_tried_again(fault: Exception) -> None:
    shop = Shop()
    renewal = shop.renewal()
    shop.key, shop.fault = "bad", fault
    assert not await renewal.look()
    assert not await renewal.look()
    assert (shop.used, shop.tries) == ("old", ["bad"])


async def test_the_next_change_is_tried_after_a_failure() -> None:
    shop = Shop()
    renewal = shop.renewal()
    shop.key, shop.fault = "bad", ValueError()
    await renewal.look()
    shop.key, shop.fault = "good", None
    assert await renewal.look()
    assert shop.used == "good"


async def test_when_even_the_key_cannot_be_told_it_is_looked_at_again_later() -> None:
    shop = Shop()
    renewal = shop.renewal()
    keys: Iterator[str] = iter(["new"])
    renewal.key_now = lambda: next(keys) if shop.fault is None else (_ for _ in ()).throw(shop.fault)
    shop.fault = OSError("half written")
    assert not await renewal.look()
    shop.fault = None
    assert await renewal.look()


async def test_a_failure_is_logged_by_its_kind_and_without_a_word_of_content(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shop = Shop()
    renewal = shop.renewal()
    shop.key, shop.fault = "bad", ValueError("secret words")
    with caplog.at_level(logging.INFO):
        await renewal.look()
    (record,) = [one for one in caplog.records if one.name == "bot.run.renewal"]
    assert (record.levelname, vars(record)["error"]) == ("WARNING", "ValueError")
    assert "secret" not in caplog.text


async def test_it_looks_again_and_again_until_cancelled() -> None:
    shop = Shop()
    running = asyncio.create_task(shop.renewal().run())
    for key, fault in (("a", None), ("b", None), ("bad", ValueError()), ("c", None)):
        shop.tried.clear()
        shop.key, shop.fault = key, fault
        await asyncio.wait_for(shop.tried.wait(), 5)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (shop.used, shop.tries) == ("c", ["a", "b", "bad", "c"])


async def test_answers_go_on_from_the_old_library_until_a_written_fault_is_put_right(tmp_path: Path) -> None:
    """With real content files: a good edit is taken over, a faulty one is not, and the edit that mends it is."""
    written(tmp_path, GOOD)
    place = [load_library(tmp_path)]

    async def renew() -> None:
        place[0] = await asyncio.to_thread(load_library, tmp_path)

    of_files = library_kept.key
    renewal = Renewal(lambda: of_files(content_files(tmp_path)), renew, of_files(content_files(tmp_path)))
    assert _said(place[0]) == "Here!"
    written(tmp_path, GOOD.replace("Here!", "There!"))
    assert await renewal.look()
    assert _said(place[0]) == "There!"
    written(tmp_path, GOOD.replace("Here!", "Nowhere!").replace("source: [8]", "source: [59]"))
    assert not await renewal.look()
    assert _said(place[0]) == "There!"
    written(tmp_path, GOOD.replace("Here!", "Nowhere!"))
    assert await renewal.look()
    assert _said(place[0]) == "Nowhere!"


def _said(library: Library) -> str:
    return library.topic("address").answer["en"]


async def test_a_cell_that_is_filled_in_is_taken_over_and_a_fault_leaves_what_was_there(
    tmp_path: Path, database: Database
) -> None:
    shutil.copytree(CONTENT / "things", tmp_path / "things")
    filled_in(tmp_path, "# nothing yet\n")
    assistant = Assistant(load_library(), ZoneInfo("Europe/Paris"))
    renewal = renewal_of_filled(database, assistant, tmp_path)
    assert await renewal.look()
    assert not await renewal.look()
    filled_in(tmp_path, ENTRY)
    assert await renewal.look()
    assert [str(cell) for cell in assistant.filled.cells] == ["escape.price"]
    filled_in(tmp_path, ENTRY.replace("escape", "escpae"))
    assert not await renewal.look()
    assert [str(cell) for cell in assistant.filled.cells] == ["escape.price"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder in which the file fills escape.price."""
    shutil.copytree(CONTENT / "things", tmp_path / "things")
    return filled_in(tmp_path, ENTRY)


def _told(filled: Filled) -> list[tuple[str, str]]:
    return [(str(fact.cell), fact.author) for fact in filled.on(TODAY).facts]


async def test_the_table_is_taken_over_at_the_first_look_and_whenever_a_cell_is_filled_or_emptied(
    content: Path, database: Database
) -> None:
    database.do(filled_table.fill, FACT, NOW)
    assistant = Assistant(load_library(), ZoneInfo("Europe/Paris"))
    renewal = renewal_of_filled(database, assistant, content)
    assert await renewal.look()
    assert _told(assistant.filled) == [("escape.price", "Zoé")]
    database.do(filled_table.fill, replace(FACT, author="Ana"), NOW)
    assert await renewal.look()
    assert _told(assistant.filled) == [("escape.price", "Ana")]
    assert not await renewal.look()
    database.do(filled_table.empty, "escape.price", NOW)
    assert await renewal.look()
    assert _told(assistant.filled) == [("escape.price", "Camille")]


async def test_while_the_file_has_a_fault_the_table_is_taken_over_and_the_file_s_last_facts_go_on(
    content: Path, database: Database
) -> None:
    assistant = Assistant(load_library(), ZoneInfo("Europe/Paris"))
    renewal = renewal_of_filled(database, assistant, content)
    assert await renewal.look()
    filled_in(content, ENTRY.replace("escape", "escpae"))
    database.do(filled_table.fill, replace(FACT, cell=Cell("lab", "price")), NOW)
    assert not await renewal.look()
    assert _told(assistant.filled) == [("lab.price", "Zoé"), ("escape.price", "Camille")]


async def test_a_row_that_cannot_be_told_is_logged_as_a_number(
    content: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    database.do(filled_table.fill, FACT, NOW)
    database.do(lambda session: session.execute(update(FilledRow).values(cell="gone.price")))
    assistant = Assistant(load_library(), ZoneInfo("Europe/Paris"))
    assert await renewal_of_filled(database, assistant, content).look()
    assert _told(assistant.filled) == [("escape.price", "Camille")]
    (record,) = [one for one in caplog.records if one.levelname == "WARNING"]
    assert (vars(record)["action"], vars(record)["count"]) == ("facts_left_out", 1)


async def test_when_the_database_fails_it_is_tried_again_at_the_next_look() -> None:
    shop = Shop()
    renewal = shop.renewal()
    shop.key, shop.fault = "new", OperationalError("SELECT", {}, OSError())
    assert not await renewal.look()
    shop.fault = None
    assert await renewal.look()
    assert (shop.used, shop.tries) == ("new", ["new", "new"])
