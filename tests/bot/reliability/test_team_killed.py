"""kill -9 between a family's words for the team and their sending: what it was told is what the team's chat holds.

The families stand before the offer to ask the team; then each says yes in its own way, and the bot dies at one point.
"""

from itertools import count, product

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.tables import QuestionRow
from bot.sandbox import actions
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind
from tests.bot.reliability.process import a_bot, start, until
from tests.bot.reliability.test_crash_points import CRASHING, KILLED, PATIENCE_S
from tests.bot.reliability.town import families, prepare, settled, unsent

TEAM = -1_002_000_000_000
SAID = "Transmis à l’équipe"
POINTS = tuple(
    f"{point}:{when}"
    for point, when in product(
        ("worker.Worker._commit", "delivery.Delivery._claim", "send", "sending.mark_sent"), ("before", "after")
    )
)
# The words that decide, and what of the family's must be with the team: « {n} » is the family's own number.
WAYS = {
    "Demander à l’équipe": "le bidule {n} du vestiaire",
    "oui": "le bidule {n} du vestiaire",
    "oui, et dites-leur aussi que c'est le {n}": "et dites-leur aussi que c'est le {n}",
    "le machin {n} est resté coincé": "le machin {n} est resté coincé",
    "rappelez-moi au 06 {n} svp": "rappelez-moi au 06 {n} svp",
}
_numbers = count(10_000_000)


@pytest.mark.parametrize(
    ("team", "topics", "points"),
    [
        pytest.param(True, True, (POINTS[1], POINTS[6]), id="team-short"),
        pytest.param(True, True, POINTS, id="topics", marks=pytest.mark.slow),
        pytest.param(True, False, POINTS, id="team", marks=pytest.mark.slow),
        pytest.param(False, False, POINTS[:2], id="no-team", marks=pytest.mark.slow),
    ],
)
async def test_what_was_said_to_be_with_the_team_is_there_after_any_death(
    team: bool, topics: bool, points: tuple[str, ...], server: Running, file_url: str, unlocked: str
) -> None:
    database, sandbox = prepare(file_url), server.sandbox
    (sandbox.add_forum if topics else sandbox.add_group)(TEAM, "L’équipe")
    settings = {"staff_chat_id": str(TEAM)} if team else {}
    waves = [{person: next(_numbers) for person in families(sandbox, len(WAYS))} for _ in points]
    everybody = {person: number for wave in waves for person, number in wave.items()}
    async with a_bot(server.url, file_url, unlocked, **settings):
        for person, number in everybody.items():
            for riddle in ("bidule", f"le bidule {number} du vestiaire"):
                actions.perform(sandbox, person, person, actions.Say(riddle))
        await _done(database, 2 * len(everybody))
    for n, (point, wave) in enumerate(zip(points, waves, strict=True), start=1):
        for (person, number), words in zip(wave.items(), WAYS, strict=True):
            actions.perform(sandbox, person, person, actions.Say(words.format(n=number)))
        life = await start(server.url, file_url, unlocked, program=CRASHING, environment={"CRASH": point}, **settings)
        assert await life.ended(PATIENCE_S) == KILLED, f"{point} was not reached"
        if n % 4 == 0 or n == len(points):  # five deaths on one update would set it aside, as they should
            async with a_bot(server.url, file_url, unlocked, **settings):
                await _done(database, 2 * len(everybody) + n * len(WAYS))
    for wave in waves:
        for (person, number), wanted in zip(wave.items(), WAYS.values(), strict=True):
            copies = [text for text in _said(sandbox, person) if SAID in text]
            held = [text for text in _said(sandbox, TEAM) if wanted.format(n=number) in text]
            assert bool(copies) == bool(held) == team
            assert all(wanted.format(n=number) in copy for copy in copies)
            assert not any(f"« {copy.split('« ')[1].split(' »')[0]} »" not in "".join(held) for copy in copies)
    assert database.do(_asked) == len(everybody)
    assert database.do(_sent_to_the_team) == (len(everybody) if team else 0)
    asked = [one for one in sandbox.chats[TEAM].messages.values() if "Une famille vous écrit" in str(one.content)]
    assert all(one.topic_id in (sandbox.chats[TEAM].topics or {}) for one in asked) is (topics or not team)
    assert sandbox.violations == []
    database.close()


async def _done(database: Database, updates: int) -> None:
    await until(lambda: database.do(settled) >= updates, PATIENCE_S, lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0, PATIENCE_S, lambda: database.do(unsent))


def _said(sandbox: Sandbox, chat: int) -> list[str]:
    """What the bot wrote in this chat, with ordinary spaces."""
    messages = sandbox.chats[chat].messages.values()
    texts = (str(one.content.get("text", "")) for one in messages if one.sender_id == sandbox.profile.id)
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in texts]


def _asked(session: Session) -> int:
    return session.scalar(select(func.count()).where(QuestionRow.asked_team_at.is_not(None))) or 0


def _sent_to_the_team(session: Session) -> int:
    """The rows that carry a question, sent: one a question, however often the process died."""
    rows = session.scalars(select(OutboxRow.notice).where(OutboxRow.chat_id == TEAM, OutboxRow.state == "sent"))
    return sum(Notice.from_json(row or "").kind is NoticeKind.STAFF_QUESTION for row in rows)
