"""`cite knowledge`: check the files, list phrases, see what families asked in vain, and fill cells.

`cite ask` and `cite understand`: one answer, or many from standard input. They write only the model's cache.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from sqlalchemy.orm import Session

from bot.cli import opening
from bot.core import clock
from bot.core.database import filled_now, look
from bot.core.errors import BotError
from bot.core.settings import Settings
from intents.meaning.catalogue import load_catalogue
from knowledge.agenda import agenda, filled_table
from knowledge.agenda.filled_table import all_filled, checked_fact
from knowledge.library.content import LANGUAGES
from knowledge.library.filled import FILLED, Entry, Fact, Filled, Origin, load_first, told_cells
from knowledge.library.library import check_content, load_document, load_library
from knowledge.library.things import cell_of, load_things

T = TypeVar("T")
LAST = "The last day on which it is told, such as 2027-06-30"
SOON = "A running bot takes it over within a minute."

CellName = Annotated[str, typer.Argument(metavar="CELL", help="A thing and what is asked of it, such as lab.price")]
French = Annotated[str | None, typer.Option("--fr", help="What families read in French")]
English = Annotated[str | None, typer.Option("--en", help="What families read in English")]
Author = Annotated[str | None, typer.Option("--author", help="Who says so")]
Until = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DAY", help=LAST)]
Empty = Annotated[bool, typer.Option("--empty", help="Take out what was filled in with this command")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(fill)
    app.command()(filled)


def fill(
    cell: CellName,
    fr: French = None,
    en: English = None,
    author: Author = None,
    until: Until = None,
    empty: Empty = False,
) -> None:
    """Fill a cell in the database: it is told from now on, also where filled.yaml says something else."""
    settings = opening.settings()
    if empty:
        if any(given is not None for given in (fr, en, author, until)):
            raise typer.BadParameter("--empty takes out what was filled in: give nothing else with it")
        _take_out(cell, settings)
    elif fr is None or en is None or author is None:
        raise typer.BadParameter("give --fr, --en and --author, or --empty")
    else:
        today, last = clock.today(settings.zone), None if until is None else until.date()
        if last is not None and last < today:
            raise BotError(f"{last} is past already: --until is the last day on which it is told.")
        entry = Entry(cell=cell, fr=fr, en=en, author=author, checked=today, until=last)
        _put_in(checked_fact(entry, load_things(), load_library()), settings)


def filled() -> None:
    """List all that is filled in today: cell, author, day checked, last day, and whether file or table has it."""
    settings = opening.settings()
    found = filled_now(settings.database_url).on(clock.today(settings.zone))
    told = told_cells(load_library().topics)
    for fact in found.facts:
        typer.echo(_line(fact) + ("\ta topic tells it too: take it out" if fact.cell in told else ""))
    if not found.facts:
        typer.echo("Nothing is filled in.")
    for reason in found.left_out:
        typer.echo(f"A row of the table is not told. {reason}: fill it anew, or take it out with --empty.", err=True)


def _line(fact: Fact) -> str:
    last = "no last day" if fact.until is None else f"until {fact.until}"
    return f"{fact.cell}\t{fact.author}\tchecked {fact.checked}\t{last}\t{fact.origin}"


def _put_in(fact: Fact, settings: Settings) -> None:
    def work(session: Session) -> Filled:
        before = all_filled(session)
        filled_table.fill(session, fact, clock.real_now())
        return before

    before = _committed(settings, work)
    _say(f"{fact.cell} is filled. Families read:", *_words(fact), *_around(fact, before), SOON)


def _around(fact: Fact, before: Filled) -> Iterator[str]:
    """What a new fact takes the place of, and what comes after it."""
    old = before.fact(fact.cell, fact.checked)
    if old is not None:
        where = FILLED if old.origin is Origin.FILE else "the table"
        yield f"Until now they read what {old.author} wrote in {where}, checked {old.checked}."
    if fact.until is not None:
        entries = [one for one in before.of(Origin.FILE).facts if one.cell == fact.cell]
        goes_on = any(one.until is None or one.until > fact.until for one in entries)
        after = f"what {FILLED} says" if goes_on else "that it is not known"
        yield f"The last day is {fact.until}. After it they read {after}."


def _take_out(written: str, settings: Settings) -> None:
    today = clock.today(settings.zone)

    def work(session: Session) -> Fact | None:
        taken = filled_table.empty(session, written, clock.real_now())
        left = next((fact for fact in all_filled(session).on(today).facts if str(fact.cell) == written), None)
        if not taken:
            raise _nothing_to_take(written, left)
        return left

    left = _committed(settings, work)
    words = _not_known(written) if left is None else (f"Families read what is in {FILLED}:", *_words(left))
    _say(f"{written} is taken out.", *words, SOON)


def _nothing_to_take(written: str, left: Fact | None) -> BotError:
    cell_of(written, load_things())  # what was mistyped is named first
    if left is None:
        return BotError(f"{written} is not filled.")
    return BotError(f"{written} is filled in {FILLED}, not in the table: take it out there.")


def _not_known(written: str) -> Iterator[str]:
    from bot.assistant.facts import Unknown  # late, with fluent: `cite --help` need not pay for it
    from bot.messages import Messages

    unknown = Unknown.named(written, load_things())
    if unknown.cell is not None:  # else the content of today has no such cell: nobody can ask for it
        yield "Families read:"
        for language in LANGUAGES:
            yield f"  {language}  {Messages.plain(unknown.said(load_things(), Messages(language)))}"


def _words(fact: Fact) -> Iterator[str]:
    return (f"  {language}  {words}" for language, words in fact.text.items())


def _say(*lines: str) -> None:
    for line in lines:
        typer.echo(line)


def _committed(settings: Settings, work: Callable[[Session], T]) -> T:
    db = opening.database(settings)
    try:
        return db.do(work)
    finally:
        db.close()


if TYPE_CHECKING:
    from bot.assistant.facts import Asked, Known

app = typer.Typer(help="What the bot knows.", no_args_is_help=True)
register(app)


@app.command()
def check() -> None:
    """Read every data file strictly; the first fault is named with file, line and column."""
    read, catalogue = check_content(), load_catalogue()
    load_document()
    typer.echo(f"{read.topics} topics and {len(catalogue.means)} intents are in order.")
    facts = read.filled.facts
    typer.echo(f"{read.things} things and {read.attributes} attributes too; {len(facts)} of their cells are filled in.")
    for fact in (one for one in facts if one.until is not None and one.until < clock.today(opening.settings().zone)):
        typer.echo(f"{fact.cell} is told no more: its last day was {fact.until}.")


@app.command()
def unanswered(
    first: Annotated[bool, typer.Option("--first", help="Print entries to fill before opening instead")] = False,
) -> None:
    """Count the questions that had no answer, by what is missing: times asked, of these for the team, what is said."""
    settings = opening.settings()
    today = clock.today(settings.zone)
    known = _known(settings, today)
    for line in _to_fill(known, today) if first else [one.line for one in known.missing(_questions(settings))]:
        typer.echo(line)


def _known(settings: Settings, today: date) -> "Known":
    from bot.assistant.facts import Known  # late, with fluent: `cite --help` need not pay for it

    return Known(library=load_library(), things=load_things(), filled=filled_now(settings.database_url).on(today))


def _to_fill(known: "Known", today: date) -> list[str]:
    empty = known.empty(load_first())
    if not empty:
        return ["What families ask first is all told or filled."]
    return [f"# For knowledge/content/{FILLED}, the most needed first:", *known.entries(empty, today)]


def _questions(settings: Settings) -> "tuple[Asked, ...]":
    from bot.team.facts import asked_in_vain  # late, for the same reason

    return _committed(settings, asked_in_vain)


@app.command()
def phrases(topic: Annotated[str, typer.Argument(help="A topic's id, such as address")]) -> None:
    """Print the phrasings of one topic."""
    found = next((one for one in load_library().topics if one.id == topic), None)
    if found is None:
        typer.echo(f"There is no topic {topic}.", err=True)
        raise typer.Exit(1)
    for language in LANGUAGES:
        for phrase in found.phrases[language]:
            typer.echo(f"{language}\t{phrase}")


if TYPE_CHECKING:
    from bot.assistant.asking import Clerk

Text = Annotated[str, typer.Argument(help="What somebody might type")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read lines from standard input, print JSON lines")]
Why = Annotated[bool, typer.Option("--why", help="Say how it was understood, step by step, in plain words")]
Now = Annotated[str, typer.Option("--now", help="Pretend it is this instant (ISO; Paris time if no zone)")]


def register_asking(app: typer.Typer) -> None:
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
