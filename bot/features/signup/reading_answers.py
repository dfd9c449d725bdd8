"""Typed words about places, the event's questions and the recap; and something said before, put right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.form import (
    AFTER_LIST,
    LINES,
    WHO_LINE,
    Amended,
    Beforehand,
    Counted,
    Form,
    FormInput,
    NewAnswer,
    Phoned,
    Reanswered,
    Step,
    Tapped,
    Unclear,
    Verb,
    Worded,
)
from bot.features.signup.form_context import names_another
from bot.features.signup.reading_each import answered
from bot.features.signup.reading_people import named_beside
from intents.readers import answers, breath
from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.answer_values import Topic
from intents.readers.as_before import is_as_before
from intents.readers.asking import asks, denies, has_mark, takes_back
from intents.readers.births import Named, Told, phone_asked, read_phone
from intents.readers.breath import answers_told
from intents.readers.by_person import by_person
from intents.readers.changes import is_spelt_anew, put_right
from intents.readers.choosing import means_all, named_among, number_alone, without_unnamed
from intents.readers.saying import (
    Word,
    asks_about_line,
    line_meant,
    only_of_waiting,
    says,
    says_or_asks,
    waits_in_words,
    way_preferred,
    without_names,
)
from intents.readers.wording import same_name, says_name
from intents.slots.names import known_names
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant
from scheduler.seats.answers import NO, YES, Question

_SHORT = {
    Word.TOGETHER: Verb.TOGETHER, Word.ONE_BY_ONE: Verb.WAIT, Word.CHOOSE: Verb.CHOOSE, Word.NO: Verb.CHANGE
}  # fmt: skip
_ALONE_SHORT = {Word.YES: Verb.WAIT, Word.WAITING: Verb.WAIT, **_SHORT}
_ANY_QUESTION = {Word.WHY: Verb.WHY, Word.SKIP: Verb.SKIP, Word.LEAVE: Verb.LEAVE}
_YES_NO = {Word.YES: Verb.YES, Word.NO: Verb.NO}
_SAME = {Word.DIFFERENT: Verb.NO, Word.SAME: Verb.YES, **_YES_NO}
_RECAP = {Word.YES: Verb.CONFIRM, Word.NO: Verb.CHANGE, Word.CHANGE: Verb.CHANGE}
_VALUE = {YES: Tapped(Verb.YES), NO: Tapped(Verb.NO)}


def _tapped(text: str, meanings: dict[Word, Verb]) -> Tapped | None:
    """The button that the words stand for; « oui pareil » says the same twice."""
    for verb in dict.fromkeys(meanings.values()):
        if says(text, *(word for word, meant in meanings.items() if meant is verb)):
            return Tapped(verb)
    return None


def short(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """« ensemble », « un par un »… A bare yes says nothing where there are several ways to wait."""
    meanings = _ALONE_SHORT if form.people == 1 else _SHORT
    way = way_preferred(text)
    preferred = None if way is None else Tapped(_SHORT[way])
    agrees = says(text, Word.YES, Word.ENOUGH)  # « c’est bon, continuez »
    waits = form.people == 1 and (agrees or waits_in_words(text))
    preferred = Tapped(Verb.WAIT) if waits else preferred
    return _tapped(text, meanings) or to_the_list(text) or preferred or Unclear()


def to_the_list(text: str) -> Tapped | None:
    """« modifier », « modifier les participants »."""
    about_people = _line(text) == WHO_LINE or says_or_asks(text, Word.CHANGE)
    return Tapped(Verb.CHANGE) if about_people else None


def _line(text: str) -> int | None:
    line = line_meant(text)
    return None if line is None else LINES[line]


def _changing(text: str) -> Tapped | None:
    """« modifier le téléphone » is about one line, « modifier » about who takes part."""
    line = _line(text)
    return Tapped(Verb.EDIT, line) if line else to_the_list(text)


def question(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """An answer to the event's question; one that is asked about it is answered by why it is asked."""
    if form.question is Question.PHONE and (number := phone_asked(text)) is not None:
        return Phoned(number)
    if form.question is not None and asks_about_line(text, form.question.value, told=bool(answers.told_in(text))):
        return Tapped(Verb.WHY)
    for word, verb in _ANY_QUESTION.items():
        if says_or_asks(text, word):
            return Tapped(verb)
    others = (one.first_name for one in known if one.id in form.chosen and one.id != form.person)
    if form.question is Question.ALLERGY and any(says_name(text, name) for name in others):
        return _changing(text) or Unclear()  # a sentence about another child is nobody's allergy
    own = [one.first_name for one in known if one.id == form.person]
    beside = beside_a_yes(without_names(text, own), Asked(goes_on=True))
    if form.question is Question.ALLERGY and answers.tells_of_nothing(beside):
        return Unclear()  # « c'est parfait pour moi » is nobody's allergy
    if form.question is Question.ALLERGY and answers.allergy_told(without_names(text, own)) == NO:
        return Tapped(Verb.NONE)  # « aucune pour Léa », who is asked about
    return _changing(text) or _as_before(form, text) or _answer(form.question, text) or _at_length(form, text, own)


def _at_length(form: Form, text: str, own: Sequence[str]) -> FormInput:
    """« Sûrement pas, c'est sa grand-mère qui vient »: a yes or a no with its reason, of the one who is asked about."""
    if form.question not in (Question.ALONE, Question.PHOTO):
        return Unclear()
    if answers.only_confirms(text) or answers.only_closes(text):
        return Unclear()
    told = by_person(Topic(form.question), text, own, *own[:1])
    return next((_VALUE[value] for value in told.values()), Unclear())


def _answer(question: Question | None, text: str) -> FormInput | None:
    if question is None:
        return _tapped(text, _YES_NO)
    topic = Topic(question)
    match topic:
        case Topic.PHONE:
            number = read_phone(text)
            withheld = number is None and answers.withholds_phone(text)
            return Tapped(Verb.SKIP) if withheld else None if number is None else Phoned(number)
        case Topic.ALLERGY:
            told = answers.allergy_told(text)
            return Tapped(Verb.NONE) if told == NO else None if told is None else Worded(told)
    if answers.only_confirms(text) or answers.only_closes(text) or answers.orders_to_confirm(text):
        return None  # « je confirme » agrees to no photo, « c'est bon merci » lets no child leave alone
    value = answers.told_value(topic, text)
    return _tapped(text, _YES_NO) or (None if value is None else _VALUE[value])


def new_answers(text: str, known: Sequence[Participant]) -> tuple[NewAnswer, ...]:
    """What these words put right, of whom among `known`; empty when they ask, or are about something else."""
    return tuple(
        NewAnswer(Question(one.question), one.words, one.people, one.everybody, one.adds)
        for one in answers.new_answers(text, known)
    )


def beforehand(text: str, names: Sequence[str]) -> tuple[Beforehand, ...]:
    """Answers that the words tell before they are asked, of whom among these: of nobody who comes later."""
    told = answers_told(text, tuple(names)) or _healths(text, tuple(names))
    whom = {one: () if one.topic is Topic.PHONE else one.names or tuple(names) for one in told}
    return tuple(Beforehand(Question(one.topic), one.words, whom[one]) for one in told)


def _healths(text: str, names: tuple[str, ...]) -> tuple[breath.Beforehand, ...]:
    """« Kenza les kiwis, Yanis rien »: an allergy a child, though none is spoken of."""
    named = by_person(Topic.ALLERGY, text, names) if answers.denies_health(text) and named_among(text, names) else {}
    if not all(answers.may_be_health(words) for words in named.values()):
        return ()
    return tuple(breath.Beforehand(Topic.ALLERGY, words, (name,)) for name, words in named.items())


def reanswered(form: Form, text: str, known: tuple[Participant, ...]) -> Reanswered | None:
    """What was answered before, put right; what may answer the question on the screen is left to its own reading."""
    phone = form.step is Step.QUESTION and form.question is Question.PHONE and read_phone(text) is not None
    if phone and not takes_back(text):
        return None  # the number answers; what stands beside it is told beforehand
    found = _anew(form, text, known)
    asked = form.question if form.step in (Step.QUESTION, Step.SAME) else None
    answering = {form.person} if form.step is Step.QUESTION else set()
    apart = any(one.question is not asked or set(one.people) - answering for one in found)
    return Reanswered(found) if apart else None


def _anew(form: Form, text: str, known: tuple[Participant, ...]) -> tuple[NewAnswer, ...]:
    answered = {one.question for one in form.answers}
    asked = form.question if form.step is Step.QUESTION else None
    chosen = [one for one in known if one.id in form.chosen]
    new = _of_their_child(new_answers(text, chosen), text, chosen)
    beside = named_beside(text, [one.first_name for one in chosen], [one.first_name for one in known])
    if beside or names_another(
        known_names(text), chosen
    ):  # « Lila rentre seule, photo ok » says nothing of her brother
        new = tuple(one for one in new if one.people or _is_safe(one))
    if form.step is Step.QUESTION and not takes_back(text):
        # What is of nobody by name is of those who are not answered for yet: it takes no other answer back.
        new = tuple(one for one in new if one.people or one.question is asked or is_complete(form, one.question))
    if form.step is Step.WHO and form.chosen:  # « l'allergie c'est Milo, pas Lou »: what was told goes, and is asked
        answered |= {
            one.question for one in form.beforehand if any(n.words is None and n.question is one.question for n in new)
        }
    return tuple(one for one in new if one.question in answered or one.question is asked)


def _of_their_child(new: tuple[NewAnswer, ...], text: str, chosen: Sequence[Participant]) -> tuple[NewAnswer, ...]:
    """An allergy in a sentence that names several is of whom it was told, not of all of them."""
    vague = [one for one in new if one.question is Question.ALLERGY and one.words and len(one.people) > 1]
    ids = {one.first_name: one.id for one in chosen}
    told = [one for one in answers_told(text, tuple(ids)) if one.topic is Topic.ALLERGY and one.names] if vague else []
    if not told:
        return new
    theirs = (NewAnswer(Question.ALLERGY, one.words, tuple(ids[name] for name in one.names)) for one in told)
    return (*(one for one in new if one not in vague), *theirs)


def _is_safe(new: NewAnswer) -> bool:
    """What harms nobody, whoever it was said of: a number, and that a child does not leave alone, or is in no photo."""
    return new.question is Question.PHONE or (new.words == NO and new.question is not Question.ALLERGY)


def is_complete(form: Form, question: Question) -> bool:
    """Whether this was answered for everybody who is chosen."""
    theirs = {one.participant_id for one in form.answers if one.question is question}
    return None in theirs or (bool(theirs) and theirs >= set(form.chosen))


def whom(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Those of whom something was put right, by name, or all of them."""
    if says(text, Word.NO):
        return Tapped(Verb.NO)
    if answers.of_everybody(text):
        return Tapped(Verb.OF)
    chosen = [one for one in known if one.id in form.chosen]
    named = named_among(text, [one.first_name for one in chosen])
    if not named or asks(text) or denies(text):
        return Unclear()  # « pas Hugo » says of nobody what is true
    people = tuple(one.id for one in chosen if one.first_name in named)
    return Reanswered(tuple(replace(one, people=people) for one in form.anew))


def _as_before(form: Form, text: str) -> FormInput | None:
    """« pareil », of the next child."""
    given = [one.words for one in form.answers if one.question is form.question and one.words]
    if not given or not says_or_asks(text, Word.SAME):
        return None
    return _VALUE.get(given[-1], Worded(given[-1]))


def same(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """« même réponse », « oui pareil pour Tom », or not."""
    nameless = without_names(text, [one.first_name for one in known])
    meant = _tapped(text, _SAME) or _tapped(nameless, _SAME) or _of_the_other(form, nameless)
    again = _anew(form, text, known)
    if meant is None and _agrees_for_all(form, text):
        meant = Tapped(Verb.YES)  # « oui tous les trois avec moi »
    if meant is None and not answers.only_confirms(text) and means_all(text, len(form.chosen) - 1):
        meant = Tapped(Verb.YES)  # « oui confirmez »
    return meant or _changing(text) or (Reanswered(again) if again else Unclear())


def _agrees_for_all(form: Form, text: str) -> bool:
    """« Oui, tous les trois avec moi »: what was answered is said once more of everybody, or a yes to it."""
    given = [one.words for one in form.answers if one.question is form.question and one.words]
    if not given or form.question is None or asks(text) or not answers.of_everybody(text):
        return False
    told = answers.told_value(Topic(form.question), text)
    return told == given[-1] or (told is None and beside_a_yes(text, Asked(goes_on=True)) is not None)


def _of_the_other(form: Form, text: str) -> Tapped | Reanswered | None:
    """« non, Tom n'a rien »: the other child's own answer, or at least that it is another one."""
    told = answers.of_the_other(None if form.question is None else Topic(form.question), text)
    left = [one for one in form.chosen if one not in answered(form)]
    if form.question and told and told != NO and len(left) == 1:
        return Reanswered((NewAnswer(form.question, told, (left[0],)),))
    return None if told is None else Tapped(Verb.NONE if told == NO else Verb.NO)


def recap(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Yes confirms, « modifier le téléphone » goes back to one line, « modifier » to the first; « on sera 4 »."""
    line, number = _line(text), number_alone(text)
    if line is not None:
        return Tapped(Verb.EDIT, line)
    if number is not None and form.unnamed:
        return Counted(number)
    if form.unnamed and form.chosen and without_unnamed(text):
        return Counted(len(form.chosen))
    way = way_preferred(text) if form.wait and form.people > 1 else None
    if way is not None and (way is Word.TOGETHER) is not form.together:
        return Tapped(_SHORT[way])  # « confirmez, mais bien ensemble »: shown before it is confirmed
    names = tuple(one.first_name for one in known if one.id in form.chosen)
    beside = beside_a_yes(text, Asked(names, form.people))
    agrees = beside == "" or (form.wait and beside is not None and only_of_waiting(beside))
    agrees = agrees or (beside is not None and is_as_before(beside))
    return _tapped(text, _RECAP) or (Tapped(Verb.CONFIRM) if agrees else Unclear())


_BIRTH_STEPS = (Step.BIRTH, Step.MONTH)
# Elsewhere a date without a name may answer what is asked.
_ANYBODY_MEANT = (Step.WHO, Step.RECAP)


def amended(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    """Who is meant and what is true instead; None when nothing is put right."""
    if form.step in _BIRTH_STEPS:
        name = _renamed(text, form.name, now)
        others = tuple(one for one in known if one.id in form.added and not same_name(one.first_name, form.name))
        return Amended(0, name=name) if name else birth_of(put_right(text, now).right, others)
    if form.step not in (Step.WHO, *AFTER_LIST) or has_mark(text):
        return None
    return _other_name(form, text, known, now) or _other_birth(form, text, known, now)


def birth_put_right(text: str, now: datetime) -> Named | None:
    """« pardon, Léa c'est mars 2018 » with no form open: who is named, where it takes something back."""
    said = put_right(text, now)
    return None if asks(text) or not (said.wrong or takes_back(text)) else said.right


def _renamed(text: str, own: str, now: datetime) -> str:
    """« c'est Paola pas Paul », « pardon, Paola »: another name for the one whose birth is asked."""
    said = put_right(text, now)
    if not said.name or same_name(said.name, own):
        return ""
    return said.name if same_name(said.wrong, own) or (not said.wrong and said.takes_back) else ""


def _other_name(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    said, added = put_right(text, now), [one for one in known if one.id in form.added]
    one = next((one for one in added if same_name(one.first_name, said.wrong)), None)
    if one is None and said.name and not any(same_name(said.name, other.first_name) for other in known):
        one = next((one for one in added if is_spelt_anew(text, said.name, one.first_name)), None)
        return None if one is None else Amended(one.id, name=said.name)
    name = "" if one is None else _renamed(text, one.first_name, now)
    return Amended(one.id, name=name) if one is not None and name else None


def _other_birth(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    last = next((one for one in known if one.id == form.added[-1]), None) if form.added else None
    of = last.first_name if last is not None and form.step in _ANYBODY_MEANT else ""
    return birth_of(put_right(text, now, of=of).right, known)


def birth_of(named: Named | None, known: tuple[Participant, ...]) -> Amended | None:
    """The one of these who is named, with the birth that is told."""
    if named is None or len(named.names) != 1 or len(named.told) != 1:
        return None
    meant = [one for one in known if same_name(one.first_name, named.names[0])]
    return _reborn(meant[0], named.told[0]) if len(meant) == 1 else None


def _reborn(one: Participant, told: Told) -> Amended | None:
    """What is not said again stays; nothing is put right when it is what is known, or only an age."""
    if one.birth is None or not (told.year or told.month):
        return None
    birth = BirthMonth(told.year or one.birth.year, told.month or one.birth.month)
    return None if birth == one.birth else Amended(one.id, birth)
