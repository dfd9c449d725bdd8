"""What each step of the form looks like."""

from dataclasses import dataclass

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import Verb
from bot.messages import Messages
from bot.replies import Reply
from bot.scene import Scene
from knowledge.events import CHILDREN_UNTIL, Event
from scheduler.ages import AgeFit, fits_age, shown_age
from scheduler.families import Participant

YEARS_A_ROW, MONTHS_A_ROW = 4, 3


@dataclass(frozen=True, slots=True)
class Picture:
    """What a view is drawn from."""

    form: Form
    event: Event
    participants: tuple[Participant, ...]
    scene: Scene

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


def view(picture: Picture) -> Reply:
    """The question that the form asks now; replaces the pressed message."""
    text, rows = _VIEWS[picture.form.step](picture)
    return Reply(text, rows, in_place=picture.scene.was_pressed)


def heading(picture: Picture) -> str:
    """The event's title and date, so that nobody signs up for the wrong one."""
    event, scene = picture.event, picture.scene
    when = dates_said.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
    title = picture.words.say("card-title", title=cards.title(event, scene.language))
    return f"{title}\n{when} ({cards.ages(event, picture.words)})\n\n"


def _notice(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    return picture.words.say("notice", days=picture.scene.desk.keep_days), (
        (picture.button("notice-agree", Verb.AGREE),),
        (picture.button("notice-more", Verb.MORE), picture.button("notice-refuse", Verb.REFUSE)),
    )


def _name(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    key = "ask-name-adult" if picture.form.adult else "ask-name-child"
    return heading(picture) + picture.words.say(key), (_stop(picture),)


def _name_sure(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    return picture.words.say("ask-name-sure", name=picture.form.name), (
        (picture.button("name-is", Verb.NAME_IS), picture.button("name-is-not", Verb.NAME_IS_NOT)),
        _stop(picture),
    )


def _birth(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    years = [picture.press(str(year), Verb.YEAR, year) for year in _likely_years(picture)]
    return picture.words.say("ask-birth", name=picture.form.name), (
        *_in_rows(years, YEARS_A_ROW),
        *_adult_row(picture),
        _stop(picture),
    )


def _adult_row(picture: Picture) -> tuple[Row, ...]:
    if picture.event.is_for_children:
        return ()
    return ((picture.button("is-adult", Verb.IS_ADULT),),)


def _likely_years(picture: Picture) -> range:
    """Years of birth that the event's ages allow, widest first when it has no limits."""
    event = picture.event
    start = event.starts_at.year
    youngest = event.age_min if event.age_min is not None else 3
    oldest = min(event.age_max if event.age_max is not None else max(15, youngest + 2), 18)
    return range(start - oldest - 1, start - youngest + 1)


def _month(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    names = dates_said.months(picture.scene.language)
    buttons = [picture.press(name, Verb.MONTH, number) for number, name in enumerate(names, 1)]
    text = picture.words.say("ask-month", name=picture.form.name, year=str(picture.form.year))
    return text, (
        *_in_rows(buttons, MONTHS_A_ROW),
        (picture.button("other-year", Verb.YEAR), *_stop(picture)),
    )


def _who(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    words, form = picture.words, picture.form
    rows: list[Row] = [(_tick(picture, one),) for one in picture.participants]
    if picture.event.is_for_children:
        text = words.say("ask-who")
        rows.append((picture.button("add-child", Verb.ADD_CHILD),))
    else:
        text = f"{words.say('ask-who-adults')}\n{words.say('places-count', n=form.unnamed)}"
        rows.append((picture.button("places-more", Verb.PLACES, form.unnamed + 1),))
        if form.unnamed:
            rows.append((picture.button("places-less", Verb.PLACES, form.unnamed - 1),))
        adult, child = picture.button("add-adult", Verb.ADD_ADULT), picture.button("add-child", Verb.ADD_CHILD)
        for_adults = picture.event.age_min is not None and picture.event.age_min > CHILDREN_UNTIL
        rows.append((adult,) if for_adults else (adult, child))
    rows.append((picture.button("continue", Verb.CONTINUE), *_stop(picture)))
    return heading(picture) + text, tuple(rows)


def _tick(picture: Picture, one: Participant) -> Button:
    event, words = picture.event, picture.words
    day = picture.scene.desk.hours.day(event.starts_at)
    fit = fits_age(event.age_min, event.age_max, one.birth, day)
    if fit is not AgeFit.OK:
        key = "tick-too-young" if fit is AgeFit.TOO_YOUNG else "tick-too-old"
        return picture.button(key, Verb.TICK, one.id, name=one.first_name)
    mark = "tick-on" if one.id in picture.form.chosen else "tick-off"
    if one.birth is None:
        return picture.button(mark, Verb.TICK, one.id, name=one.first_name)
    age = shown_age(event.age_min, event.age_max, one.birth, day)
    return picture.press(words.label(f"{mark}-child", name=one.first_name, age=age), Verb.TICK, one.id)


def _short(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    free, wanted = picture.event.free_places or 0, picture.form.people
    change = (picture.button("short-change", Verb.CHANGE), *_stop(picture))
    if free == 0:
        text = picture.words.say("ask-short-none", n=wanted)
        return heading(picture) + text, ((picture.button("short-wait-all", Verb.WAIT),), change)
    text = picture.words.say("ask-short-some", free=free, n=wanted)
    return heading(picture) + text, ((picture.button("short-wait-rest", Verb.WAIT, free=free),), change)


def _recap(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    words = picture.words
    lines = [words.say("recap"), "", heading(picture).strip(), words.say("recap-who", who=who(picture))]
    if picture.form.wait:
        lines.append(words.say("recap-wait"))
    return "\n".join(lines), (
        (picture.button("confirm", Verb.CONFIRM),),
        (picture.button("change", Verb.CHANGE), *_stop(picture)),
    )


def who(picture: Picture) -> str:
    """The chosen first names and the unnamed places, in words (not yet escaped)."""
    named = {one.id: one.first_name for one in picture.participants}
    parts = [named[chosen] for chosen in picture.form.chosen if chosen in named]
    if picture.form.unnamed:
        parts.append(picture.words.label("recap-unnamed", n=picture.form.unnamed))
    return ", ".join(parts)


def _stopping(picture: Picture) -> tuple[str, tuple[Row, ...]]:
    return picture.words.say("ask-stop"), (
        (picture.button("stop-yes", Verb.STOP_YES), picture.button("stop-no", Verb.RESUME)),
    )


def _stop(picture: Picture) -> Row:
    return (picture.button("stop", Verb.STOP),)


def _in_rows(buttons: list[Button], width: int) -> tuple[Row, ...]:
    return tuple(tuple(buttons[n : n + width]) for n in range(0, len(buttons), width))


_VIEWS = {
    Step.NOTICE: _notice, Step.NAME: _name, Step.NAME_SURE: _name_sure, Step.BIRTH: _birth,
    Step.MONTH: _month, Step.WHO: _who, Step.SHORT: _short, Step.RECAP: _recap, Step.STOPPING: _stopping,
}  # fmt: skip
