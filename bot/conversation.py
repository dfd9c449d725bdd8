"""What the bot remembers of a chat between two turns, and what a turn leads to."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from bot.buttons import Button, LinkButton, Press
from bot.dialogues.correction import Correction
from bot.dialogues.form import Form
from bot.dialogues.inputs import Next, Opening
from bot.dialogues.yes_no import Question
from bot.replies import Reply
from intents.dialogue.state import DialogueState
from intents.readers.choosing import label_meant


@dataclass(frozen=True, slots=True)
class ForTeam:
    """The bot waits for words for the team: about this event, or to go with this question that was noted.

    `health`: the topic, when they are about somebody's health: kept sealed, and for a week.
    """

    event_id: int | None = None
    question_id: int | None = None
    health: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Language, the form under way, the last labels shown (a person may type them), what was talked about.

    `asked`: what the newest message asks, when a yes or a no answers it. `said`: the bot's last words, bare.
    `for_team`: what the next words may be for. `care`: so many typed messages are still answered soberly, after one in
    distress. `young`: a child wrote here, and no adult has declared to be one since.
    """

    language: str = "fr"
    form: Form | None = None
    shown: tuple[Button, ...] = ()  # the newest first
    asked: Question | None = None
    context: DialogueState | None = None
    serial: int = 0  # numbers the forms, so that a button of an old one is told apart
    said: str = ""
    for_team: ForTeam | None = None
    correction: Correction | None = None  # what a typed text corrects
    opening: Opening | None = None  # what was told of a sign-up whose event is not chosen yet
    then: tuple[Next, ...] = ()  # sign-ups that begin when the open form is done
    care: int = 0
    young: bool = False
    clearable: tuple[int, ...] = ()  # the bot's messages that it offers to take back, after all was erased
    touched_at: datetime | None = None  # when the form was last on the screen (aware UTC); in a column of its own

    @property
    def awaits_words(self) -> bool:
        """Whether the bot itself waits for typed words, or somebody in distress was just met."""
        return bool(self.form or self.correction or self.for_team or self.care)

    @property
    def holds_words(self) -> bool:
        """Whether something is remembered that may name somebody, and has to be forgotten some day."""
        of_a_sign_up = self.form or self.opening or self.then
        return bool(of_a_sign_up or self.shown or self.said or self.context or self.correction or self.clearable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one turn leads to. `toast` is the short word on top of the screen after a press.

    `waits`: the turn is put off until words are understood, and the replies only say so.
    """

    replies: tuple[Reply, ...] = ()
    conversation: Conversation = field(default_factory=Conversation)
    toast: str | None = None
    waits: bool = False


def to_json(conversation: Conversation) -> str:
    """Form, labels and serial as the chats table keeps them; language and context have their own columns."""
    return json.dumps(
        {
            "form": None if conversation.form is None else conversation.form.to_fields(),
            "shown": [[button.label, button.press.encode()] for button in conversation.shown],
            "asked": None if conversation.asked is None else _presses(conversation.asked),
            "serial": conversation.serial,
            "said": conversation.said,
            "for_team": None if conversation.for_team is None else asdict(conversation.for_team),
            "opening": None if conversation.opening is None else conversation.opening.to_fields(),
            "then": [one.to_fields() for one in conversation.then],
            "care": conversation.care,
            "young": conversation.young,
            "clearable": list(conversation.clearable),
            "correction": None if conversation.correction is None else conversation.correction.to_fields(),
        },
        ensure_ascii=False,
    )


def from_json(
    text: str | None, *, language: str, context: DialogueState | None, touched_at: datetime | None = None
) -> Conversation:
    """Read back what :func:`to_json` wrote; an empty memory for None."""
    fields = json.loads(text) if text else {}
    shown = ((label, Press.decode(data)) for label, data in fields.get("shown", []))
    return Conversation(
        language=language,
        form=Form.from_fields(fields["form"]) if fields.get("form") else None,
        shown=tuple(Button(label, press) for label, press in shown if press is not None),
        asked=_question(fields.get("asked") or ()),
        context=context,
        serial=fields.get("serial", 0),
        said=fields.get("said", ""),
        for_team=ForTeam(**fields["for_team"]) if fields.get("for_team") else None,
        opening=Opening.from_fields(fields["opening"]) if fields.get("opening") else None,
        then=tuple(map(Next.from_fields, fields.get("then", ()))),
        care=fields.get("care", 0),
        young=fields.get("young", False),
        clearable=tuple(fields.get("clearable", ())),
        correction=Correction.from_fields(fields["correction"]) if fields.get("correction") else None,
        touched_at=touched_at,
    )


def _presses(asked: Question) -> list[str]:
    return [press.encode() for press in (asked.yes, asked.no) if press is not None]


def _question(presses: Sequence[str]) -> Question | None:
    read = [press for press in map(Press.decode, presses) if press is not None]
    return Question(read[0], read[1] if read[1:] else None) if read else None


def typed_button(conversation: Conversation, text: str) -> Press | None:
    """The button whose words were typed instead of tapped, compared without case, accents or marks."""
    return press_typed(conversation.shown, text)


def press_typed(buttons: Iterable[Button | LinkButton], text: str) -> Press | None:
    """What the one of these buttons asks whose words were typed; None when it is none of them."""
    shown = [one for one in buttons if isinstance(one, Button)]
    place = label_meant([one.label for one in shown], text)
    return None if place is None else shown[place].press
