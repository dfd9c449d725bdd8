"""What only the conversation's tables hold, each term from both sides; once an hour, noted and logged without names."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Button, Press
from bot.chat.form import Form, Step
from bot.chat.state import Conversation, from_json, to_json
from bot.core.tables import ChatRow, InboxRow, InboxState, QuestionRow
from bot.messages import Messages
from bot.run import beat as purging
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow, PurgeRow
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put
from scheduler.privacy import purge
from scheduler.privacy.purge import What
from tests.scheduler.scene import NOW, make_family, transaction

SECOND, DAY, YEAR = timedelta(seconds=1), timedelta(days=1), timedelta(days=365)
LEFT_OPEN = Conversation(
    form=Form(serial=7, event_id=1, step=Step.BIRTH, name="Canarille"),
    shown=(Button("Canarille (7 ans)", Press(Action.FORM, "tick-1", 7)),),
    serial=7,
)


def purged(session: Session) -> dict[What, int]:
    done = purging.purge_conversation(session, now=NOW, real=NOW, keep=YEAR)
    return {one.what: one.count for one in done if one.count}


def chat(session: Session, chat_id: int, **about: object) -> ChatRow:
    row = ChatRow(**{"chat_id": chat_id, "seen_at": NOW, **about})
    session.add(row)
    session.flush()
    return row


def test_a_form_left_open_goes_after_seven_days_but_its_number_stays(database: Database) -> None:
    with transaction(database) as session:
        for chat_id, left in ((1, 7 * DAY - SECOND), (2, 7 * DAY)):
            chat(session, chat_id, draft_at=NOW - left, dialogue=to_json(LEFT_OPEN), context="Canarille")
        assert purged(session) == {What.DRAFTS: 1}
        kept, gone = (session.get_one(ChatRow, chat_id) for chat_id in (1, 2))
        assert from_json(kept.dialogue, language="fr", talk=None) == LEFT_OPEN
        assert from_json(gone.dialogue, language="fr", talk=None) == Conversation(serial=7)
        assert (kept.context, gone.context, gone.draft_at) == ("Canarille", None, None)
        assert "Canarille" not in (gone.dialogue or "")


def test_a_chat_that_is_being_answered_is_left_alone(database: Database) -> None:
    with transaction(database) as session:
        chat(session, 1, draft_at=NOW - 8 * DAY, dialogue=to_json(LEFT_OPEN), owner="w1", seen_at=NOW - 2 * YEAR)
        assert purged(session) == {}


def test_questions_go_after_six_months(database: Database) -> None:
    with transaction(database) as session:
        for age in (183 * DAY - SECOND, 183 * DAY):
            session.add(QuestionRow(chat_id=1, words="Canarille", created_at=NOW - age))
        session.flush()
        assert purged(session) == {What.QUESTIONS: 1}
        assert list(session.scalars(select(QuestionRow.created_at))) == [NOW - 183 * DAY + SECOND]


def test_the_message_that_the_team_may_reply_to_stays_as_long_as_its_question(database: Database) -> None:
    with transaction(database) as session:
        make_family(session, 1, "Léa")
        for age in (182 * DAY, 183 * DAY):
            notice = Notice(kind=NoticeKind.STAFF_QUESTION, family_id=0, event_id=0, revision=0)
            row = put(session, chat_id=-1, send_class=SendClass.REPLY, notice=notice, now=NOW - age)
            session.get_one(OutboxRow, row).state = OutboxState.SENT
            session.add(QuestionRow(chat_id=1, words="Canarille", created_at=NOW - age, outbox_id=row))
        session.flush()
        for n in range(2):  # the question first, its message an hour later
            now = NOW + n * timedelta(hours=1)
            purging.purge_hourly(session, owner="a", now=now, real=now, hours=PARIS, keep=YEAR)
        sent = select(OutboxRow.created_at).where(OutboxRow.edits_id.is_(None))  # the other one says what went
        assert list(session.scalars(sent)) == [NOW - 182 * DAY]
        assert list(session.scalars(select(QuestionRow.created_at))) == [NOW - 182 * DAY]


def test_updates_set_aside_go_after_a_month(database: Database) -> None:
    with transaction(database) as session:
        for number, age, state in (
            (1, 30 * DAY, InboxState.SET_ASIDE),
            (2, 30 * DAY - SECOND, InboxState.SET_ASIDE),
            (3, 99 * DAY, InboxState.OPEN),
        ):
            at = NOW - age
            session.add(InboxRow(bot_id=1, update_id=number, chat_id=1, state=state, received_at=at, turn_at=at))
        session.flush()
        assert purged(session) == {What.UPDATES: 1}
        assert sorted(session.scalars(select(InboxRow.update_id))) == [2, 3]


def test_a_chat_goes_after_a_year_of_silence_unless_it_speaks_for_a_family(database: Database) -> None:
    with transaction(database) as session:
        for chat_id, silent in ((1, YEAR), (2, YEAR), (3, YEAR - SECOND)):
            chat(session, chat_id, seen_at=NOW - silent)
        make_family(session, 2)
        assert purged(session) == {What.CHATS: 1}
        assert sorted(session.scalars(select(ChatRow.chat_id))) == [2, 3]


def test_the_purge_runs_once_an_hour_and_says_how_much_but_not_whose(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def run(owner: str, minutes: int) -> int:
        now = NOW + timedelta(minutes=minutes)
        return len(database.do(purging.purge_hourly, owner=owner, now=now, real=now, hours=PARIS, keep=YEAR))

    with transaction(database) as session:
        chat(session, 1, draft_at=NOW - 8 * DAY, dialogue=to_json(LEFT_OPEN))
    with caplog.at_level(logging.INFO, logger="bot.run.beat"):
        assert [run("a", 0) > 0, run("a", 59), run("b", 59), run("b", 60) > 0] == [True, 0, 0, True]
    assert [record.getMessage() for record in caplog.records] == ["purged drafts=1"]
    with transaction(database) as session:
        assert [(row.what, row.count) for row in session.scalars(select(PurgeRow))] == [("drafts", 1)]


def test_what_is_more_than_a_batch_goes_with_the_next_beats(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "BATCH", 2)
    with transaction(database) as session:
        for chat_id in range(1, 6):
            chat(session, chat_id, draft_at=NOW - 8 * DAY, dialogue=to_json(LEFT_OPEN))
    for beat in range(4):
        now = NOW + timedelta(seconds=30 * beat)
        database.do(purging.purge_hourly, owner="a", now=now, real=now, hours=PARIS, keep=YEAR)
    with transaction(database) as session:
        assert session.scalar(select(func.count()).where(ChatRow.draft_at.is_not(None))) == 0
        assert [row.count for row in session.scalars(select(PurgeRow).order_by(PurgeRow.id))] == [2, 2, 1]


def test_a_business_clock_that_is_far_ahead_forgets_no_chat_that_wrote_today(database: Database) -> None:
    def work(session: Session) -> int:
        session.add(ChatRow(chat_id=77, seen_at=NOW))
        session.flush()
        purging.purge_hourly(session, owner="a", now=NOW + 3 * YEAR, real=NOW, hours=PARIS, keep=YEAR)
        return session.query(ChatRow).count()

    assert database.do(work) == 1


# In its line of the notice, by what stands before the term there.
TOLD = {
    "fr": {
        "laissée : ": purge.KEEP_DRAFTS,
        "Un téléphone : ": purge.KEEP_PHONES,
        "gardée pour l’équipe : ": purge.KEEP_QUESTIONS,
        "touche à la santé, ": purge.KEEP_HEALTH_WORDS,
        "sans son texte : ": purge.KEEP_TRACES,
    },
    "en": {
        "begun and left: ": purge.KEEP_DRAFTS,
        "A phone number: ": purge.KEEP_PHONES,
        "kept for the team: ": purge.KEEP_QUESTIONS,
        "touches on health, ": purge.KEEP_HEALTH_WORDS,
        "without its text: ": purge.KEEP_TRACES,
    },
}
SPANS = {
    "fr": {"7 jours": 7 * DAY, "une semaine": 7 * DAY, "30 jours": 30 * DAY, "6 mois": 183 * DAY, "un an": YEAR},
    "en": {"7 days": 7 * DAY, "one week": 7 * DAY, "30 days": 30 * DAY, "6 months": 183 * DAY, "one year": YEAR},
}


@pytest.mark.parametrize("language", TOLD)
def test_families_are_told_how_long_it_is(language: str) -> None:
    notice = Messages(language).say("privacy", days=90, controller="none", contact="none").replace("\u00a0", " ")
    traces = {"fr": "30 jours, ", "en": "30 days, "}[language]
    for before, term in (TOLD[language] | {traces: purge.KEEP_REMINDER_TRACES}).items():
        said = notice.partition(before)[2]
        assert [span for words, span in SPANS[language].items() if said.startswith(words)] == [term], before
