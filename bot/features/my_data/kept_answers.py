"""Answers kept with a sign-up: put right in words after it was confirmed; from /donnees seen, changed, taken back."""

from collections.abc import Sequence
from dataclasses import replace

from babel.lists import format_list

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, without_correction
from bot.chat.form import Correction, NewAnswer, Part
from bot.chat.state import Outcome
from bot.features import escalation
from bot.features.my_data.kept import answer_words, gather
from bot.features.signup.form_context import known_people
from bot.features.signup.reading_answers import new_answers
from bot.features.signup.views import answer_line
from bot.views import seat_status
from bot.views.registrations import by_event, registrations, short_day
from intents.dates.when import When
from intents.readers.answer_values import Topic
from intents.readers.answers import of_everybody, told_value
from intents.readers.asking import takes_back
from intents.readers.changes import erases, without_request
from intents.readers.choosing import titled, without_titles
from intents.readers.saying import Word, is_whole, says
from intents.readers.wording import says_name
from scheduler.families import families
from scheduler.seats import answers
from scheduler.seats.answers import NO, YES, Answer, KeptAnswer, Question
from scheduler.seats.outcomes import Registration

_OF_CHILDREN = (Question.ALONE, Question.PHOTO)
_BUTTONS = {
    Question.PHONE: (),
    Question.ALONE: ("yes", "no"),
    Question.PHOTO: ("yes", "no"),
    Question.ALLERGY: ("none",),
}


def in_words(context: Context, when: When | None) -> Outcome | None:
    """Words that put an answer right; None when they do not, or only say what is known already."""
    entries = registrations(context)
    new = _new(context, entries) if entries else ()
    meant = {one: _meant(context, one, entries, when) for one in new}
    if not any(meant.values()):
        return None
    news = any(_is_news(context, one, there) for one, there in meant.items())
    if not news and not takes_back(context.turn.text):
        return None
    known = tuple(one for one in new if meant[one])
    theirs = {entry.signup_id: entry for one in known for entry in meant[one]}
    return _go_on(context, known, tuple(theirs.values()))


def _new(context: Context, entries: Sequence[Registration]) -> tuple[NewAnswer, ...]:
    text = without_titles(without_request(context.turn.text), [entry.event.title for entry in entries])
    return new_answers(text, known_people(context))


def pressed(context: Context, code: str, signup_id: int) -> Outcome:
    """A button below one of the two questions: « Léa, Studio photo » (or 0 for all), « Oui », « Ne rien changer »."""
    correction, after = context.conversation.correction, without_correction(context)
    if correction is None or not correction.is_of_answers or code == "stop":
        return after.answer(Reply(context.words.say("corrected-nothing"), in_place=context.was_pressed))
    entries, new = _still(context, correction), correction.answers
    what, _, said = code.removesuffix(f"-{new[0].question.value}").partition("-")
    if correction.part is Part.WHOSE and code == _code("of", new):
        one = next((entry for entry in entries if entry.signup_id == signup_id), None)
        chosen = tuple(entry for entry in entries if one is None or _choice(new, entry) == _choice(new, one))
        return _settle(after, new, chosen)
    if correction.part is Part.ANSWER and what == "say" and code == _code(f"say-{said}", new):
        return _say(after, correction, entries, YES if said == "yes" else NO)
    return context.answer(toast=context.words.label("form-over"))  # of a question that is over


def _code(what: str, new: Sequence[NewAnswer]) -> str:
    """Which question a button answers, lest one of an old message answer another one."""
    return f"{what}-{new[0].question.value}"


def ask_anew(context: Context, question: Question, entry: Registration) -> Outcome:
    """« Changer », below one answer: what is true now?"""
    who = () if entry.participant_id is None else (entry.participant_id,)
    return _ask_what(context, (NewAnswer(question, None, who),), (entry,), ())


def typed(context: Context, correction: Correction, asks: bool) -> Outcome | None:
    """The answer in words; None when they are about something else, and nothing changes."""
    text, after, entries = context.turn.text, without_correction(context), _still(context, correction)
    first = correction.answers[0]
    if is_whole(text, Word.STOP) or (correction.part is Part.WHOSE and says(text, Word.NO)):
        return after.answer(Reply(context.words.say("corrected-nothing")))
    if correction.part is Part.WHOSE:
        chosen = list(entries) if of_everybody(text) else _among(text, entries)
        return _settle(after, correction.answers, chosen) if chosen and not asks else None
    told = told_value(Topic(first.question), text)
    return None if told is None else _say(after, correction, entries, told)


def _say(context: Context, correction: Correction, entries: Sequence[Registration], told: str) -> Outcome:
    first, *rest = correction.answers
    return _settle(context, (replace(first, words=told), *rest), entries)


def _still(context: Context, correction: Correction) -> tuple[Registration, ...]:
    return tuple(one for one in registrations(context) if one.signup_id in correction.signups)


def _meant(context: Context, new: NewAnswer, entries: Sequence[Registration], when: When | None) -> list[Registration]:
    """Where this was asked, of those named; at the event or on the day that is said, if one is."""
    asked = _of(new, entries)
    of_day = [one for one in asked if when and context.begins_then(one.event, when)]
    return _titled(context.turn.text, of_day or asked)


def _of(new: NewAnswer, entries: Sequence[Registration]) -> list[Registration]:
    """Those of whom this was asked, or of them those who are named."""
    asked = [one for one in entries if new.question in map(Question, one.event.questions)]
    if new.question is Question.PHONE:
        return asked
    children = [one for one in asked if new.question not in _OF_CHILDREN or one.age is not None]
    return [one for one in children if not new.people or one.participant_id in new.people]


def _titled(text: str, entries: Sequence[Registration]) -> list[Registration]:
    named = [one for one in entries if titled(text, one.event.title)]
    return named or list(entries)


def _among(text: str, entries: Sequence[Registration]) -> list[Registration]:
    """Those whose child or event is named in the answer."""
    named = [one for one in entries if one.first_name and says_name(text, one.first_name)]
    found = _titled(text, named or entries)
    return found if named or len(found) < len(entries) else []


def _is_news(context: Context, new: NewAnswer, entries: Sequence[Registration]) -> bool:
    kept = answers.of_signups(context.session, [one.signup_id for one in entries])
    said = [one.words for one in kept if one.question is new.question]
    return bool(entries) and (new.words is None or len(said) < len(entries) or any(one != new.words for one in said))


def _go_on(context: Context, new: tuple[NewAnswer, ...], entries: tuple[Registration, ...]) -> Outcome:
    """Put right at once, unless it may be about several sign-ups."""
    unsaid = any(len({_choice((one,), entry) for entry in _of(one, entries)}) > 1 for one in new)
    return _ask_whose(context, new, entries) if unsaid else _settle(context, new, entries)


def _choice(new: Sequence[NewAnswer], entry: Registration) -> tuple[int, int]:
    """What is chosen from: an event where all the family there is meant, else one sign-up."""
    return entry.event.id, 0 if _of_all_there(new) else entry.signup_id


def _of_all_there(new: Sequence[NewAnswer]) -> bool:
    return all(one.everybody or one.question is Question.PHONE or len(one.people) > 1 for one in new)


def _settle(context: Context, new: Sequence[NewAnswer], entries: Sequence[Registration]) -> Outcome:
    """Store what is known, say it back, and ask for the rest."""
    lines = [line for one in new if one.words for line in _put_right(context, one, entries)]
    open_now = tuple(one for one in new if one.words is None)
    if open_now and entries:
        return _ask_what(context, open_now, entries, lines)
    return context.answer(
        Reply("\n".join(lines or [context.words.say("corrected-gone")]), in_place=context.was_pressed)
    )


def _put_right(context: Context, new: NewAnswer, entries: Sequence[Registration]) -> list[str]:
    family = families.family_of(context.session, context.turn.chat_id)
    asked = _of(new, entries)
    if family is None or not asked or new.words is None:
        return []
    kept = answers.put_right(
        context.session,
        family_id=family.id,
        signup_ids=[one.signup_id for one in asked],
        answer=Answer(new.question, new.words),
        adds=new.adds,
        now=context.now,
    )
    return [line for _, there in by_event(asked) for line in _said_back(context, there, kept)]


def _said_back(context: Context, there: Sequence[Registration], kept: Sequence[KeptAnswer]) -> list[str]:
    """What is kept now for these of one event, and which event that is."""
    now = {one.signup_id: (one.question, one.words) for one in kept}
    said = dict.fromkeys(now[one.signup_id] for one in there if one.signup_id in now)
    lines = [
        answer_line(context.words, *one, _who(context, [entry for entry in there if now.get(entry.signup_id) == one]))
        for one in said
    ]
    event = there[0].event
    title, when = cards.title(event, context.language), seat_status.when(event, context)
    where = context.words.say("corrected-for", title=title, when=when)
    return [*lines, where] if lines else []


def _who(context: Context, entries: Sequence[Registration]) -> str:
    names = dict.fromkeys(one.first_name or context.words.label("who-unnamed") for one in entries)
    return format_list(list(names), locale=context.language)


def _ask_whose(context: Context, new: tuple[NewAnswer, ...], entries: Sequence[Registration]) -> Outcome:
    choices = {_choice(new, one): one for one in reversed(entries)}
    rows = [(_button_of(context, new, one),) for one in reversed(choices.values())]
    everywhere = Button(context.words.label("corrected-everywhere"), Press(Action.CORRECT, _code("of", new), 0))
    correction = Correction(0, Part.WHOSE, answers=new, signups=tuple(one.signup_id for one in entries))
    return _with(context, correction, context.words.say("corrected-which"), (*rows, (everywhere,)))


def _button_of(context: Context, new: Sequence[NewAnswer], one: Registration) -> Button:
    event = context.words.label(
        "corrected-event", title=cards.title(one.event, context.language), day=short_day(one.event, context)
    )
    label = event if _of_all_there(new) else f"{_who(context, [one])}, {event}"
    return Button(label, Press(Action.CORRECT, _code("of", new), one.signup_id))


def _ask_what(
    context: Context, new: tuple[NewAnswer, ...], entries: Sequence[Registration], before: Sequence[str]
) -> Outcome:
    question, of = new[0].question, _of(new[0], entries)
    asked = {} if question is Question.PHONE else {"who": _who(context, of)}
    text = "\n".join((*before, context.words.say(f"corrected-ask-{question.value}", **asked)))
    row = tuple(
        Button(context.words.label(f"answer-{said}"), Press(Action.CORRECT, _code(f"say-{said}", new)))
        for said in _BUTTONS[question]
    )
    correction = Correction(0, Part.ANSWER, answers=new, signups=tuple(one.signup_id for one in entries))
    return _with(context, correction, text, (row,) if row else ())


def _with(context: Context, correction: Correction, text: str, rows: tuple[Row, ...]) -> Outcome:
    stop: Row = (Button(context.words.label("corrected-nobody"), Press(Action.CORRECT, "stop")),)
    after = replace(context, conversation=replace(context.conversation, correction=correction))
    return after.answer(Reply(text, (*rows, stop), in_place=context.was_pressed))


_MOST = 20  # rows of buttons
_Answer = tuple[KeptAnswer, Registration]


def listed_pressed(context: Context, code: str, signup_id: int) -> Outcome:
    """« Changer mes réponses », one of them, « Changer » or « Retirer »."""
    kept = _kept(context, ever=bool(code))
    act, _, name = code.rpartition("-")
    one = next((one for one in kept if one[0].signup_id == signup_id and one[0].question.value == name), None)
    if not code and kept:
        return _which(context, kept)
    if one is None:
        return escalation.old_button(context)
    if act == "change":
        return ask_anew(context, *_asked(one))
    return _drop(context, one) if act == "drop" else _shown(context, one)


def _asked(one: _Answer) -> tuple[Question, Registration]:
    return one[0].question, one[1]


def taken_back_in_words(context: Context) -> Outcome | None:
    """« Supprimez mon numéro de téléphone »: what is kept of it, to be confirmed; None when nothing is meant."""
    asked = context.conversation.asked
    meant = erases(context.turn.text, asked is not None and asked.yes.action is Action.ERASE)
    kept = [one for one in _kept(context, ever=True) if one[0].question.value == meant] if meant else []
    named = [one for one in kept if one[1].first_name and says_name(context.turn.text, one[1].first_name)]
    chosen = named or kept
    if not chosen:
        return None
    return _shown(context, chosen[0]) if len(chosen) == 1 else _which(context, chosen)


def _kept(context: Context, ever: bool = False) -> list[_Answer]:
    """The answers that go with the family's live registrations, or `ever` with those that are over too."""
    kept = gather(context) if ever else None
    there = registrations(context) if kept is None else (*kept.to_come, *kept.over)
    entries = {one.signup_id: one for one in there}
    return [(one, entries[one.signup_id]) for one in answers.of_signups(context.session, list(entries))]


def _which(context: Context, kept: list[_Answer]) -> Outcome:
    rows: list[Row] = [
        (Button(_label(context, one), Press(Action.ANSWER, one[0].question.value, one[0].signup_id)),)
        for one in kept[:_MOST]
    ]
    said = context.words.say("answers-which")
    return context.answer(Reply(said, (*rows, *seat_status.back(context)), in_place=context.was_pressed))


def _label(context: Context, one: _Answer) -> str:
    return context.words.label(
        "answers-one",
        question=context.words.label(f"data-question-{one[0].question.value}"),
        who=one[1].first_name or context.words.label("who-unnamed"),
        title=cards.title(one[1].event, context.language),
    )


def _shown(context: Context, one: _Answer) -> Outcome:
    name, signup_id = one[0].question.value, one[0].signup_id
    change = Button(context.words.label("answers-change"), Press(Action.ANSWER, f"change-{name}", signup_id))
    drop = Button(context.words.label("answers-drop"), Press(Action.ANSWER, f"drop-{name}", signup_id))
    said = context.words.say("answers-shown", what=_label(context, one), said=answer_words(one[0], context.words))
    return context.answer(Reply(said, ((change, drop), *seat_status.back(context)), in_place=context.was_pressed))


def _drop(context: Context, one: _Answer) -> Outcome:
    family = families.family_of(context.session, context.turn.chat_id)
    gone = (
        None
        if family is None
        else answers.withdraw(
            context.session, family_id=family.id, signup_id=one[0].signup_id, question=one[0].question, now=context.now
        )
    )
    if gone is None:
        return escalation.old_button(context)
    said = context.words.say("answers-dropped", what=_label(context, one))
    return context.answer(Reply(said, seat_status.back(context), in_place=context.was_pressed))
