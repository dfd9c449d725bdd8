"""What each step of the form looks like: the event's questions, the recap, what was put right."""

from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.buttons import Button, Row
from bot.bot_api.replies import Reply
from bot.chat.form import Form, Step
from bot.chat.inputs import WAIT_LINE, WHO_LINE, Amended, Breathed, FormInput, Reanswered, Unclear, Verb
from bot.features.signup import view_people
from bot.features.signup.form_context import Picture, View, heading, kept_line, listed, names
from bot.features.signup.people import OLDEST_CHILD, has_list
from bot.features.signup.questions import (
    LEAVE_AFTER,
    NEEDED,
    OPEN,
    answer_to,
    asked_about,
    can_leave,
    candidates,
    progress,
    unanswered,
)
from bot.features.signup.step import new_unnamed
from bot.messages import Messages, dates
from intents.readers.births import shown_phone
from scheduler.seats import registrations
from scheduler.seats.answers import NO, YES, Question
from scheduler.seats.outcomes import Registration

_BUTTONS: dict[Question, tuple[tuple[str, Verb], ...]] = {
    Question.PHONE: (),
    Question.ALONE: (("answer-yes", Verb.YES), ("answer-no", Verb.NO)),
    Question.PHOTO: (("answer-yes", Verb.YES), ("answer-no", Verb.NO)),
    Question.ALLERGY: (("answer-none", Verb.NONE),),
}


def question(picture: Picture) -> View:
    """Ask it."""
    form = picture.form
    assert form.question is not None
    text = picture.words.say(f"question-{form.question.value}", who=names(picture, (form.person,)))
    return _framed(picture, text), (*_answers(picture, form.question), (_why(picture), picture.stop))


def same(picture: Picture) -> View:
    """The same answer for the others?"""
    form = picture.form
    assert form.question is not None
    others = names(picture, unanswered(form, form.question, picture.known.facts))
    first = picture.known.first_name(form.person)
    said = said_answer(picture, form.question, form.person)
    text = picture.words.say("ask-same", first=first, said=said, others=others)
    yes_no = (picture.button("answer-yes", Verb.YES), picture.button("answer-no", Verb.NO))
    return _framed(picture, text), (yes_no, (picture.stop,))


def _why(picture: Picture) -> Button:
    return picture.button("why", Verb.WHY)


def _answers(picture: Picture, question: Question) -> tuple[Row, ...]:
    row = [picture.button(key, verb) for key, verb in _BUTTONS[question]]
    if question not in NEEDED:
        row.append(picture.button("skip", Verb.SKIP))
    leave = ((picture.button("leave", Verb.LEAVE),),) if can_leave(picture.form) else ()
    return ((tuple(row),) if row else ()) + leave


def _framed(picture: Picture, text: str) -> str:
    parts = (heading(picture).strip(), f"{text} {_step(picture)}", kept_line(picture))
    return "\n\n".join(part for part in parts if part)


def _step(picture: Picture) -> str:
    step, last = progress(picture.form, picture.known.facts)
    return picture.words.say("step-of", step=step, last=last)


def resumed_question(picture: Picture) -> str | None:
    """« Reprenons : le téléphone pour le jour J ? (étape 3 sur 4) »; None where no question is open."""
    form = picture.form
    if form.step is not Step.QUESTION or form.question is None:
        return None
    what = picture.words.label(f"what-{form.question.value}", who=names(picture, (form.person,)))
    return f"{picture.words.say('resume-question', what=what)} {_step(picture)}"


def reason(picture: Picture) -> str:
    """Why it is asked, and how long the answer is kept."""
    return picture.words.say(f"why-{(picture.form.question or Question.PHONE).value}")


def not_an_answer(picture: Picture) -> str:
    """First an example, then the buttons, then that the team may be left to see to it."""
    form = picture.form
    question = form.question or Question.PHONE
    if can_leave(form):
        return picture.words.say("problem-leave")
    return picture.words.say(f"problem-{question.value}" + ("-more" if form.tries >= LEAVE_AFTER - 1 else ""))


def said_answer(picture: Picture, question: Question, person: int) -> str:
    """An answer in words, as it is read back."""
    answer = answer_to(picture.form, question, person)
    known = {YES: "said-yes", NO: "said-none" if question is Question.ALLERGY else "said-no"}
    if answer is None or not answer.words:
        return picture.words.label("said-team" if question in NEEDED else "said-nothing")
    if question is Question.PHONE:
        return shown_phone(answer.words)
    return picture.words.label(known[answer.words]) if answer.words in known else answer.words


def recap(picture: Picture) -> View:
    """Everything once more, before it counts."""
    words, form = picture.words, picture.form
    who = ", ".join(listed(picture, form.chosen, form.unnamed))
    lines = [words.say("recap"), "", heading(picture).strip(), words.say("recap-who", who=who)]
    lines += [_answer_line(picture, question) for question in _asked(picture)]
    lines += [line for line in (_wait_line(picture), kept_line(picture)) if line]
    lines += [_overlap_line(picture, entry) for entry in _overlapping(picture)]
    return "\n".join(lines), ((picture.button("confirm", Verb.CONFIRM),), *_changes(picture))


def _asked(picture: Picture) -> tuple[Question, ...]:
    facts = picture.known.facts
    return tuple(question for question in facts.questions if asked_about(question, picture.form, facts))


def _answer_line(picture: Picture, question: Question) -> str:
    people = asked_about(question, picture.form, picture.known.facts)
    said = [said_answer(picture, question, one) for one in people]
    if len(set(said)) > 1:
        named = zip(people, said, strict=True)
        said = [picture.words.label("recap-said", name=picture.known.first_name(one), said=a) for one, a in named]
        return picture.words.say(f"answered-{question.value}", said=" ; ".join(said))
    return picture.words.say(f"answered-{question.value}", said=said[0])


def _wait_line(picture: Picture) -> str:
    form, kept = picture.form, picture.known.kept
    if not form.wait:
        return ""
    if form.people == 1:
        return picture.words.say("recap-wait-one")
    if form.together:
        return picture.words.say("recap-wait-together")
    if kept is None or not form.held:
        return picture.words.say("recap-wait")
    unnamed = max(0, kept.seats - len(form.chosen))
    seated = names(picture, form.chosen[: kept.seats], unnamed)
    left = new_unnamed(form, picture.known.facts) - unnamed
    waiting = names(picture, form.chosen[kept.seats :], left)
    return picture.words.say("recap-wait-some", seated=seated, waiting=waiting)


def _overlapping(picture: Picture) -> tuple[Registration, ...]:
    family, scene = picture.known.family, picture.scene
    if family is None:
        return ()
    return registrations.overlapping(scene.session, family.id, picture.event, picture.form.chosen, scene.desk.hours)


def _overlap_line(picture: Picture, entry: Registration) -> str:
    scene, event = picture.scene, entry.event
    when = dates.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
    title = cards.title(event, scene.language)
    return picture.words.say("recap-overlap", who=entry.first_name or "", title=title, when=when)


def _changes(picture: Picture) -> tuple[Row, ...]:
    """With one line to change, « Modifier » is enough; else each line has its own."""
    keys = [("change-who", WHO_LINE), *((f"change-{q.value}", list(Question).index(q) + 1) for q in _asked(picture))]
    if picture.form.wait:
        keys.append(("change-wait", WAIT_LINE))
    if len(keys) == 1:
        return ((picture.button("change", Verb.CHANGE), picture.stop),)
    return (*((_change(picture, key, line),) for key, line in keys), (picture.stop,))


def _change(picture: Picture, key: str, line: int) -> Button:
    return picture.button(key, Verb.EDIT, line)


def whom(picture: Picture) -> View:
    """Of whom is what was just put right?"""
    children = candidates(picture.form, picture.known.facts)
    rows: tuple[Row, ...] = tuple((picture.press(picture.known.first_name(one), Verb.OF, one),) for one in children)
    everybody = picture.button("corrected-all", Verb.OF, n=len(children))
    return picture.words.say("corrected-whom"), (*rows, (everybody,), (picture.button("corrected-nobody", Verb.NO),))


def lines(picture: Picture, before: Form, said: FormInput) -> list[str]:
    """What is otherwise now; that it was so already, where nothing is."""
    if isinstance(said, Amended):
        return _person(picture, said)
    old = {(one.question, one.participant_id): one.words for one in before.answers}
    now = {(one.question, one.participant_id): one.words for one in picture.form.answers}
    changed = {key: words for key, words in now.items() if words != OPEN and key in old and old[key] != words}
    found = [
        answer_line(picture.words, question, words, names(picture, _people(changed, question, words)))
        for question, words in dict.fromkeys((question, words) for (question, _), words in changed.items())
    ]
    same = isinstance(said, Reanswered) and old == now and all(one.words for one in said.answers)
    return found or ([picture.words.say("corrected-same")] if same and not picture.form.anew else [])


def _person(picture: Picture, said: Amended) -> list[str]:
    name = picture.known.first_name(said.participant_id)
    if said.birth is None:
        return [picture.words.say("corrected-name", name=said.name)]
    month = dates.months(picture.scene.language)[said.birth.month - 1]
    return [picture.words.say("corrected-birth", name=name, month=month, year=str(said.birth.year))] if name else []


def _people(changed: dict[tuple[Question, int | None], str], question: Question, words: str) -> list[int]:
    return [one for (asked, one), said in changed.items() if one and asked is question and said == words]


def answer_line(words: Messages, question: Question, said: str, who: str) -> str:
    """« Corrigé : Léa ne repart pas sans adulte. »"""
    if question is Question.PHONE:
        return words.say("corrected-phone", said=shown_phone(said))
    if question is Question.ALLERGY and said != NO:
        return words.say("corrected-allergy", who=who, said=said)
    if said not in (YES, NO):  # no key opens what was answered
        return words.say("corrected-unread", who=who)
    return words.say(f"corrected-{question.value}-{'yes' if said == YES else 'no'}", who=who)


def noted(picture: Picture, said: Breathed) -> list[str]:
    """That what was told beside is kept, where nothing else answers it."""
    asked = [one for one in said.beforehand if one.question in picture.known.facts.questions]
    return [picture.words.say("noted-beside")] if asked and isinstance(said.said, Unclear) else []


YEARS_A_ROW, MONTHS_A_ROW = 4, 3


def view(picture: Picture) -> Reply:
    """The question that the form asks now; replaces the pressed message."""
    text, rows = _VIEWS[picture.form.step](picture)
    return Reply(text, rows, in_place=picture.scene.was_pressed)


def resumed(picture: Picture) -> Reply:
    """The same after a question was answered meanwhile: short where one question is open."""
    shown = replace(view(picture), in_place=False)
    short = resumed_question(picture)
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
    spoken = dates.months(picture.scene.language)[month - 1]
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
    names = dates.months(picture.scene.language)
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
    Step.MONTH: _month, Step.WHO: view_people.who, Step.SHORT: view_people.short, Step.SEATS: view_people.seats,
    Step.QUESTION: question, Step.SAME: same, Step.RECAP: recap,
    Step.STOPPING: _stopping, Step.WHOM: whom,
}  # fmt: skip
