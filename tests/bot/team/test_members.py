"""Who comes into the team and leaves it, where it is, and that each act is written down."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram import Update

from bot.assistant.compose import Assistant
from bot.bot_api import presence
from bot.bot_api.replies import Action, Call, Press
from bot.chat.context import Services
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn, read
from bot.core import staff
from bot.core.staff import Act, Role
from bot.core.tables import MemberInvitationRow, MemberRow, TeamLogRow
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from bot.run import doctor
from bot.team import desk, members
from bot.team.members import Asked, Refusal
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import SendClass, put
from tests.scheduler.scene import NOW, transaction

BOSS, INES, OTHER, TEAM, NEW = 777, 60, 61, -100, -1_000_000_000_100
ASSISTANT = Assistant(load_library(), PARIS.zone)
DESK = Services(hours=PARIS, assistant=ASSISTANT, username="cite_bot", staff_ids=frozenset({BOSS}))
KEEP = timedelta(days=365)
ALL_RIGHTS = frozenset(presence.WANTED)


def says(
    session: Session, person: int, text: str, chat: int | None = None, services: Services = DESK, **about: Any
) -> str:
    """Somebody types a command; all that is answered at once."""
    command, _, words = text[1:].partition(" ")
    turn = Turn(
        kind=Kind.COMMAND,
        chat_id=chat or person,
        is_private=chat is None,
        command=command,
        text=words,
        person_id=person,
        shown_name=f"  Personne\n {person} ",
    )
    return _handled(session, turn, services, **about)


def taps(session: Session, person: int, code: str, number: int, action: Action = Action.MEMBER) -> str:
    """Somebody presses a button of the team's, alone with the bot."""
    press = Press(action, code, number)
    return _handled(session, Turn(kind=Kind.PRESS, chat_id=person, press=press, pressed_message_id=1), DESK)


def _handled(session: Session, turn: Turn, services: Services, **about: Any) -> str:
    prepared = Prepared(turn, Conversation(), None, **about)
    outcome = Routes(services, cast(Answering, None)).handle(session, prepared, NOW)
    return "\n".join(reply.text for reply in outcome.replies)


def link(session: Session) -> str:
    """What a manager gets for one person, as its command."""
    return f"/start {says(session, BOSS, '/inviter').split('start=')[1].split()[0]}"


def joined(session: Session, person: int = INES) -> int:
    """Somebody was invited, and let in; the number for buttons."""
    says(session, person, link(session))
    asked = session.scalars(select(MemberInvitationRow.id).order_by(MemberInvitationRow.id.desc())).first()
    assert asked is not None
    assert "fait maintenant partie" in taps(session, BOSS, "accept", asked)
    return max(one.id for one in members.live(session))


def owed(session: Session) -> list[tuple[int, Call]]:
    """What waits to be sent, and where."""
    rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
    return [(row.chat_id, Call.from_json(row.payload)) for row in rows if row.payload]


def acts(session: Session) -> list[tuple[int | None, str]]:
    """The log."""
    rows = session.scalars(select(TeamLogRow).order_by(TeamLogRow.id)).all()
    return [(row.by, row.what) for row in rows]


def role(session: Session, person: int) -> Role | None:
    return staff.role_of(session, person, DESK.staff_ids)


def test_somebody_who_follows_the_link_is_of_the_team_once_a_manager_says_yes(database: Database) -> None:
    with transaction(database) as session:
        assert "Votre demande est partie" in says(session, INES, link(session))
        assert role(session, INES) is None
        (request,) = [call for chat, call in owed(session) if chat == BOSS]
        assert "Personne 60" in request.parameters["text"]
        (row,) = session.scalars(select(MemberInvitationRow)).all()
        taps(session, BOSS, "accept", row.id)
        assert role(session, INES) is Role.ANIMATOR
        assert row.name is None
        assert acts(session) == [(BOSS, Act.INVITED), (INES, Act.ASKED), (BOSS, Act.ACCEPTED)]
        told = [call.parameters for chat, call in owed(session) if chat == INES]
        assert "Bienvenue dans l’équipe" in told[0]["text"]
        assert told[1]["scope"] == {"type": "chat", "chat_id": INES}
        assert "n’y a plus rien à décider" in taps(session, BOSS, "accept", row.id)
        assert "faites déjà partie" in says(session, INES, link(session))


def test_a_link_that_leaked_is_used_up_by_the_first_and_late_after_a_day(database: Database) -> None:
    with transaction(database) as session:
        shared = link(session)
        says(session, INES, shared)
        for person in (OTHER, INES):
            assert "ne mène nulle part" in says(session, person, shared)
        (row,) = session.scalars(select(MemberInvitationRow)).all()
        assert row.asked_by == INES
        assert "n’avez pas laissé entrer" in taps(session, BOSS, "decline", row.id)
        assert "n’y a plus rien" in taps(session, BOSS, "accept", row.id)
        assert "ne mène nulle part" in says(session, OTHER, f"{link(session)}x")
        assert members.live(session) == ()


@pytest.mark.parametrize(("late", "asked"), [(timedelta(hours=23), True), (members.LASTS, False)])
def test_a_link_and_the_question_behind_it_last_a_day_each(database: Database, late: timedelta, asked: bool) -> None:
    with transaction(database) as session:
        token = members.invite(session, BOSS, BOSS, NOW)
        found = members.ask(session, token, INES, "Inès", DESK.staff_ids, NOW + late)
        assert isinstance(found, Asked) == asked
        if isinstance(found, Asked):
            for then, answered in ((NOW + late + members.LASTS, False), (NOW + late + timedelta(hours=23), True)):
                said = members.decide(session, found.invitation_id, accept=True, by=BOSS, managers=(BOSS,), now=then)
                assert (said is not None) == answered


def test_nobody_but_a_manager_lets_in_and_a_link_of_who_was_removed_ends(database: Database) -> None:
    with transaction(database) as session:
        chosen = joined(session)
        taps(session, BOSS, "manager", chosen)
        shared = f"/start {says(session, INES, '/inviter').split('start=')[1].split()[0]}"
        taps(session, BOSS, "out", chosen)
        assert "ne mène nulle part" in says(session, OTHER, shared)
        says(session, OTHER, link(session))
        newest = session.scalars(select(MemberInvitationRow.id).order_by(MemberInvitationRow.id.desc())).first()
        assert newest is not None
        taps(session, INES, "accept", newest)
        assert members.decide(session, newest, accept=True, by=INES, managers=(BOSS,), now=NOW) is None
        assert members.live(session) == ()


def test_who_was_removed_is_nobody_at_once_and_may_be_invited_again(database: Database) -> None:
    with transaction(database) as session:
        number = joined(session)
        assert "ne fait plus partie" in taps(session, BOSS, "out", number)
        assert role(session, INES) is None
        assert "ne connais pas cette commande" in says(session, INES, "/journal")
        gone = [call for chat, call in owed(session) if chat == INES][-1]
        assert (gone.method, gone.parameters) == ("deleteMyCommands", {"scope": {"type": "chat", "chat_id": INES}})
        assert joined(session) != number
        assert role(session, INES) is Role.ANIMATOR


def test_the_last_manager_cannot_be_removed_and_two_do_not_remove_each_other(database: Database) -> None:
    with transaction(database) as session:
        for person in (INES, OTHER):
            session.add(MemberRow(person_id=person, role=Role.MANAGER, name="x", invited_by=1, since=NOW))
        session.flush()
        first, second = (one.id for one in members.live(session))
        gone = members.remove(session, second, INES, (), NOW)
        assert not isinstance(gone, Refusal)
        # The other one had pressed at the same moment.
        assert members.remove(session, first, OTHER, (), NOW) is Refusal.OVER
        assert members.remove(session, first, INES, (), NOW) is Refusal.LAST
        assert not isinstance(members.remove(session, first, BOSS, (BOSS,), NOW), Refusal)


def test_a_manager_reads_the_journal_a_page_at_a_time_with_names(database: Database) -> None:
    with transaction(database) as session:
        joined(session)
        newest = says(session, BOSS, "/journal")
        assert "numéro 777 : entrée acceptée (Personne 60)" in newest.replace("\u202f", " ").replace("\xa0", " ")
        for _ in range(desk.A_PAGE):
            link(session)
        assert "entrée acceptée" not in says(session, BOSS, "/journal")
        assert "entrée acceptée" in taps(session, BOSS, "", 1, Action.JOURNAL)
        assert "Personne 60" in says(session, BOSS, "/membres")


def test_links_go_after_their_day_and_the_log_and_who_left_after_the_term(database: Database) -> None:
    with transaction(database) as session:
        taps(session, BOSS, "out", joined(session))
        assert members.purge(session, NOW + members.LASTS - timedelta(seconds=1), KEEP) == 0
        assert members.purge(session, NOW + members.LASTS, KEEP) == 1
        assert members.purge(session, NOW + KEEP, KEEP) == 1 + len((Act.INVITED, Act.ASKED, Act.ACCEPTED, Act.REMOVED))
        assert session.scalars(select(MemberRow)).all() == []


def test_equipe_makes_a_group_the_teams_and_says_which_rights_are_missing(database: Database) -> None:
    with transaction(database) as session:
        assert "plus de" not in says(session, OTHER, "/equipe", TEAM)
        assert staff.chat_of(session, None) is None
        said = says(session, BOSS, "/equipe", TEAM, rights=frozenset({"can_delete_messages"}))
        assert "ce groupe est celui de l’équipe" in said
        assert "gérer les sujets" in said
        assert "supprimer" not in said
        assert staff.chat_of(session, None) == TEAM
        assert "administrateur" not in says(session, BOSS, "/equipe", TEAM, rights=ALL_RIGHTS)
        assert acts(session) == [(BOSS, Act.CHAT_SET)]
        scopes = [call.parameters["scope"]["type"] for _, call in owed(session) if call.method == "setMyCommands"]
        assert scopes == ["chat", "chat", "chat_member"]
        says(session, BOSS, "/equipe", -300)
        assert staff.chat_of(session, None) == -300
        assert [chat for chat, call in owed(session) if "ne lui écris plus" in call.parameters.get("text", "")] == [
            TEAM
        ]


def test_the_setting_wins_over_equipe(database: Database) -> None:
    with transaction(database) as session:
        says(session, BOSS, "/equipe", -300)
        set_there = replace(DESK, staff_chat_id=TEAM)
        assert "l’emporte" in says(session, BOSS, "/equipe", -400, set_there)
        assert staff.chat_of(session, TEAM) == TEAM
        assert "ce groupe est celui" in says(session, BOSS, "/equipe", TEAM, set_there)


def test_a_managers_own_chat_serves_until_there_is_a_group_and_only_as_long_as_he_manages(database: Database) -> None:
    with transaction(database) as session:
        assert "en attendant un groupe" in says(session, BOSS, "/equipe")
        assert staff.chat_of(session, None) == BOSS
        staff.keep_private(session, {BOSS})
        assert staff.chat_of(session, None) == BOSS
        staff.keep_private(session, ())
        assert staff.chat_of(session, None) is None
        says(session, BOSS, "/equipe", TEAM)
        assert "a déjà son groupe" in says(session, BOSS, "/equipe")
        assert staff.chat_of(session, None) == TEAM


@pytest.mark.parametrize("given", [None, TEAM])
@pytest.mark.parametrize("told", ["there", "here"])
def test_a_group_that_gets_a_new_number_stays_the_teams(database: Database, given: int | None, told: str) -> None:
    with transaction(database) as session:
        if given is None:
            says(session, BOSS, "/equipe", TEAM)
        put(session, chat_id=TEAM, send_class=SendClass.REPLY, payload=Call("sendMessage", {}).to_json(), now=NOW)
        chat, field, other = (
            (TEAM, "migrate_to_chat_id", NEW) if told == "there" else (NEW, "migrate_from_chat_id", TEAM)
        )
        message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "group", "title": "x"}, field: other}
        turn = read(cast(Update, Update.de_json({"update_id": 1, "message": message}, None)))
        for _ in range(2):  # both groups are told
            _handled(session, turn, replace(DESK, staff_chat_id=given))
        assert staff.chat_of(session, given) == NEW
        assert {chat for chat, _ in owed(session)} == {NEW}
        assert acts(session)[-1] == (None, Act.CHAT_MOVED)
        advice = "".join(doctor.report(session, given))
        assert (f"CITE_STAFF_CHAT_ID={NEW}" in advice) == (given is not None)
        said = [call.parameters.get("text", "") for _, call in owed(session)]
        assert sum(str(NEW) in text for text in said) == 1
        assert any("CITE_STAFF_CHAT_ID" in text for text in said) == (given is not None)


def test_another_groups_new_number_changes_nothing(database: Database) -> None:
    with transaction(database) as session:
        turn = Turn(kind=Kind.MOVED, chat_id=-300, is_private=False, moved=(-300, NEW))
        _handled(session, turn, replace(DESK, staff_chat_id=TEAM))
        assert staff.chat_of(session, TEAM) == TEAM
        assert acts(session) == []


def test_id_says_ones_number_and_the_groups(database: Database) -> None:
    with transaction(database) as session:
        assert str(OTHER) in says(session, OTHER, "/id")
        said = says(session, OTHER, "/id", -300)
        assert str(OTHER) in said
        assert "-300" in said


def test_what_one_person_does_at_a_door_is_one_line_of_the_journal(database: Database) -> None:
    with transaction(database) as session:
        for signup in range(1, 13):
            staff.note(session, INES, staff.Act.CHECKED_IN, NOW, signup)
        staff.note(session, OTHER, staff.Act.CHECKED_IN, NOW, 13)
        for _ in range(2):
            staff.note(session, INES, staff.Act.STOPPED, NOW, 1)
        said = says(session, BOSS, "/journal").replace("\u202f", " ").replace("\xa0", " ")
        assert "n° 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)" in said
        assert said.count("arrivée pointée") == 2
        assert len(said.partition("\n\n")[2].splitlines()) == 4  # anything else is a line each
