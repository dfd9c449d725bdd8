"""What the team says and presses to run itself: its chat, who is of it, and what was done in its name."""

from collections.abc import Collection, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.presence import WANTED, menu_of_the_group, menus, owe_menus
from bot.bot_api.replies import Action, Button, Call, Press, Reply, Row, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act, Role
from bot.core.tables import TeamLogRow
from bot.messages import dates
from bot.team import members
from bot.team.members import Asked, Member, Refusal
from bot.team.writing import WORDS

A_PAGE = 10


def identify(context: Context) -> Outcome:
    """/id: one's own number, and the group's."""
    person, chat = str(context.turn.person or "—"), str(context.turn.chat_id)
    key = "team-id" if context.turn.is_private else "team-id-group"
    return context.answer(Reply(context.words.say(key, person=person, chat=chat)))


def settle(context: Context) -> Outcome:
    """/equipe: here is the team, unless the settings say where; alone with a manager, unless it has a group."""
    here, before, given = context.turn.chat_id, context.team_chat, context.services.staff_chat_id
    if before != here and given is not None:
        return context.answer(Reply(WORDS.say("team-chat-set", chat=str(before))))
    if before is not None and before < 0 < here:
        return context.answer(Reply(WORDS.say("team-chat-there", chat=str(before))))
    if before != here:
        staff.settle_in(context.session, here, context.turn.person or 0, context.now)
        _left(context, before)
        calls = presented(context.session, context.services.staff_chat_id, context.services.staff_ids)
        owe_menus(context.session, here, calls, context.now)
    staff.note_topics(context.session, None)  # whoever types it again may have given the bot its rights
    return context.answer(Reply(WORDS.say("team-chat-alone" if here > 0 else "team-chat-here")), *_lacking(context))


def _left(context: Context, before: int | None) -> None:
    if before is not None and before < 0:
        owe(context.session, before, Reply(WORDS.say("team-chat-left")), context.now)


def presented(session: Session, given: int | None, managers: Collection[int]) -> list[Call]:
    """The menus of everybody of the team, and of its group; `given`, `managers`: of the settings."""
    staff.keep_private(session, managers)
    there, live = staff.chat_of(session, given), {one.person_id: one.role for one in members.live(session)}
    everybody = sorted({**live, **dict.fromkeys(managers, Role.MANAGER)}.items())
    return [*menu_of_the_group(there), *(call for one in everybody for call in menus(*one, there))]


def _lacking(context: Context) -> tuple[Reply, ...]:
    """Which rights the bot lacks in this group, if that could be asked."""
    if context.rights is None:
        return ()
    missing = [WORDS.label(f"team-right-{name}") for name in WANTED if name not in context.rights]
    return (Reply(WORDS.say("team-rights-missing", rights="\n".join(missing))),) if missing else ()


def invite(context: Context) -> Outcome:
    """/inviter: a link for one person, one day."""
    by = context.turn.person or 0
    token = members.invite(context.session, by, context.turn.chat_id, context.now)
    link = f"https://t.me/{context.services.username}?start=eq_{token}"
    return context.answer(Reply(WORDS.say("team-invitation", link=link)))


def opened(context: Context, token: str) -> Outcome:
    """The link was followed: whoever follows it asks, and a manager answers."""
    person, name = context.turn.person or 0, context.turn.shown_name or context.turn.person_name
    asked = members.ask(context.session, token, person, name, context.services.staff_ids, context.now)
    if isinstance(asked, Refusal):
        return context.answer(Reply(context.words.say(f"team-refused-{asked}")))
    accept = Button(WORDS.label("team-accept"), Press(Action.MEMBER, "accept", asked.invitation_id))
    decline = Button(WORDS.label("team-decline"), Press(Action.MEMBER, "decline", asked.invitation_id))
    said = WORDS.say("team-request", name=_called(asked.name, person), person=str(person))
    owe(context.session, asked.chat_id, Reply(said, ((accept, decline),)), context.now)
    return context.answer(Reply(context.words.say("team-asked")))


def _called(name: str, person: int) -> str:
    return name or WORDS.label("team-number", person=str(person))


def listed(context: Context) -> Outcome:
    """/membres: who is of the team, with a button each."""
    there, zone = members.live(context.session), context.services.zone
    lines = [WORDS.say("team-members"), ""]
    lines += [WORDS.say("team-member-set", person=str(number)) for number in sorted(context.services.staff_ids)]
    rows: list[Row] = []
    for one in there:
        name, since = _called(one.name, one.person_id), dates.moment(one.since, zone, "fr")
        lines.append(WORDS.say("team-member", name=name, role=one.role.value, since=since))
        rows.append((Button(WORDS.label("team-change", name=name), Press(Action.MEMBER, "ask", one.id)),))
    return context.answer(Reply("\n".join([*lines, "", WORDS.say("team-members-how")]), tuple(rows)))


def pressed(context: Context, press: Press) -> Outcome:
    """A button about somebody who asks to join, or is there."""
    if press.code in ("accept", "decline"):
        return _decided(context, press.revision, accept=press.code == "accept")
    if press.code == "ask":
        return _asked(context, press.revision)
    if press.code == "manager":
        return _promoted(context, press.revision)
    return _removed(context, press.revision) if press.code == "out" else _over(context)


def _over(context: Context) -> Outcome:
    return context.answer(Reply(WORDS.say("team-refused-over-manager")), toast=WORDS.label("old-button"))


def _decided(context: Context, invitation_id: int, *, accept: bool) -> Outcome:
    asked = members.decide(
        context.session,
        invitation_id,
        accept=accept,
        by=context.turn.person or 0,
        managers=context.services.staff_ids,
        now=context.now,
    )
    if asked is None:
        return _over(context)
    _tell(context, asked, "team-welcome" if accept else "team-was-declined")
    if accept:
        _show_menus(context, asked.person_id, Role.ANIMATOR)
    key = "team-accepted" if accept else "team-declined"
    return _said(context, key, asked)


def _tell(context: Context, one: Asked | Member, key: str) -> None:
    owe(context.session, one.person_id, Reply(WORDS.say(key)), context.now)


def _show_menus(context: Context, person_id: int, role: Role | None) -> None:
    owe_menus(context.session, person_id, menus(person_id, role, context.team_chat), context.now)


def _said(context: Context, key: str, one: Asked | Member) -> Outcome:
    said = WORDS.say(key, name=_called(one.name, one.person_id))
    return context.answer(Reply(said, in_place=context.was_pressed))


def _asked(context: Context, member_id: int) -> Outcome:
    found = members.one(context.session, member_id)
    if found is None:
        return _over(context)
    out = Button(WORDS.label("team-out"), Press(Action.MEMBER, "out", found.id))
    manager = Button(WORDS.label("team-manager"), Press(Action.MEMBER, "manager", found.id))
    rows: tuple[Row, ...] = ((out,), (manager,)) if found.role is Role.ANIMATOR else ((out,),)
    return context.answer(Reply(WORDS.say("team-which", name=_called(found.name, found.person_id)), rows))


def _promoted(context: Context, member_id: int) -> Outcome:
    by, managers = context.turn.person or 0, context.services.staff_ids
    found = members.promote(context.session, member_id, by, managers, context.now)
    if found is None:
        return _over(context)
    _tell(context, found, "team-is-manager")
    _show_menus(context, found.person_id, Role.MANAGER)
    return _said(context, "team-promoted", found)


def _removed(context: Context, member_id: int) -> Outcome:
    by, managers = context.turn.person or 0, context.services.staff_ids
    found = members.remove(context.session, member_id, by, managers, context.now)
    if isinstance(found, Refusal):
        last = found is Refusal.LAST
        return context.answer(Reply(WORDS.say("team-refused-last"))) if last else _over(context)
    staff.keep_private(context.session, managers)
    _show_menus(context, found.person_id, None)
    return _said(context, "team-removed", found)


def journal(context: Context, page: int = 0) -> Outcome:
    """/journal: who did what, the newest first, a page at a time; what one person did at a door, in one line."""
    rows = context.session.scalars(select(TeamLogRow).order_by(TeamLogRow.id.desc()).limit(_MOST_READ)).all()
    acts = [list(same) for _, same in groupby(rows, key=_same_line)][page * A_PAGE : (page + 1) * A_PAGE + 1]
    shown = [row for same in acts[:A_PAGE] for row in same]
    called = members.names(context.session, {row.by for row in shown if row.by is not None} | _persons(shown))
    lines = [_line(same, called, context) for same in acts[:A_PAGE]] or [WORDS.say("team-journal-empty")]
    older = Button(WORDS.label("team-journal-older"), Press(Action.JOURNAL, "", page + 1))
    said = "\n".join([WORDS.say("team-journal"), "", *lines])
    return context.answer(Reply(said, ((older,),) if len(acts) > A_PAGE else (), in_place=context.was_pressed))


def _same_line(row: TeamLogRow) -> tuple[object, ...]:
    """What one person did at a door, time after time, on one day: « arrivée pointée » of twelve children."""
    return (row.by, row.what, row.at.date()) if row.what in _AT_A_DOOR else (row.id,)


_MOST_READ = 2000  # acts, the newest
_MOST_NUMBERS = 15  # in one line
_AT_A_DOOR = {Act.CHECKED_IN, Act.UNCHECKED, Act.EXCUSED}
_ABOUT_PEOPLE = {"accepted", "declined", "removed", "promoted", "assigned", "unassigned"}


def _persons(rows: Collection[TeamLogRow]) -> set[int]:
    return {row.about for row in rows if row.about is not None and row.what in _ABOUT_PEOPLE}


def _line(same: Sequence[TeamLogRow], called: dict[int, str], context: Context) -> str:
    row = same[0]
    who = "Telegram" if row.by is None else _called(called.get(row.by, ""), row.by)
    numbers = [str(one.about) for one in reversed(same) if one.about is not None]
    about = ", ".join([*numbers[:_MOST_NUMBERS], *(["…"] if len(numbers) > _MOST_NUMBERS else [])]) or "—"
    if row.about is not None and row.what in _ABOUT_PEOPLE:
        about = _called(called.get(row.about, ""), row.about)
    when = dates.moment(row.at, context.services.zone, "fr")
    return WORDS.say("team-journal-line", when=when, who=who, act=WORDS.label(f"team-act-{row.what}", about=about))
