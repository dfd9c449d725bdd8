"""What each step of the form looks like."""

from dataclasses import replace

from bot.assistant import dates_said
from bot.buttons import Button, Row
from bot.dialogues import view_corrected, view_questions, view_recap, view_short, view_who
from bot.dialogues.form import Step
from bot.dialogues.inputs import Verb
from bot.dialogues.people import OLDEST_CHILD, has_list
from bot.dialogues.picture import Picture, View, heading
from bot.replies import Reply

YEARS_A_ROW, MONTHS_A_ROW = 4, 3


def view(picture: Picture) -> Reply:
    """The question that the form asks now; replaces the pressed message."""
    text, rows = _VIEWS[picture.form.step](picture)
    return Reply(text, rows, in_place=picture.scene.was_pressed)


def resumed(picture: Picture) -> Reply:
    """The same after a question was answered meanwhile: short where one question is open."""
    shown = replace(view(picture), in_place=False)
    short = view_questions.resumed(picture)
    return replace(shown, text=short or f"{picture.words.say('resume')}\n\n{shown.text}")


def _notice(picture: Picture) -> View:
    return picture.words.say("notice", days=picture.scene.desk.keep_days), (
        (picture.button("notice-agree", Verb.AGREE),),
        (picture.button("notice-more", Verb.MORE), picture.button("notice-refuse", Verb.REFUSE)),
    )


def _name(picture: Picture) -> View:
    key = "ask-name-adult" if picture.form.adult else "ask-name-child"
    return heading(picture) + picture.words.say(key), (_ending(picture),)


def _name_sure(picture: Picture) -> View:
    return picture.words.say("ask-name-sure", name=picture.form.name), (
        (picture.button("name-is", Verb.NAME_IS), picture.button("name-is-not", Verb.NAME_IS_NOT)),
        _ending(picture),
    )


def _ending(picture: Picture) -> Row:
    """Nobody else is lost with a name that was begun by mistake: those who were named next, or are on the list."""
    if picture.form.name and picture.form.names:
        return picture.button("without-name", Verb.BACK, name=picture.form.name), picture.stop
    back = (picture.button("back-to-list", Verb.BACK),) if has_list(picture.known.facts) else ()
    return (*back, picture.stop)


def _birth(picture: Picture) -> View:
    years = [picture.press(str(year), Verb.YEAR, year) for year in _likely_years(picture)]
    return _ask_birth(picture), (
        *_in_rows(years, YEARS_A_ROW),
        *_adult_row(picture),
        _ending(picture),
    )


def _ask_birth(picture: Picture) -> str:
    name, month = picture.form.name, picture.form.told_now.month
    if not month:
        return picture.words.say("ask-birth", name=name)
    spoken = dates_said.months(picture.scene.language)[month - 1]
    return picture.words.say("ask-birth-year", name=name, month=spoken)


def _adult_row(picture: Picture) -> tuple[Row, ...]:
    if picture.event.is_for_children:
        return ()
    return ((picture.button("is-adult", Verb.IS_ADULT),),)


def _likely_years(picture: Picture) -> list[int]:
    """Years of birth that the event's ages allow, widest first when it has no limits; and those of an age told."""
    event = picture.event
    start = event.starts_at.year
    youngest = event.age_min if event.age_min is not None else 3
    oldest = min(event.age_max if event.age_max is not None else max(15, youngest + 2), 18)
    age, now = picture.form.told_now.age, picture.known.facts.this_month.year
    told = {now - age - 1, now - age} if 0 < age <= OLDEST_CHILD else set()
    return sorted({*range(start - oldest - 1, start - youngest + 1), *told})


def _month(picture: Picture) -> View:
    names = dates_said.months(picture.scene.language)
    buttons = [picture.press(name, Verb.MONTH, number) for number, name in enumerate(names, 1)]
    text = picture.words.say("ask-month", name=picture.form.name, year=str(picture.form.year))
    return text, (
        *_in_rows(buttons, MONTHS_A_ROW),
        (picture.button("other-year", Verb.YEAR), *_ending(picture)),
    )


def _stopping(picture: Picture) -> View:
    return picture.words.say("ask-stop"), (
        (picture.button("stop-yes", Verb.STOP_YES), picture.button("stop-no", Verb.RESUME)),
    )


def _in_rows(buttons: list[Button], width: int) -> tuple[Row, ...]:
    return tuple(tuple(buttons[n : n + width]) for n in range(0, len(buttons), width))


_VIEWS = {
    Step.NOTICE: _notice, Step.NAME: _name, Step.NAME_SURE: _name_sure, Step.BIRTH: _birth,
    Step.MONTH: _month, Step.WHO: view_who.who, Step.SHORT: view_short.short, Step.SEATS: view_short.seats,
    Step.QUESTION: view_questions.question, Step.SAME: view_questions.same, Step.RECAP: view_recap.recap,
    Step.STOPPING: _stopping, Step.WHOM: view_corrected.whom,
}  # fmt: skip
