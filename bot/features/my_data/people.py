"""« Corriger » and « Retirer un enfant »: pick somebody, then a new first name or birth month, or confirm."""

from dataclasses import replace
from datetime import datetime

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, without_correction, without_memory
from bot.chat.form import Amended, Correction, Part
from bot.chat.state import Outcome
from bot.features.my_data import kept_answers, my_data
from bot.features.signup.people import OLDEST_CHILD
from bot.messages import dates
from bot.views import registrations, seat_status
from intents.readers.births import birth_month
from intents.readers.people import read_names
from intents.readers.saying import Word, is_whole, says
from intents.readers.wording import says_name
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant
from scheduler.privacy import privacy
from scheduler.seats.outcomes import Registration
from scheduler.signups import undoing
from scheduler.signups.undoing import Corrected, SameChild


def pressed(context: Context, code: str, participant_id: int) -> Outcome:
    """A button of the correction: `code` says which."""
    if code == "stop" or code.startswith(("of-", "say-")):
        return kept_answers.pressed(context, code, participant_id)
    if not code:
        return _choose(context)
    one = seat_status.find(context, participant_id)
    if one is None:
        return my_data.show(context)
    if code == "who":
        return _which_part(context, one)
    if code == "yes":
        return _carry_out(context, one)
    return _ask(context, one, Part(code)) if code in (Part.NAME, Part.BIRTH) else my_data.show(context)


def typed(context: Context, correction: Correction, asks: bool) -> Outcome | None:
    """Words typed while a correction is open; None when they are no first name and no birth month.

    `asks`: they are clearly a question, so that an ordinary word among them (« c’est où ? ») is no first name.
    """
    one = seat_status.find(context, correction.participant_id)
    if one is None:
        return my_data.show(without_correction(context))
    if is_whole(context.turn.text, Word.STOP) or (correction.value and says(context.turn.text, Word.NO)):
        return without_correction(context).answer(
            Reply(context.words.say("correct-stopped"), seat_status.back(context))
        )
    if correction.value and says(context.turn.text, Word.YES):
        return _carry_out(context, one)
    local = context.local_now
    return _typed_name(context, one, local, asks) if correction.part is Part.NAME else _typed_birth(context, one, local)


def ask_again(context: Context, correction: Correction) -> Outcome:
    """What was typed is neither an answer nor a question."""
    one = seat_status.find(context, correction.participant_id)
    if one is None:
        return my_data.show(without_correction(context))
    problem = "problem-name" if correction.part is Part.NAME else "problem-birth"
    return _ask(context, one, correction.part, context.words.say(problem))


def birth_in_words(context: Context, said: Amended) -> Outcome | None:
    """« pardon, Léa c’est mars 2018 »: put right at once and said back; None for nobody of this family."""
    one, born = seat_status.find(context, said.participant_id), said.birth
    if one is None or born is None:
        return None
    problem = _problem(born, context.local_now)
    if problem is not None:
        return context.answer(Reply(context.words.say(problem), seat_status.back(context)))
    outcome = undoing.correct(
        context.session,
        family_id=one.family_id,
        participant_id=one.id,
        birth=born,
        now=context.now,
        hours=context.services.hours,
    )
    back = context.words.say("corrected-birth", name=one.first_name, month=_month(born, context), year=str(born.year))
    return context.answer(_told(context, outcome, back))


def _choose(context: Context) -> Outcome:
    known = seat_status.known(context)
    if not known:
        return my_data.show(context)
    if len(known) == 1:
        return _which_part(context, known[0])
    return context.answer(seat_status.choice(context, known, "correct-who", Action.CORRECT, "who"))


def _which_part(context: Context, one: Participant) -> Outcome:
    if one.birth is None:
        return _ask(context, one, Part.NAME)
    words = context.words
    rows: tuple[Row, ...] = (
        (
            Button(words.label("correct-name"), Press(Action.CORRECT, Part.NAME.value, one.id)),
            Button(words.label("correct-birth"), Press(Action.CORRECT, Part.BIRTH.value, one.id)),
        ),
        *seat_status.back(context),
    )
    return context.answer(Reply(words.say("correct-what", name=one.first_name), rows, in_place=context.was_pressed))


def _ask(context: Context, one: Participant, part: Part, problem: str = "") -> Outcome:
    text = context.words.say("correct-ask-name" if part is Part.NAME else "correct-ask-birth", name=one.first_name)
    said = Reply(f"{problem}\n\n{text}" if problem else text, seat_status.back(context), in_place=context.was_pressed)
    return _with(context, Correction(one.id, part), said)


def _typed_name(context: Context, one: Participant, local: datetime, asks: bool) -> Outcome | None:
    named = read_names(context.turn.text, local)
    if named is None or len(named.names) != 1 or (named.doubtful and asks):
        return None
    name = named.names[0]
    text = context.words.say("correct-sure-name", old=one.first_name, new=name)
    return _sure(context, Correction(one.id, Part.NAME, name), text)


def _typed_birth(context: Context, one: Participant, local: datetime) -> Outcome | None:
    found = birth_month(context.turn.text, local)
    if found is None:
        return None
    born = BirthMonth(found.year, found.month)
    problem = _problem(born, local)
    if problem is not None:
        return _ask(context, one, Part.BIRTH, context.words.say(problem))
    text = context.words.say(
        "correct-sure-birth", name=one.first_name, month=_month(born, context), year=str(born.year)
    )
    return _sure(context, Correction(one.id, Part.BIRTH, str(born)), text)


def _problem(born: BirthMonth, local: datetime) -> str | None:
    if born > BirthMonth(local.year, local.month):
        return "problem-future"
    return "correct-too-old" if local.year - born.year > OLDEST_CHILD else None


def _sure(context: Context, correction: Correction, text: str) -> Outcome:
    yes = Press(Action.CORRECT, "yes", correction.participant_id)
    rows: tuple[Row, ...] = ((Button(context.words.label("correct-yes"), yes),), *seat_status.back(context))
    return _with(context, correction, Reply(text, rows))


def _carry_out(context: Context, one: Participant) -> Outcome:
    correction = context.conversation.correction
    if correction is None or correction.participant_id != one.id or not correction.value:
        return _which_part(context, one)
    is_name = correction.part is Part.NAME
    outcome = undoing.correct(
        context.session,
        family_id=one.family_id,
        participant_id=one.id,
        first_name=correction.value if is_name else None,
        birth=None if is_name else BirthMonth.parse(correction.value),
        now=context.now,
        hours=context.services.hours,
    )
    after = without_correction(context)
    return after.answer(_told(after, outcome))


def _told(context: Context, outcome: undoing.CorrectOutcome, done: str = "") -> Reply:
    words = context.words
    if isinstance(outcome, SameChild):
        text = words.say("correct-same", name=outcome.other.first_name)
        return Reply(text, seat_status.back(context), in_place=context.was_pressed)
    if not isinstance(outcome, Corrected):
        return Reply(words.say("refused-gone-person"), seat_status.back(context), in_place=context.was_pressed)
    unfit = [_unfit(entry, context) for entry in outcome.unfit]
    text = "\n".join([done or words.say("correct-done"), *(["", words.say("correct-unfit"), *unfit] if unfit else [])])
    rows = tuple((_cancel(entry, context),) for entry in outcome.unfit)
    return Reply(text, (*rows, *seat_status.back(context)), in_place=context.was_pressed)


def _unfit(entry: Registration, context: Context) -> str:
    event = entry.event
    when = dates.span(event.starts_at, event.ends_at, context.services.zone, context.language)
    title, ages = cards.title(event, context.language), cards.ages(event, context.words)
    return context.words.say("correct-unfit-one", who=entry.first_name or "", title=title, when=when, ages=ages)


def _cancel(entry: Registration, context: Context) -> Button:
    day = dates.short_day(entry.event.starts_at.astimezone(context.services.zone).date(), context.language)
    label = context.words.label("cancel-one", who=entry.first_name or "", day=day)
    return Button(label, Press(Action.ASK_CANCEL, entry.event.code, entry.signup_id))


def _month(born: BirthMonth, context: Context) -> str:
    return dates.months(context.language)[born.month - 1]


def _with(context: Context, correction: Correction, said: Reply) -> Outcome:
    after = replace(context, conversation=replace(context.conversation, correction=correction))
    return after.answer(said)


def remove_pressed(context: Context, code: str, participant_id: int) -> Outcome:
    """A button of the removal: `code` says which."""
    known = seat_status.known(context)
    one = seat_status.find(context, participant_id) if code else None
    if code == "yes" and one is not None:
        return _remove(context, one)
    if code and one is not None:
        return _sure_to_remove(context, one)
    if code or not known:
        return my_data.show(context)
    return context.answer(seat_status.choice(context, known, "remove-who", Action.REMOVE, "ask"))


def removed_in_words(context: Context) -> Outcome | None:
    """« Supprimer Léa »: she goes, or only a place of hers; None when nobody of the family is named."""
    named = tuple(one for one in seat_status.known(context) if says_name(context.turn.text, one.first_name))
    if len(named) > 1:
        return context.answer(seat_status.choice(context, named, "remove-who", Action.REMOVE, "ask"))
    return _sure_to_remove(context, named[0], *_places(context, named[0])) if named else None


def _places(context: Context, one: Participant) -> tuple[Row, ...]:
    """« Annuler Léa, sam. 14 mars », in case that nothing more is meant."""
    return tuple(
        row
        for event, there in registrations.by_event(registrations.registrations(context))
        for row in registrations.cancel_rows([entry for entry in there if entry.participant_id == one.id], context)
        if event.starts_at > context.now
    )


def _sure_to_remove(context: Context, one: Participant, *less: Row) -> Outcome:
    words = context.words
    rows: tuple[Row, ...] = (
        (Button(words.label("remove-yes", name=one.first_name), Press(Action.REMOVE, "yes", one.id)),),
        *less,
        (Button(words.label("cancel-keep"), Press(Action.KEEP)),),
    )
    return context.answer(Reply(words.say("remove-sure", name=one.first_name), rows, in_place=context.was_pressed))


def _remove(context: Context, one: Participant) -> Outcome:
    gone = privacy.remove_participant(
        context.session, one.family_id, one.id, context.now, context.services.hours, chat_id=context.turn.chat_id
    )
    if isinstance(gone, privacy.BroughtByOthers):
        theirs = context.words.say("remove-of-others", name=one.first_name)
        return context.answer(Reply(theirs, seat_status.back(context), in_place=context.was_pressed))
    cancelled = 0 if gone is None else len(gone.fresh)
    text = context.words.say("remove-done", name=one.first_name, n=cancelled)
    said = Reply(text, seat_status.back(context), in_place=context.was_pressed)
    # A form may name the one who is gone, and what was talked about an age: neither may bring them back.
    return without_memory(context).answer(said)
