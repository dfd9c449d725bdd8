"""« Corriger »: pick somebody, then the first name or the birth month, type it, confirm."""

from dataclasses import replace
from datetime import datetime

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene, without_correction
from bot.chat.form import Correction, Part
from bot.chat.inputs import Amended
from bot.chat.state import Outcome
from bot.features.my_data import kept_answers, my_data
from bot.features.signup.people import OLDEST_CHILD
from bot.messages import dates
from bot.views import seat_status
from intents.readers.births import birth_month
from intents.readers.people import read_names
from intents.readers.saying import Word, is_whole, says
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant
from scheduler.seats.outcomes import Registration
from scheduler.signups import undoing
from scheduler.signups.undoing import Corrected, SameChild


def pressed(scene: Scene, code: str, participant_id: int) -> Outcome:
    """A button of the correction: `code` says which."""
    if code == "stop" or code.startswith(("of-", "say-")):
        return kept_answers.pressed(scene, code, participant_id)
    if not code:
        return _choose(scene)
    one = seat_status.find(scene, participant_id)
    if one is None:
        return my_data.show(scene)
    if code == "who":
        return _which_part(scene, one)
    if code == "yes":
        return _carry_out(scene, one)
    return _ask(scene, one, Part(code)) if code in (Part.NAME, Part.BIRTH) else my_data.show(scene)


def typed(scene: Scene, correction: Correction, asks: bool) -> Outcome | None:
    """Words typed while a correction is open; None when they are no first name and no birth month.

    `asks`: they are clearly a question, so that an ordinary word among them (« c’est où ? ») is no first name.
    """
    one = seat_status.find(scene, correction.participant_id)
    if one is None:
        return my_data.show(without_correction(scene))
    if is_whole(scene.turn.text, Word.STOP) or (correction.value and says(scene.turn.text, Word.NO)):
        return without_correction(scene).answer(Reply(scene.words.say("correct-stopped"), seat_status.back(scene)))
    if correction.value and says(scene.turn.text, Word.YES):
        return _carry_out(scene, one)
    local = scene.local_now
    return _typed_name(scene, one, local, asks) if correction.part is Part.NAME else _typed_birth(scene, one, local)


def ask_again(scene: Scene, correction: Correction) -> Outcome:
    """What was typed is neither an answer nor a question."""
    one = seat_status.find(scene, correction.participant_id)
    if one is None:
        return my_data.show(without_correction(scene))
    problem = "problem-name" if correction.part is Part.NAME else "problem-birth"
    return _ask(scene, one, correction.part, scene.words.say(problem))


def birth_in_words(scene: Scene, said: Amended) -> Outcome | None:
    """« pardon, Léa c’est mars 2018 »: put right at once and said back; None for nobody of this family."""
    one, born = seat_status.find(scene, said.participant_id), said.birth
    if one is None or born is None:
        return None
    problem = _problem(born, scene.local_now)
    if problem is not None:
        return scene.answer(Reply(scene.words.say(problem), seat_status.back(scene)))
    outcome = undoing.correct(
        scene.session,
        family_id=one.family_id,
        participant_id=one.id,
        birth=born,
        now=scene.now,
        hours=scene.desk.hours,
    )
    back = scene.words.say("corrected-birth", name=one.first_name, month=_month(born, scene), year=str(born.year))
    return scene.answer(_told(scene, outcome, back))


def _choose(scene: Scene) -> Outcome:
    known = seat_status.known(scene)
    if not known:
        return my_data.show(scene)
    if len(known) == 1:
        return _which_part(scene, known[0])
    return scene.answer(seat_status.choice(scene, known, "correct-who", Action.CORRECT, "who"))


def _which_part(scene: Scene, one: Participant) -> Outcome:
    if one.birth is None:
        return _ask(scene, one, Part.NAME)
    words = scene.words
    rows: tuple[Row, ...] = (
        (
            Button(words.label("correct-name"), Press(Action.CORRECT, Part.NAME.value, one.id)),
            Button(words.label("correct-birth"), Press(Action.CORRECT, Part.BIRTH.value, one.id)),
        ),
        *seat_status.back(scene),
    )
    return scene.answer(Reply(words.say("correct-what", name=one.first_name), rows, in_place=scene.was_pressed))


def _ask(scene: Scene, one: Participant, part: Part, problem: str = "") -> Outcome:
    text = scene.words.say("correct-ask-name" if part is Part.NAME else "correct-ask-birth", name=one.first_name)
    said = Reply(f"{problem}\n\n{text}" if problem else text, seat_status.back(scene), in_place=scene.was_pressed)
    return _with(scene, Correction(one.id, part), said)


def _typed_name(scene: Scene, one: Participant, local: datetime, asks: bool) -> Outcome | None:
    named = read_names(scene.turn.text, local)
    if named is None or len(named.names) != 1 or (named.doubtful and asks):
        return None
    name = named.names[0]
    text = scene.words.say("correct-sure-name", old=one.first_name, new=name)
    return _sure(scene, Correction(one.id, Part.NAME, name), text)


def _typed_birth(scene: Scene, one: Participant, local: datetime) -> Outcome | None:
    found = birth_month(scene.turn.text, local)
    if found is None:
        return None
    born = BirthMonth(found.year, found.month)
    problem = _problem(born, local)
    if problem is not None:
        return _ask(scene, one, Part.BIRTH, scene.words.say(problem))
    text = scene.words.say("correct-sure-birth", name=one.first_name, month=_month(born, scene), year=str(born.year))
    return _sure(scene, Correction(one.id, Part.BIRTH, str(born)), text)


def _problem(born: BirthMonth, local: datetime) -> str | None:
    if born > BirthMonth(local.year, local.month):
        return "problem-future"
    return "correct-too-old" if local.year - born.year > OLDEST_CHILD else None


def _sure(scene: Scene, correction: Correction, text: str) -> Outcome:
    yes = Press(Action.CORRECT, "yes", correction.participant_id)
    rows: tuple[Row, ...] = ((Button(scene.words.label("correct-yes"), yes),), *seat_status.back(scene))
    return _with(scene, correction, Reply(text, rows))


def _carry_out(scene: Scene, one: Participant) -> Outcome:
    correction = scene.conversation.correction
    if correction is None or correction.participant_id != one.id or not correction.value:
        return _which_part(scene, one)
    is_name = correction.part is Part.NAME
    outcome = undoing.correct(
        scene.session,
        family_id=one.family_id,
        participant_id=one.id,
        first_name=correction.value if is_name else None,
        birth=None if is_name else BirthMonth.parse(correction.value),
        now=scene.now,
        hours=scene.desk.hours,
    )
    after = without_correction(scene)
    return after.answer(_told(after, outcome))


def _told(scene: Scene, outcome: undoing.CorrectOutcome, done: str = "") -> Reply:
    words = scene.words
    if isinstance(outcome, SameChild):
        text = words.say("correct-same", name=outcome.other.first_name)
        return Reply(text, seat_status.back(scene), in_place=scene.was_pressed)
    if not isinstance(outcome, Corrected):
        return Reply(words.say("refused-gone-person"), seat_status.back(scene), in_place=scene.was_pressed)
    unfit = [_unfit(entry, scene) for entry in outcome.unfit]
    text = "\n".join([done or words.say("correct-done"), *(["", words.say("correct-unfit"), *unfit] if unfit else [])])
    rows = tuple((_cancel(entry, scene),) for entry in outcome.unfit)
    return Reply(text, (*rows, *seat_status.back(scene)), in_place=scene.was_pressed)


def _unfit(entry: Registration, scene: Scene) -> str:
    event = entry.event
    when = dates.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
    title, ages = cards.title(event, scene.language), cards.ages(event, scene.words)
    return scene.words.say("correct-unfit-one", who=entry.first_name or "", title=title, when=when, ages=ages)


def _cancel(entry: Registration, scene: Scene) -> Button:
    day = dates.short_day(entry.event.starts_at.astimezone(scene.desk.zone).date(), scene.language)
    label = scene.words.label("cancel-one", who=entry.first_name or "", day=day)
    return Button(label, Press(Action.ASK_CANCEL, entry.event.code, entry.signup_id))


def _month(born: BirthMonth, scene: Scene) -> str:
    return dates.months(scene.language)[born.month - 1]


def _with(scene: Scene, correction: Correction, said: Reply) -> Outcome:
    after = replace(scene, conversation=replace(scene.conversation, correction=correction))
    return after.answer(said)
