"""A thing that the bot does not know, told by a manager: what it is, how it is called, seen, then used at once."""

from collections.abc import Callable
from dataclasses import replace

from bot.assistant.learning import heard, names_already, thing_named
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Filling, Naming, with_words
from bot.core import staff
from bot.core.staff import Act
from bot.messages import dates
from bot.team.filling import begin
from bot.team.writing import WORDS, asking, hint, short, under_way
from intents.readers import filling as readers
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import KeptName
from knowledge.library.filled import Name, Origin, named
from knowledge.library.things import load_things

COMMANDS = ("noms", "names")
KINDS = ("space", "facility", "activity", "service", "organisation", "project", "person_role")
LONGEST_NAME = 60
MOST_ALIASES = 12


def offer(context: Context, name: str, filling: Filling, attribute: str, row: Row | None) -> Outcome:
    """« Je ne connais pas « le robotarium » »: a new thing, another name, or what was understood (`row`) after all."""
    current = Naming(
        person_id=filling.person_id,
        begun=filling.begun,
        author=filling.author,
        fr=name,
        aliases=readers.without_article(name),
        attribute=attribute,
        answer=filling.fr,
    )
    rows = (
        (_button("new", current),),
        (_button("other", current),),
        *([row] if row else []),
        (_button("drop", current),),
    )
    return asking(context, current, Reply(WORDS.say("name-unknown", name=name), rows))


def _button(code: str, current: Naming) -> Button:
    return Button(WORDS.label(f"name-{code}"), Press(Action.NAME, code, current.begun))


def _row_button(code: str, number: int) -> Button:
    return Button(WORDS.label(f"name-{code}"), Press(Action.NAME, code, number))


def _to_list() -> Button:
    return Button(WORDS.label("name-list-button"), Press(Action.NAME, "list"))


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours; who may is seen to before (bot.router.team)."""
    if press.code == "list":
        return listed(context)
    if press.code in _OF_ROWS:
        one = filled_table.kept_name(context.session, press.revision)
        return context.answer(toast=WORDS.label("old-button")) if one is None else _OF_ROWS[press.code](context, one)
    current = under_way(context, Naming)
    if current is None or current.begun != press.revision:
        return context.answer(toast=WORDS.label("old-button"))
    what, _, kind = press.code.partition("-")
    if what == "kind" and kind in KINDS:
        return _previewed(context, replace(current, kind=kind))
    act = _ACTS.get(press.code)
    return context.answer(toast=WORDS.label("old-button")) if act is None else act(context, current)


def _new(context: Context, current: Naming) -> Outcome:
    rows = tuple(
        (Button(WORDS.label(f"name-kind-{kind}"), Press(Action.NAME, f"kind-{kind}", current.begun)),) for kind in KINDS
    )
    said = WORDS.say("name-which-kind", name=current.fr)
    return asking(
        context, replace(current, thing=""), Reply(said, (*rows, (_button("drop", current),)), context.was_pressed)
    )


def _asks_for(field: str) -> Callable[[Context, Naming], Outcome]:
    def ask(context: Context, current: Naming) -> Outcome:
        lines = [WORDS.say(f"name-write-{field}", name=current.fr), *hint(context)]
        reply = Reply("\n".join(lines), ((_button("drop", current),),), context.was_pressed)
        return asking(context, replace(current, awaits=field), reply)

    return ask


def written(context: Context, current: Naming) -> Outcome:
    """What was typed: the name, other names, the English one, or the known thing that it is another name of."""
    typed = context.turn.text
    if current.awaits == "thing":
        found = thing_named(typed, context.services.assistant.things)
        if found is None:
            return asking(context, current, Reply(WORDS.say("name-not-found"), ((_button("drop", current),),)))
        return _previewed(context, replace(current, thing=found, kind="", awaits=""))
    if current.awaits == "aliases":
        more = (*current.aliases.splitlines(), *readers.names_listed(typed))
        return _previewed(context, replace(current, aliases="\n".join(dict.fromkeys(more)), awaits=""))
    told = with_words(current, readers.one_line(typed, LONGEST_NAME))
    if current.awaits == "fr":
        told = replace(told, aliases=readers.without_article(told.fr))
    return _previewed(context, told)


def _previewed(context: Context, current: Naming) -> Outcome:
    """What the bot will know, with the sentence that families read of it while nothing is filled in."""
    problem = _problem(context, current)
    if problem is not None:
        current = replace(current, awaits="aliases", aliases="")
        return asking(context, current, Reply(problem, ((_button("drop", current),),)))
    names = ", ".join(current.aliases.splitlines())
    if current.kind:
        lines = [WORDS.say("name-preview", name=current.fr, kind=WORDS.label(f"name-kind-{current.kind}"), names=names)]
        more: tuple[Row, ...] = ((_button("fr", current), _button("en", current)),)
    else:
        known = context.services.assistant.things.things[current.thing].name["fr"]
        lines, more = [WORDS.say("name-preview-other", thing=known, names=names)], ()
    rows: tuple[Row, ...] = (
        (_button("save", current), _button("aliases", current)),
        *more,
        (_button("drop", current),),
    )
    return asking(context, current, Reply("\n".join(lines), rows, context.was_pressed))


def _problem(context: Context, current: Naming) -> str | None:
    """Why these names would not do: none is left, or one of them is another thing's already, or everybody's word."""
    assistant, names = context.services.assistant, current.aliases.splitlines()
    if not names or len(names) > MOST_ALIASES:
        return WORDS.say("name-none", most=MOST_ALIASES)
    for alias in names:
        other = names_already(alias, assistant.things)
        if other is not None and other != current.thing:
            return WORDS.say("name-taken", name=alias, thing=assistant.things.things[other].name["fr"])
        if assistant.is_everyday(alias) or readers.personal(alias).names:
            return WORDS.say("name-everyday", name=alias)
    return None


def _save(context: Context, current: Naming) -> Outcome:
    """In force at once; a fact that was begun goes on, now that its thing is known."""
    if not (current.kind or current.thing) or _problem(context, current) is not None:
        return _previewed(context, current)
    before = next(
        (one for one in filled_table.names_in_force(context.session) if one.name.thing == current.thing), None
    )
    name = _name(context, current, before)
    number = filled_table.put_name(context.session, name, current.author or "—", context.now)
    staff.note(context.session, context.turn.person, Act.NAMED, context.now, number)
    lines = [WORDS.say("name-saved", names=", ".join(name.aliases))]
    rows: tuple[Row, ...] = ((_row_button("undo", number), _to_list()),)
    filling = replace(begin(context), fr=current.answer)
    if current.attribute:
        goes_on = Press(Action.FACT_CELL, f"{name.thing}-{current.attribute}", filling.begun)
        rows = ((Button(WORDS.label("name-then"), goes_on),), *rows)
    return _in_force(context, filling, Reply("\n".join(lines), rows, context.was_pressed))


def _in_force(context: Context, filling: Filling | None, reply: Reply) -> Outcome:
    """Say this; what the tables have now is heard and told from the commit on. Others look at their version."""
    assistant, names = context.services.assistant, filled_table.names(context.session)
    things = named(load_things(), names)
    filled = filled_table.stored(context.session, things).before(assistant.filled.of(Origin.FILE))

    def put_in_place() -> None:
        assistant.things, assistant.names, assistant.filled = things, heard(things, names), filled

    return replace(asking(context, filling, reply), once_committed=put_in_place)


def _name(context: Context, current: Naming, before: KeptName | None) -> Name:
    aliases = tuple(current.aliases.splitlines())
    if current.kind:
        thing = current.thing or filled_table.new_thing(context.session)
        return Name(thing=thing, fr=current.fr, en=current.en, kind=current.kind, aliases=aliases)
    former = () if before is None else before.name.aliases
    return Name(thing=current.thing, aliases=tuple(dict.fromkeys((*former, *aliases))))


def _drop(context: Context, current: Naming) -> Outcome:
    return asking(context, None, Reply(WORDS.say("name-dropped"), in_place=context.was_pressed))


_ACTS: dict[str, Callable[[Context, Naming], Outcome]] = {
    "new": _new,
    "other": _asks_for("thing"),
    "fr": _asks_for("fr"),
    "en": _asks_for("en"),
    "aliases": _asks_for("aliases"),
    "save": _save,
    "drop": _drop,
}


def listed(context: Context) -> Outcome:
    """/noms: all that the team has named, the newest first."""
    every = filled_table.names_in_force(context.session)
    lines = [WORDS.say("name-list" if every else "name-list-empty")]
    lines += [f"\n{_line(context, one)}" for one in every]
    rows = tuple((Button(short(_called(context, one)), Press(Action.NAME, "card", one.id)),) for one in every)
    return asking(context, None, Reply("\n".join(lines), rows, context.was_pressed))


def _called(context: Context, one: KeptName) -> str:
    """« le robotarium »; of further names, the thing that they stand for, if the content still has it."""
    thing = context.services.assistant.things.things.get(one.name.thing)
    return one.name.fr or ("—" if thing is None else thing.name["fr"])


def _line(context: Context, one: KeptName) -> str:
    day = dates.day_and_year(one.since.astimezone(context.services.zone).date(), "fr")
    about = {"name": _called(context, one), "names": ", ".join(one.name.aliases), "author": one.author, "day": day}
    if not one.name.is_new:
        return WORDS.say("name-line-other", **about)
    return WORDS.say("name-line", kind=WORDS.label(f"name-kind-{one.name.kind}"), **about)


def _card(context: Context, one: KeptName) -> Outcome:
    row = tuple(_row_button(code, one.id) for code in ("more", "out", "past") if one.is_in_force or code == "past")
    return asking(context, None, Reply(_line(context, one), (row,), context.was_pressed))


def _more(context: Context, one: KeptName) -> Outcome:
    """Further names of a thing that was named already."""
    begun = begin(context)
    name = one.name
    current = Naming(
        person_id=begun.person_id,
        begun=begun.begun,
        author=begun.author,
        thing=name.thing,
        kind=name.kind,
        fr=name.fr,
        en=name.en,
        aliases="\n".join(name.aliases),
    )
    return _asks_for("aliases")(context, current)


def _out(context: Context, one: KeptName) -> Outcome:
    if not one.is_in_force:
        return context.answer(toast=WORDS.label("old-button"))
    filled_table.end_name(context.session, one.name.thing, context.now)
    staff.note(context.session, context.turn.person, Act.UNNAMED, context.now, one.id)
    return _in_force(context, None, _with_list(context, "name-taken-out", _row_button("back", one.id)))


def _back(context: Context, one: KeptName) -> Outcome:
    """A former row is in force again, as it was written and signed."""
    if one.is_in_force:
        return context.answer(toast=WORDS.label("old-button"))
    number = filled_table.put_name(context.session, one.name, one.author, context.now)
    staff.note(context.session, context.turn.person, Act.NAMED, context.now, number)
    return _in_force(context, None, _with_list(context, "name-back-done", _row_button("undo", number)))


def _undo(context: Context, one: KeptName) -> Outcome:
    """What this row took the place of is in force again; or nothing is, as before."""
    former = filled_table.name_before(context.session, one) if one.is_in_force else None
    return _out(context, one) if former is None else _back(context, former)


def _past(context: Context, one: KeptName) -> Outcome:
    """All that it was ever called; any row can be put in force again."""
    every = filled_table.history_of_name(context.session, one.name.thing)[:_MOST_SHOWN]
    lines = [WORDS.say("name-history", name=_called(context, one)), *(f"\n{_line(context, row)}" for row in every)]
    rows = tuple((_row_button("back", row.id),) for row in every if not row.is_in_force)[:1]
    return asking(context, None, Reply("\n".join(lines), rows, context.was_pressed))


def _with_list(context: Context, key: str, button: Button) -> Reply:
    return Reply(WORDS.say(key), ((button, _to_list()),), context.was_pressed)


_MOST_SHOWN = 8
_OF_ROWS: dict[str, Callable[[Context, KeptName], Outcome]] = {
    "card": _card,
    "more": _more,
    "out": _out,
    "back": _back,
    "undo": _undo,
    "past": _past,
}
