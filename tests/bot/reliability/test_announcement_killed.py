"""kill -9 in the middle of a message to families: nobody gets it twice, others get it still, doubts are named."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import clock
from bot.core.tables import AnnouncementRow
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.agenda.agenda import EventRow
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import EVENT, families, family_does, prepare, settled, unsent
from tests.scheduler.scene import join

MANAGER = 4_000_004
FAMILIES = 20
WORDS = "Prévoyez un tablier."
# What the manager does; the last one lets it go.
STEPS = ("/annonce", f"press az:event-{EVENT}:0", f"press az:seated-{EVENT}:0", WORDS)


async def test_it_goes_on_after_a_kill_and_nobody_gets_it_twice(server: Running, file_url: str, unlocked: str) -> None:
    database, sandbox = prepare(file_url), server.sandbox
    sandbox.add_person("Nadia", person_id=MANAGER, met=True)
    people = families(sandbox, FAMILIES)
    database.do(_seated, people)
    settings = {"staff_ids": str(MANAGER), "send_rate": "12"}
    async with a_bot(server.url, file_url, unlocked, **settings) as bot:
        for number, step in enumerate(STEPS, start=1):
            family_does(sandbox, MANAGER, step)
            await until(lambda n=number: database.do(settled) >= n)  # type: ignore[misc]
            await until(lambda: database.do(unsent) == 0)
        send = _button(sandbox, "Envoyer")
        family_does(sandbox, MANAGER, f"press {send}")
        await until(lambda: len(_got(sandbox)) >= 3)
        await bot.kill()
    before = _got(sandbox)
    assert 3 <= len(before) < FAMILIES, "the kill met it in the middle"
    async with a_bot(server.url, file_url, unlocked, **settings):
        await until(lambda: database.do(_is_told), why=lambda: database.do(unsent))
        await until(lambda: database.do(unsent) == 0)
    got = _got(sandbox)
    assert set(got.values()) == {1}
    unclear = database.do(_unclear)
    assert set(got) | unclear == set(people)
    assert len(unclear) <= 3  # one a sender was in flight
    reached = FAMILIES - len(unclear)
    report = _said(sandbox, MANAGER)
    assert any(f"{reached} familles l’ont reçu" in text for text in report), report
    assert ("l’a peut-être reçu" in "".join(report) or "l’ont peut-être reçu" in "".join(report)) == bool(unclear)
    assert sandbox.violations == []
    database.close()


def _seated(session: Session, people: list[int]) -> None:
    (event,) = session.scalars(select(EventRow.id)).all()
    for number in people:
        join(session, event, number, "Léa", now=clock.real_now())


def _said(sandbox: Sandbox, chat: int) -> list[str]:
    messages = sandbox.chats[chat].messages.values()
    texts = (str(one.content.get("text", "")) for one in messages if one.sender_id == sandbox.profile.id)
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in texts]


def _got(sandbox: Sandbox) -> Counter[int]:
    """How often each family got it."""
    chats = [chat for chat in list(sandbox.chats) if chat != MANAGER]
    return Counter(chat for chat in chats for text in _said(sandbox, chat) if WORDS in text)


def _button(sandbox: Sandbox, label: str) -> str:
    newest = max(sandbox.chats[MANAGER].messages.values(), key=lambda one: one.id)
    rows = (newest.markup or {})["inline_keyboard"]
    return str(next(one["callback_data"] for row in rows for one in row if one["text"] == label))


def _is_told(session: Session) -> bool:
    return session.scalar(select(AnnouncementRow.reported_at)) is not None


def _unclear(session: Session) -> set[int]:
    return set(session.scalars(select(OutboxRow.chat_id).where(OutboxRow.state == OutboxState.UNCLEAR)))
