"""Words for the team: seen one by one and taken back; from /donnees, and in words."""

from sqlalchemy import select

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core.tables import QuestionRow
from bot.features import escalation
from bot.messages import dates
from bot.team import questions
from bot.views import seat_status
from intents.readers.changes import takes_words_back

_MOST, _ON_A_BUTTON = 20, 40  # rows of buttons, characters


def pressed(context: Context, code: str, number: int) -> Outcome:
    """« Mes mots pour l’équipe », some of them, « Retirer »."""
    kept = _kept(context)
    if not code and kept:
        return _choice(context, kept)
    one = next((row for row in kept if row.id == number), None)
    if one is None:
        return escalation.old_button(context)
    return _dropped(context, one) if code == "drop" else _shown(context, one)


def in_words(context: Context) -> Outcome | None:
    """« Supprimez ma question »: what is kept, to be confirmed; None when nothing is meant."""
    kept = _kept(context) if takes_words_back(context.turn.text) else ()
    return _choice(context, kept) if kept else None


def _kept(context: Context) -> tuple[QuestionRow, ...]:
    """The newest first."""
    mine = select(QuestionRow).where(QuestionRow.chat_id == context.turn.chat_id)
    return tuple(context.session.scalars(mine.order_by(QuestionRow.id.desc()).limit(_MOST)))


def _choice(context: Context, kept: tuple[QuestionRow, ...]) -> Outcome:
    if len(kept) == 1:
        return _shown(context, kept[0])
    rows: list[Row] = [(Button(_label(one), Press(Action.MY_WORDS, "show", one.id)),) for one in kept]
    return context.answer(
        Reply(context.words.say("words-which"), (*rows, *seat_status.back(context)), in_place=context.was_pressed)
    )


def _label(row: QuestionRow) -> str:
    said = row.words or "…"
    return said if len(said) <= _ON_A_BUTTON else f"{said[: _ON_A_BUTTON - 1]}…"


def _shown(context: Context, row: QuestionRow) -> Outcome:
    when = dates.moment(row.asked_team_at or row.created_at, context.services.zone, context.language)
    said = context.words.say("words-sent" if row.asked_team_at else "words-noted", words=row.words or "", when=when)
    drop = Button(context.words.label("answers-drop"), Press(Action.MY_WORDS, "drop", row.id))
    return context.answer(Reply(said, ((drop,), *seat_status.back(context)), in_place=context.was_pressed))


def _dropped(context: Context, row: QuestionRow) -> Outcome:
    questions.erase(context.session, row, "staff-question-taken-back", context.now)
    return context.answer(
        Reply(context.words.say("words-dropped"), seat_status.back(context), in_place=context.was_pressed)
    )
