"""« Mes inscriptions »: see them, cancel one child with confirmation, undo, answer a reminder."""

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import results
from bot.replies import Reply
from bot.scene import Scene
from intents.text import fold
from knowledge import agenda
from knowledge.events import Event
from scheduler import families, signups
from scheduler.models import State
from scheduler.outcomes import Registration, Restored


def mine(scene: Scene) -> Outcome:
    """Every registration to come, each with its cancel button."""
    entries = registrations(scene)
    if not entries:
        return scene.answer(Reply(scene.words.say("mine-none"), _agenda(scene)))
    return scene.answer(Reply(listed(entries, scene), (*_cancel_rows(entries, scene), *_agenda(scene))))


def waiting(scene: Scene) -> Outcome:
    """Where the family stands on waiting lists."""
    entries = tuple(e for e in registrations(scene) if e.state in (State.WAITING, State.OFFERED))
    if not entries:
        return scene.answer(Reply(scene.words.say("waiting-none"), _agenda(scene)))
    text = listed(entries, scene, title="waiting-title")
    return scene.answer(Reply(text, _cancel_rows(entries, scene)))


def registrations(scene: Scene) -> tuple[Registration, ...]:
    """The family's live registrations, soonest first."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return ()
    return signups.registrations(scene.session, family.id, scene.now, scene.desk.hours)


def one_of_mine(scene: Scene, signup_id: int) -> Registration | None:
    """One sign-up of this chat's family, ended or not; None when it is not theirs."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return None
    return signups.registration(scene.session, family.id, signup_id, scene.desk.hours)


def ask_cancel(scene: Scene, names: tuple[str, ...] = (), event_ids: frozenset[int] = frozenset()) -> Outcome:
    """« Tom ne vient pas samedi »: which registration is meant, asked when it is not clear."""
    entries = registrations(scene)
    folded = {fold(name) for name in names}
    meant = [entry for entry in entries if not event_ids or entry.event.id in event_ids]
    named = [entry for entry in meant if entry.first_name and fold(entry.first_name) in folded]
    found = tuple(named or meant or entries)
    if len(found) == 1:
        return _ask_one(scene, found[0])
    if not found:
        return mine(scene)
    rows = (*_cancel_rows(found, scene), _keep_row(scene))
    return scene.answer(Reply(scene.words.say("cancel-which"), rows))


def ask_cancel_event(scene: Scene, event: Event) -> Outcome:
    """« Annuler… » under a reminder or a confirmation: which child?"""
    found = tuple(e for e in registrations(scene) if e.event.id == event.id)
    if not found:
        return scene.answer(Reply(scene.words.say("cancel-gone")), toast=scene.words.label("cancel-gone"))
    if len(found) == 1:
        return _ask_one(scene, found[0])
    everyone = Button(scene.words.label("cancel-all"), Press(Action.ASK_CANCEL, event.code, 0))
    rows = (*_cancel_rows(found, scene), (everyone,), _keep_row(scene))
    return scene.answer(Reply(scene.words.say("cancel-which"), rows))


def ask_cancel_signup(scene: Scene, code: str, signup_id: int) -> Outcome:
    """One cancel button was pressed, or (0) « Tout annuler »: sure?"""
    there = tuple(e for e in registrations(scene) if not signup_id and e.event.code == code)
    if there:
        return _ask_all(scene, there[0])
    entry = next((e for e in registrations(scene) if e.signup_id == signup_id), None)
    if entry is None:
        return scene.answer(Reply(scene.words.say("cancel-gone")), toast=scene.words.label("cancel-gone"))
    return _ask_one(scene, entry)


def do_cancel(scene: Scene, code: str, signup_id: int) -> Outcome:
    """Confirmed: cancel this sign-up, or (0) all of the family at that event."""
    words = scene.words
    wanted = tuple(
        e for e in registrations(scene) if e.signup_id == signup_id or (not signup_id and e.event.code == code)
    )
    family = families.family_of(scene.session, scene.turn.chat_id)
    if not wanted or family is None:
        return scene.answer(Reply(words.say("cancel-gone"), in_place=scene.was_pressed))
    ids = tuple(entry.signup_id for entry in wanted)
    signups.cancel(scene.session, family_id=family.id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    who = ", ".join(_who(entry, scene) for entry in wanted)
    text = words.say("cancel-done", who=who, title=_title(wanted[0], scene), when=_when(wanted[0], scene))
    undo = tuple(
        (Button(words.label("cancel-undo", who=_who(e, scene)), Press(Action.RESTORE, code, e.signup_id)),)
        for e in wanted
        if e.state is State.CONFIRMED
    )
    return scene.answer(Reply(text, (*undo, *_mine(scene)), in_place=scene.was_pressed))


def restore(scene: Scene, signup_id: int) -> Outcome:
    """Undo a cancellation made a moment ago."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return scene.answer(Reply(scene.words.say("not-restored"), in_place=scene.was_pressed))
    done = signups.restore(
        scene.session, family_id=family.id, signup_ids=(signup_id,), now=scene.now, hours=scene.desk.hours
    )
    if not isinstance(done, Restored) or not done.registrations:
        return scene.answer(Reply(scene.words.say("not-restored"), _mine(scene), in_place=scene.was_pressed))
    text = scene.words.say("restored", who=_who(done.registrations[0], scene))
    return scene.answer(Reply(text, _mine(scene), in_place=scene.was_pressed))


def coming(scene: Scene, event: Event) -> Outcome:
    """« Nous venons »."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    known = 0
    if family is not None:
        known = signups.mark_coming(scene.session, family_id=family.id, event_id=event.id, now=scene.now)
    key = "coming" if known else "coming-gone"
    return scene.answer(Reply(scene.words.say(key)), toast=scene.words.label(key))


def _ask_all(scene: Scene, entry: Registration) -> Outcome:
    text = scene.words.say("cancel-sure-all", title=_title(entry, scene), when=_when(entry, scene))
    yes = Button(scene.words.label("cancel-yes"), Press(Action.DO_CANCEL, entry.event.code, 0))
    return scene.answer(Reply(text, ((yes,), _keep_row(scene)), in_place=scene.was_pressed))


def _ask_one(scene: Scene, entry: Registration) -> Outcome:
    title, when = _title(entry, scene), _when(entry, scene)
    if entry.first_name is None:
        text = scene.words.say("cancel-sure-unnamed", title=title, when=when)
    else:
        text = scene.words.say("cancel-sure", who=entry.first_name, title=title, when=when)
    yes = Press(Action.DO_CANCEL, entry.event.code, entry.signup_id)
    rows = ((Button(scene.words.label("cancel-yes"), yes),), _keep_row(scene))
    return scene.answer(Reply(text, rows))


def listed(entries: tuple[Registration, ...], scene: Scene, title: str = "mine-title") -> str:
    """Registrations by event, a line a participant."""
    lines = [scene.words.say(title)]
    seen: int | None = None
    for entry in entries:
        if entry.event.id != seen:
            seen = entry.event.id
            lines += ["", scene.words.say("card-title", title=_title(entry, scene)), _when(entry, scene)]
        lines += results.standing_lines((entry,), scene)
    return "\n".join(lines)


def _cancel_rows(entries: tuple[Registration, ...], scene: Scene) -> tuple[Row, ...]:
    return tuple(
        (
            Button(
                scene.words.label("cancel-one", who=_who(entry, scene), day=_short_day(entry, scene)),
                Press(Action.ASK_CANCEL, entry.event.code, entry.signup_id),
            ),
        )
        for entry in entries
    )


def _keep_row(scene: Scene) -> Row:
    return (Button(scene.words.label("cancel-keep"), Press(Action.KEEP)),)


def _who(entry: Registration, scene: Scene) -> str:
    return entry.first_name or scene.words.label("who-unnamed")


def _title(entry: Registration, scene: Scene) -> str:
    return cards.title(entry.event, scene.language)


def _when(entry: Registration, scene: Scene) -> str:
    return dates_said.span(entry.event.starts_at, entry.event.ends_at, scene.desk.zone, scene.language)


def _short_day(entry: Registration, scene: Scene) -> str:
    return dates_said.short_day(entry.event.starts_at.astimezone(scene.desk.zone).date(), scene.language)


def _agenda(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-agenda"), Press(Action.AGENDA)),),)


def _mine(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-mine"), Press(Action.MINE)),),)


def event_of(scene: Scene, code: str) -> Event | None:
    """The event behind a button's code."""
    return agenda.by_code(scene.session, code)
