"""The intents that are not topics, and how people say them: data/{fr,en}/<intent>.yaml, read strictly."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from intents.text.text import DATA, LANGUAGES, CatalogueError, tokens

PLACEHOLDER = "{title}"
THING = "xthing"  # stands for the name of a thing

LAST_WORDS = ("thanks", "goodbye")  # whoever says them asks for nothing more
COURTESIES = ("greeting", *LAST_WORDS)
ACTIONS = frozenset(
    [
        "sign_up",
        "cancel_sign_up",
        "my_sign_ups",
        "waiting_list_status",
        "reminders_off",
        "reminders_on",
        "my_data",
        "erase_data",
        "human",
        "help",
        "greeting",
        "thanks",
        "goodbye",
        "language",
        "are_you_a_bot",
        "complaint",
    ]
)
# What may be ordered as well as asked about.
ORDERED = frozenset({
    "sign_up", "cancel_sign_up", "my_sign_ups", "waiting_list_status", "reminders_off", "reminders_on", "my_data",
    "erase_data",
})  # fmt: skip
DETAILS = frozenset(["event_when", "event_duration", "event_room", "event_age", "event_capacity", "event_about"])
EVENTS = "events"
FORM = frozenset({"yes", "no"})
DISTRESS = "distress"  # somebody is in trouble: harassed, threatened, in despair
OFF_TOPIC = "off_topic."
# What a thing is: asked of an event, all of it tells.
ATTRIBUTES_OF_ALL = frozenset({"about", "name", "offer", "contents", "exists"})
# What the programme may answer as well as the venue's facts: what there is, for whom.
OFFERED = frozenset({"offer", "offer_to", "exists", "welcome", "covered", "contents"})
# The attributes that a column of every event tells, and the detail that says it.
COLUMNS = {
    "start_time": "event_when", "next_date": "event_when", "hours": "event_when", "duration": "event_duration",
    "age_range": "event_age", "capacity": "event_capacity", "places_left": "event_capacity",
    "where_inside": "event_room",
}  # fmt: skip
GAP = "?"  # begins the intent of a question about an attribute that nothing tells
OTHER_GAP = "?other"  # the same for what has no name
NOT_TOPICS = ACTIONS | DETAILS | FORM | {EVENTS, DISTRESS}


def gap(attribute: str) -> str:
    """The intent of a question about this attribute that nothing answers."""
    return GAP + attribute


@dataclass(frozen=True, slots=True)
class Example:
    """One phrasing and the intent it means; `made_of` are the template and the name of which it was made, if it was."""

    text: str
    intent: str
    language: str
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What each intent means, and every phrasing."""

    means: dict[str, str]
    examples: tuple[Example, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    intent: str
    means: str
    phrases: list[str]


def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Read and check every phrase file; raises CatalogueError naming the file and, where it can, the line."""
    means: dict[str, str] = {}
    examples: list[Example] = []
    seen: dict[str, str] = {}
    for language in LANGUAGES:
        for file in phrase_files(folder, language):
            entry = _read(file)
            means.setdefault(entry.intent, entry.means)
            for phrase in entry.phrases:
                _check(file, phrase, seen)
                examples.append(Example(phrase, entry.intent, language))
    return Catalogue(means, tuple(examples))


def phrase_files(folder: Path, language: str) -> list[Path]:
    """The phrase files of one language, in reading order; raises CatalogueError when there are none."""
    files = sorted((folder / language).glob("*.yaml"))
    phrases = [file for file in files if is_known(file.stem) or _claims_an_intent(file)]
    if not phrases:
        raise CatalogueError(f"{folder.name}/{language}", "no phrase file here")
    return phrases


def _claims_an_intent(file: Path) -> bool:
    """Word lists live beside the phrases; a file that names an intent is one of ours, whatever it is called."""
    return "intent:" in (line.split(" ")[0] for line in file.read_text(encoding="utf-8").splitlines())


def is_known(intent: str) -> bool:
    """Whether the code knows what to do with an intent of this name."""
    return intent in NOT_TOPICS or intent.startswith(OFF_TOPIC)


def _read(file: Path) -> _Entry:
    where = f"{file.parent.name}/{file.name}"
    try:
        entry = _Entry.model_validate(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")))
    except MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise CatalogueError(where + line, error.problem or "not YAML") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(where, f"cannot be read: {error}") from error
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        path = ".".join(str(part) for part in problem["loc"])
        raise CatalogueError(_line(file, problem["loc"]), f"{path}: {problem['msg']}") from error
    if entry.intent != file.stem or not is_known(entry.intent):
        raise CatalogueError(f"{where}:1", f"no intent {entry.intent!r} belongs in this file")
    return entry


def _check(file: Path, phrase: str, seen: dict[str, str]) -> None:
    for placeholder in re.findall(r"\{[^}]*\}?", phrase):
        if placeholder != PLACEHOLDER:
            raise CatalogueError(_line(file, (phrase,)), f"{placeholder} is no placeholder, only {PLACEHOLDER} is")
    folded = " ".join(token.text for token in tokens(phrase) if token.text.isalnum()) or phrase.strip()
    if folded in seen:
        raise CatalogueError(_line(file, (phrase,)), f"{phrase!r} is already said in {seen[folded]}")
    seen[folded] = f"{file.parent.name}/{file.name}"


def _line(file: Path, sought: tuple[object, ...]) -> str:
    """The file and the line that holds the last text of `sought`: looked for, since the reader keeps no places."""
    where = f"{file.parent.name}/{file.name}"
    texts = [part for part in sought if isinstance(part, str)]
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    found = next((number for number, line in lines if texts and texts[-1] in line), None)
    return where if found is None else f"{where}:{found}"
