"""The question that a message asks with a button for yes and one for no, and which of the two an answer stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.buttons import Action, Button, LinkButton, Press
from intents.readers import agreeing

_NO_TO = {
    Action.DO_CANCEL: Action.KEEP,
    Action.MOVE_DO: Action.KEEP,
    Action.TAKE: Action.LEAVE,
    Action.STAY: Action.QUIT,
    Action.REMOVE: Action.KEEP,
    Action.ERASE: Action.KEEP,
    Action.TAKE_OUT: Action.KEEP,
    Action.LEAVE_FAMILY: Action.KEEP,
    Action.JOIN: Action.JOIN,
    Action.ONLY: Action.KEEP,
}
_ASK_ALONE = (Action.TAKE, Action.SIGN_UP, Action.TEAM)  # a message may have no button that says no to these


@dataclass(frozen=True, slots=True)
class Question:
    """What its two buttons ask; some have none that says no."""

    yes: Press
    no: Press | None


def question(buttons: Iterable[Button | LinkButton]) -> Question | None:
    """The one question that these buttons answer with yes or no; None when there is none, or more than one."""
    presses = [one.press for one in buttons if isinstance(one, Button)]
    found = [Question(yes, no) for yes in presses for no in presses if _answer_each_other(yes, no)]
    found = found or [Question(one, None) for one in presses if one.action in _ASK_ALONE]
    return found[0] if len(found) == 1 else None


def _answer_each_other(yes: Press, no: Press) -> bool:
    if yes.action is no.action:  # the same button, whose number says which answer it is
        return yes.action is Action.JOIN and yes.revision > no.revision  # who joins is never let in by an "ok"
    return _NO_TO.get(yes.action) is no.action


def answer(asked: Question | None, text: str) -> Press | None:
    """The button that the whole text stands for; None when it says something else, or nothing was asked."""
    said = None if asked is None else agreeing.agrees(text, asked.yes.action.name)
    if asked is None or said is None:
        return None
    return asked.yes if said else asked.no


def further_words(asked: Question | None, text: str) -> str:
    """What follows the yes to this question; "" when the text does not begin with one."""
    return "" if asked is None else agreeing.further_words(text, asked.yes.action.name)
