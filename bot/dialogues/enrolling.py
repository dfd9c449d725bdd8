"""What the form's steps ask to be done: store somebody, keep seats, sign up, let the seats go."""

from bot.dialogues.effects import AddParticipant, CorrectParticipant, Effect, HoldSeats, RecordConsent
from bot.dialogues.form import Form
from bot.dialogues.inputs import Added, Consented, FormInput, SeatsKept, SeatsShort
from bot.scene import Scene
from knowledge.events import Event
from scheduler import correcting, families, holds, signups
from scheduler.outcomes import Done, ListClosed, NotEnough, SignUpOutcome


def carry_out(scene: Scene, effect: Effect | None, event: Event) -> FormInput | None:
    """Do it and tell the step what came of it; None for what ends or shows something."""
    match effect:
        case RecordConsent():
            families.record_consent(scene.session, _family(scene).id, scene.now)
            return Consented()
        case AddParticipant(first_name, birth):
            one = families.add_participant(
                scene.session, _family(scene).id, first_name, birth, scene.now, scene.turn.chat_id
            )
            return Added(one.id)
        case CorrectParticipant():
            return Added(_corrected(scene, effect))
        case HoldSeats(0):
            _release(scene, event.id)
            return SeatsKept(0)
        case HoldSeats(wanted):
            return _hold(scene, event, wanted)
    return None


def _corrected(scene: Scene, effect: CorrectParticipant) -> int:
    """Who it is now: another one, when somebody else of the family was meant."""
    outcome = correcting.correct(
        scene.session, family_id=_family(scene).id, participant_id=effect.participant_id,
        first_name=effect.first_name or None, birth=effect.birth, now=scene.now, hours=scene.desk.hours,
    )  # fmt: skip
    return outcome.other.id if isinstance(outcome, correcting.SameChild) else effect.participant_id


def _hold(scene: Scene, event: Event, wanted: int) -> SeatsKept | SeatsShort:
    found = holds.hold(
        scene.session, event_id=event.id, chat_id=scene.turn.chat_id, wanted=wanted,
        now=scene.now, hours=scene.desk.hours,
    )  # fmt: skip
    return SeatsKept(found.seats) if isinstance(found, holds.Held) else SeatsShort(found.free)


def register(scene: Scene, form: Form, event: Event) -> SignUpOutcome | SeatsShort:
    """Take the places; SeatsShort when there are not enough of them after all."""
    outcome = signups.sign_up(
        scene.session,
        family_id=_family(scene).id,
        event_id=event.id,
        participants=form.chosen,
        unnamed=form.unnamed,
        or_wait=form.wait,
        together=form.together,
        chat_id=scene.turn.chat_id,
        answers=tuple(answer for answer in form.answers if answer.words),
        now=scene.now,
        hours=scene.desk.hours,
    )
    if isinstance(outcome, NotEnough | ListClosed):
        return SeatsShort(outcome.free)
    if not isinstance(outcome, Done):
        let_go(scene, form)
    return outcome


def let_go(scene: Scene, form: Form | None) -> None:
    """The form is given up: the seats kept for it are free again."""
    if form is not None:
        _release(scene, form.event_id)


def _release(scene: Scene, event_id: int) -> None:
    holds.release(
        scene.session, event_id=event_id, chat_id=scene.turn.chat_id, now=scene.now, hours=scene.desk.hours
    )


def _family(scene: Scene) -> families.Family:
    return families.ensure_family(scene.session, scene.turn.chat_id, scene.language, scene.now)
