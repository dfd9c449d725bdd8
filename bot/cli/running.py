"""`cite run`, `cite demo`, `cite doctor`, `cite sbom`: what keeps going, how it is doing, and what it is made of."""

import asyncio
from typing import Annotated

import typer
from cryptography.fernet import Fernet

from bot import logs
from bot.cli import opening


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(run)
    app.command()(demo)
    app.command()(doctor)
    app.command()(learn)
    app.command()(sbom)


def run(
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Replace or delete a webhook that somebody else has set for this bot")
    ] = False,
) -> None:
    """Run the bot against Telegram: polling, or webhook when its address is set."""
    from bot.answers import open_answering
    from bot.app import App, require_for_run
    from bot.assistant.compose import Assistant
    from bot.files import database_file
    from bot.single import only_process
    from knowledge.filled_table import all_filled
    from knowledge.library import load_library

    settings = opening.settings()
    require_for_run(settings)
    logs.set_up_logs()
    db = opening.database(settings)
    with only_process(database_file(settings.database_url)):
        library = load_library(kept=settings.cache_folder)
        assistant = Assistant(library, settings.zone, filled=db.do(all_filled))
        answering = open_answering(settings, db, assistant)
        code = asyncio.run(App(settings, db, assistant, answering, take_over=take_over).run())
    raise typer.Exit(code)


def demo(
    port: Annotated[int, typer.Option(help="The chat page's port")] = 8600,
    folder: Annotated[str, typer.Option(help="Keep the demo's database here (default: begin anew each time)")] = "",
) -> None:
    """Run the bot with a local Telegram and a chat page, on a made-up agenda."""
    from bot.demo import run_demo

    asyncio.run(run_demo(port, folder))


def learn() -> None:
    """Learn what understanding needs, once for this version of words and code; does nothing when that is done."""
    from bot.assistant.learning import Understanding, model_folder

    settings = opening.settings()
    Understanding.open(settings.cache_folder, settings.zone, lambda share: typer.echo(opening.learning_line(share)))
    typer.echo(f"Learnt: {model_folder(settings.cache_folder)}")


def doctor(
    new_key: Annotated[bool, typer.Option("--new-key", help="Print a key for CITE_SECRET_KEY")] = False,
) -> None:
    """Say in words what is wrong with settings, token, database and clock."""
    if new_key:
        typer.echo(Fernet.generate_key().decode())
        return
    from bot.doctor import examine

    findings = asyncio.run(examine())
    for finding in findings:
        typer.echo(finding.sentence)
    if any(finding.is_fault for finding in findings):
        raise typer.Exit(1)


def sbom() -> None:
    """Print what the bot is made of: every package of the lock, as CycloneDX's JSON."""
    from bot import sbom as bills

    typer.echo(bills.bill(bills.packages()))
