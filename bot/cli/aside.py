"""`cite inbox aside` and `cite outbox aside`: what could not be handled or sent, and trying it again."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from typing import Annotated, TypeAlias

import typer
from sqlalchemy.orm import Session

from bot.cli import opening
from bot.intake import inbox as aside
from bot.intake.inbox import SetAside as Update
from scheduler.outbox import failing
from scheduler.outbox.failing import SetAside as Message

inbox = typer.Typer(help="What came in.", no_args_is_help=True)
outbox = typer.Typer(help="What is to be sent.", no_args_is_help=True)

Numbers = Annotated[list[int] | None, typer.Argument(help="Only these numbers (default: all)")]
Replay = Annotated[bool, typer.Option("--replay", help="Try them again; the bot may be running")]
Json = Annotated[bool, typer.Option("--json", help="For a script")]
_Rows: TypeAlias = Sequence[Update] | Sequence[Message]


@inbox.callback()
def _inbox() -> None:
    """What came in."""


@outbox.callback()
def _outbox() -> None:
    """What is to be sent."""


@inbox.command("aside")
def updates(numbers: Numbers = None, replay: Replay = False, as_json: Json = False) -> None:
    """List the updates that were set aside: numbers and kinds of error, never words."""
    _show(aside.listed, aside.replay, numbers, replay, as_json)


@outbox.command("aside")
def messages(numbers: Numbers = None, replay: Replay = False, as_json: Json = False) -> None:
    """List the messages that were set aside: numbers and kinds of error, never words."""
    _show(failing.listed, failing.replay, numbers, replay, as_json)


def _show(
    listed: Callable[[Session], _Rows],
    again: Callable[[Session, Collection[int] | None], int],
    numbers: list[int] | None,
    replay: bool,
    as_json: bool,
) -> None:
    db = opening.database(opening.settings())
    if replay:
        typer.echo(f"{db.do(again, numbers or None)} will be tried again.")
    else:
        rows = db.do(listed)
        typer.echo(_json(rows) if as_json else "\n".join(map(_line, rows)) or "Nothing is set aside.")
    db.close()


def _json(rows: _Rows) -> str:
    return json.dumps([asdict(row) for row in rows], default=str, indent=1)


def _line(row: Update | Message) -> str:
    if isinstance(row, Message):
        return f"no. {row.id}, chat {row.chat_id}, {row.created_at:%Y-%m-%d %H:%M} UTC: {row.error}"
    gone = "" if row.has_body else " (its words were erased: it cannot be tried again)"
    return f"no. {row.update_id}, chat {row.chat_id}, {row.received_at:%Y-%m-%d %H:%M} UTC: {row.error}{gone}"
