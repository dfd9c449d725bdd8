"""« oui je la prends », « non merci »: what is typed to a question that has a button for yes and one for no."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.buttons import Action, Button, LinkButton, Press
from bot.dialogues.vocabulary import listed_in, spoken, words, words_alone

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
        return yes.action in (Action.JOIN, Action.APPROVE) and yes.revision > no.revision
    return _NO_TO.get(yes.action) is no.action


def answer(asked: Question | None, text: str) -> Press | None:
    """The button that the whole text stands for; None when it says something else, or nothing was asked."""
    if asked is None:
        return None
    if _says(text, "yes", asked.yes.action):
        return asked.yes
    return asked.no if _says(text, "no", asked.yes.action) else None


def further_words(asked: Question | None, text: str) -> str:
    """What follows the yes: « et dites-leur aussi que j’ai deux enfants »; "" when the text does not begin with one."""
    spoken_words = text.split()
    yes = frozenset() if asked is None else _words("yes", asked.yes.action)
    ends = (end for end in range(len(spoken_words) - 1, 0, -1) if words_alone(" ".join(spoken_words[:end])) in yes)
    end = next(ends, None)
    return "" if end is None else " ".join(spoken_words[end:])


def takes_the_place(text: str) -> bool:
    """Whether the whole text wants a place that was on offer: « oui je veux la place », « je la veux »."""
    points = not {"place", "places", "la", "les", "it", "them"}.isdisjoint(words_alone(text).split())
    return points and _says(text, "yes", Action.TAKE)


def asks_about_the_place(text: str) -> bool:
    """Whether the whole text asks if there is time yet: « c'est trop tard ? », « jusqu'à quand ? »."""
    return _without_courtesy(text) in frozenset(map(words_alone, _data()["still_there"]))


def _says(text: str, which: str, action: Action) -> bool:
    """« oui », « je confirme », and both: « oui je confirme »."""
    said, meant = _without_courtesy(text), _words(which, action)
    first, _, rest = said.partition(" ")
    if "?" in text:  # « annuler ? » cancels nothing
        return False
    return said in meant or (first in meant and _without_courtesy(rest) in meant)


def _without_courtesy(text: str) -> str:
    said = words_alone(spoken(text))
    for polite in _courtesy():
        said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    return said


@cache
def _courtesy() -> tuple[str, ...]:
    """The longest first."""
    polite = map(words_alone, (*words("courtesy"), *_data()["courtesy"]))
    return tuple(sorted(polite, key=lambda said: (-len(said), said)))


@cache
def _words(which: str, action: Action) -> frozenset[str]:
    own = _data()["to"].get(action.name, {})
    usual = (*words(which), *_data()[which])
    of_any = own.get("only", usual) if which == "yes" else usual
    return frozenset(map(words_alone, (*of_any, *own.get(which, ()))))


def _data() -> dict[str, Any]:
    return listed_in(Path(__file__).with_suffix(".yaml"))
