"""What the team writes to families: who gets it, seen before, sent once, stopped, reported; and who may write."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Call, Press, render
from bot.chat.turn import Kind, Turn
from bot.core.staff import Role
from bot.core.tables import AnnouncementRow, MemberRow, QuestionRow, TeamLogRow, ThreadRow
from bot.features import escalation
from bot.team import announcements, announcing
from scheduler.core.tables import FamilyRow, OutboxRow, SignupRow, State
from scheduler.families import families
from scheduler.outbox import sending
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass
from scheduler.outbox.sending import Claimed
from tests.bot.team.desk import FAMILY, MANAGER, STRANGER, TEAM, Desk, plain
from tests.scheduler.scene import NOW, join, make_event, transaction

ANIMATOR = 60
WORDS = "Prévoyez un tablier.\nÀ samedi, Nadia"
ONE, TWO, OTHER, LATE = 101, 102, 103, 104  # families


@pytest.fixture
def event(desk: Desk) -> str:
    """An event for three: one family with two children, one with one; one waits. Another event has a family too."""
    with transaction(desk.database) as session:
        number = make_event(session, title="Robots & cie", capacity=3)
        join(session, number, ONE, "Léa", "Tom")
        join(session, number, TWO, "Zoé")
        join(session, number, LATE, "Max")
        join(session, make_event(session), OTHER, "Ana")
        session.add(MemberRow(person_id=ANIMATOR, role=Role.ANIMATOR, name="Inès", invited_by=MANAGER, since=NOW))
        return announcements.agenda.by_id(session, number).code  # type: ignore[union-attr]  # it was just made


async def sent(desk: Desk, event: str, words: str = WORDS, audience: str = "Inscrits") -> str:
    """A manager writes this to the event's families; what the last question was."""
    await desk.says("/annonce")
    await desk.presses(Press(Action.ANNOUNCE, f"event-{event}"))
    await desk.taps(audience)
    said = await desk.says(words)
    await desk.taps("Envoyer")
    return said


def delivered(desk: Desk, most: int = 100) -> list[tuple[int, str]]:
    """What leaves now, in its order: to whom, and which words."""

    def words(session: Session, row: OutboxRow, notice: Notice) -> str | None:
        said = announcements.written(session, row.chat_id, notice, desk.services, desk.now)
        return None if said is None else render(said, chat_id=row.chat_id).to_json()

    found: list[tuple[int, str]] = []
    while len(found) < most:
        with transaction(desk.database) as session:
            claimed = sending.claim(session, owner="d", clock=1.0, rate=None, render=words)
            if claimed is None:
                break
            if isinstance(claimed, Claimed):
                found.append((claimed.chat_id, plain(Call.from_json(claimed.payload).parameters["text"])))
                sending.mark_sent(session, "d", claimed.id, 1000 + claimed.id, desk.now)
    return found


def told(desk: Desk) -> str:
    """What the team reads at the next beat."""
    desk.database.do(announcing.tell, desk.now)
    return "\n".join(text for chat, text in delivered(desk) if chat in (MANAGER, TEAM))


async def test_it_is_seen_as_families_read_it_with_how_many_they_are_and_then_reaches_each_of_them_once(
    desk: Desk, event: str
) -> None:
    said = await desk.says("/annonce")
    assert "À quel événement" in said
    await desk.taps("Robots & cie")
    assert desk.labels() == ["Inscrits : 2 familles, 3 enfants", "En attente : une famille, un enfant"]
    await desk.taps("Inscrits")
    seen = await desk.says(WORDS)
    assert "Pour 2 familles, 3 enfants" in seen
    assert delivered(desk) == []
    await desk.taps("Envoyer")
    left = delivered(desk)
    assert [chat for chat, _ in left] == [MANAGER, ONE, TWO]
    assert all(text in seen for chat, text in left if chat != MANAGER)
    assert WORDS in left[1][1]  # the signature too
    await desk.presses(Press(Action.ANNOUNCE, "send", int(desk.now.timestamp())))
    assert delivered(desk) == []
    with transaction(desk.database) as session:
        assert [row.what for row in session.scalars(select(TeamLogRow))] == ["announced"]


async def test_who_waits_is_written_to_apart(desk: Desk, event: str) -> None:
    await sent(desk, event, audience="En attente")
    assert [chat for chat, _ in delivered(desk)] == [MANAGER, LATE]


async def test_it_goes_behind_everything_else(desk: Desk, event: str) -> None:
    await sent(desk, event)
    rows = desk.database.do(lambda session: session.execute(select(OutboxRow.chat_id, OutboxRow.send_class)).all())
    assert {chat: kind for chat, kind in rows if chat in (ONE, TWO)} == dict.fromkeys(
        (ONE, TWO), SendClass.ANNOUNCEMENT
    )


async def test_who_has_cancelled_meanwhile_does_not_get_it_and_the_report_says_so(desk: Desk, event: str) -> None:
    await sent(desk, event)
    with transaction(desk.database) as session:
        theirs = select(FamilyRow.id).where(FamilyRow.id == families.family_of(session, TWO).id)  # type: ignore[union-attr]
        gone = update(SignupRow).where(SignupRow.family_id.in_(theirs))
        session.execute(gone.values(state=State.CANCELLED, cancelled_at=NOW))
    assert [chat for chat, _ in delivered(desk)] == [MANAGER, ONE]
    said = told(desk)
    assert "une famille l’a reçu" in said
    assert "une famille n’était plus concernée" in said


async def test_what_is_stopped_goes_no_further(desk: Desk, event: str) -> None:
    await sent(desk, event)
    number = desk.database.do(lambda session: session.scalars(select(AnnouncementRow.id)).one())
    stop = Press(Action.ANNOUNCE, "stop", number)
    assert len(delivered(desk, most=2)) == 2
    desk.database.do(announcing.tell, desk.now)
    await desk.presses(stop)
    assert desk.toast is not None
    assert "ne partira pas" in desk.toast
    said = told(desk)
    assert TWO not in [chat for chat, _ in delivered(desk)]
    said += told(desk)
    assert "L’envoi a été arrêté" in said
    assert "une famille l’a reçu" in said
    await desk.presses(stop)
    assert desk.toast == "Tout est déjà parti."


async def test_how_far_it_is_is_told_in_one_message_and_what_became_of_it_in_one_report(desk: Desk, event: str) -> None:
    await sent(desk, event)
    assert "Le message part : 0 sur 2" in delivered(desk, most=1)[0][1]
    with transaction(desk.database) as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.chat_id == ONE)).one()
        row.state = OutboxState.FAILED
    delivered(desk)
    said = told(desk)
    with transaction(desk.database) as session:
        edits = session.scalars(select(OutboxRow.edits_id).where(OutboxRow.edits_id.is_not(None))).all()
        assert edits == [session.scalars(select(AnnouncementRow.progress_id)).one()]
    assert "L’envoi est terminé" in said
    assert "Votre message aux familles" in said
    assert told(desk) == ""


async def test_each_fate_is_counted_by_family_and_who_may_not_have_it_is_named(desk: Desk, event: str) -> None:
    await sent(desk, event)
    with transaction(desk.database) as session:
        fates = {ONE: (OutboxState.VOID, UNREACHABLE), TWO: (OutboxState.UNCLEAR, None)}
        for row in session.scalars(select(OutboxRow).where(OutboxRow.chat_id.in_(fates))):
            row.state, row.error = fates[row.chat_id]
        numbers = [families.family_of(session, chat).number for chat in fates]  # type: ignore[union-attr]
    said = told(desk)
    assert "une famille a bloqué le bot" in said
    assert "une famille l’a peut-être reçu" in said
    assert all(str(number) in said for number in numbers)


async def test_a_family_that_reads_english_gets_the_english_words_or_is_told_that_there_are_none(
    desk: Desk, event: str
) -> None:
    with transaction(desk.database) as session:
        families.remember_language(session, TWO, "en")
    await desk.presses(Press(Action.ANNOUNCE, f"seated-{event}"))
    assert "only written this in French" in await desk.says(WORDS)
    await desk.taps("Écrire aussi en anglais")
    assert "Bring an apron." in await desk.says("Bring an apron.")
    await desk.taps("Envoyer")
    texts = dict(delivered(desk))
    assert "tablier" in texts[ONE]
    assert "Bring an apron." in texts[TWO]
    assert "tablier" not in texts[TWO]


async def test_words_that_do_not_fit_are_asked_for_again_and_corrected_and_dropped(desk: Desk, event: str) -> None:
    await desk.presses(Press(Action.ANNOUNCE, f"seated-{event}"))
    assert "Cela ne convient pas" in await desk.says("&" * 3000)
    assert "Un." in await desk.says("Un.")
    await desk.taps("Corriger")
    said = await desk.says("Deux.")
    assert "Deux." in said
    assert "Un." not in said
    assert "rien n’est parti" in await desk.says("annuler")
    assert delivered(desk) == []


async def test_an_animator_writes_to_one_family_and_to_no_event(desk: Desk, event: str) -> None:
    number = desk.database.do(lambda session: families.family_of(session, TWO).number)  # type: ignore[union-attr]
    await desk.presses(Press(Action.ANNOUNCE, f"seated-{event}"), ANIMATOR)
    assert "Écrivez" not in await desk.says(WORDS, ANIMATOR)
    assert f"Pour la famille {number}" in await desk.presses(Press(Action.WRITE, "family", number), ANIMATOR)
    await desk.says("Votre gilet est ici.", ANIMATOR)
    await desk.taps("Envoyer", ANIMATOR)
    left = delivered(desk)
    assert {chat for chat, _ in left} == {ANIMATOR, TWO}
    desk.database.do(announcing.tell, desk.now)
    assert delivered(desk) == [(ANIMATOR, "Envoyé à la famille.")]
    kept = desk.database.do(lambda session: session.scalars(select(AnnouncementRow.sealed_fr)).one())
    assert kept is None


async def test_what_is_written_in_a_topic_is_told_there_how_far_it_is_and_what_became_of_it(
    desk: Desk, event: str
) -> None:
    desk.topic_id = 77
    number = desk.database.do(lambda session: families.family_of(session, TWO).number)  # type: ignore[union-attr]
    await desk.presses(Press(Action.WRITE, "family", number), ANIMATOR, TEAM)
    await desk.says("Votre gilet est ici.", ANIMATOR, TEAM)
    await desk.taps("Envoyer", ANIMATOR, TEAM)
    await desk.presses(Press(Action.ANNOUNCE, f"seated-{event}"), MANAGER, TEAM)
    await desk.says(WORDS, MANAGER, TEAM)
    await desk.taps("Envoyer", MANAGER, TEAM)
    topics = desk.database.do(_topics)
    delivered(desk)
    desk.database.do(announcing.tell, desk.now)
    topics += desk.database.do(_topics)
    delivered(desk)
    assert topics == [None, None, 77, None, 77]  # in place of what was pressed, then the reports


def _topics(session: Session) -> list[int | None]:
    """Of what waits to be said to the team, the topics that are named; an edit needs none."""
    waits = select(OutboxRow).where(OutboxRow.chat_id == TEAM, OutboxRow.state == OutboxState.WAITING)
    return [Call.from_json(row.payload or "").topic_id for row in session.scalars(waits.order_by(OutboxRow.id))]


async def test_what_a_family_replies_to_it_goes_to_the_team_with_the_event(desk: Desk, event: str) -> None:
    await sent(desk, event)
    delivered(desk)
    with transaction(desk.database) as session:
        there = session.scalars(select(OutboxRow.sent_message_id).where(OutboxRow.chat_id == ONE)).one()
        reply = Turn(kind=Kind.TEXT, chat_id=ONE, text="Un tablier pour chacun des deux ?", replied_to=there)
        about = escalation.Context(
            session=session, turn=reply, conversation=desk.chats[MANAGER], now=NOW, services=desk.services
        )
        assert escalation.further_to_answer(replace(about, turn=replace(reply, text="Merci !"))) is None
        assert escalation.further_to_answer(about) is not None
        row = session.scalars(select(QuestionRow)).one()
        assert row.asked_team_at is not None
        assert session.get_one(ThreadRow, row.thread_id).opening_id is not None  # a topic, as any question has
        asked_about = announcements.agenda.by_id(session, row.event_id or 0)
        assert asked_about is not None
        assert asked_about.code == event


@pytest.mark.parametrize(("person", "chat"), [(FAMILY, None), (STRANGER, TEAM), (ANIMATOR, None), (MANAGER, -200)])
async def test_nobody_else_writes_to_an_event(desk: Desk, event: str, person: int, chat: int | None) -> None:
    await desk.says("/annonce", person, chat)
    for code in ("list", f"event-{event}", f"seated-{event}", "send", "stop"):
        await desk.presses(Press(Action.ANNOUNCE, code, int(NOW.timestamp())), person, chat)
    await desk.says(WORDS, person, chat)
    notices = desk.database.do(lambda session: session.scalars(select(OutboxRow.notice)).all())
    assert not [one for one in notices if Notice.from_json(one or "").kind is NoticeKind.ANNOUNCEMENT]


@pytest.mark.parametrize(
    "code", ["", "send", "fix", "event-", "event-none", "seated-none", "family", "asker", "stop", "x"]
)
@pytest.mark.parametrize("action", [Action.ANNOUNCE, Action.WRITE])
async def test_a_forged_press_sends_nothing(desk: Desk, event: str, action: Action, code: str) -> None:
    for revision in (0, 1, 2**31 - 1):
        await desk.presses(Press(action, code, revision))
    assert delivered(desk) == []
