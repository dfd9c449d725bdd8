"""What the team's commands, buttons and answers lead to. Who it is decides, never in which chat it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.bot_api.replies import Action, Press, Reply
from bot.chat.context import Context
from bot.chat.state import Outcome, typed_button
from bot.chat.turn import Kind
from bot.chat.writings import AddingFeed, Announcing, Filling, LettingFirst, Naming, Phoning, Planning, Welcoming
from bot.core import staff
from bot.core.staff import Role
from bot.features import escalation
from bot.messages import Messages
from bot.team import announcing, answers, desk, facts, naming, queues, weeks, writing
from bot.team.agenda import changing, imports, listing
from bot.team.door import door
from bot.team.feeds import desk as feeds
from bot.team.lists import listed
from bot.team.phone import calls, entry, family, places
from bot.team.phone.family import in_private
from intents.meaning.meaning import Meaning
from scheduler.reminders import reminders


@dataclass(frozen=True, slots=True)
class Command:
    """What a command does; `needs`: the role that may, None: anybody. `anywhere`: in groups that are not the team's."""

    act: Callable[[Context, Meaning | None], Outcome]
    needs: Role | None = Role.MANAGER
    anywhere: bool = False


COMMANDS: dict[str, Command] = {
    "id": Command(lambda context, _: desk.identify(context), needs=None, anywhere=True),
    "equipe": Command(lambda context, _: desk.settle(context), anywhere=True),
    "inviter": Command(lambda context, _: desk.invite(context)),
    "membres": Command(lambda context, _: desk.listed(context)),
    "journal": Command(lambda context, _: desk.journal(context)),
    **dict.fromkeys(facts.COMMANDS, Command(facts.commanded)),
    **dict.fromkeys(naming.COMMANDS, Command(lambda context, _: naming.listed(context))),
    **dict.fromkeys(announcing.COMMANDS, Command(lambda context, _: announcing.listed(context))),
    **dict.fromkeys(listing.COMMANDS, Command(lambda context, _: listing.asked(context), needs=Role.ANIMATOR)),
    **dict.fromkeys(feeds.COMMANDS, Command(lambda context, _: feeds.listed(context))),
    **dict.fromkeys(listed.COMMANDS, Command(lambda context, _: listed.listed(context), needs=Role.ANIMATOR)),
    **dict.fromkeys(entry.COMMANDS, Command(lambda context, _: entry.asked(context), needs=Role.ANIMATOR)),
    **dict.fromkeys(weeks.COMMANDS, Command(lambda context, _: weeks.shown(context), needs=Role.ANIMATOR)),
    **dict.fromkeys(queues.COMMANDS, Command(lambda context, _: queues.listed(context))),
    **dict.fromkeys(calls.COMMANDS, Command(lambda context, _: calls.listed(context), needs=Role.ANIMATOR)),
}


@dataclass(frozen=True, slots=True)
class Button:
    """What a button does; `needs`: the role that may press it."""

    act: Callable[[Context, Press], Outcome]
    needs: Role = Role.MANAGER


PRESSES: dict[Action, Button] = {
    Action.DECIDE: Button(family.decided),
    Action.MEMBER: Button(desk.pressed),
    Action.JOURNAL: Button(lambda context, press: desk.journal(context, press.revision)),
    **dict.fromkeys(facts.PRESSES, Button(facts.pressed)),
    Action.NAME: Button(naming.pressed),
    Action.FEED: Button(feeds.pressed),
    Action.ANNOUNCE: Button(announcing.pressed),
    Action.WRITE: Button(announcing.pressed, needs=Role.ANIMATOR),
    Action.PLANNED: Button(listing.pressed, needs=Role.ANIMATOR),
    Action.PLAN: Button(changing.pressed),
    Action.LIST: Button(listed.pressed, needs=Role.ANIMATOR),
    Action.DOOR: Button(door.pressed, needs=Role.ANIMATOR),
    Action.QUEUE: Button(queues.pressed),
    Action.FIGURES: Button(lambda context, _: weeks.shown(context), needs=Role.ANIMATOR),
    Action.PHONE: Button(in_private(entry.pressed), needs=Role.ANIMATOR),
    Action.CALL: Button(in_private(calls.pressed), needs=Role.ANIMATOR),
    Action.PLACE: Button(in_private(places.pressed), needs=Role.ANIMATOR),
    Action.FAMILY: Button(in_private(family.pressed), needs=Role.ANIMATOR),
    Action.TEAM_ANSWER: Button(answers.pressed, needs=Role.ANIMATOR),
}
# These go on with what is being written; everything else ends it.
WRITE_ON = (
    *facts.PRESSES, Action.NAME, Action.FEED, Action.ANNOUNCE, Action.WRITE, Action.PLAN, Action.DOOR, Action.PHONE,
    Action.QUEUE,
)  # fmt: skip
WRITING = (
    *facts.COMMANDS, *naming.COMMANDS, *announcing.COMMANDS, *feeds.COMMANDS, *entry.COMMANDS, *queues.COMMANDS,
)  # fmt: skip


def commanded(context: Context, meaning: Meaning | None) -> Outcome | None:
    """A command of the team's; None when it is none, or not this person's: then it is as unknown as any other.

    `meaning`: of what a manager names to be filled in.
    """
    command = COMMANDS.get(context.turn.command)
    if command is None or not _may(context, command.needs):
        return None
    return command.act(context, meaning)


def _may(context: Context, needs: Role | None) -> bool:
    return needs is None or context.role in (needs, Role.MANAGER)


def pressed(context: Context, press: Press) -> Outcome:
    """A button of the team's. Whoever may not press it learns nothing from it."""
    button = PRESSES[press.action]
    if _may(context, button.needs):
        return button.act(context, press)
    if context.turn.is_private:
        return escalation.old_button(context)
    return context.answer(toast=Messages("fr").label("staff-not-yours"))


def typed(context: Context) -> Outcome | None:
    """What somebody of the team types: the words of a button of ours, or what is awaited; None when it is neither."""
    if context.turn.kind is not Kind.TEXT:
        return None
    press = typed_button(context.conversation, context.turn.text)
    if press is not None:
        return pressed(context, press) if press.action in PRESSES else None
    match writing.of_this_person(context):
        case Filling() as current if current.awaits and _may(context, Role.MANAGER):
            return facts.written(context, current)
        case Naming() as current if current.awaits and _may(context, Role.MANAGER):
            return naming.written(context, current)
        case Announcing() as current if current.awaits and _may(context, announcing.needs(current)):
            return announcing.written(context, current)
        case Planning() as current if current.awaits and _may(context, Role.MANAGER):
            return changing.written(context, current)
        case AddingFeed() as current if _may(context, Role.MANAGER):
            return feeds.written(context, current)
        case Welcoming() as current if current.awaits and _may(context, Role.ANIMATOR):
            return door.written(context, current)
        case Phoning() as current if current.awaits and context.turn.is_private and _may(context, Role.ANIMATOR):
            return entry.written(context, current)
        case LettingFirst() as current if current.awaits and context.turn.is_private and _may(context, Role.MANAGER):
            return queues.written(context, current)
    return None


def sent(context: Context) -> Outcome | None:
    """A file of the agenda, which was read already, since only a manager's is; None when it is none."""
    if context.turn.kind is not Kind.MEDIA or context.file is None:
        return None
    return imports.received(context, context.file)


def in_a_group(context: Context, meaning: Meaning | None) -> Outcome:
    """In the team's: what replies to a question. In any other: one sentence and a link, and only when spoken to."""
    is_theirs = context.turn.chat_id == context.team_chat
    if context.turn.kind is Kind.COMMAND:
        return _commanded_in_a_group(context, is_theirs, meaning)
    return _in_the_teams(context) if is_theirs else context.answer()


def _commanded_in_a_group(context: Context, is_theirs: bool, meaning: Meaning | None) -> Outcome:
    if context.turn.addressed_to not in ("", context.services.username.lower()):
        return context.answer()
    command = COMMANDS.get(context.turn.command)
    done = commanded(context, meaning) if command is not None and (is_theirs or command.anywhere) else None
    if done is not None or is_theirs:  # what begins with « / » stays among them
        return done or context.answer()
    link = f"https://t.me/{context.services.username}"
    return context.answer(Reply(context.words.say("group-only-private", link=link)))


def _in_the_teams(context: Context) -> Outcome:
    if context.turn.kind is Kind.UNBLOCKED:
        reminders.group_returned(context.session, context.turn.chat_id)
        staff.note_topics(context.session, None)  # it may be an administrator now
    press = context.turn.press
    if press is not None and press.action in PRESSES:
        return pressed(context, press)
    written = None if answers.is_asked(context) else typed(context) or sent(context)
    if written is not None:
        return written
    return answers.answered(context) if context.turn.kind in (Kind.TEXT, Kind.MEDIA) else context.answer()


def answers_alone(context: Context) -> bool:
    """Whether this is written in a manager's own chat, which is the team's, in reply to something."""
    written = context.turn.kind in (Kind.TEXT, Kind.MEDIA) and context.turn.replied_to is not None
    return written and context.turn.chat_id == context.team_chat and answers.is_asked(context)
