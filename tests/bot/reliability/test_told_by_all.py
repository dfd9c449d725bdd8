"""What a manager changes through one process is told by the others: at once, or within five seconds where all ask."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

import httpx
import pytest

from bot.core import clock
from bot.run.renewal import LOOK_EVERY_FILLED_S
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from bot.sandbox.visitor import Visitor
from tests.bot.reliability.desk import said
from tests.bot.reliability.post import sent
from tests.bot.reliability.process import QUICK, RUN, BotProcess, a_bot, until
from tests.bot.reliability.test_webhook import HEADER, SECRET, free_ports, is_open, settings
from tests.bot.reliability.town import EVENT, families, prepare
from tests.knowledge.store.test_silent_network import bouncer

__all__ = ["bouncer"]

WITHIN_S = 5.0
HOURS = "Du mardi au samedi, de 10 h à 18 h."
_numbers = count(10**6)


def test_everybody_looks_often_enough() -> None:
    assert LOOK_EVERY_FILLED_S < WITHIN_S - 1


@dataclass(frozen=True, slots=True)
class Two:
    """Two processes: `one` has the webhook, `other` is asked by :meth:`asks` alone."""

    one: BotProcess
    other: BotProcess
    manager: Visitor
    sandbox: Sandbox
    port: int

    async def asks(self, person: int, words: str, *wanted: str) -> None:
        """Bring this to `other`, and wait for an answer with all of these."""
        before = len(sent(self.sandbox, person))
        async with httpx.AsyncClient(headers={HEADER: SECRET}, timeout=30) as client:
            update = said(next(_numbers), person, words)
            assert (await client.post(f"http://127.0.0.1:{self.port}/hook", json=update)).is_success

        def is_answered() -> bool:
            return any(all(one in text for one in wanted) for text in sent(self.sandbox, person)[before:])

        await until(is_answered, why=lambda: sent(self.sandbox, person)[before:])


@asynccontextmanager
async def two_processes(
    server: Running, url: str, key: str, *, other_url: str = "", program: tuple[str, ...] = QUICK
) -> AsyncIterator[Two]:
    """`other_url`: by which address `other` reaches the same database."""
    manager = Visitor(server.sandbox, "Sophie", met=True)
    first, second = free_ports(2)
    one = settings(first) | {"staff_ids": str(await manager.id())}
    two = one | {"listen": f"127.0.0.1:{second}"}
    async with (
        a_bot(server.url, url, key, program=program, **one) as told,
        a_bot(server.url, other_url or url, key, program=program, **two) as other,
    ):
        await until(lambda: server.sandbox.webhook.url and is_open(first) and is_open(second))
        yield Two(told, other, manager, server.sandbox, second)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["directly", "through a pooler"])
async def test_what_one_process_was_told_another_tells_within_seconds(
    way: str,
    server: Running,
    request: pytest.FixtureRequest,
    empty_postgres_url: str,
    unlocked: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare(empty_postgres_url).close()
    (parent,) = families(server.sandbox, 1)
    url, program = "", RUN
    if way == "directly":  # nobody looks by turns before the hour is over
        program = QUICK
        monkeypatch.setenv("HEARS", "1")
        monkeypatch.setenv("SELDOM", "1")
    else:
        url = request.getfixturevalue("bouncer")
    async with two_processes(server, empty_postgres_url, unlocked, other_url=url, program=program) as two:
        await two.manager.says(f"/fait horaires de la Cité : {HOURS}")
        await two.manager.sees("Sans date de fin", timeout=60)
        await until(lambda: two.other.logged("renewed"))  # its first look at what is filled
        await two.manager.taps("Sans date de fin")
        await two.manager.taps("Enregistrer")
        await two.manager.sees("Enregistré", timeout=60)
        await until(lambda: len(two.other.logged("renewed")) > 1, WITHIN_S, lambda: two.other.output)
        assert bool(two.other.logged("listens")) == (way == "directly")
        assert await two.one.stop() == 0  # the other one is asked, and nobody else can answer
        await two.asks(parent, "vous ouvrez à quelle heure ?", "10", "18")


async def test_what_is_moved_and_cancelled_through_one_process_is_so_in_the_next_answer_of_another(
    server: Running, empty_postgres_url: str, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agenda is read anew for every answer: no process has one of its own to bring up to date."""
    monkeypatch.setenv("SELDOM", "1")
    prepare(empty_postgres_url).close()
    (parent,) = families(server.sandbox, 1)
    card, agenda = f"/start e_{EVENT}", "/start e_unknown"  # a link that leads to what is to come
    day = f"3 mars {clock.real_now().year + 1}"
    async with two_processes(server, empty_postgres_url, unlocked) as two:
        manager = two.manager
        await two.asks(parent, agenda, "Scratch")
        await manager.says("/evenements")
        await manager.taps("Scratch")
        await manager.taps("Déplacer")
        await manager.sees("Quel jour")
        await manager.says(f"{day} de 10 h à 12 h")
        await manager.sees("Rien n’est encore changé")
        await manager.taps("Déplacer")
        await manager.sees("C’est déplacé")
        await two.asks(parent, agenda, "Scratch", "3 mars")
        await two.asks(parent, card, "Scratch", day)
        await manager.says("/evenements")
        await manager.taps("Scratch")
        await manager.taps("Annuler l’événement")
        await manager.taps("Sans raison")
        await manager.sees("Rien n’est encore changé")
        await manager.taps("Annuler l’événement")
        await manager.sees("C’est annulé")
        assert await two.one.stop() == 0  # what is asked last, nobody else can answer
        await two.asks(parent, agenda, "Rien n’est prévu")
        await two.asks(parent, card, "Scratch", "annulé")
