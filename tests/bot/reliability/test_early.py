"""A bot that has learnt nothing yet: whatever needs no understanding works, and questions wait for it."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.chat.state import forget_words
from bot.core import clock
from bot.core.files import Progress, alone_in, progress
from bot.intake import claims, inbox
from bot.intake.claims import Work
from bot.router.answers import Answering
from bot.sandbox.server import Running
from bot.sandbox.visitor import Visitor
from knowledge.store.database import Database
from tests.bot.reliability.desk import NOTHING, keep, said
from tests.bot.reliability.process import PATIENCE_S, BotProcess, a_bot
from tests.bot.reliability.town import EVENT, prepare
from tests.model_cache import shared_understanding


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The pipe that learning waits at; opened at the end, for whoever is still there."""
    made = tmp_path / "gate"
    os.mkfifo(made)
    monkeypatch.setenv("LEARNS_AFTER", str(made))
    yield made
    os.close(os.open(made, os.O_RDWR))


@pytest.fixture
def town(file_url: str) -> Iterator[Database]:
    """The processes' database, with its workshop."""
    made = prepare(file_url)
    yield made
    made.close()


@pytest.fixture
async def bot(
    gate: Path, server: Running, town: Database, file_url: str, unlocked: str, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    """It serves, and learns until the gate is opened."""
    await asyncio.to_thread(shared_understanding)
    async with a_bot(server.url, file_url, unlocked, cache=str(tmp_path / "empty")) as running:
        yield running


async def test_while_it_learns_a_sign_up_works_with_commands_buttons_and_typed_answers(
    bot: BotProcess, server: Running
) -> None:
    camille = Visitor(server.sandbox, "Camille")
    await camille.opens(f"e_{EVENT}")
    await camille.taps("S’inscrire")
    await camille.taps("J’accepte")
    await camille.says("Léa, née en mars 2017")
    await camille.taps("Continuer")
    await camille.taps("Confirmer")
    await camille.says("/mesinscriptions")
    await camille.sees("Léa")
    assert bot.logged("learning")
    assert not bot.logged("learnt")


async def test_a_question_is_told_once_to_wait_and_answered_when_it_has_learnt(
    bot: BotProcess, gate: Path, server: Running
) -> None:
    camille = Visitor(server.sandbox, "Camille", met=True)
    await camille.says("c’est où ?")
    await camille.sees("secondes environ")
    await camille.says("je suis perdue, j’ai envie de mourir")
    await camille.says("/aide")
    await camille.sees("Voici ce que je sais faire")
    assert camille.transcript().count("secondes environ") == 1
    await camille.looks_away()
    await asyncio.to_thread(gate.write_text, "")  # once it is read
    await camille.sees("avenue de Vendôme", timeout=PATIENCE_S)
    await camille.sees("Merci de l’avoir écrit")
    assert bot.logged("learnt")


async def test_what_an_earlier_process_let_wait_is_answered_by_the_next_one(
    bot: BotProcess, server: Running, file_url: str, unlocked: str
) -> None:
    camille = Visitor(server.sandbox, "Camille", met=True)
    await camille.says("c’est où ?")
    await camille.sees("secondes environ")
    await bot.kill()
    await camille.looks_away()
    async with a_bot(server.url, file_url, unlocked):  # where all is learnt already
        await camille.sees("avenue de Vendôme", timeout=PATIENCE_S)


async def test_it_stops_in_order_while_it_learns(bot: BotProcess) -> None:
    assert await bot.stop() == 0


def test_how_far_learning_is_can_be_read_while_it_lasts(tmp_path: Path) -> None:
    assert progress(tmp_path).left is None
    with alone_in(tmp_path) as tell:
        tell(0.4)
        assert progress(tmp_path).share == 0.4
    assert progress(tmp_path) == Progress()
    assert Progress(share=0.25, after=10.0).left == 30.0


def test_seconds_to_wait_are_round_and_never_none(tmp_path: Path, town: Database) -> None:
    answering = Answering(town, None, tmp_path)
    assert answering.ready_in == 40
    with alone_in(tmp_path) as tell:
        tell(0.99)
        assert answering.ready_in == 10


def test_whoever_erases_all_while_a_question_waits_has_it_answered_all_the_same(database: Database) -> None:
    keep(database, said(1, 5, "c’est où ?"))
    assert database.do(_put_off, 5)
    database.do(forget_words, 5)
    assert database.do(inbox.take_up) == 1
    work = database.do(claims.claim, "w", clock.real_now())
    assert isinstance(work, Work)
    assert work.chat_id == 5
    assert work.body is not None
    assert json.loads(work.body.open())["message"]["text"] == "c’est où ?"


def test_of_what_waits_in_a_chat_only_the_first_is_worth_a_word(database: Database) -> None:
    keep(database, said(1, 5, "c’est où ?"), said(2, 5, "c’est quand ?"), said(3, 6, "c’est où ?"))
    assert [database.do(_put_off, chat) for chat in (5, 6, 5)] == [True, True, False]
    assert database.do(inbox.take_up) == 3
    assert database.do(inbox.take_up) == 0


def _put_off(session: Session, chat: int) -> bool:
    work = claims.claim(session, "w", clock.real_now())
    assert isinstance(work, Work)
    assert work.chat_id == chat
    return claims.put_off(session, work, NOTHING, clock.real_now())
