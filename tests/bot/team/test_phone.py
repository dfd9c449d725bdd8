"""Families that telephone, on the team's screen: never in a group, nothing before the yes, nothing of a wrong press."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Press
from bot.core.staff import Role
from bot.core.tables import MemberRow, TeamLogRow
from knowledge.agenda import agenda
from knowledge.store.columns import Base
from scheduler.core.tables import AnswerRow, FamilyRow, ParticipantRow, SignupRow
from scheduler.core.team_tables import ContactRow
from scheduler.families import contacts
from tests.bot.team.desk import MANAGER, TEAM, Desk
from tests.scheduler.joining.test_by_phone import NUMBER, call
from tests.scheduler.scene import NOW, change, make_event, transaction

ANIMATOR = 60
WHO = "Léa mars 2018, 02 54 00 00 01"


@pytest.fixture
def code(desk: Desk) -> str:
    """An event for two; an animator is of the team."""
    with transaction(desk.database) as session:
        number = make_event(session, title="Robots", capacity=2)
        session.add(MemberRow(person_id=ANIMATOR, role=Role.ANIMATOR, name="Inès", invited_by=MANAGER, since=NOW))
        value = agenda.by_id(session, number)
        assert value is not None
        return value.code


def rows(session: Session, *tables: type[Base]) -> int:
    return sum(len(session.scalars(select(table)).all()) for table in tables)


def kept(desk: Desk) -> int:
    """How many rows there are of families, of those who take part, and of numbers."""
    return desk.database.do(rows, FamilyRow, ParticipantRow, SignupRow, ContactRow, TeamLogRow)


async def begun(desk: Desk, code: str, person: int = MANAGER) -> str:
    await desk.presses(Press(Action.PHONE, f"begin-{code}"), person)
    return await desk.says(WHO, person)


@pytest.mark.parametrize(
    ("action", "what", "number"),
    [
        (Action.PHONE, "list", 0),
        (Action.CALL, "open", 1),
        (Action.CALL, "done", 1),
        (Action.PLACE, "one", 1),
        (Action.PLACE, "sure", 1),
        (Action.FAMILY, "link", 0),
    ],
)
async def test_in_the_group_no_button_shows_or_changes_anything(
    desk: Desk, code: str, action: Action, what: str, number: int
) -> None:
    with transaction(desk.database) as session:
        family = call(session, make_event(session))
        number = number or session.get_one(FamilyRow, family).number
    before = kept(desk)
    said = await desk.presses(Press(action, what, number), chat=TEAM)
    assert "jamais dans un groupe" in said
    assert ("Léa" in said, kept(desk)) == (False, before)


async def test_nothing_is_written_before_the_yes_and_it_is_written_once(desk: Desk, code: str) -> None:
    seen = await begun(desk, code)
    assert "Rien n’est encore inscrit" in seen
    assert kept(desk) == 0
    press = Press(Action.PHONE, "go", desk.begun())
    assert "inscription confirmée" in await desk.presses(press)
    after = kept(desk)
    await desk.presses(press)
    assert (kept(desk), desk.toast is not None) == (after, True)


async def test_what_the_event_asks_is_answered_by_buttons_and_kept_of_each(desk: Desk, code: str) -> None:
    with transaction(desk.database) as session:
        change(session, _id(session, code), questions="phone;alone;photo;allergy")
    await begun(desk, code)
    assert [one for one in desk.labels() if "pas demandé" in one] == [
        "Repart seul : pas demandé",
        "Photos : pas demandé",
    ]
    await desk.taps("Repart seul")
    await desk.taps("Photos")
    await desk.taps("Photos")
    assert {"Repart seul : oui", "Photos : non"} <= set(desk.labels())
    await desk.taps("Oui, inscrire")
    with transaction(desk.database) as session:
        kept_ones = {row.question: row.words for row in session.scalars(select(AnswerRow))}
    assert kept_ones == {"phone": NUMBER, "alone": "yes", "photo": "no"}


async def test_an_animator_does_it_and_the_journal_says_who(desk: Desk, code: str) -> None:
    await begun(desk, code, ANIMATOR)
    assert "inscription confirmée" in await desk.taps("Oui, inscrire", ANIMATOR)
    with transaction(desk.database) as session:
        (row,) = session.scalars(select(TeamLogRow)).all()
        number = session.scalars(select(FamilyRow.number)).one()
        assert (row.by, row.what, row.about) == (ANIMATOR, "phoned", number)


async def test_what_is_refused_at_the_last_moment_leaves_no_family_behind(desk: Desk, code: str) -> None:
    await begun(desk, code)
    with transaction(desk.database) as session:
        call(session, _id(session, code), "Tom", "+33612000005")
        call(session, _id(session, code), "Zoé", "+33612000006")
    before = kept(desk)
    said = await desk.taps("Oui, inscrire")
    assert "Complet" in said
    assert kept(desk) == before
    assert "en liste d’attente, n° 1" in await desk.taps("en liste d’attente")


def _id(session: Session, code: str) -> int:
    value = agenda.by_code(session, code)
    assert value is not None
    return value.id


async def test_what_is_undone_leaves_nothing_and_only_just_after(desk: Desk, code: str) -> None:
    await begun(desk, code)
    await desk.taps("Oui, inscrire")
    with transaction(desk.database) as session:
        number = session.scalars(select(FamilyRow.number)).one()
    undo: dict[str, Any] = {"action": Action.PHONE, "code": f"undo-{code}", "revision": number}
    assert "le numéro est effacé" in await desk.presses(Press(**undo))
    assert desk.database.do(rows, FamilyRow, ParticipantRow, SignupRow, ContactRow) == 0
    assert "Trop tard" in await desk.presses(Press(**undo))


async def test_the_same_number_twice_is_one_family(desk: Desk, code: str) -> None:
    for _ in range(2):
        await begun(desk, code)
        await desk.presses(Press(Action.PHONE, "go", desk.begun()))
    assert desk.database.do(rows, FamilyRow) == 1
    with transaction(desk.database) as session:
        found = contacts.find(session, NUMBER)
        assert found is not None
        assert len(session.scalars(select(SignupRow)).all()) == 1


@pytest.mark.parametrize("name", ["#panic", "<b>Léa</b>", "=1+1", "$x$"])
async def test_what_is_no_name_is_asked_again(desk: Desk, code: str, name: str) -> None:
    await desk.presses(Press(Action.PHONE, f"begin-{code}"))
    assert "Je n’ai pas reconnu de prénom" in await desk.says(f"{name} mars 2018")
