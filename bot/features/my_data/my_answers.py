"""Each answer kept with a sign-up: seen, changed, taken back; from /donnees, and in words."""

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.features import escalation
from bot.features.my_data import kept_answers
from bot.features.my_data.kept import answer_words
from bot.views import seat_status
from bot.views.registrations import registrations
from intents.readers.changes import erases
from intents.readers.wording import says_name
from scheduler.families import families
from scheduler.seats import answers
from scheduler.seats.answers import KeptAnswer, Question
from scheduler.seats.outcomes import Registration

_MOST = 20  # rows of buttons
_Answer = tuple[KeptAnswer, Registration]


def pressed(scene: Scene, code: str, signup_id: int) -> Outcome:
    """« Changer mes réponses », one of them, « Changer » or « Retirer »."""
    kept = _kept(scene)
    act, _, name = code.rpartition("-")
    one = next((one for one in kept if one[0].signup_id == signup_id and one[0].question.value == name), None)
    if not code and kept:
        return _choice(scene, kept)
    if one is None:
        return escalation.old_button(scene)
    if act == "change":
        return kept_answers.ask_anew(scene, *_asked(one))
    return _drop(scene, one) if act == "drop" else _shown(scene, one)


def _asked(one: _Answer) -> tuple[Question, Registration]:
    return one[0].question, one[1]


def in_words(scene: Scene) -> Outcome | None:
    """« Supprimez mon numéro de téléphone »: what is kept of it, to be confirmed; None when nothing is meant."""
    meant = erases(scene.turn.text)
    kept = [one for one in _kept(scene) if one[0].question.value == meant] if meant else []
    named = [one for one in kept if one[1].first_name and says_name(scene.turn.text, one[1].first_name)]
    chosen = named or kept
    if not chosen:
        return None
    return _shown(scene, chosen[0]) if len(chosen) == 1 else _choice(scene, chosen)


def _kept(scene: Scene) -> list[_Answer]:
    """The answers that go with the family's live registrations."""
    entries = {one.signup_id: one for one in registrations(scene)}
    return [(one, entries[one.signup_id]) for one in answers.of_signups(scene.session, list(entries))]


def _choice(scene: Scene, kept: list[_Answer]) -> Outcome:
    rows: list[Row] = [
        (Button(_label(scene, one), Press(Action.ANSWER, one[0].question.value, one[0].signup_id)),)
        for one in kept[:_MOST]
    ]
    said = scene.words.say("answers-which")
    return scene.answer(Reply(said, (*rows, *seat_status.back(scene)), in_place=scene.was_pressed))


def _label(scene: Scene, one: _Answer) -> str:
    return scene.words.label(
        "answers-one",
        question=scene.words.label(f"data-question-{one[0].question.value}"),
        who=one[1].first_name or scene.words.label("who-unnamed"),
        title=cards.title(one[1].event, scene.language),
    )


def _shown(scene: Scene, one: _Answer) -> Outcome:
    name, signup_id = one[0].question.value, one[0].signup_id
    change = Button(scene.words.label("answers-change"), Press(Action.ANSWER, f"change-{name}", signup_id))
    drop = Button(scene.words.label("answers-drop"), Press(Action.ANSWER, f"drop-{name}", signup_id))
    said = scene.words.say("answers-shown", what=_label(scene, one), said=answer_words(one[0], scene.words))
    return scene.answer(Reply(said, ((change, drop), *seat_status.back(scene)), in_place=scene.was_pressed))


def _drop(scene: Scene, one: _Answer) -> Outcome:
    family = families.family_of(scene.session, scene.turn.chat_id)
    gone = (
        None
        if family is None
        else answers.withdraw(
            scene.session, family_id=family.id, signup_id=one[0].signup_id, question=one[0].question, now=scene.now
        )
    )
    if gone is None:
        return escalation.old_button(scene)
    said = scene.words.say("answers-dropped", what=_label(scene, one))
    return scene.answer(Reply(said, seat_status.back(scene), in_place=scene.was_pressed))
