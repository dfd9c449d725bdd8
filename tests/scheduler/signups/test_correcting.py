from datetime import timedelta

from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.people import BirthMonth
from scheduler.families import families
from scheduler.signups import undoing
from scheduler.signups.undoing import Corrected, NotTheirs, SameChild
from tests.scheduler.scene import NOW, join, make_event, make_family, states, transaction

NINE = BirthMonth(NOW.year - 9, 1)


def test_a_corrected_child_is_found_under_the_new_name_only(database: Database) -> None:
    with transaction(database) as session:
        family, (lea,) = make_family(session, 1, "Lea")
        done = undoing.correct(session, family_id=family, participant_id=lea, first_name=" Zoé ", now=NOW)
        assert isinstance(done, Corrected)
        assert (done.participant.first_name, done.participant.birth) == ("Zoé", NINE)
        assert families.add_participant(session, family, "zoe", NINE, NOW).id == lea
        assert families.add_participant(session, family, "Lea", NINE, NOW).id != lea


def test_an_accent_can_be_put_right(database: Database) -> None:
    with transaction(database) as session:
        family, (lea,) = make_family(session, 1, "Lea")
        done = undoing.correct(session, family_id=family, participant_id=lea, first_name="Léa", now=NOW)
        assert isinstance(done, Corrected)
        assert families.participants(session, family)[0].first_name == "Léa"


def test_a_child_cannot_become_its_twin(database: Database) -> None:
    with transaction(database) as session:
        family, (lea, tom) = make_family(session, 1, "Léa", "Tom")
        done = undoing.correct(session, family_id=family, participant_id=tom, first_name="LEA", now=NOW)
        assert isinstance(done, SameChild)
        assert done.other.id == lea
        assert [one.first_name for one in families.participants(session, family)] == ["Léa", "Tom"]


def test_a_birth_month_that_makes_a_child_unfit_is_told_and_the_place_is_kept(database: Database) -> None:
    with transaction(database) as session:
        event, wide = make_event(session), make_event(session, age_min=None, age_max=None)
        past = make_event(session)
        for one in (event, wide, past):
            join(session, one, 1, "Léa")
        row = session.get_one(EventRow, past)
        row.starts_at, row.ends_at = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
        family, (lea,) = make_family(session, 1, "Léa")
        born = BirthMonth(NOW.year - 3, 1)
        done = undoing.correct(session, family_id=family, participant_id=lea, birth=born, now=NOW)
        assert isinstance(done, Corrected)
        assert [entry.event.id for entry in done.unfit] == [event]
        assert [states(session, one) for one in (event, wide, past)] == [["confirmed"]] * 3
        back = undoing.correct(session, family_id=family, participant_id=lea, birth=NINE, now=NOW)
        assert isinstance(back, Corrected)
        assert back.unfit == ()


def test_nobody_corrects_the_child_of_others_and_an_adult_gets_no_birth_month(database: Database) -> None:
    with transaction(database) as session:
        family, (lea,) = make_family(session, 1, "Léa")
        other, _ = make_family(session, 2)
        adult = families.add_participant(session, family, "Camille", None, NOW)
        assert isinstance(
            undoing.correct(session, family_id=other, participant_id=lea, first_name="X", now=NOW), NotTheirs
        )
        assert isinstance(
            undoing.correct(session, family_id=family, participant_id=adult.id, birth=NINE, now=NOW), NotTheirs
        )
        assert [one.first_name for one in families.participants(session, family)] == ["Léa", "Camille"]
