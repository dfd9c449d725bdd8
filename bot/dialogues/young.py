"""A child who writes when about to sign up: met kindly, sent to a parent, and nothing is kept."""

import re
from functools import cache
from pathlib import Path

from bot.conversation import Outcome
from bot.dialogues.enrolling import let_go
from bot.replies import Reply
from bot.scene import Scene, without_memory
from intents.text import fold, read_yaml
from knowledge import agenda
from knowledge.events import CHILDREN_UNTIL
from scheduler import privacy

YOUNGEST = 3  # below, nobody types
_SIGNS = re.compile(r"[.,;:!?()\n/…-]+")


def is_here(scene: Scene, intent: str | None) -> bool:
    """Whether a child writes: with a form open, or wanting to sign up (`intent` is what the words mean)."""
    text, form = scene.turn.text, scene.conversation.form
    if form is None:
        return speaks(text) and (intent == "sign_up" or _found("wants", _plain(text)))
    event = agenda.by_id(scene.session, form.event_id)
    for_adults = event is not None and event.age_min is not None and event.age_min > CHILDREN_UNTIL
    return speaks(text, for_adults)


def speaks(text: str, for_adults: bool = False) -> bool:
    """Whether these are a child's own words. `for_adults`: what is said of parents may be an adult's then."""
    plain = _plain(text)
    if _found("not", plain):
        return False
    if _found("within", plain) or (not for_adults and _found("permission", plain)):
        return True
    return any(_expression("clause").fullmatch(clause.strip()) for clause in _clauses(text))


def met(scene: Scene) -> Outcome:
    """« Demande à un parent de m’écrire »: the form ends, and what it had begun is forgotten."""
    let_go(scene, scene.conversation.form)
    held = privacy.what_we_hold(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    if held is not None and held.chats == 1 and not held.participants and not held.registrations:
        # Made a moment ago, by the child's own tap on the notice.
        privacy.erase(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    return without_memory(scene).answer(Reply(scene.words.say("young-met"), in_place=scene.was_pressed))


def _plain(text: str) -> str:
    """Folded words with single spaces, signs of a clause as full stops."""
    return " . ".join(clause for clause in _clauses(text) if clause)


def _clauses(text: str) -> list[str]:
    folded = _SIGNS.sub(" . ", fold(text).replace("'", " "))
    words = " ".join(re.sub(r"[^a-z0-9. ]+", " ", folded).split())
    parts = _expression("between").sub(" . ", words).split(".")
    return [" ".join(part.split()) for part in parts]


def _found(kind: str, plain: str) -> bool:
    return _expression(kind).search(plain) is not None


@cache
def _expression(kind: str) -> re.Pattern[str]:
    """The phrases of one kind in young.yaml, whole words only."""
    data = _data()
    ages = "|".join([*(str(age) for age in range(YOUNGEST, CHILDREN_UNTIL + 1)), *data["numbers"]])
    classes = "|".join(data["classes"])
    phrases = "|".join(data[kind]).replace("{age}", f"(?:{ages})").replace("{class}", f"(?:{classes})")
    return re.compile(rf"\b(?:{phrases})\b")


@cache
def _data() -> dict[str, list[str]]:
    read = read_yaml(Path(__file__).with_name("young.yaml"))
    assert isinstance(read, dict)
    return {str(kind): [str(phrase) for phrase in phrases] for kind, phrases in read.items()}
