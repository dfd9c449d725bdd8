"""Each answer kept with a sign-up: seen, changed, taken back; from /donnees, and in words."""

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
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


def pressed(context: Context, code: str, signup_id: int) -> Outcome:
    """« Changer mes réponses », one of them, « Changer » or « Retirer »."""
    kept = _kept(context)
    act, _, name = code.rpartition("-")
    one = next((one for one in kept if one[0].signup_id == signup_id and one[0].question.value == name), None)
    if not code and kept:
        return _choice(context, kept)
    if one is None:
        return escalation.old_button(context)
    if act == "change":
        return kept_answers.ask_anew(context, *_asked(one))
    return _drop(context, one) if act == "drop" else _shown(context, one)


def _asked(one: _Answer) -> tuple[Question, Registration]:
    return one[0].question, one[1]


def in_words(context: Context) -> Outcome | None:
    """« Supprimez mon numéro de téléphone »: what is kept of it, to be confirmed; None when nothing is meant."""
    meant = erases(context.turn.text)
    kept = [one for one in _kept(context) if one[0].question.value == meant] if meant else []
    named = [one for one in kept if one[1].first_name and says_name(context.turn.text, one[1].first_name)]
    chosen = named or kept
    if not chosen:
        return None
    return _shown(context, chosen[0]) if len(chosen) == 1 else _choice(context, chosen)


def _kept(context: Context) -> list[_Answer]:
    """The answers that go with the family's live registrations."""
    entries = {one.signup_id: one for one in registrations(context)}
    return [(one, entries[one.signup_id]) for one in answers.of_signups(context.session, list(entries))]


def _choice(context: Context, kept: list[_Answer]) -> Outcome:
    rows: list[Row] = [
        (Button(_label(context, one), Press(Action.ANSWER, one[0].question.value, one[0].signup_id)),)
        for one in kept[:_MOST]
    ]
    said = context.words.say("answers-which")
    return context.answer(Reply(said, (*rows, *seat_status.back(context)), in_place=context.was_pressed))


def _label(context: Context, one: _Answer) -> str:
    return context.words.label(
        "answers-one",
        question=context.words.label(f"data-question-{one[0].question.value}"),
        who=one[1].first_name or context.words.label("who-unnamed"),
        title=cards.title(one[1].event, context.language),
    )


def _shown(context: Context, one: _Answer) -> Outcome:
    name, signup_id = one[0].question.value, one[0].signup_id
    change = Button(context.words.label("answers-change"), Press(Action.ANSWER, f"change-{name}", signup_id))
    drop = Button(context.words.label("answers-drop"), Press(Action.ANSWER, f"drop-{name}", signup_id))
    said = context.words.say("answers-shown", what=_label(context, one), said=answer_words(one[0], context.words))
    return context.answer(Reply(said, ((change, drop), *seat_status.back(context)), in_place=context.was_pressed))


def _drop(context: Context, one: _Answer) -> Outcome:
    family = families.family_of(context.session, context.turn.chat_id)
    gone = (
        None
        if family is None
        else answers.withdraw(
            context.session, family_id=family.id, signup_id=one[0].signup_id, question=one[0].question, now=context.now
        )
    )
    if gone is None:
        return escalation.old_button(context)
    said = context.words.say("answers-dropped", what=_label(context, one))
    return context.answer(Reply(said, seat_status.back(context), in_place=context.was_pressed))
