"""What each step of the form looks like: the event's questions, the recap, what was put right."""

from dataclasses import replace
from datetime import timedelta

from bot.assistant import cards
from bot.bot_api.replies import Button, Reply, Row
from bot.chat.form import WAIT_LINE, WHO_LINE, Amended, Breathed, Form, FormInput, Reanswered, Step, Unclear, Verb
from bot.features.signup import view_people
from bot.features.signup.form_context import FormContext, View, heading, kept_line, listed, names
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


def question(form_context: FormContext) -> View:
    """Ask it."""
    form = form_context.form
    assert form.question is not None
    text = form_context.words.say(f"question-{form.question.value}", who=names(form_context, (form.person,)))
    return _framed(form_context, text), (
        *_answers(form_context, form.question),
        (_why(form_context), form_context.stop),
    )


def same(form_context: FormContext) -> View:
    """The same answer for the others?"""
    form = form_context.form
    assert form.question is not None
    others = names(form_context, unanswered(form, form.question, form_context.known.facts))
    first = form_context.known.first_name(form.person)
    said = said_answer(form_context, form.question, form.person)
    text = form_context.words.say("ask-same", first=first, said=said, others=others)
    yes_no = (form_context.button("answer-yes", Verb.YES), form_context.button("answer-no", Verb.NO))
    return _framed(form_context, text), (yes_no, (form_context.stop,))


def _why(form_context: FormContext) -> Button:
    return form_context.button("why", Verb.WHY)


def _answers(form_context: FormContext, question: Question) -> tuple[Row, ...]:
    row = [form_context.button(key, verb) for key, verb in _BUTTONS[question]]
    if question not in NEEDED:
        row.append(form_context.button("skip", Verb.SKIP))
    leave = ((form_context.button("leave", Verb.LEAVE),),) if can_leave(form_context.form) else ()
    return ((tuple(row),) if row else ()) + leave


def _framed(form_context: FormContext, text: str) -> str:
    parts = (heading(form_context).strip(), f"{text} {_step(form_context)}", kept_line(form_context))
    return "\n\n".join(part for part in parts if part)


def _step(form_context: FormContext) -> str:
    step, last = progress(form_context.form, form_context.known.facts)
    return form_context.words.say("step-of", step=step, last=last)


def resumed_question(form_context: FormContext) -> str | None:
    """« Reprenons : le téléphone pour le jour J ? (étape 3 sur 4) »; None where no question is open."""
    form = form_context.form
    if form.step is not Step.QUESTION or form.question is None:
        return None
    what = form_context.words.label(f"what-{form.question.value}", who=names(form_context, (form.person,)))
    return f"{form_context.words.say('resume-question', what=what)} {_step(form_context)}"


def reason(form_context: FormContext) -> str:
    """Why it is asked, and how long the answer is kept."""
    return form_context.words.say(f"why-{(form_context.form.question or Question.PHONE).value}")


def not_an_answer(form_context: FormContext) -> str:
    """First an example, then the buttons, then that the team may be left to see to it."""
    form = form_context.form
    question = form.question or Question.PHONE
    if can_leave(form):
        return form_context.words.say("problem-leave")
    return form_context.words.say(f"problem-{question.value}" + ("-more" if form.tries >= LEAVE_AFTER - 1 else ""))


def said_answer(form_context: FormContext, question: Question, person: int) -> str:
    """An answer in words, as it is read back."""
    answer = answer_to(form_context.form, question, person)
    known = {YES: "said-yes", NO: "said-none" if question is Question.ALLERGY else "said-no"}
    if answer is None or not answer.words:
        return form_context.words.label("said-team" if question in NEEDED else "said-nothing")
    if question is Question.PHONE:
        return shown_phone(answer.words)
    return form_context.words.label(known[answer.words]) if answer.words in known else answer.words


def recap(form_context: FormContext) -> View:
    """Everything once more, before it counts."""
    words, form = form_context.words, form_context.form
    who = ", ".join(listed(form_context, form.chosen, form.unnamed))
    lines = [words.say("recap"), "", heading(form_context).strip(), words.say("recap-who", who=who)]
    lines += [_answer_line(form_context, question) for question in _asked(form_context)]
    lines += [line for line in (_wait_line(form_context), kept_line(form_context)) if line]
    lines += [_overlap_line(form_context, entry) for entry in _overlapping(form_context)]
    return "\n".join(lines), ((form_context.button("confirm", Verb.CONFIRM),), *_changes(form_context))


def _asked(form_context: FormContext) -> tuple[Question, ...]:
    facts = form_context.known.facts
    return tuple(question for question in facts.questions if asked_about(question, form_context.form, facts))


def _answer_line(form_context: FormContext, question: Question) -> str:
    people = asked_about(question, form_context.form, form_context.known.facts)
    said = [said_answer(form_context, question, one) for one in people]
    if len(set(said)) > 1:
        named = zip(people, said, strict=True)
        said = [
            form_context.words.label("recap-said", name=form_context.known.first_name(one), said=a) for one, a in named
        ]
        return form_context.words.say(f"answered-{question.value}", said=" ; ".join(said))
    return form_context.words.say(f"answered-{question.value}", said=said[0])


def _wait_line(form_context: FormContext) -> str:
    form, kept = form_context.form, form_context.known.kept
    if not form.wait:
        return ""
    if form.people == 1:
        return form_context.words.say("recap-wait-one")
    if form.together:
        return form_context.words.say("recap-wait-together")
    if kept is None or not form.held:
        return form_context.words.say("recap-wait")
    unnamed = max(0, kept.seats - len(form.chosen))
    seated = names(form_context, form.chosen[: kept.seats], unnamed)
    left = new_unnamed(form, form_context.known.facts) - unnamed
    waiting = names(form_context, form.chosen[kept.seats :], left)
    return form_context.words.say("recap-wait-some", seated=seated, waiting=waiting)


def _overlapping(form_context: FormContext) -> tuple[Registration, ...]:
    family, context = form_context.known.family, form_context.context
    if family is None:
        return ()
    return registrations.overlapping(
        context.session, family.id, form_context.event, form_context.form.chosen, context.services.hours
    )


def _overlap_line(form_context: FormContext, entry: Registration) -> str:
    context, event = form_context.context, entry.event
    when = dates.span(event.starts_at, event.ends_at, context.services.zone, context.language)
    title = cards.title(event, context.language)
    return form_context.words.say("recap-overlap", who=entry.first_name or "", title=title, when=when)


def _changes(form_context: FormContext) -> tuple[Row, ...]:
    """With one line to change, « Modifier » is enough; else each line has its own."""
    keys = [
        ("change-who", WHO_LINE),
        *((f"change-{q.value}", list(Question).index(q) + 1) for q in _asked(form_context)),
    ]
    if form_context.form.wait:
        keys.append(("change-wait", WAIT_LINE))
    if len(keys) == 1:
        return ((form_context.button("change", Verb.CHANGE), form_context.stop),)
    return (*((_change(form_context, key, line),) for key, line in keys), (form_context.stop,))


def _change(form_context: FormContext, key: str, line: int) -> Button:
    return form_context.button(key, Verb.EDIT, line)


def whom(form_context: FormContext) -> View:
    """Of whom is what was just put right?"""
    children = candidates(form_context.form, form_context.known.facts)
    rows: tuple[Row, ...] = tuple(
        (form_context.press(form_context.known.first_name(one), Verb.OF, one),) for one in children
    )
    everybody = form_context.button("corrected-all", Verb.OF, n=len(children))
    return form_context.words.say("corrected-whom"), (
        *rows,
        (everybody,),
        (form_context.button("corrected-nobody", Verb.NO),),
    )


def lines(form_context: FormContext, before: Form, said: FormInput) -> list[str]:
    """What is otherwise now; that it was so already, where nothing is."""
    if isinstance(said, Amended):
        return _person(form_context, said)
    old = {(one.question, one.participant_id): one.words for one in before.answers}
    now = {(one.question, one.participant_id): one.words for one in form_context.form.answers}
    changed = {key: words for key, words in now.items() if words != OPEN and key in old and old[key] != words}
    found = [
        answer_line(form_context.words, question, words, names(form_context, _people(changed, question, words)))
        for question, words in dict.fromkeys((question, words) for (question, _), words in changed.items())
    ]
    same = isinstance(said, Reanswered) and old == now and all(one.words for one in said.answers)
    if isinstance(said, Reanswered) and not found and now.keys() - old.keys():
        return [form_context.words.say("noted-beside")]  # of others than the one who is asked about
    return found or ([form_context.words.say("corrected-same")] if same and not form_context.form.anew else [])


def _person(form_context: FormContext, said: Amended) -> list[str]:
    name = form_context.known.first_name(said.participant_id)
    if said.birth is None:
        return [form_context.words.say("corrected-name", name=said.name)]
    month = dates.months(form_context.context.language)[said.birth.month - 1]
    return (
        [form_context.words.say("corrected-birth", name=name, month=month, year=str(said.birth.year))] if name else []
    )


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


def noted(form_context: FormContext, said: Breathed) -> list[str]:
    """That what was told beside is kept, where nothing else answers it."""
    asked = [one for one in said.beforehand if one.question in form_context.known.facts.questions]
    return [form_context.words.say("noted-beside")] if asked and isinstance(said.said, Unclear) else []


YEARS_A_ROW, MONTHS_A_ROW = 4, 3
NOT_TWICE = timedelta(minutes=30)  # within which the notice is still in sight


def view(form_context: FormContext) -> Reply:
    """The question that the form asks now; replaces the pressed message."""
    text, rows = _VIEWS[form_context.form.step](form_context)
    return Reply(text, rows, in_place=form_context.context.was_pressed)


def resumed(form_context: FormContext) -> Reply:
    """The same after a question was answered meanwhile: short where one question is open, or all was just shown."""
    shown = replace(view(form_context), in_place=False)
    short = resumed_question(form_context) or _resumed_short(form_context)
    return replace(shown, text=short or f"{form_context.words.say('resume')}\n\n{shown.text}")


def _resumed_short(form_context: FormContext) -> str | None:
    """« Reprenons votre inscription : je confirme pour Léa ? », whose recap is still in sight."""
    form, touched = form_context.form, form_context.context.conversation.touched_at
    stays = form == form_context.context.conversation.form
    if not stays or touched is None or form_context.context.now - touched >= NOT_TWICE:
        return None
    if form.step is Step.RECAP:
        who = ", ".join(listed(form_context, form.chosen, form.unnamed))
        ask = form_context.words.say("resume-recap", who=who)
        return "\n".join(line for line in (ask, kept_line(form_context)) if line)
    if form.step is Step.WHO and not form.about:
        return form_context.words.say(
            "resume-who", title=cards.title(form_context.event, form_context.context.language)
        )
    return None


def _notice(form_context: FormContext) -> View:
    days = form_context.context.services.keep_days
    key = "notice-again" if _is_in_sight(form_context) else "notice"
    return form_context.words.say(key, days=days), (
        (form_context.button("notice-agree", Verb.AGREE),),
        (form_context.button("notice-more", Verb.MORE), form_context.button("notice-refuse", Verb.REFUSE)),
    )


def _is_in_sight(form_context: FormContext) -> bool:
    """Whether the notice was shown a moment ago, were it for another event: it is not said twice."""
    conversation, agree = form_context.context.conversation, form_context.button("notice-agree", Verb.AGREE).press
    touched = conversation.touched_at
    just = touched is not None and form_context.context.now - touched < NOT_TWICE
    shown = ((one.press.action, one.press.code) for one in conversation.shown)
    return just and (agree.action, agree.code) in shown


def _name(form_context: FormContext) -> View:
    key = "ask-name-adult" if form_context.form.adult else "ask-name-child"
    return heading(form_context) + form_context.words.say(key), (_ending(form_context),)


def _name_sure(form_context: FormContext) -> View:
    return form_context.words.say("ask-name-sure", name=form_context.form.name), (
        (form_context.button("name-is", Verb.NAME_IS), form_context.button("name-is-not", Verb.NAME_IS_NOT)),
        _ending(form_context),
    )


def _ending(form_context: FormContext) -> Row:
    """Nobody else is lost with a name that was begun by mistake: those who were named next, or are on the list."""
    if form_context.form.name and form_context.form.names:
        return form_context.button("without-name", Verb.BACK, name=form_context.form.name), form_context.stop
    back = (form_context.button("back-to-list", Verb.BACK),) if has_list(form_context.known.facts) else ()
    return (*back, form_context.stop)


def _birth(form_context: FormContext) -> View:
    years = [form_context.press(str(year), Verb.YEAR, year) for year in _likely_years(form_context)]
    return _ask_birth(form_context), (
        *_in_rows(years, YEARS_A_ROW),
        *_adult_row(form_context),
        _ending(form_context),
    )


def _ask_birth(form_context: FormContext) -> str:
    name, month = form_context.form.name, form_context.form.told_now.month
    if not month:
        return form_context.words.say("ask-birth", name=name)
    spoken = dates.months(form_context.context.language)[month - 1]
    return form_context.words.say("ask-birth-year", name=name, month=spoken)


def _adult_row(form_context: FormContext) -> tuple[Row, ...]:
    if form_context.event.is_for_children:
        return ()
    return ((form_context.button("is-adult", Verb.IS_ADULT),),)


def _likely_years(form_context: FormContext) -> list[int]:
    """Years of birth that the event's ages allow, widest first when it has no limits; and those of an age told."""
    event = form_context.event
    start = event.starts_at.year
    youngest = event.age_min if event.age_min is not None else 3
    oldest = min(event.age_max if event.age_max is not None else max(15, youngest + 2), 18)
    age, now = form_context.form.told_now.age, form_context.known.facts.this_month.year
    told = {now - age - 1, now - age} if 0 < age <= OLDEST_CHILD else set()
    return sorted({*range(start - oldest - 1, start - youngest + 1), *told})


def _month(form_context: FormContext) -> View:
    names = dates.months(form_context.context.language)
    buttons = [form_context.press(name, Verb.MONTH, number) for number, name in enumerate(names, 1)]
    text = form_context.words.say("ask-month", name=form_context.form.name, year=str(form_context.form.year))
    return text, (
        *_in_rows(buttons, MONTHS_A_ROW),
        (form_context.button("other-year", Verb.YEAR), *_ending(form_context)),
    )


def _stopping(form_context: FormContext) -> View:
    return form_context.words.say("ask-stop"), (
        (form_context.button("stop-yes", Verb.STOP_YES), form_context.button("stop-no", Verb.RESUME)),
    )


def _in_rows(buttons: list[Button], width: int) -> tuple[Row, ...]:
    return tuple(tuple(buttons[n : n + width]) for n in range(0, len(buttons), width))


_VIEWS = {
    Step.NOTICE: _notice, Step.NAME: _name, Step.NAME_SURE: _name_sure, Step.BIRTH: _birth,
    Step.MONTH: _month, Step.WHO: view_people.who, Step.SHORT: view_people.short, Step.SEATS: view_people.seats,
    Step.QUESTION: question, Step.SAME: same, Step.RECAP: recap,
    Step.STOPPING: _stopping, Step.WHOM: whom,
}  # fmt: skip
