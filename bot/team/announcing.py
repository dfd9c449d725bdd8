"""A message to families, from the choice of the event to « Envoyer »; then how far it is, and the report."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Action, At, Button, Press, Reply, Row, owe, render
from bot.chat.context import Context, remember_labels
from bot.chat.state import Outcome
from bot.chat.writings import Announcing, with_words
from bot.core.staff import Role
from bot.core.tables import AgendaChangeRow, AnnouncementRow
from bot.messages import Messages, dates
from bot.team import announcements
from bot.team.announcements import Recipients, Target, Written, calls_of, key_of
from bot.team.writing import WORDS, asking, hint, short, under_way
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import FamilyRow, OutboxRow
from scheduler.outbox.outbox import UNREACHABLE, Audience, Notice, OutboxState, put_edit
from scheduler.reminders import for_team
from scheduler.reminders.still_true import AFTERWARDS, STATES

COMMANDS = ("annonce", "announce")
A_PAGE = 8


def to_event_button(event_code: str) -> Button:
    """« Écrire aux familles », of an event; for managers."""
    return Button(WORDS.label("announcement-to-event"), Press(Action.ANNOUNCE, f"event-{event_code}"))


def to_family_button(family_number: int) -> Button:
    """« Écrire à cette famille », from any list; for whoever is of the team."""
    return Button(
        WORDS.label("announcement-to", family=str(family_number)), Press(Action.WRITE, "family", family_number)
    )


def listed(context: Context, page: int = 0) -> Outcome:
    """/annonce: the events that families have places at, a button each."""
    found = announcements.with_families(context.session, context.now - AFTERWARDS)
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    rows: list[Row] = [(_event_button(context, event, people),) for event, people in shown]
    if len(found) > (page + 1) * A_PAGE:
        rows.append((Button(WORDS.label("announcement-more"), Press(Action.ANNOUNCE, "list", page + 1)),))
    said = WORDS.say("announcement-which" if found else "announcement-no-event")
    return asking(context, None, Reply(said, tuple(rows), in_place=context.was_pressed))


def _event_button(context: Context, event: Event, people: int) -> Button:
    day = dates.short_day(event.starts_at.astimezone(context.services.zone).date(), "fr")
    label = WORDS.label("announcement-event", title=cards.title(event, "fr"), day=day, n=people)
    return Button(short(label), Press(Action.ANNOUNCE, f"event-{event.code}"))


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours; who may is seen to before (bot.router.team)."""
    if press.action is Action.ANNOUNCE and press.code == "list":
        return listed(context, press.revision)
    if press.action is Action.ANNOUNCE and press.code == "stop":
        return _stop(context, press.revision)
    begun = _begun(context, press)
    if begun is not None:
        return begun
    current, act = under_way(context, Announcing), _ACTS.get(press.code)
    if act is None or current is None or (current.begun, _action(current)) != (press.revision, press.action):
        return context.answer(toast=WORDS.label("old-button"))
    return act(context, current)


def _begun(context: Context, press: Press) -> Outcome | None:
    """What begins a message; None for a button of one that is under way."""
    what, _, code = press.code.partition("-")
    if press.action is Action.ANNOUNCE and what == "event":
        return _to_whom(context, code)
    if press.action is Action.ANNOUNCE and what in (Audience.SEATED, Audience.IN_LINE):
        return _ask(context, _new(context, Audience(what), event_code=code))
    if press.action is Action.WRITE and what == "family":
        return _ask(context, _new(context, Audience.FAMILY, family_number=press.revision))
    return None


def _new(context: Context, audience: Audience, *, event_code: str = "", family_number: int = 0) -> Announcing:
    return Announcing(
        person_id=context.turn.person or 0,
        begun=int(context.now.timestamp()),
        audience=audience.value,
        event_code=event_code,
        family_number=family_number,
    )


def _target(current: Announcing) -> Target:
    return Target(Audience(current.audience), current.event_code, current.family_number)


def _action(current: Announcing) -> Action:
    return Action.WRITE if current.audience == Audience.FAMILY else Action.ANNOUNCE


def _to_whom(context: Context, event_code: str) -> Outcome:
    """« Inscrites : 14 familles, 17 enfants », « En liste d’attente : … »."""
    event = agenda.by_code(context.session, event_code)
    if event is None:
        return context.answer(toast=WORDS.label("old-button"))
    found = {one: announcements.recipients(context.session, Target(one, event.code)) for one in STATES}
    rows: tuple[Row, ...] = tuple(
        (
            Button(
                WORDS.label(f"announcement-{one.value}", who=_counted(who)),
                Press(Action.ANNOUNCE, f"{one.value}-{event.code}"),
            ),
        )
        for one, who in found.items()
        if who.families
    )
    about = announcements.about(event, WORDS, context.services)
    said = WORDS.say("announcement-to-whom" if rows else "announcement-nobody", about=about)
    return asking(context, None, Reply(said, rows))  # what was pressed may be a digest


def _counted(found: Recipients) -> str:
    """« 14 familles, 17 enfants »."""
    kind = "children" if found.event is not None and found.event.is_for_children else "people"
    count = {"families": len(found.families), "people": found.people}
    return WORDS.label("announcement-counted", kind=kind, **count)


def _ask(context: Context, current: Announcing, problem: str | None = None) -> Outcome:
    """Ask for the words, or the English ones; nobody to read them: it is over."""
    found = announcements.recipients(context.session, _target(current))
    if not found.families:
        return asking(context, None, Reply(WORDS.say("announcement-nobody-there")))
    current = replace(current, awaits=current.awaits or "fr")
    lines = [_to(found, current), *([WORDS.say(problem, most=announcements.LONGEST)] if problem else [])]
    lines += [WORDS.say(f"announcement-write-{current.awaits}"), *hint(context)]
    return asking(context, current, Reply("\n".join(lines), ((_button("drop", current),),)))


def _to(found: Recipients, current: Announcing) -> str:
    """« À 14 familles, 17 enfants », with those who cannot be reached."""
    if current.audience == Audience.FAMILY:
        return WORDS.say("announcement-to-one", family=str(found.families[0].number))
    counted = WORDS.say("announcement-to-many", who=_counted(found))
    away, to_call = found.out_of_reach, found.to_call
    said = [counted, *([WORDS.say("announcement-away", n=away)] if away else [])]
    return " ".join([*said, *([WORDS.say("announcement-to-call", n=to_call)] if to_call else [])])


def needs(current: Announcing) -> Role:
    """Who may write this one: to one family, whoever answers families."""
    return Role.ANIMATOR if current.audience == Audience.FAMILY else Role.MANAGER


def written(context: Context, current: Announcing) -> Outcome:
    """What was typed: the words, as all of them will go out."""
    return _previewed(context, with_words(current, context.turn.whole), current.awaits)


def _previewed(context: Context, current: Announcing, told: str = "fr") -> Outcome:
    """The very messages, in each language in which they will be read, then how many they go to, and the buttons."""
    found = announcements.recipients(context.session, _target(current))
    if not found.families:
        return asking(context, None, Reply(WORDS.say("announcement-nobody-there")))
    text = Written(current.fr, current.en)
    if not announcements.fits(text, found.event, context.services):
        return _ask(context, replace(current, awaits=told), "announcement-unfit")
    languages = ["fr", *(["en"] if current.en or "en" in found.languages else [])]
    seen = [announcements.worded(text, found.event, Messages(one), context.services) for one in languages]
    said = "\n".join([_to(found, current), WORDS.say("announcement-sure")])
    rows = (
        (_button("send", current),),
        (_button("fix", current), _button("english", current)),
        (_button("drop", current),),
    )
    return asking(context, current, *(Reply(one.text) for one in seen), Reply(said, rows))


def _button(code: str, current: Announcing) -> Button:
    return Button(WORDS.label(f"announcement-{code}"), Press(_action(current), code, current.begun))


def _fix(context: Context, current: Announcing) -> Outcome:
    return _in_place(context, _ask(context, replace(current, awaits="fr")))


def _english(context: Context, current: Announcing) -> Outcome:
    return _in_place(context, _ask(context, replace(current, awaits="en")))


def _in_place(context: Context, outcome: Outcome) -> Outcome:
    """In the place of what was seen, whose buttons are old now."""
    replies = tuple(replace(one, in_place=context.was_pressed) for one in outcome.replies)
    return replace(outcome, replies=replies)


def _drop(context: Context, current: Announcing) -> Outcome:
    return asking(context, None, Reply(WORDS.say("announcement-dropped"), in_place=context.was_pressed))


def _send(context: Context, current: Announcing) -> Outcome:
    """Owed to all of them, and the message with the button says from now on how far it is."""
    target, text = _target(current), Written(current.fr, current.en)
    found = announcements.recipients(context.session, target)
    if not found.families or not announcements.fits(text, found.event, context.services):
        return asking(context, None, Reply(WORDS.say("announcement-nobody-there"), in_place=context.was_pressed))
    chat_id, at = context.turn.chat_id, At(context.turn.topic_id, pressed=context.turn.pressed_message_id)
    row = announcements.send(
        context.session, target, text, found, by=context.turn.person or 0, chat_id=chat_id, now=context.now
    )
    row.topic_id = at.topic_id
    said = replace(shown(context.session, row), in_place=context.was_pressed)
    row.progress_id = owe(context.session, chat_id, said, context.now, at=at)
    context.session.flush()
    done = asking(context, None)
    return replace(done, conversation=remember_labels(done.conversation, (said,)))


def _stop(context: Context, announcement_id: int) -> Outcome:
    if not announcements.stop(context.session, announcement_id, context.turn.person or 0, context.now):
        return context.answer(toast=WORDS.label("announcement-too-late"))
    return context.answer(toast=WORDS.label("announcement-stopping"))


_ACTS: dict[str, Callable[[Context, Announcing], Outcome]] = {
    "send": _send,
    "fix": _fix,
    "english": _english,
    "drop": _drop,
}


_MOST_NAMED = 20  # families


class Became(Enum):
    """What became of it for one family, the best of its phones first."""

    DELIVERED = "delivered"
    GOING = "going"
    UNCLEAR = "unclear"  # it may have arrived, and is not repeated
    BLOCKED = "blocked"
    FAILED = "failed"
    NOT_SENT = "not_sent"  # stopped, or not the family's concern any more


_OPEN = (OutboxState.WAITING, OutboxState.LEASED)
_BECAME = {
    OutboxState.SENT: Became.DELIVERED,
    OutboxState.WAITING: Became.GOING,
    OutboxState.LEASED: Became.GOING,
    OutboxState.UNCLEAR: Became.UNCLEAR,
    OutboxState.FAILED: Became.FAILED,
    OutboxState.SET_ASIDE: Became.FAILED,
    OutboxState.VOID: Became.NOT_SENT,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of its families had which fate, and the numbers of those whom it did not reach for sure."""

    families: int
    counts: Counter[Became]
    missed: tuple[int, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to send."""
        return not self.counts[Became.GOING]


def progress(session: Session, row: AnnouncementRow) -> Progress:
    """How far it is; a family that has erased itself since is among those to whom it was not sent."""
    return progress_of(session, OutboxRow.key.startswith(key_of(row.id)), row.families)


def progress_of(session: Session, theirs: ColumnElement[bool], families: int) -> Progress:
    """The same of these outbox rows, which were owed to so many families."""
    fates: dict[tuple[int, int], list[Became]] = {}
    rows = select(OutboxRow.chat_id, OutboxRow.notice, OutboxRow.state, OutboxRow.error)
    for chat_id, notice, state, error in session.execute(rows.where(theirs)):
        became = Became.BLOCKED if error == UNREACHABLE and state != OutboxState.SENT else _BECAME[OutboxState(state)]
        family_id = Notice.from_json(notice or "").family_id
        fates.setdefault((family_id, 0 if family_id else chat_id), []).append(became)
    order = list(Became)
    best = {whose: min(found, key=order.index) for whose, found in fates.items()}
    counts = Counter(best.values())
    counts[Became.NOT_SENT] += max(0, families - len(best))
    unsure = {family for (family, _), became in best.items() if became in _MISSED}
    numbers = session.scalars(select(FamilyRow.number).where(FamilyRow.id.in_(unsure)).order_by(FamilyRow.number))
    return Progress(families, counts, tuple(numbers))


_MISSED = (Became.UNCLEAR, Became.BLOCKED, Became.FAILED)
_TOLD = (Became.DELIVERED, *_MISSED, Became.NOT_SENT)


def going(session: Session) -> tuple[AnnouncementRow, ...]:
    """Those of which the end was not told yet."""
    rows = select(AnnouncementRow).where(AnnouncementRow.reported_at.is_(None)).order_by(AnnouncementRow.id)
    return tuple(session.scalars(rows.execution_options(populate_existing=True)))


def is_being_edited(session: Session, row: AnnouncementRow | AgendaChangeRow) -> bool:
    """Whether the last change of the message that tells how far it is has not left yet."""
    if row.progress_id is None:
        return False
    states = [literal.value for literal in _OPEN]
    edits = select(OutboxRow.id).where(OutboxRow.chat_id == row.chat_id, OutboxRow.edits_id == row.progress_id)
    return session.scalar(edits.where(OutboxRow.state.in_(states)).limit(1)) is not None


def shown(session: Session, row: AnnouncementRow) -> Reply:
    """How far it is, with the button that stops it."""
    found = progress(session, row)
    if row.audience == Audience.FAMILY:
        return Reply(WORDS.say("announcement-on-its-way"))
    button = Button(WORDS.label("announcement-stop"), Press(Action.ANNOUNCE, "stop", row.id))
    done = found.families - found.counts[Became.GOING]
    return Reply(WORDS.say("announcement-progress", done=done, n=found.families), ((button,),))


def tell(session: Session, now: datetime) -> None:
    """Let the message that tells it say how far each announcement is now, and report once when it is over."""
    for row in going(session):
        found = progress(session, row)
        done = found.families - found.counts[Became.GOING]
        if found.is_over or row.until <= now:
            _report(session, row, found, now)
        elif done != row.told and not is_being_edited(session, row):
            row.told = done
            edit(session, row, shown(session, row), now)
    session.flush()


def edit(session: Session, row: AnnouncementRow | AgendaChangeRow, reply: Reply, now: datetime) -> None:
    """Let the message that tells how far it is say this instead."""
    if row.progress_id is not None:
        payload = render(reply, chat_id=row.chat_id).to_json()
        put_edit(session, edits_id=row.progress_id, chat_id=row.chat_id, payload=payload, now=now)


def _report(session: Session, row: AnnouncementRow, found: Progress, now: datetime) -> None:
    row.reported_at, at = now, At(topic_id=row.topic_id)
    if row.audience == Audience.FAMILY:
        row.fr = row.en = None  # nobody else waits for these words
        best = next((one for one in Became if found.counts[one]), Became.NOT_SENT)
        said = Reply(WORDS.say(f"announcement-one-{best.value}"))
        owe(session, row.chat_id, said, now, key=f"announced-{row.id}", at=at)
        return
    edit(session, row, Reply(WORDS.say("announcement-over" if row.stopped_at is None else "announcement-stopped")), now)
    owe(session, row.chat_id, Reply(_reported(session, row, found)), now, key=f"announced-{row.id}", at=at)


def _reported(session: Session, row: AnnouncementRow, found: Progress) -> str:
    event = None if row.event_id is None else agenda.by_id(session, row.event_id)
    lines = [WORDS.say("announcement-report", title="" if event is None else event.title)]
    lines += fates(found)
    if to_call := for_team.put_with(session, calls_of(row.id)):
        lines.append(WORDS.say("announcement-called", n=to_call))
    return "\n".join(lines)


def fates(found: Progress) -> list[str]:
    """How many families had which fate, a line each, and the numbers of those to be reached otherwise."""
    lines = [WORDS.say(f"announcement-{one.value}", n=found.counts[one]) for one in _TOLD if found.counts[one]]
    if found.missed:
        numbers = ", ".join(map(str, found.missed[:_MOST_NAMED]))
        lines += ["", WORDS.say("announcement-missed", families=numbers)]
    return lines


def purge(session: Session, now: datetime, keep: timedelta) -> int:
    """Erase words whose time is over, and what is long past; how many rows went."""
    over = (AnnouncementRow.until <= now, AnnouncementRow.sealed_fr.is_not(None))
    session.execute(update(AnnouncementRow).where(*over).values(sealed_fr=None, sealed_en=None))
    late = session.scalars(select(AnnouncementRow).where(AnnouncementRow.created_at <= now - keep)).all()
    for row in late:
        session.delete(row)
    session.flush()
    return len(late)
