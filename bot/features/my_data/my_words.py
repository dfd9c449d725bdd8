"""Words for the team: seen one by one and taken back; from /donnees, and in words."""

from sqlalchemy import select

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.core.tables import QuestionRow
from bot.features import escalation
from bot.messages import dates
from bot.team import questions
from bot.views import seat_status
from intents.readers.changes import takes_words_back

_MOST, _ON_A_BUTTON = 20, 40  # rows of buttons, characters


def pressed(scene: Scene, code: str, number: int) -> Outcome:
    """« Mes mots pour l’équipe », some of them, « Retirer »."""
    kept = _kept(scene)
    if not code and kept:
        return _choice(scene, kept)
    one = next((row for row in kept if row.id == number), None)
    if one is None:
        return escalation.old_button(scene)
    return _dropped(scene, one) if code == "drop" else _shown(scene, one)


def in_words(scene: Scene) -> Outcome | None:
    """« Supprimez ma question »: what is kept, to be confirmed; None when nothing is meant."""
    kept = _kept(scene) if takes_words_back(scene.turn.text) else ()
    return _choice(scene, kept) if kept else None


def _kept(scene: Scene) -> tuple[QuestionRow, ...]:
    """The newest first."""
    mine = select(QuestionRow).where(QuestionRow.chat_id == scene.turn.chat_id)
    return tuple(scene.session.scalars(mine.order_by(QuestionRow.id.desc()).limit(_MOST)))


def _choice(scene: Scene, kept: tuple[QuestionRow, ...]) -> Outcome:
    if len(kept) == 1:
        return _shown(scene, kept[0])
    rows: list[Row] = [(Button(_label(one), Press(Action.MY_WORDS, "show", one.id)),) for one in kept]
    return scene.answer(
        Reply(scene.words.say("words-which"), (*rows, *seat_status.back(scene)), in_place=scene.was_pressed)
    )


def _label(row: QuestionRow) -> str:
    said = row.words or "…"
    return said if len(said) <= _ON_A_BUTTON else f"{said[: _ON_A_BUTTON - 1]}…"


def _shown(scene: Scene, row: QuestionRow) -> Outcome:
    when = dates.moment(row.asked_team_at or row.created_at, scene.desk.zone, scene.language)
    said = scene.words.say("words-sent" if row.asked_team_at else "words-noted", words=row.words or "", when=when)
    drop = Button(scene.words.label("answers-drop"), Press(Action.MY_WORDS, "drop", row.id))
    return scene.answer(Reply(said, ((drop,), *seat_status.back(scene)), in_place=scene.was_pressed))


def _dropped(scene: Scene, row: QuestionRow) -> Outcome:
    questions.erase(scene.session, row, "staff-question-taken-back", scene.now)
    return scene.answer(Reply(scene.words.say("words-dropped"), seat_status.back(scene), in_place=scene.was_pressed))
