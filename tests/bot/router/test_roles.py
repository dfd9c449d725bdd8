"""Who may do what: each command, button and link of the routing tables, by each kind of person, in each kind of chat.

The rows are written down here and the handlers come from the routing tables: one without the other is a red test.
"""

from enum import StrEnum
from itertools import product
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Press
from bot.chat.context import Services
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Kind, Turn
from bot.core.staff import Act, Role
from bot.core.tables import AgendaImportRow, MemberRow, QuestionRow, TeamAnswerRow, TeamLogRow
from bot.core.web import checked
from bot.messages import Messages
from bot.router import route, team
from bot.router.answers import Answering
from bot.router.buttons import PRESSES
from bot.router.route import Prepared, Routes
from bot.team import members
from bot.team.feeds import feeds
from knowledge.agenda.agenda import EventRow, Status
from knowledge.exchange.apply import apply
from knowledge.library.library import load_library
from knowledge.store.columns import Base
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import SignupRow
from tests.bot.team.test_team_chat import asked
from tests.engines import SQLITE_FIRST
from tests.knowledge.exchange.build import draft
from tests.scheduler.joining.test_removals import quarrel
from tests.scheduler.scene import NOW, join, make_event, transaction

TEAM, GROUP = -100, -200
DESK = Services(
    hours=PARIS,
    assistant=Assistant(load_library(), PARIS.zone),
    username="cite_bot",
    staff_chat_id=TEAM,
    staff_ids=frozenset({777}),
)

SAY = Messages("fr").say


# To the question of `asked`.
REPLY: dict[str, Any] = {"message_id": 9, "replied_to": 7, "copyable": True}


class Who(StrEnum):
    """Kinds of people."""

    STRANGER = "stranger"
    FAMILY = "family"
    ANIMATOR = "animator"
    LEFT = "removed animator"
    MANAGER = "manager"
    CHOSEN = "manager chosen in Telegram"


NUMBERS = {Who.STRANGER: 50, Who.FAMILY: 1, Who.ANIMATOR: 60, Who.LEFT: 61, Who.MANAGER: 777, Who.CHOSEN: 62}
ALL = frozenset(Who)
MANAGERS = frozenset({Who.MANAGER, Who.CHOSEN})
MEMBERS = MANAGERS | {Who.ANIMATOR}
# What only some may do. What families do is for all, in a private chat: `OWN` changes what is one's own.
ROWS: dict[str, frozenset[Who]] = {
    "/id": ALL,
    "/equipe": MANAGERS,
    "/inviter": MANAGERS,
    "/membres": MANAGERS,
    "/journal": MANAGERS,
    "dc": MANAGERS,
    "mb": MANAGERS,
    "jl": MANAGERS,
    "at": MEMBERS,
    "/fait": MANAGERS,
    "/fact": MANAGERS,
    "/faits": MANAGERS,
    "/facts": MANAGERS,
    "fa": MANAGERS,
    "fc": MANAGERS,
    "/annonce": MANAGERS,
    "/announce": MANAGERS,
    "az": MANAGERS,
    "/noms": MANAGERS,
    "/names": MANAGERS,
    "nm": MANAGERS,
    "/agendas": MANAGERS,
    "fd": MANAGERS,
    "wr": MEMBERS,
    "/evenements": MEMBERS,
    "/events": MEMBERS,
    "ea": MEMBERS,
    "ec": MANAGERS,
    "/listes": MEMBERS,
    "/lists": MEMBERS,
    "li": MEMBERS,
    "dd": MEMBERS,
    "/attente": MANAGERS,
    "/queue": MANAGERS,
    "qe": MANAGERS,
    "/chiffres": MEMBERS,
    "/stats": MEMBERS,
    "fg": MEMBERS,
    "/telephone": MEMBERS,
    "/phone": MEMBERS,
    "/appels": MEMBERS,
    "/calls": MEMBERS,
    "ph": MEMBERS,
    "tc": MEMBERS,
    "pl": MEMBERS,
    "fy": MEMBERS,
}
_OWN = """
/start /aide /help /ateliers /workshops /mesinscriptions /donnees /data /confidentialite /privacy /langue /language
/annuler /cancel /code
ev ag su aa sf mi ma qr he te aw ot to se so ca ce cx re mo mw mt md mx ke co ro ta on oo le st qu ks qn dq is ic fo
dr la da df cr rv in jo ap xp lf rd an wo po er cl pr rm lk
"""
OWN = frozenset(_OWN.split())


def handlers() -> set[str]:
    """All that the routing tables know, by name."""
    return {f"/{name}" for name in (*route.COMMANDS, *team.COMMANDS)} | {action.value for action in PRESSES}


def people(session: Session) -> None:
    """One of each kind; a family with a seat, beside one that quarrels."""
    for who, role in ((Who.ANIMATOR, Role.ANIMATOR), (Who.LEFT, Role.MANAGER), (Who.CHOSEN, Role.MANAGER)):
        gone = NOW if who is Who.LEFT else None
        session.add(
            MemberRow(person_id=NUMBERS[who], role=role, name=who.value, invited_by=777, since=NOW, revoked_at=gone)
        )
    session.flush()


def turn(who: Who, chat: int | None, **about: Any) -> Turn:
    """Something that this person does there; None: alone with the bot."""
    number = NUMBERS[who]
    return Turn(chat_id=chat or number, is_private=chat is None, person_id=number, **about)


def handled(session: Session, one: Turn) -> Outcome:
    """What it leads to."""
    return Routes(DESK, cast(Answering, None)).handle(session, Prepared(one, Conversation(), None), NOW)


def done(session: Session, one: Turn) -> tuple[Outcome, bool]:
    """The same, and whether it changed anything at all."""
    before = everything(session)
    outcome = handled(session, one)
    return outcome, everything(session) != before


def everything(session: Session) -> list[Any]:
    """Every row of every table."""
    session.flush()
    session.expire_all()
    return [sorted(map(str, session.execute(select(table)).all())) for table in Base.metadata.sorted_tables]


def acts(session: Session, name: str) -> list[dict[str, Any]]:
    """What this handler of the team can be asked, as parts of a turn; each one works for whoever may."""
    if name.startswith("/"):
        return [{"kind": Kind.COMMAND, "command": name[1:]}]
    _, removal = quarrel(session)
    asked(session)
    handled(session, turn(Who.MANAGER, TEAM, kind=Kind.TEXT, text="Oui.", **REPLY))
    answer = session.scalars(select(TeamAnswerRow.id)).one()
    token = members.invite(session, 777, TEAM, NOW)
    link = members.ask(session, token, 99, "Inès", DESK.staff_ids, NOW)
    assert isinstance(link, members.Asked)
    (there,) = (one.id for one in members.live(session) if one.role is Role.ANIMATOR)
    feed = feeds.add(session, checked("https://agenda.test/agenda.ics"), 777, NOW)
    assert feed is not None
    codes = {
        "dc": [("back", removal.id), ("final", removal.id)],
        "mb": [("accept", link.invitation_id), ("decline", link.invitation_id)]
        + [(code, there) for code in ("ask", "manager", "out")],
        "at": [("fix", answer), ("drop", answer)],
        "jl": [("", 0)],
        "fa": [("list", 0)],
        "fc": [("venue-opening_hours", 0)],
        "az": [("list", 0)],
        "nm": [("list", 0)],
        "fd": [(code, feed) for code in ("list", "add", "open", "now", "fewer", "ask", "out", "kept")],
        "wr": [("family", 1)],
        "ea": [("list", 0), ("export", 0), ("export-ics", 0), (f"event-{code_of_a_draft(session)}", 0)],
        "ec": [("new", 0), (f"publish-{code_of_a_draft(session)}", 0), ("leave", staged(session))],
        "li": [("all", 0)],
        "dd": [("list-0", 0)],
        "qe": [("list", 0), ("close-x", 0)],
        "fg": [("", 0)],
        "ph": [("list", 0)],
        "tc": [("list", 0), ("done", 1)],
        "pl": [("of-x", 0), ("sure", 1)],
        "fy": [("link", 1), ("erased", 1)],
    }
    return [
        {"kind": Kind.PRESS, "press": Press(Action(name), code, number), "pressed_message_id": 1, "callback_id": "q"}
        for code, number in codes[name]
    ]


def code_of_a_draft(session: Session) -> str:
    """Of an event that only the team knows."""
    apply(session, [draft(status=Status.DRAFT)], NOW)
    return session.scalars(select(EventRow.code).where(EventRow.uid == "robots")).one()


def staged(session: Session) -> int:
    """A file of the agenda that waits for a yes."""
    row = AgendaImportRow(by=777, name="a.csv", drafts="[]", seen="", created_at=NOW)
    session.add(row)
    session.flush()
    return row.id


def test_every_handler_has_a_row_and_every_row_a_handler() -> None:
    assert handlers() == set(ROWS) | OWN
    assert set(ROWS) & OWN == set()
    assert {action.value for action in team.PRESSES} == {name for name in ROWS if not name.startswith("/")}
    assert set(ROWS) >= {f"/{name}" for name in team.COMMANDS}


@pytest.mark.parametrize("chat", [None, TEAM, GROUP])
@pytest.mark.parametrize("name", ROWS)
@SQLITE_FIRST
def test_what_is_the_teams_is_done_by_whom_its_row_names_and_by_nobody_else(
    database: Database, name: str, chat: int | None
) -> None:
    with transaction(database) as session:
        people(session)
        each = acts(session, name)
    for who, one in product(Who, each):
        with Session(database.engine, expire_on_commit=False) as session:
            outcome, changed = done(session, turn(who, chat, **one))
            session.rollback()
        allowed = who in ROWS[name] and (chat != GROUP or name in ("/id", "/equipe"))
        _check(name, outcome, changed, allowed=allowed, chat=chat)


def _check(name: str, outcome: Outcome, changed: bool, *, allowed: bool, chat: int | None) -> None:
    said = [reply.text for reply in outcome.replies]
    if allowed:
        assert said or outcome.toast, name
        return
    assert not changed, name
    if chat is None:  # as if there were no such thing
        key = "unknown-command" if name.startswith("/") else "old-button-reply"
        assert said == [SAY(key)], name
    elif chat == TEAM:
        assert said == [], name
    else:
        assert said == ([SAY("group-only-private", link="https://t.me/cite_bot")] if name.startswith("/") else [])


@pytest.mark.parametrize("who", sorted(MEMBERS))
@SQLITE_FIRST
def test_of_what_families_do_a_member_may_no_more_than_a_stranger(database: Database, who: Who) -> None:
    with transaction(database) as session:
        people(session)
        event = make_event(session)
        join(session, event, NUMBERS[Who.FAMILY], "Léa")
        (seat,) = session.scalars(select(SignupRow.id)).all()
    for name in sorted(OWN):
        about: dict[str, Any] = {"kind": Kind.COMMAND, "command": name[1:]}
        if not name.startswith("/"):
            about = {"kind": Kind.PRESS, "press": Press(Action(name), "", seat), "pressed_message_id": 1}
        said = []
        for one in (Who.STRANGER, who):
            with Session(database.engine, expire_on_commit=False) as session:
                said.append([reply.text for reply in handled(session, turn(one, None, **about)).replies])
                session.rollback()
        assert said[0] == said[1], name


@pytest.mark.parametrize("who", Who)
@SQLITE_FIRST
def test_what_families_do_is_not_done_in_the_teams_chat(database: Database, who: Who) -> None:
    with transaction(database) as session:
        people(session)
        before = everything(session)
        for name in sorted(OWN):
            about: dict[str, Any] = {"kind": Kind.COMMAND, "command": name[1:]}
            if not name.startswith("/"):
                about = {"kind": Kind.PRESS, "press": Press(Action(name), "yes", 1), "pressed_message_id": 1}
            assert handled(session, turn(who, TEAM, **about)).replies == (), name
        assert everything(session) == before


@pytest.mark.parametrize("who", Who)
@SQLITE_FIRST
def test_only_a_member_answers_a_family_and_the_log_says_who(database: Database, who: Who) -> None:
    with transaction(database) as session:
        people(session)
        asked(session)
        outcome, changed = done(session, turn(who, TEAM, kind=Kind.TEXT, text="Oui.", **REPLY))
        assert changed == (who in MEMBERS)
        row = session.scalars(select(QuestionRow)).one()
        assert (row.answered_at is not None) == (who in MEMBERS)
        logged = session.execute(select(TeamLogRow.by, TeamLogRow.what, TeamLogRow.about)).all()
        assert [tuple(one) for one in logged] == ([(NUMBERS[who], Act.ANSWERED, row.id)] if who in MEMBERS else [])
        said = [] if who in MEMBERS else [SAY("staff-answer-not-of-team")]
        assert [reply.text for reply in outcome.replies] == said


@pytest.mark.parametrize("who", Who)
@SQLITE_FIRST
def test_only_a_member_learns_whose_an_entrance_code_is(database: Database, who: Who) -> None:
    with transaction(database) as session:
        people(session)
        join(session, make_event(session), 2, "Zoé")
        token = session.scalars(select(SignupRow)).one().token
        outcome, changed = done(session, turn(who, None, kind=Kind.COMMAND, command="start", text=f"ci_{token}"))
        assert ("Zoé" in outcome.replies[0].text) == changed == (who in MEMBERS)


@pytest.mark.parametrize("code", ["", "accept", "decline", "ask", "out", "manager", "x"])
@pytest.mark.parametrize("number", [0, 99, 2**31 - 1])
@SQLITE_FIRST
def test_a_forged_press_of_a_manager_changes_nothing(database: Database, code: str, number: int) -> None:
    press = Press(Action.MEMBER, code, number)
    with transaction(database) as session:
        people(session)
        outcome = handled(session, turn(Who.MANAGER, None, kind=Kind.PRESS, press=press, pressed_message_id=1))
        assert [reply.text for reply in outcome.replies] == [SAY("team-refused-over-manager")]
        assert session.scalars(select(TeamLogRow)).all() == []
        assert len(members.live(session)) == 2
