"""`cite ask` and `cite understand`: one answer, or many from standard input. They write only the model's cache."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import opening
from bot.core.database import filled_now, look
from knowledge.agenda import agenda

if TYPE_CHECKING:
    from bot.assistant.asking import Clerk

Text = Annotated[str, typer.Argument(help="What somebody might type")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read lines from standard input, print JSON lines")]
Why = Annotated[bool, typer.Option("--why", help="Say how it was understood, step by step, in plain words")]
Now = Annotated[str, typer.Option("--now", help="Pretend it is this instant (ISO; Paris time if no zone)")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ask)
    app.command()(understand)


def ask(text: Text = "", jsonl: Jsonl = False, now: Now = "") -> None:
    """Answer a question as the bot would, without Telegram."""
    clerk = _clerk(now)
    if jsonl:
        for line in clerk.answer_lines(sys.stdin):
            sys.stdout.write(f"{line}\n")
        return
    for _, answer in clerk.converse([_needed(text)]):
        typer.echo(answer.plain)
        for label in answer.labels:
            typer.echo(f"  [{label}]")


def understand(text: Text = "", jsonl: Jsonl = False, now: Now = "", why: Why = False) -> None:
    """Print as JSON what was understood, and the dates named; with --why, in plain words how it came about.

    With --jsonl a line is plain text, or {"id", "text", "now"}; "dates" are local, their ends excluded, null when open;
    --why adds "why" to it.
    """
    if why and not jsonl:
        from bot.assistant.asking import why_in_words  # late, as in opening.clerk

        sys.stdout.writelines(f"{line}\n" for line in why_in_words(_clerk(now).why(_needed(text))))
        return
    lines = sys.stdin if jsonl else [_needed(text)]
    for line in _clerk(now).understand_lines(lines, why=why):
        sys.stdout.write(f"{line}\n")


def _needed(text: str) -> str:
    if not text.strip():
        raise typer.BadParameter("write a question between quotes, or use --jsonl")
    return text


def _clerk(now: str) -> "Clerk":
    settings = opening.settings()
    instant = opening.instant(now, settings)
    events = look(settings.database_url, lambda session: agenda.upcoming(session, instant))
    return opening.clerk(settings, events or (), instant, filled_now(settings.database_url))
