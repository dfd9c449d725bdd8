"""The recap: one line an item, each with its « Modifier », and what to know before confirming."""

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Button, Row
from bot.dialogues.inputs import WAIT_LINE, WHO_LINE, Verb
from bot.dialogues.picture import Picture, View, heading, kept_line, listed, names
from bot.dialogues.questions import asked_about
from bot.dialogues.short import new_unnamed
from bot.dialogues.view_questions import said_answer
from scheduler import registrations
from scheduler.answers import Question
from scheduler.outcomes import Registration


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
    return registrations.overlapping(
        scene.session, family.id, picture.event, picture.form.chosen, scene.desk.hours
    )


def _overlap_line(picture: Picture, entry: Registration) -> str:
    scene, event = picture.scene, entry.event
    when = dates_said.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
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
