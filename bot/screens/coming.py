"""« Nous venons » and « Nous gardons », pressed or typed: they count for the date that was read, and for no other."""

from collections.abc import Collection, Sequence

from bot import names
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.notices.told import Reminded
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import changes
from bot.screens.registrations import at_event
from knowledge.events import Event
from scheduler import families, signups
from scheduler.models import State
from scheduler.outcomes import Registration


def noted(scene: Scene, asked: Reminded, only: Sequence[Registration] = ()) -> Outcome:
    """An answer in words, of everybody or only of these: to a new date it keeps the seats."""
    ids = frozenset(one.signup_id for one in only) or None
    return (keep if asked.of_change else coming)(scene, asked.event, asked.revision, ids)


def coming(scene: Scene, event: Event, revision: int, only: Collection[int] | None = None) -> Outcome:
    """They come, everybody who has a seat or only these sign-ups."""
    meant = _meant(scene, event, only)
    come = _seated(meant)
    if (untrue := _untrue(scene, event, revision, meant)) is not None:
        return untrue
    signups.mark_coming(scene.session, family_id=_family(scene), signup_ids=_ids(come), now=scene.now)
    return scene.answer(Reply(_say("coming", scene, event, come)), toast=scene.words.label("coming-toast"))


def keep(scene: Scene, event: Event, revision: int, only: Collection[int] | None = None) -> Outcome:
    """The new date suits everybody who has a seat, or only these sign-ups."""
    meant = _meant(scene, event, only)
    kept = _seated(meant)
    if (untrue := _untrue(scene, event, revision, meant)) is not None:
        return untrue
    signups.keep_seats(scene.session, family_id=_family(scene), signup_ids=_ids(kept), revision=revision)
    rows: tuple[Row, ...] = ((_cancel(scene, event),),)
    said = Reply(_say("kept", scene, event, kept), rows, in_place=scene.was_pressed)
    return scene.answer(said, toast=scene.words.label("kept-toast"))


def _meant(scene: Scene, event: Event, only: Collection[int] | None) -> tuple[Registration, ...]:
    return tuple(one for one in at_event(scene, event) if only is None or one.signup_id in only)


def _seated(meant: Sequence[Registration]) -> tuple[Registration, ...]:
    return tuple(one for one in meant if one.state is State.CONFIRMED)


def _untrue(scene: Scene, event: Event, revision: int, meant: Sequence[Registration]) -> Outcome | None:
    """Why there is nothing to note: another date, the end, a place in line, or none; None when there is."""
    if revision != event.revision:
        return _changed_since(scene, event)
    if event.ends_at <= scene.now:
        return _told(scene, "mine-past")
    if _seated(meant):
        return None
    return _told(scene, "line-stays" if meant else "coming-gone")


def _changed_since(scene: Scene, event: Event) -> Outcome:
    keep_it = Button(scene.words.label("button-keep"), Press(Action.KEEP_SEAT, event.code, event.revision))
    text = scene.words.say("changed-again", title=changes.title(scene, event), when=changes.when(scene, event))
    rows: tuple[Row, ...] = ((keep_it,), (_cancel(scene, event),))
    return scene.answer(Reply(text, rows), toast=scene.words.label("changed-again-toast"))


def _told(scene: Scene, key: str) -> Outcome:
    return scene.answer(Reply(scene.words.say(key)), toast=scene.words.label(key))


def _cancel(scene: Scene, event: Event) -> Button:
    return Button(scene.words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))


def _family(scene: Scene) -> int:
    family = families.family_of(scene.session, scene.turn.chat_id)
    return 0 if family is None else family.id


def _ids(people: Sequence[Registration]) -> list[int]:
    return [one.signup_id for one in people]


def _say(key: str, scene: Scene, event: Event, people: Sequence[Registration]) -> str:
    who = names.who(people, scene.words)
    return scene.words.say(key, who=who, title=changes.title(scene, event), when=changes.when(scene, event))
