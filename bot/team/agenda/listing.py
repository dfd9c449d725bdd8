"""The agenda as the team sees it: what is to come with its drafts, an event's card, all of it as a file."""

from collections.abc import Iterator
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Attachment, AttachmentKind, Button, Press, Reply, Row, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act, Role
from bot.messages import dates
from bot.team import announcing
from bot.team.agenda import concerned
from bot.team.agenda.concerned import Concerned
from bot.team.writing import WORDS, asking, short
from intents.readers import choosing
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, Status
from knowledge.exchange import formats
from knowledge.exchange.formats import ENDINGS, Format

COMMANDS = ("evenements", "events")
A_PAGE = 8


def asked(context: Context) -> Outcome:
    """/evenements; with words of a title after it, the soonest events that have them in theirs."""
    words, there = context.turn.text, agenda.to_come(context.session, context.now)
    found = [one for one in there if choosing.titled(one.title, words)]
    if not found:
        return listed(context, lead=WORDS.say("plan-found-none", words=words) if words else "")
    rows = tuple((_event_button(context, event),) for event in found[:A_PAGE])
    said = WORDS.say("plan-found", words=words, n=len(found), more=len(found) - len(rows))
    return asking(context, None, Reply(said, (*rows, (_see("plan-list", "list"),))))


def listed(context: Context, page: int = 0, lead: str = "") -> Outcome:
    """/evenements: what is to come, drafts marked, a button each."""
    found = agenda.to_come(context.session, context.now)
    shown, drafts = found[page * A_PAGE : (page + 1) * A_PAGE], sum(one.is_draft for one in found)
    rows: list[Row] = [(_event_button(context, event),) for event in shown]
    if len(found) > (page + 1) * A_PAGE:
        rows.append((_see("announcement-more", "list", page + 1),))
    if context.role is Role.MANAGER:
        rows += [(_change("plan-new", "new"),), *([(_change("plan-publish-all", "all"),)] if drafts else [])]
    rows.append((_see("plan-export", "export"),))
    said = [lead] if lead else []
    said.append(WORDS.say("plan-listed", n=len(found), drafts=drafts))
    if len(found) > A_PAGE:
        said.append(WORDS.say("plan-find"))
    if context.role is Role.MANAGER:
        said.append(WORDS.say("plan-listed-file"))
    return asking(context, None, Reply("\n".join(said), tuple(rows), context.was_pressed))


def _event_button(context: Context, event: Event) -> Button:
    day = dates.short_day(event.starts_at.astimezone(context.services.zone).date(), "fr")
    places = "none" if event.capacity is None else f"{event.taken}/{event.capacity}"
    key = "plan-event-draft" if event.is_draft else "plan-event"
    label = WORDS.label(key, title=cards.title(event, "fr"), day=day, places=places)
    return Button(short(label), Press(Action.PLANNED, f"event-{event.code}"))


def _see(key: str, code: str, page: int = 0) -> Button:
    return Button(WORDS.label(key), Press(Action.PLANNED, code, page))


def _change(key: str, code: str) -> Button:
    return Button(WORDS.label(key), Press(Action.PLAN, code))


def pressed(context: Context, press: Press) -> Outcome:
    """What whoever is of the team may see."""
    what, _, code = press.code.partition("-")
    if what == "export":
        return exported(context, code)
    event = agenda.by_code_of_any(context.session, code) if what == "event" else None
    return listed(context, press.revision) if event is None else opened(context, event)


def opened(context: Context, event: Event, lead: str = "") -> Outcome:
    """The card of one event: as families read it, what only the team knows, and what can be done."""
    found = concerned.of(context.session, event.id)
    lines = [*([lead, ""] if lead else []), *_lines(context, event, found)]
    rows = _rows(event, found, context) if context.role is Role.MANAGER else ()
    back: Row = (_see("plan-list", "list"),)
    return asking(context, None, Reply("\n".join(lines), (*rows, back), context.was_pressed))


def _lines(context: Context, event: Event, found: Concerned) -> Iterator[str]:
    if event.is_draft:
        yield WORDS.say("plan-is-draft")
    yield as_read(context, event)
    yield WORDS.say("plan-held", who=found.counted, waiting=found.waiting, n=len(found.families))
    if event.is_cancelled and event.cancel_reason:
        yield WORDS.say("event-cancelled-reason", reason=event.cancel_reason)
    yield from concerned.too_many([event], context)
    if not event.is_cancelled:
        yield from concerned.clashes([event], agenda.to_come(context.session, context.now), context)


def as_read(context: Context, event: Event) -> str:
    """The card as families read it; of a draft, as they will."""
    public = replace(event, status=Status.SCHEDULED) if event.is_draft else event
    return cards.card(public, WORDS, context.services.zone, context.now)


def _rows(event: Event, found: Concerned, context: Context) -> tuple[Row, ...]:
    def button(what: str) -> Button:
        return _change(f"plan-{what}", f"{what}-{event.code}")

    again: Row = (button("copy"), button("series"))
    if event.is_cancelled or event.ends_at <= context.now:
        return (again,)
    rows: list[Row] = [(button("publish"),)] if event.is_draft else []
    cancel = _change("plan-cancel-draft" if event.is_draft else "plan-cancel", f"cancel-{event.code}")
    rows += [(button("move"), cancel), (button("places"), button("room"))]
    if event.capacity is not None and not event.is_draft:
        rows.append((button("close" if event.takes_signups(context.now) else "open"),))
    rows.append(again)
    return (*rows, (announcing.to_event_button(event.code),)) if found.families else tuple(rows)


def exported(context: Context, name: str) -> Outcome:
    """« Exporter l’agenda »: the formats, a button each; then the file."""
    chosen = next((one for one in Format if one.value == name), None)
    if chosen is not None:
        return _sent(context, chosen)
    rows = tuple((Button(WORDS.label(f"plan-export-{one}"), Press(Action.PLANNED, f"export-{one}")),) for one in Format)
    return context.answer(Reply(WORDS.say("plan-export-which"), rows))


def _sent(context: Context, chosen: Format) -> Outcome:
    person = context.turn.person or 0
    content = formats.write(agenda.everything(context.session), chosen, context.services.zone)
    name = f"agenda-{context.local_now.date()}.{ENDINGS[chosen]}"
    file = Attachment(AttachmentKind.DOCUMENT, name, content)
    owe(context.session, person, Reply(WORDS.say("plan-exported"), attachment=file), context.now)
    staff.note(context.session, person, Act.AGENDA_EXPORTED, context.now)
    return context.answer(toast=WORDS.label("plan-export-sent"))
