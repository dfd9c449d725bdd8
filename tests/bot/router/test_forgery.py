"""Every button and deep link, pressed by somebody else, for another event, in an old version, with random bytes.

Whatever is pressed, nothing of the family it names changes, and nothing raises.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Press
from bot.chat.context import Services
from bot.chat.form import Verb
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from knowledge.agenda.agenda import EventRow
from knowledge.library.library import load_library
from knowledge.store.columns import Base
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import SignupRow
from scheduler.families import families
from scheduler.seats.answers import Answer, Question
from scheduler.signups import signups
from scheduler.waiting import waiting
from tests.engines import SQLITE_FIRST
from tests.scheduler.scene import NOW, change, join, make_event, make_family

OWNER, OTHER, STRANGER, STAFF = 1, 2, 3, 4
TEAM, GROUP = -100, -200
PERSONAL = (
    "families", "family_chats", "participants", "signups", "answers", "consents", "invitations", "holds",
)  # fmt: skip

pytestmark = SQLITE_FIRST


@pytest.fixture(scope="module")
def routes() -> Routes:
    """The real routes; nothing typed is understood here, only pressed."""
    services = Services(
        hours=PARIS,
        assistant=Assistant(load_library(), PARIS.zone),
        username="cite_bot",
        staff_chat_id=TEAM,
        staff_ids=frozenset({STAFF}),
    )
    return Routes(services, cast(Answering, None))


@dataclass(frozen=True)
class Town:
    """What may be named in a forged button."""

    codes: tuple[str, ...]
    numbers: tuple[int, ...]
    tokens: tuple[str, ...]


@pytest.fixture
def town(database: Database) -> Town:
    """A family with a seat, an offer, a place in line and a hold; another family; nobody else."""
    return database.do(_settle)


def _settle(session: Session) -> Town:
    first, second, third = (make_event(session, capacity=n) for n in (2, 0, 0))
    family, people = make_family(session, OWNER, "Léa", "Tom")
    families.record_consent(session, family, NOW)
    phone = [Answer(Question.PHONE, "06 12 34 56 78")]
    signups.sign_up(session, family_id=family, event_id=first, participants=people, answers=phone, now=NOW)
    join(session, second, OWNER, "Léa")
    join(session, third, OWNER, "Léa")
    change(session, third, capacity=3)
    waiting.fill(session, third, now=NOW)
    signups.hold(session, event_id=third, chat_id=OWNER, wanted=1, now=NOW)
    other, _ = make_family(session, OTHER, "Zoé")
    families.record_consent(session, other, NOW)
    join(session, second, OTHER, "Zoé")
    rows = session.scalars(select(SignupRow)).all()
    codes = session.scalars(select(EventRow.code)).all()
    return Town(
        codes=(
            *codes,
            "",
            "zzzzzzzz",
            "yes",
            "on",
            "fr",
            "adresse",
            *(f"{a}-{b}" for a in codes for b in codes),
            *(str(row.id) for row in rows),
            "9" * 40,
        ),
        numbers=(0, 1, 2, 99, 2**31 - 1, *(row.id for row in rows), *people, family),
        tokens=tuple(row.token for row in rows if row.family_id == family),
    )


def snapshot(session: Session, chat: int) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of personal data that are not this chat's family's own, and every event's counter."""
    mine = families.family_of(session, chat)
    own = -1 if mine is None else mine.id
    found: dict[str, list[tuple[Any, ...]]] = {"events": _rows(session, select(EventRow.id, EventRow.taken))}
    for name in PERSONAL:
        table = Base.metadata.tables[name]
        column = next((c for c in ("family_id", "chat_id") if c in table.c), "id")
        theirs = own if column == "family_id" else (chat if column == "chat_id" else own)
        found[name] = [] if name == "answers" else _rows(session, select(table).where(table.c[column] != theirs))
    return found


def _rows(session: Session, query: Any) -> list[tuple[Any, ...]]:
    session.flush()
    return sorted((tuple(row) for row in session.execute(query)), key=str)


def presses(town: Town) -> Iterator[Press]:
    """Each action with each code and each number; the form's with each of its verbs."""
    for action, code, number in product(Action, town.codes, town.numbers):
        if action is not Action.FORM:
            yield Press(action, code, number)
    for verb, argument, number in product(Verb, (0, 1, 2, 2018), town.numbers):
        yield Press(Action.FORM, f"{verb.value}-{argument}", number)


def play(database: Database, routes: Routes, turn: Turn) -> tuple[str, ...]:
    """One turn of somebody without a form, rolled back; what it said. Red when it changed what is others'."""
    with Session(database.engine, expire_on_commit=False) as session:
        before = snapshot(session, turn.chat_id)
        outcome = routes.handle(session, Prepared(turn, Conversation(), None), NOW)
        after = snapshot(session, turn.chat_id)
        session.rollback()
    if turn.chat_id == OTHER:  # it may change what is its own, a place it holds too
        before.pop("events"), after.pop("events")
    assert after == before, turn
    return tuple(reply.text for reply in outcome.replies)


def pressed(person: int, press: Press | None) -> Turn:
    return Turn(kind=Kind.PRESS, chat_id=person, press=press, pressed_message_id=1, callback_id="q")


@pytest.mark.parametrize("person", [STRANGER, OTHER, STAFF])
@pytest.mark.parametrize("stride", [37, pytest.param(1, marks=pytest.mark.slow)])
def test_a_forged_button_changes_nothing_of_another_family(
    database: Database, routes: Routes, town: Town, person: int, stride: int
) -> None:
    every = list(presses(town))[::stride]
    assert {press.action for press in every} == set(Action)
    for press in every:
        play(database, routes, pressed(person, press))


@pytest.mark.parametrize("chat", [TEAM, GROUP])
def test_a_families_button_pressed_in_a_group_does_and_tells_nothing(
    database: Database, routes: Routes, town: Town, chat: int
) -> None:
    for press in list(presses(town))[::37]:
        said = play(database, routes, replace(pressed(chat, press), is_private=False))
        assert not any(secret in text for text in said for secret in ("Léa", "Tom", "06 12")), press


@pytest.mark.parametrize("person", [STRANGER, OTHER])
def test_a_deep_link_shows_nothing_of_another_family_and_changes_nothing(
    database: Database, routes: Routes, town: Town, person: int
) -> None:
    dice = random.Random(4)
    noise = ["".join(dice.choices("abcXYZ019_-", k=dice.randint(0, 64))) for _ in range(12)]
    for prefix, payload in product(("e_", "ci_", "p_", ""), [*town.codes, *town.tokens, *noise]):
        link = f"{prefix}{payload}"[:64]
        said = play(database, routes, Turn(kind=Kind.COMMAND, chat_id=person, command="start", text=link))
        assert not any(secret in text for text in said for secret in ("Léa", "Tom", "06 12")), link


@pytest.mark.parametrize("count", [10_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_random_bytes_in_a_button_are_read_as_nothing_or_as_a_press(
    database: Database, routes: Routes, town: Town, count: int
) -> None:
    dice = random.Random(5)
    for _ in range(count):
        data = "".join(map(chr, dice.choices(range(32, 0x2FF), k=dice.randint(1, 64))))
        press = Press.decode(data)
        assert press is None or Press.decode(press.encode()) == press
    for number in (2**31, 10**12 - 1):
        assert Press.decode(f"ca:abc:{number}") is None
    play(database, routes, pressed(STRANGER, None))
    play(database, routes, replace(pressed(STRANGER, None), is_private=False))


@pytest.mark.parametrize("ids", ["", "x", "0", "99999999999"])
def test_a_cancellation_of_what_is_no_signup_is_not_one_of_everybody(
    database: Database, routes: Routes, town: Town, ids: str
) -> None:
    press = Press(Action.DO_CANCEL, f"{town.codes[0]}-{ids}", 0)
    assert play(database, routes, pressed(OWNER, press)) == ("Je ne retrouve pas cette inscription parmi les vôtres.",)
