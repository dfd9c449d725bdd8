"""What becomes of a message that does not arrive, or of which nobody knows."""

import pytest
from sqlalchemy.orm import Session

from scheduler.outbox import failing, lines, sending
from scheduler.outbox.failing import NOTICE_TRIES, REPLY_TRIES, Verdict
from scheduler.outbox.outbox import OutboxState, SendClass
from scheduler.outbox.sending import Claimed
from tests.scheduler.outgoing import OUTAGE, POISONED, T0, arrive, claim, claimed, fail, owe, row_at


def test_a_poisoned_reply_is_given_up_while_others_arrive_and_its_chat_goes_on(session: Session) -> None:
    poisoned, behind, other = owe(session, 7), owe(session, 7), owe(session, 8)
    _, at = fail(session, poisoned, 1, POISONED)
    assert claimed(session, at=at).id == other
    arrive(session, other, at + 1)
    verdict, at = fail(session, poisoned, REPLY_TRIES - 1, POISONED, at)
    assert verdict is Verdict.GAVE_UP
    assert (row_at(session, poisoned).state, row_at(session, poisoned).payload) == (OutboxState.FAILED, None)
    assert failing.given_up(session) == (poisoned,)
    assert at - T0 < 120
    assert claimed(session, at=at).id == behind


def test_a_reminder_gets_more_tries_than_a_reply(session: Session) -> None:
    poisoned, other = owe(session, 7, SendClass.REMINDER), owe(session, 8)
    assert claimed(session).id == other
    arrive(session, other, T0 + 10)
    verdict, at = fail(session, poisoned, NOTICE_TRIES - 1, POISONED)
    assert verdict is Verdict.AGAIN
    assert fail(session, poisoned, 1, POISONED, at)[0] is Verdict.GAVE_UP


def test_nothing_is_given_up_while_nothing_arrives_anywhere(session: Session) -> None:
    row = owe(session, 7)
    verdict, at = fail(session, row, 3 * NOTICE_TRIES, POISONED)
    assert verdict is Verdict.AGAIN
    assert row_at(session, row).not_before - at == failing.LONGEST_PAUSE_S


def test_a_message_that_keeps_failing_steps_aside_so_that_the_next_one_can_show_what_is_wrong(session: Session) -> None:
    poisoned, behind = owe(session, 7), owe(session, 7)
    _, at = fail(session, poisoned, lines.STEPS_ASIDE - 1, POISONED)
    assert claim(session, at=at) is None
    _, at = fail(session, poisoned, 1, POISONED, at)
    assert claimed(session, at=at).id == behind
    arrive(session, behind, at + 1)
    assert fail(session, poisoned, 1, POISONED, at)[0] is Verdict.GAVE_UP


def test_an_outage_counts_against_no_message_however_long_it_lasts(session: Session) -> None:
    row, other = owe(session, 7), owe(session, 8, SendClass.ANNOUNCEMENT)
    verdict, at = fail(session, row, 50, OUTAGE)
    assert verdict is Verdict.AGAIN
    assert row_at(session, row).attempts == 0
    assert claimed(session, at=at).id == other  # one that never left may be repeated, an announcement too
    assert failing.no_answer(session, "a", other, OUTAGE, at) is Verdict.AGAIN
    assert sending.ambiguous(session) == ()


def test_being_told_to_wait_counts_as_no_try(session: Session) -> None:
    row = owe(session, 7)
    assert claimed(session).attempts == 1
    sending.retry(session, "a", row, T0, 5.0, "RetryAfter")
    assert claimed(session, at=T0 + 5).attempts == 1


def test_a_lost_answer_leaves_a_doubt_that_stays_when_the_repetition_arrives(session: Session) -> None:
    reply, announcement = owe(session, 7), owe(session, 8, SendClass.ANNOUNCEMENT)
    _, at = fail(session, reply, 1, POISONED)
    assert claimed(session, at=at).id == announcement
    assert failing.no_answer(session, "a", announcement, POISONED, at) is Verdict.UNCLEAR
    assert claimed(session, at=at + 10).id == reply
    arrive(session, reply)
    assert [(doubt.id, doubt.state) for doubt in sending.ambiguous(session)] == [
        (reply, OutboxState.SENT),
        (announcement, OutboxState.UNCLEAR),
    ]
    assert row_at(session, announcement).payload is None


@pytest.mark.parametrize("how", ["taken over", "taken back"])
def test_a_sender_that_dies_leaves_a_doubt_and_an_announcement_is_not_repeated(session: Session, how: str) -> None:
    reply, announcement = owe(session, 7), owe(session, 8, SendClass.ANNOUNCEMENT)
    assert {claimed(session, "dead").id, claimed(session, "dead").id} == {reply, announcement}
    if how == "taken back":
        sending.take_back(session, T0)
    later = T0 + sending.LEASE_S + 1
    assert claimed(session, at=later).id == reply
    assert not isinstance(claim(session, at=later), Claimed)
    assert claim(session, at=later) is None
    assert [doubt.id for doubt in sending.ambiguous(session)] == [reply, announcement]
    assert row_at(session, announcement).state == OutboxState.UNCLEAR
