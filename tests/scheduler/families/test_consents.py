from datetime import timedelta

from sqlalchemy import select

from bot.core.tables import ChatRow, QuestionRow
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.families import consents, families
from scheduler.families.consents import Consent, Purpose
from scheduler.privacy import privacy, purge
from scheduler.seats import answers, registrations
from scheduler.seats.answers import Answer, Question
from scheduler.signups import signups
from tests.scheduler.scene import NOW, join, make_event, make_family, transaction

LATER = NOW + timedelta(days=3)


def test_agreeing_to_the_notice_is_kept_purpose_by_purpose_with_its_first_date(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, 1)
        families.record_consent(session, family, NOW)
        families.record_consent(session, family, LATER)
        assert consents.of_family(session, family) == (
            Consent(Purpose.NOTICE, NOW, None, "2026-11"),
            Consent(Purpose.GUARDIAN, NOW, None, "2026-11"),
        )


def test_only_a_yes_to_photos_is_an_agreement(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        family, _ = make_family(session, 1)
        rows = registrations.live_rows(session, event, family)
        answers.keep(session, rows, [Answer(Question.PHOTO, "no"), Answer(Question.ALONE, "yes")], NOW)
        assert consents.of_family(session, family) == ()
        answers.keep(session, rows, [Answer(Question.PHOTO, "yes")], NOW)
        assert consents.of_family(session, family) == (Consent(Purpose.PHOTO, NOW, None, "2026-11"),)


def test_a_withdrawal_keeps_the_record_and_changes_every_photo_answer_of_that_family(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=5)
        for chat, names in ((1, ("Léa", "Tom")), (2, ("Zoé",))):
            join(session, event, chat, *names)
            family, _ = make_family(session, chat)
            rows = registrations.live_rows(session, event, family)
            answers.keep(session, rows, [Answer(Question.PHOTO, "yes"), Answer(Question.ALONE, "yes")], NOW)
        ours, theirs = (make_family(session, chat)[0] for chat in (1, 2))
        assert consents.withdraw_photo(session, ours, LATER)
        assert not consents.withdraw_photo(session, ours, LATER)
        assert consents.of_family(session, ours) == (Consent(Purpose.PHOTO, NOW, LATER, "2026-11"),)
        assert consents.of_family(session, theirs) == (Consent(Purpose.PHOTO, NOW, None, "2026-11"),)
        said = {
            family: [
                (one.question, one.words)
                for one in answers.of_signups(session, [r.id for r in registrations.live_rows(session, event, family)])
            ]
            for family in (ours, theirs)
        }
        assert said[ours] == [(Question.ALONE, "yes"), (Question.PHOTO, "no")] * 2
        assert said[theirs] == [(Question.ALONE, "yes"), (Question.PHOTO, "yes")]


def test_agreeing_again_after_a_withdrawal_is_a_new_record(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, 1)
        consents.give(session, family, [Purpose.PHOTO], NOW)
        consents.withdraw_photo(session, family, NOW)
        consents.give(session, family, [Purpose.PHOTO], LATER)
        assert consents.of_family(session, family) == (
            Consent(Purpose.PHOTO, NOW, NOW, "2026-11"),
            Consent(Purpose.PHOTO, LATER, None, "2026-11"),
        )


def test_an_answer_put_right_is_stored_for_live_sign_ups_of_that_family_only(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=5)
        for chat, names in ((1, ("Léa", "Tom")), (2, ("Zoé",))):
            join(session, event, chat, *names)
        ours, theirs = (make_family(session, chat)[0] for chat in (1, 2))
        lea, tom = (row.id for row in registrations.live_rows(session, event, ours))
        zoe = registrations.live_rows(session, event, theirs)[0].id
        signups.cancel(session, family_id=ours, signup_ids=[tom], now=NOW)
        answer, all_of_them = Answer(Question.ALLERGY, "noix"), [lea, tom, zoe]
        kept = answers.put_right(session, family_id=ours, signup_ids=all_of_them, answer=answer, now=LATER)
        assert kept == answers.of_signups(session, all_of_them)
        assert [(one.signup_id, one.words, one.answered_at) for one in kept] == [(lea, "noix", LATER)]
        more = Answer(Question.ALLERGY, "lait")
        (both,) = answers.put_right(session, family_id=ours, signup_ids=[lea], answer=more, adds=True, now=LATER)
        assert both.words == "noix, lait"
        none = Answer(Question.ALLERGY, "no")
        (gone,) = answers.put_right(session, family_id=ours, signup_ids=[lea], answer=none, adds=True, now=LATER)
        assert gone.words == "no"


def test_the_agreement_to_photos_ends_with_the_last_yes_that_is_taken_back(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=5)
        join(session, event, 1, "Léa", "Tom")
        family, _ = make_family(session, 1)
        rows = registrations.live_rows(session, event, family)
        answers.keep(session, rows, [Answer(Question.PHOTO, "yes")], NOW)
        refusal = Answer(Question.PHOTO, "no")
        answers.put_right(session, family_id=family, signup_ids=[rows[0].id], answer=refusal, now=LATER)
        assert consents.of_family(session, family) == (Consent(Purpose.PHOTO, NOW, None, "2026-11"),)
        answers.put_right(session, family_id=family, signup_ids=[rows[1].id], answer=refusal, now=LATER)
        assert consents.of_family(session, family) == (Consent(Purpose.PHOTO, NOW, LATER, "2026-11"),)
        agreed = Answer(Question.PHOTO, "yes")
        answers.put_right(session, family_id=family, signup_ids=[rows[0].id], answer=agreed, now=LATER)
        assert consents.of_family(session, family)[-1] == Consent(Purpose.PHOTO, LATER, None, "2026-11")


def test_an_allergy_is_kept_with_an_agreement_of_its_own_that_ends_with_it(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        family, _ = make_family(session, 1)
        (row,) = registrations.live_rows(session, event, family)
        given = [Answer(Question.ALLERGY, "arachides"), Answer(Question.PHONE, "+33612345678")]
        answers.keep(session, [row], given, NOW)
        assert consents.of_family(session, family) == (Consent(Purpose.ALLERGY, NOW, None, "2026-11"),)
        asked = {"family_id": family, "signup_id": row.id, "now": LATER}
        assert answers.withdraw(session, question=Question.ALLERGY, **(asked | {"family_id": 0})) is None
        gone = answers.withdraw(session, question=Question.ALLERGY, **asked)
        assert gone is not None
        assert gone.words == "arachides"
        assert answers.withdraw(session, question=Question.ALLERGY, **asked) is None
        assert consents.of_family(session, family) == (Consent(Purpose.ALLERGY, NOW, LATER, "2026-11"),)
        assert [one.question for one in answers.of_signups(session, [row.id])] == [Question.PHONE]


def test_the_agreement_ends_when_the_child_is_forgotten_or_the_answer_has_had_its_time(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        for chat_id, name in ((1, "Léa"), (2, "Tom")):
            join(session, event, chat_id, name)
            family, _ = make_family(session, chat_id)
            rows = registrations.live_rows(session, event, family)
            answers.keep(session, rows, [Answer(Question.ALLERGY, "arachides")], NOW)
        one, other = (make_family(session, chat_id)[0] for chat_id in (1, 2))
        (lea,) = families.participants(session, one)
        privacy.remove_participant(session, one, lea.id, LATER)
        assert [kept.withdrawn_at for kept in consents.of_family(session, one)] == [LATER]
        over = NOW + timedelta(days=60)
        purge.purge(
            session,
            now=over,
            keep=timedelta(days=365),
            hours=PARIS,
            awake=select(ChatRow.chat_id),
            needed=select(QuestionRow.outbox_id),
        )
        assert [kept.withdrawn_at for kept in consents.of_family(session, other)] == [over]
