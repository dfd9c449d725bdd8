"""What a manager fills in through one process is told by the others within five seconds: all ask the database."""

import httpx
import pytest

from bot.run.renewal import LOOK_EVERY_FILLED_S
from bot.sandbox.server import Running
from bot.sandbox.visitor import Visitor
from tests.bot.reliability.desk import said
from tests.bot.reliability.post import sent
from tests.bot.reliability.process import RUN, a_bot, until
from tests.bot.reliability.test_webhook import HEADER, SECRET, free_ports, is_open, settings
from tests.bot.reliability.town import families, prepare

WITHIN_S = 5.0
HOURS = "Du mardi au samedi, de 10 h à 18 h."


def test_everybody_looks_often_enough() -> None:
    assert LOOK_EVERY_FILLED_S < WITHIN_S - 1


@pytest.mark.slow
async def test_what_one_process_was_told_another_tells_within_seconds(
    server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    prepare(empty_postgres_url).close()
    manager = Visitor(server.sandbox, "Sophie", met=True)
    (parent,) = families(server.sandbox, 1)
    first, second = free_ports(2)
    one = settings(first) | {"staff_ids": str(await manager.id())}
    two = one | {"listen": f"127.0.0.1:{second}"}
    async with (
        a_bot(server.url, empty_postgres_url, unlocked, program=RUN, **one) as told,
        httpx.AsyncClient(headers={HEADER: SECRET}, timeout=30) as client,
    ):
        await until(lambda: server.sandbox.webhook.url and is_open(first))
        await manager.says(f"/fait horaires de la Cité : {HOURS}")
        await manager.sees("Sans date de fin", timeout=60)
        async with a_bot(server.url, empty_postgres_url, unlocked, program=RUN, **two) as other:
            await until(lambda: is_open(second))
            await until(lambda: other.logged("renewed"))  # its first look at what is filled
            await manager.taps("Sans date de fin")
            await manager.taps("Enregistrer")
            await manager.sees("Enregistré", timeout=60)
            await until(lambda: len(other.logged("renewed")) > 1, WITHIN_S, lambda: other.output)
            assert await told.stop() == 0  # the other one is asked, and nobody else can answer
            question = said(10**6, parent, "vous ouvrez à quelle heure ?")
            answer = await client.post(f"http://127.0.0.1:{second}/hook", json=question)
            assert answer.is_success
            await until(lambda: any("10" in text and "18" in text for text in sent(server.sandbox, parent)))
