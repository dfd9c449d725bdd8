"""Fewer places than people: what can be done, and who takes the places."""

from bot.buttons import Action, Button, Press, Row
from bot.dialogues.inputs import Verb
from bot.dialogues.picture import Picture, View, heading, names
from bot.dialogues.short import can_choose, can_come_together, wanted


def short(picture: Picture) -> View:
    """How many places there are, for how many, and the choices in words."""
    form, facts = picture.form, picture.known.facts
    number = wanted(form, facts)
    lines = [_how_many(picture, number)]
    rows: list[Row] = []
    if can_choose(form):
        rows.append((picture.button(_for(picture, "short-choose", "short-choose-children"), Verb.CHOOSE, n=form.free),))
    if not facts.list_open:
        lines.append(picture.words.say("short-list-closed"))
        rows.append((Button(picture.words.label("button-agenda"), Press(Action.AGENDA)),))
    elif number == 1:
        rows.append((picture.button("short-wait-all", Verb.WAIT),))
    else:
        lines.append(f"{_one_by_one(picture)} {_together(picture)}")
        rows += _ways_to_wait(picture)
    return heading(picture) + "\n\n".join(lines), (*rows, (picture.button("change", Verb.CHANGE), picture.stop))


def _how_many(picture: Picture, number: int) -> str:
    free = picture.form.free
    if free == 0:
        return picture.words.say("ask-short-none", n=number)
    key = _for(picture, "ask-short-some", "ask-short-some-children")
    return picture.words.say(key, free=free, n=number)


def _for(picture: Picture, people: str, children: str) -> str:
    return children if picture.event.is_for_children else people


def _one_by_one(picture: Picture) -> str:
    """What « un par un » would mean right now."""
    free, chosen = picture.form.free, picture.form.chosen
    if not free:
        return picture.words.say("short-explained-none")
    seated = names(picture, chosen[:free], max(0, free - len(chosen)))
    return picture.words.say("short-explained", seated=seated, n=free)


def _together(picture: Picture) -> str:
    """What « ensemble » would mean, or that it can never be."""
    if can_come_together(picture.form, picture.known.facts):
        return picture.words.say("short-explained-together")
    return picture.words.say("problem-crowd", n=picture.event.capacity or 0)


def _ways_to_wait(picture: Picture) -> tuple[Row, ...]:
    one_by_one = (picture.button("short-one-by-one", Verb.WAIT),)
    if not can_come_together(picture.form, picture.known.facts):
        return (one_by_one,)
    together = "short-together-free" if picture.form.free else "short-together"
    return (picture.button(together, Verb.TOGETHER),), one_by_one


def seats(picture: Picture) -> View:
    """Tap who takes the places that there are."""
    form, words = picture.form, picture.words
    text = words.say("ask-seats", n=form.free)
    if picture.known.facts.list_open:
        text = f"{text} {words.say('ask-seats-others')}"
    rows = tuple((_seat(picture, one),) for one in form.chosen)
    return heading(picture) + text, (*rows, (picture.button("change", Verb.CHANGE), picture.stop))


def _seat(picture: Picture, one: int) -> Button:
    key = "seat-on" if one in picture.form.picked else "seat-off"
    return picture.button(key, Verb.TICK, one, name=picture.known.first_name(one))
