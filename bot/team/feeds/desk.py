"""What a manager says and presses of the addresses; who it is is seen to before (bot.router.team)."""

from collections.abc import Callable

from bot.bot_api.replies import Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import AddingFeed
from bot.core.web import FetchError, checked
from bot.messages import dates
from bot.team.feeds import feeds, reading
from bot.team.feeds.feeds import Feed
from bot.team.feeds.reading import button, named
from bot.team.writing import WORDS, asking
from knowledge.exchange.draft import SignupsExistError

COMMANDS = ("agendas",)


def listed(context: Context) -> Outcome:
    """/agendas: the addresses, and when each was last read."""
    there = feeds.listed(context.session)
    lines = [WORDS.say("feed-list" if there else "feed-none"), *(_line(context, one) for one in there)]
    rows: list[Row] = [(button("open", "open", one.id, **named(one)),) for one in there]
    rows.append((button("add", "add"),))
    return asking(context, None, Reply("\n".join(lines), tuple(rows), in_place=context.was_pressed))


def _line(context: Context, feed: Feed) -> str:
    read = dates.moment(feed.good_at, context.services.zone, "fr") if feed.good_at else "never"
    state = "trouble" if feed.trouble else "waits" if feed.waits else "fine"
    return WORDS.say("feed-line", read=read, state=state, **named(feed))


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours."""
    what, _, rest = press.code.partition("-")
    act = _ACTS.get(what)
    return _over(context) if act is None else act(context, rest, press.revision)


def _over(context: Context) -> Outcome:
    return context.answer(toast=WORDS.label("old-button"))


def _add(context: Context, rest: str, number: int) -> Outcome:
    """Ask for the address, where nobody else reads it."""
    if not context.turn.is_private:
        return context.answer(Reply(WORDS.say("feed-in-private")))
    writing = AddingFeed(context.turn.person or 0, int(context.now.timestamp()))
    return asking(context, writing, Reply(WORDS.say("feed-write"), ((button("drop", "list"),),)))


def written(context: Context, current: AddingFeed) -> Outcome:
    """The address that was typed."""
    try:
        address = checked(context.turn.whole)
    except FetchError as error:
        said = WORDS.say(f"feed-flaw-{error.flaw.value}")
        return asking(context, current, Reply(f"{said}\n{WORDS.say('feed-write')}", ((button("drop", "list"),),)))
    number = feeds.add(context.session, address, context.turn.person or 0, context.now)
    if number is None:
        return asking(context, None, Reply(WORDS.say("feed-not-added", most=feeds.MOST)))
    return asking(context, None, Reply(WORDS.say("feed-added", number=str(number), host=address.host)))


def _open(context: Context, rest: str, number: int) -> Outcome:
    feed = feeds.one(context.session, number)
    if feed is None:
        return _over(context)
    rows = ((button("now", "now", number), button("remove-ask", "ask", number)), (button("back", "list"),))
    return context.answer(Reply(_line(context, feed), rows, in_place=context.was_pressed))


def _now(context: Context, rest: str, number: int) -> Outcome:
    is_there = feeds.read_now(context.session, number, context.turn.person or 0, context.now, rest == "fewer")
    return context.answer(toast=WORDS.label("feed-will-be-read")) if is_there else _over(context)


def _fewer(context: Context, rest: str, number: int) -> Outcome:
    return _now(context, "fewer", number)


def _ask(context: Context, rest: str, number: int) -> Outcome:
    feed = feeds.one(context.session, number)
    if feed is None:
        return _over(context)
    rows = ((button("remove-sure", "out", number), button("keep", "open", number)),)
    return context.answer(Reply(WORDS.say("feed-remove", **named(feed)), rows, in_place=context.was_pressed))


def _out(context: Context, rest: str, number: int) -> Outcome:
    if not feeds.remove(context.session, number, context.turn.person or 0, context.now):
        return _over(context)
    return context.answer(Reply(WORDS.say("feed-removed"), in_place=context.was_pressed))


def _apply(context: Context, rest: str, version: int) -> Outcome:
    by, hours = context.turn.person or 0, context.services.hours
    try:
        with context.session.begin_nested():
            report = reading.accept(context.session, _number(rest), version, by, context.now, hours)
    except SignupsExistError:
        return context.answer(Reply(WORDS.say("feed-not-applied")))
    if report is None:
        return _over(context)
    counts = {"changed": len(report.changed), "moved": len(report.moved), "cancelled": len(report.cancelled)}
    return context.answer(
        Reply(WORDS.say("feed-applied", over=len(report.over), **counts), in_place=context.was_pressed)
    )


def _leave(context: Context, rest: str, version: int) -> Outcome:
    if not reading.leave(context.session, _number(rest), version, context.turn.person or 0, context.now):
        return _over(context)
    return context.answer(Reply(WORDS.say("feed-left"), in_place=context.was_pressed))


def _number(rest: str) -> int:
    return int(rest) if rest.isascii() and rest.isdecimal() and len(rest) < 10 else 0


def _kept(context: Context, rest: str, number: int) -> Outcome:
    """All that is missing takes place: nothing was changed, and nothing will be asked again."""
    if feeds.one(context.session, number) is None:
        return _over(context)
    return context.answer(Reply(WORDS.say("feed-kept"), in_place=context.was_pressed))


_ACTS: dict[str, Callable[[Context, str, int], Outcome]] = {
    "list": lambda context, rest, number: listed(context),
    "add": _add,
    "open": _open,
    "now": _now,
    "fewer": _fewer,
    "ask": _ask,
    "out": _out,
    "apply": _apply,
    "leave": _leave,
    "kept": _kept,
}
