"""The command line `cite`. Errors are one sentence and exit code 1, misuse is 2, never a traceback."""

import os
import sys

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.cli import agenda, bench, database, knowledge, running
from bot.core.errors import BotError
from bot.core.files import UMASK
from intents.text.text import IntentsError
from knowledge.library.content import KnowledgeError
from knowledge.store.engine import StoreError
from scheduler.core.hours import SchedulerError

app = typer.Typer(
    name="cite",
    help="The bot of La Cité du numérique in Blois.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
running.register(app)
knowledge.register_asking(app)
app.add_typer(agenda.app, name="agenda")
app.add_typer(agenda.signups_app, name="signups")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(database.app, name="db")
app.add_typer(running.deploy, name="deploy")
app.add_typer(database.inbox, name="inbox")
app.add_typer(database.outbox, name="outbox")
app.add_typer(bench.app, name="bench")


def main() -> None:
    """The entry point."""
    os.umask(UMASK)
    try:
        app()
    except (BotError, IntentsError, KnowledgeError, SchedulerError, StoreError) as error:
        _fail(str(error))
    except SQLAlchemyError as error:
        _fail(f"The database does not answer ({type(error).__name__}): see `cite doctor`.")
    except OSError as error:
        _fail(f"{error.filename or 'A file'}: {error.strerror or 'cannot be used'}.")


def _fail(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(1)
