"""An agenda that a manager sent: what it would do, seen before; then all of it or nothing, at one press."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply, render
from bot.chat.context import AgendaFile, Context, remember_labels
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import AgendaImportRow
from bot.messages import dates
from bot.team.agenda import concerned
from bot.team.agenda.concerned import CONCERNS, Concerned
from bot.team.agenda.receiving import MOST_MB
from bot.team.agenda.told import Done, carried_out, said_of
from bot.team.writing import WORDS, asking
from knowledge.agenda import agenda
from knowledge.exchange import rows
from knowledge.exchange.apply import preview
from knowledge.exchange.compare import Planned, Preview, What
from knowledge.exchange.draft import AgendaChangedError, Problem, SignupsExistError
from scheduler.outbox.outbox import SendClass, put_edit

_MOST_LINES = 8  # of each kind, so that all of it stays one message
_MOST_PROBLEMS = 20
_COUNTED = (What.NEW, What.CHANGED, *CONCERNS, What.UNCHANGED)


def received(context: Context, file: AgendaFile) -> Outcome:
    """A file has come: what it would do, or why it cannot be read."""
    if file.problem:
        return _in_place_of_reading(context, file, Reply(WORDS.say(file.problem, most=MOST_MB)))
    if file.lines:
        return _in_place_of_reading(context, file, Reply("\n".join(_problems(file.lines))))
    try:
        return _previewed(context, file)
    except SignupsExistError as error:
        return _in_place_of_reading(context, file, _lost(error))


def _in_place_of_reading(context: Context, file: AgendaFile, said: Reply, *more: Reply) -> Outcome:
    """In the place of the message that said that it was being read; the rest below it."""
    if file.said_id is None:
        return asking(context, None, said, *more)
    chat_id = context.turn.chat_id
    payload = render(said, chat_id=chat_id).to_json()
    reply, now = SendClass.REPLY, context.now
    put_edit(context.session, edits_id=file.said_id, chat_id=chat_id, payload=payload, send_class=reply, now=now)
    done = asking(context, None, *more)
    return replace(done, conversation=remember_labels(done.conversation, (said, *more)))


def _lost(error: SignupsExistError) -> Reply:
    return Reply(WORDS.say("plan-file-lost", uids=", ".join(error.uids[:_MOST_LINES])))


def _problems(lines: Sequence[Problem]) -> Iterator[str]:
    yield WORDS.say("plan-file-wrong", n=len(lines))
    for one in lines[:_MOST_PROBLEMS]:
        about = {"column": one.column, "value": one.value, "expected": one.expected}
        reason = WORDS.say(f"plan-wrong-{one.cause.value}", **about)
        yield WORDS.say("plan-wrong-line", line=str(one.line)) + reason
    if len(lines) > _MOST_PROBLEMS:
        yield WORDS.say("plan-others", n=len(lines) - _MOST_PROBLEMS)


def _previewed(context: Context, file: AgendaFile, lead: str = "") -> Outcome:
    """What it would do, kept until the yes, with the very messages that families would read."""
    found = preview(context.session, file.drafts, context.now, as_drafts=True)
    whom = concerned.by_event(context.session, [one.before.id for one in found.of(*CONCERNS) if one.before is not None])
    read = Reply(WORDS.say("plan-file-read", name=file.name, n=len(file.drafts)))
    if not found.changes_something:
        return _in_place_of_reading(context, file, read, Reply(WORDS.say("plan-file-same")))
    row = AgendaImportRow(
        by=context.turn.person or 0,
        name=file.name,
        drafts=rows.drafts_to_json(file.drafts),
        seen=found.fingerprint,
        created_at=context.now,
    )
    context.session.add(row)
    context.session.flush()
    said = Reply("\n".join([*([lead] if lead else []), *_said(context, found, whom)]), _rows(row.id))
    return _in_place_of_reading(context, file, read, *_samples(context, found, whom), said)


def _rows(import_id: int) -> tuple[Row, ...]:
    return (
        (Button(WORDS.label("plan-apply"), Press(Action.PLAN, "apply", import_id)),),
        (Button(WORDS.label("plan-leave"), Press(Action.PLAN, "leave", import_id)),),
    )


def _samples(context: Context, found: Preview, whom: dict[int, Concerned]) -> Iterator[Reply]:
    """Of each kind of news the first message, word for word."""
    for what in CONCERNS:
        for one in found.of(what):
            if one.before is not None and one.before.id in whom:
                yield from concerned.messages(context, what, one.before, one.draft, whom[one.before.id])
                break


def _said(context: Context, found: Preview, whom: dict[int, Concerned]) -> Iterator[str]:
    yield WORDS.say("plan-would")
    for what in _COUNTED:
        if number := len(found.of(what)):
            yield WORDS.say(f"plan-would-{what.value}", n=number)
    if found.missing:
        yield WORDS.say("plan-would-missing", n=len(found.missing))
    for what in CONCERNS:
        yield from _listed([_news(context, one, whom) for one in found.of(what)])
    if waiting := _offered(context, found):
        yield WORDS.say("plan-offers", n=waiting)
    past = [one.draft for one in found.of(What.MOVED) if one.draft.ends_at <= context.now]
    yield from _listed([WORDS.say("plan-into-the-past", title=one.title) for one in past])
    differing = [one.draft for one in found.planned if one.what is not What.UNCHANGED]
    if open_to_all := sum(one.draft.capacity is None for one in found.of(What.NEW)):
        yield WORDS.say("plan-without-places", n=open_to_all)
    yield from _listed(list(concerned.too_many(differing, context)))
    yield from _listed(list(concerned.clashes(differing, agenda.to_come(context.session, context.now), context)))
    everybody = concerned.of_all(whom.values())
    yield ""
    yield from concerned.told(everybody)
    yield WORDS.say("plan-nothing-yet")


def _offered(context: Context, found: Preview) -> int:
    """How many wait where there will be more places than are taken."""
    ids = [
        one.before.id
        for one in found.of(What.CHANGED)
        if one.before is not None and "capacity" in one.differing and (one.draft.capacity or 0) > one.before.taken
    ]
    return concerned.of_all(concerned.by_event(context.session, ids).values()).waiting


def _listed(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield WORDS.say("plan-others", n=len(lines) - _MOST_LINES)


def _news(context: Context, one: Planned, whom: dict[int, Concerned]) -> str:
    zone, before = context.services.zone, one.before
    assert before is not None
    about = {
        "title": one.draft.title,
        "was": dates.moment(before.starts_at, zone, "fr"),
        "when": dates.moment(one.draft.starts_at, zone, "fr"),
        "who": whom[before.id].counted if before.id in whom else "none",
    }
    return WORDS.say(f"plan-line-{one.what.value}", **about)


def applied(context: Context, import_id: int) -> Outcome:
    """« Appliquer »: all of it, if the agenda is what it was when this was shown; else it is shown anew."""
    row, file = context.session.get(AgendaImportRow, import_id), context.file
    if row is None or file is None:
        return context.answer(toast=WORDS.label("old-button"))
    name, before = row.name, row.seen
    context.session.delete(row)
    try:
        done = carried_out(context, file.drafts, seen=before, as_drafts=True)
    except AgendaChangedError:
        return _previewed(context, replace(file, name=name), WORDS.say("plan-changed-meanwhile"))
    except SignupsExistError as error:
        return asking(context, None, _lost(error))
    staff.note(context.session, context.turn.person, Act.AGENDA_IMPORTED, context.now, import_id)
    return asking(context, None, Reply("\n".join(_done(done)), _afterwards(done), context.was_pressed))


def _done(done: Done) -> Iterator[str]:
    report = done.report
    counts = {
        "new": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "cancelled": report.cancelled,
        "unchanged": report.unchanged,
    }
    yield WORDS.say("plan-did")
    for name, ids in counts.items():
        if ids:
            yield WORDS.say(f"plan-did-{name}", n=len(ids))
    if report.over:
        yield WORDS.say("plan-did-over", n=len(report.over))
    yield said_of(done)


def _afterwards(done: Done) -> tuple[Row, ...]:
    shown: Row = (Button(WORDS.label("plan-list"), Press(Action.PLANNED, "list")),)
    publish: Row = (Button(WORDS.label("plan-publish-all"), Press(Action.PLAN, "all")),)
    return (publish, shown) if done.report.added else (shown,)


def left(context: Context, import_id: int) -> Outcome:
    """« Ne rien changer »."""
    row = context.session.get(AgendaImportRow, import_id)
    if row is not None:
        context.session.delete(row)
    return asking(context, None, Reply(WORDS.say("plan-left"), in_place=context.was_pressed))
