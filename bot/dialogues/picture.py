"""What every view of the form is drawn from, and the pieces that several views share."""

from collections.abc import Iterable
from dataclasses import dataclass

from babel.lists import format_list

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.dialogues.form import Form
from bot.dialogues.inputs import Verb
from bot.dialogues.known import Known
from bot.messages import Messages
from bot.scene import Scene
from knowledge.events import Event

View = tuple[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a view is drawn from."""

    form: Form
    event: Event
    scene: Scene
    known: Known

    @property
    def words(self) -> Messages:
        """The chat's language."""
        return self.scene.words

    def button(self, key: str, verb: Verb, number: int = 0, **arguments: str | int) -> Button:
        """A button of this form."""
        return self.press(self.words.label(key, **arguments), verb, number)

    def press(self, label: str, verb: Verb, number: int = 0) -> Button:
        """A button of this form with words of its own."""
        return Button(label, Press(Action.FORM, f"{verb.value}-{number}", self.form.serial))

    @property
    def stop(self) -> Button:
        """« Abandonner »."""
        return self.button("stop", Verb.STOP)


def heading(picture: Picture) -> str:
    """The event's title and date, so that nobody signs up for the wrong one."""
    event, scene = picture.event, picture.scene
    when = dates_said.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
    title = picture.words.say("card-title", title=cards.title(event, scene.language))
    return f"{title}\n{when} ({cards.ages(event, picture.words)})\n\n"


def kept_line(picture: Picture) -> str:
    """Until when the seats are kept, or that they are not any more; nothing when none ever were."""
    form, kept = picture.form, picture.known.kept
    if not form.held:
        return ""
    if kept is None:
        return picture.words.say("kept-no-more", n=form.held)
    local = kept.until.astimezone(picture.scene.desk.zone)
    return picture.words.say("kept-until", n=kept.seats, at=dates_said.clock(local.time(), picture.scene.language))


def listed(picture: Picture, participants: Iterable[int], unnamed: int = 0) -> list[str]:
    """First names, then the unnamed places in words; not yet escaped."""
    parts = [name for one in participants if (name := picture.known.first_name(one))]
    return [*parts, picture.words.label("recap-unnamed", n=unnamed)] if unnamed else parts


def names(picture: Picture, participants: Iterable[int], unnamed: int = 0) -> str:
    """The same within a sentence: « Léa, Tom et 2 places sans prénom »."""
    parts = listed(picture, participants, unnamed)
    return format_list(parts, locale=picture.scene.language) if len(parts) > 1 else "".join(parts)
