"""`cite bench breath`: a sign-up said in one breath, and how much of it is in the recap without being asked again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.assistant.asking import Clerk
from bot.bench.flow import UID, Household, Line, Place, event_of, form_press, planned
from bot.bench.rehearsal import Rehearsal, rehearsal
from bot.bot_api.replies import Action
from bot.chat.form import Form, Step, Verb
from bot.core.settings import Settings
from intents.text.text import fold
from scheduler.core.tables import State

_NOW = "2026-12-02T10:00"
_MOST_STEPS = 25
_USUAL = {"phone": "+33639980000", "alone": "no", "photo": "no", "allergy": "no"}  # where nothing was said


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kept`, `again` (right, but asked although it was said), `missing`, `wrong` or `lost`; and what of it."""

    line: Line
    found: str
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Filling:
    """One form on its way to the recap: what was asked, and what was asked although it was said."""

    family: Household
    line: Line
    again: list[str] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)  # question and folded name, answered with what is usual
    recaps: list[str] = field(default_factory=list)

    @property
    def said(self) -> dict[str, Any]:
        """The label."""
        said: dict[str, Any] = self.line["said"]
        return said

    @property
    def names(self) -> list[str]:
        """Of everybody who is to come."""
        return [one["name"] for one in self.said.get("children", ())] + list(self.said.get("adults", ()))

    def child(self, name: str) -> dict[str, Any]:
        """What was said of whoever is called so."""
        found = (one for one in self.said.get("children", ()) if fold(one["name"]) == fold(name))
        return next(found, {})


async def examine(lines: Sequence[Line], clerk: Clerk, settings: Settings) -> tuple[Verdict, ...]:
    """Each line said to a bot of its own."""
    verdicts = []
    for line in lines:
        now = datetime.fromisoformat(line.get("now", _NOW)).replace(tzinfo=settings.zone)
        async with rehearsal(clerk, settings, now) as bot:
            verdicts.append(await _judged(bot, line))
    return tuple(verdicts)


async def _judged(bot: Rehearsal, line: Line) -> Verdict:
    bot.plan(planned(UID, line["event"]), *(planned(one["uid"], one) for one in line.get("others", ())))
    family, before = await Household.new(bot, line["lang"], met=True), line.get("family", {})
    if before:
        family.knows(before.get("children", ()), before.get("adults", ()))
    await (family.opens(event_of(bot)) if line.get("opened", True) else family.says("bonjour"))
    await family.says(line["text"])
    filling = _Filling(family, line)
    for _ in range(_MOST_STEPS):
        if not await _goes_on(filling):
            break
    return _verdict(filling)


async def _goes_on(filling: _Filling) -> bool:
    """Answer what is asked; whether something was."""
    family = filling.family
    form = family.conversation.form
    if form is None:
        return not filling.recaps and await _chooses_the_event(filling)
    await _STEPS[form.step](filling, form)
    return True


async def _chooses_the_event(filling: _Filling) -> bool:
    code = event_of(filling.family.bot).code
    for action in (Action.SIGN_UP, Action.EVENT):
        if await filling.family.presses(f"{action.value}:{code}:"):
            filling.again.append("which event")
            return True
    return False


async def _agrees(filling: _Filling, form: Form) -> None:
    await filling.family.presses(form_press(Verb.AGREE))


async def _continues(filling: _Filling, form: Form) -> None:
    missing = next(_not_in(filling, form), None)
    if missing is not None and f"who {missing}" not in filling.again:
        filling.again.append(f"who {missing}")
        await filling.family.says(missing)
    else:
        await filling.family.presses(form_press(Verb.CONTINUE if form.people else Verb.STOP))


def _not_in(filling: _Filling, form: Form) -> Iterator[str]:
    labels = " ".join(fold(label) for label in filling.family.person.last.labels if "☑" in label)
    yield from (name for name in filling.names if fold(name) not in labels)


async def _names(filling: _Filling, form: Form) -> None:
    filling.again.append("name")
    await filling.family.says(" et ".join(filling.names) or "Camille")


async def _is_a_name(filling: _Filling, form: Form) -> None:
    filling.again.append(f"name {form.name}")
    await filling.family.presses(form_press(Verb.NAME_IS))


async def _birth(filling: _Filling, form: Form) -> None:
    told = filling.child(form.name)
    if "birth" in told:
        filling.again.append(f"birth {form.name}")
    year, month = told["birth"].split("-") if "birth" in told else (_year(filling, told), 5)
    await filling.family.says(f"{month}/{year}")


def _year(filling: _Filling, told: dict[str, Any]) -> int:
    """Of a birth in May: before December whoever is nine was born nine years ago."""
    event = filling.line["event"]
    fits = ((event.get("age_min") or 0) + (event.get("age_max") or 12)) // 2
    return filling.family.bot.now.year - int(told.get("age", fits))


async def _answers(filling: _Filling, form: Form) -> None:
    assert form.question is not None
    name, question = filling.family.name_of(form.person), form.question.value
    told = filling.said.get("phone") if question == "phone" else filling.child(name).get(question)
    if told is not None:
        filling.again.append(f"{question} {name}".strip())
    else:
        filling.asked.add((question, fold(name)))
    await filling.family.says(_typed(question, _USUAL[question] if told is None else told))


def _typed(question: str, value: Any) -> str:
    if question == "phone":
        return str(value)
    return {"yes": "oui", "no": "non", "none": "aucune"}.get(_stored(question, value), str(value))


async def _same(filling: _Filling, form: Form) -> None:
    """Nothing is the same for the others unless nothing was said of any of them."""
    assert form.question is not None
    question = form.question.value
    told = any(question in one for one in filling.said.get("children", ()))
    if not told:
        filling.asked |= {(question, fold(one["name"])) for one in filling.said.get("children", ())}
    await filling.family.presses(form_press(Verb.NO if told else Verb.YES))


async def _confirms(filling: _Filling, form: Form) -> None:
    filling.recaps.append(filling.family.person.last.text)
    await filling.family.presses(form_press(Verb.CONFIRM))


async def _waits(filling: _Filling, form: Form) -> None:
    await filling.family.presses(form_press(Verb.WAIT))


async def _of_all(filling: _Filling, form: Form) -> None:
    filling.again.append("of whom")
    await filling.family.presses(form_press(Verb.OF))


async def _resumes(filling: _Filling, form: Form) -> None:
    await filling.family.presses(form_press(Verb.STOP_YES))


_STEPS = {
    Step.NOTICE: _agrees, Step.WHO: _continues, Step.NAME: _names, Step.NAME_SURE: _is_a_name, Step.BIRTH: _birth,
    Step.MONTH: _birth, Step.SHORT: _waits, Step.SEATS: _waits, Step.QUESTION: _answers, Step.SAME: _same,
    Step.WHOM: _of_all, Step.RECAP: _confirms, Step.STOPPING: _resumes,
}  # fmt: skip


def _verdict(filling: _Filling) -> Verdict:
    line, other = filling.line, filling.said.get("other")
    names = [fold(name) for name in filling.names]
    faults = list(_faults(filling, UID, names))
    if other is not None:
        faults += _faults(filling, other["uid"], [*map(fold, other.get("children", names))])
    if not filling.recaps:
        return Verdict(line, "lost", tuple(filling.again))
    kinds = {kind for kind, _ in faults}
    found = "wrong" if "wrong" in kinds else "missing" if "missing" in kinds else "again" if filling.again else "kept"
    again = (f"again: {one}" for one in filling.again)
    return Verdict(line, found, (*(f"{kind}: {what}" for kind, what in faults), *again))


def _faults(filling: _Filling, uid: str, names: list[str]) -> Iterator[tuple[str, str]]:
    places = [one for one in filling.family.places(uid) if one.state is not State.CANCELLED]
    here = {one.name: one for one in places if one.name}
    unnamed = sum(not one.name for one in places)
    yield from (("missing", name) for name in names if name not in here)
    yield from (("wrong", f"{name} was not said") for name in here if name not in names)
    wanted = filling.said.get("unnamed", 0)
    if unnamed != wanted:
        yield ("missing" if unnamed < wanted else "wrong", f"{unnamed} places without a name")
    asks = filling.line["event"].get("questions", ()) if uid == UID else ()
    for name in (name for name in names if name in here):
        yield from _faults_of(filling, here[name], asks)


def _faults_of(filling: _Filling, place: Place, asks: Sequence[str]) -> Iterator[tuple[str, str]]:
    told = filling.child(place.name)
    if "birth" in told and place.birth != told["birth"]:
        yield "wrong", f"{place.name} born {place.birth}"
    elif "age" in told and not _is_so_old(place.birth, told["age"], filling.family.bot.now):
        yield "wrong", f"{place.name} born {place.birth}, not {told['age']}"
    for question in asks:
        said = filling.said.get("phone") if question == "phone" else told.get(question)
        kept = place.answers.get(question)
        if said is None and kept not in (None, "", _USUAL[question]) and (question, place.name) not in filling.asked:
            yield "wrong", f"{place.name} {question} {kept}"
        elif said is not None and not _is_same(question, said, kept or ""):
            yield "missing" if not kept else "wrong", f"{place.name} {question} {kept}"


def _is_so_old(birth: str | None, age: int, now: datetime) -> bool:
    if birth is None:
        return False
    year, month = map(int, birth.split("-"))
    return now.year - year - (month > now.month) == age or (month == now.month and now.year - year - 1 == age)


def _stored(question: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "no" if question == "allergy" and value == "none" else str(value)


def _is_same(question: str, said: Any, kept: str) -> bool:
    if question == "phone":
        return re.sub(r"\D", "", kept)[-9:] == re.sub(r"\D", "", said)[-9:]
    if question != "allergy" or said == "none":
        return _stored(question, said) == kept
    said_words, kept_words = set(fold(said).split()), set(fold(kept).split())
    return bool(said_words & kept_words) and (said_words <= kept_words or kept_words <= said_words)


def as_table(verdicts: Sequence[Verdict]) -> str:
    """How many ended how; how many had nothing wrong in the recap."""
    found = Counter(one.found for one in verdicts)
    every = len(verdicts) or 1
    kinds = ("kept", "again", "missing", "wrong", "lost")
    lines = [f"{what:10} {found[what]:5} {100 * found[what] / every:5.1f} %" for what in kinds]
    right = every - found["wrong"]
    return "\n".join([*lines, f"{'not wrong':10} {right:5} {100 * right / every:5.1f} %"])


def wrong_ones(verdicts: Sequence[Verdict]) -> str:
    """Each line that was not kept whole, and what of it."""
    return "\n".join(
        f"{one.line['id']} {one.found}: {one.line['text']}\n    {'; '.join(one.faults)}"
        for one in verdicts
        if one.found != "kept"
    )
