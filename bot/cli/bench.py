"""`cite bench`: how well questions are understood, ours beside other recognisers; how sign-ups and delivery do."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from cryptography.fernet import Fernet

from bot.cli import opening
from bot.core.errors import BotError
from bot.core.settings import load_settings
from knowledge.store.columns import vault

if TYPE_CHECKING:
    from bot.bench.recogniser.trial import Result, Trial

app = typer.Typer(help="Measure understanding, sign-ups and delivery.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="For scripts")]
Files = Annotated[list[Path] | None, typer.Option("--files", help="Labelled questions, instead of the held-out ones")]
Agenda = Annotated[Path | None, typer.Option("--agenda", help="The agenda they speak of; else agenda.csv beside them")]
Now = Annotated[str, typer.Option("--now", help="The instant at which they are asked")]
Examples = Annotated[Path, typer.Argument(help='Lines {"text", "label"}; label null: out of scope')]
Typos = Annotated[int | None, typer.Option("--typos", help="Ask again with typos, drawn with this seed")]
Hard = Annotated[bool, typer.Option("--hard", help="Ask again in text-message spelling, no accents, with typos")]
Peers = Annotated[bool, typer.Option("--peers", help="NLP.js, an n-gram SVM and rapidfuzz too, installed for this run")]
Seconds = Annotated[float, typer.Option("--seconds", min=0.1, help="How long on each database")]
Processes = Annotated[int, typer.Option("--processes", min=1, help="One: eight chats at once, as the bot does")]
NewFamilies = Annotated[bool, typer.Option("--new-families", help="Store the family and the child in the same step")]
Postgres = Annotated[
    str | None, typer.Option("--postgres", envvar="CITE_TEST_POSTGRES", help="A server's address, for PostgreSQL too")
]
Messages = Annotated[int, typer.Option("--messages", min=1, help="How many are due at once, one a chat")]
Kills = Annotated[int, typer.Option("--kills", min=0, help="How many times a sender is killed")]
Base = Annotated[str, typer.Option("--database", help="An empty database to use, instead of a SQLite file of its own")]
Subject = Annotated[str, typer.Argument(help="distress, children or requests")]
Labelled = Annotated[list[Path], typer.Argument(help='Lines {"id", "text", "label"} (see tests/phrases/README.md)')]
WorldFile = Annotated[Path, typer.Option("--world", help="The invented agenda and family that they speak of")]
Without = Annotated[str, typer.Option("--without", help="A set of intents/data/speech: learn anew without it first")]
Wrong = Annotated[bool, typer.Option("--wrong", help="Print the messages that went wrong too")]
Wordings = Annotated[Path | None, typer.Option("--wordings", help="Ways to ask each attribute, instead of ours")]
Seed = Annotated[int, typer.Option("--seed", help="Draws what is asked, and how")]
Most = Annotated[int | None, typer.Option("--most", min=1, help="Ask so many cells only")]
LearnWeights = Annotated[bool, typer.Option("--learn", help="Write the weights learnt from all sets")]
WithoutGroups = Annotated[bool, typer.Option("--without", help="Leave out each group of signs in turn")]
MostAFold = Annotated[int, typer.Option("--most", min=1, help="Ask so many left out, and so many known, a fold")]
Folds = Annotated[int, typer.Option("--folds", min=2, help="Into how many parts the attributes are drawn")]
Pairs = Annotated[Path, typer.Option("--pairs", help='Lines {"title", "description", "question", "answer", "lang"}')]
Predictions = Annotated[Path | None, typer.Option("--predictions", help="Write what ours made of each text")]
Short = Annotated[bool, typer.Option("--short", help="A few messages only: some seconds")]
Repeat = Annotated[bool, typer.Option("--repeat", help="The same few texts again and again")]
Together = Annotated[int, typer.Option("--together", min=1, help="How many people write at once")]
Crowd = Annotated[int, typer.Option("--messages", min=2, help="How many they write so")]
Echoes = Annotated[bool, typer.Option("--peers", help="A bare aiogram too, installed for this run")]


@app.command()
def understanding(
    files: Files = None, agenda: Agenda = None, now: Now = "2026-12-01T10:00", as_json: AsJson = False
) -> None:
    """Ask the labelled questions and count how the answers end; time it; weigh it."""
    from bot.bench import measures, understanding
    from bot.bench.judging import events_of
    from bot.bench.understanding import agenda_file, labelled_files, measure, questions

    sources = labelled_files(files or ())
    asked = questions(sources)
    settings = opening.settings()
    instant = opening.instant(now, settings)
    events = events_of(agenda_file(agenda, sources), settings.zone, instant)
    report = measure(asked, opening.clerk(settings, events, instant), measures.measure)
    typer.echo(understanding.as_json(report) if as_json else understanding.as_table(report))


@app.command()
def recogniser(
    train: Examples,
    test: Examples,
    typos: Typos = None,
    hard: Hard = False,
    peers: Peers = False,
    predictions: Predictions = None,
    as_json: AsJson = False,
) -> None:
    """Train our engine on TRAIN and mark it on TEST."""
    from bot.bench.recogniser.trial import OURS, Trial, as_table, run, write_predictions
    from bot.bench.recogniser.trial import as_json as in_json

    trial = Trial.of(train, test, typos=typos, hard=hard)
    results = [run(trial, OURS)]
    if predictions is not None:
        write_predictions(results[0], predictions)
    if peers:
        results += _of_peers(trial)
    typer.echo(in_json(results) if as_json else as_table(trial, results))


@app.command()
def signups(
    seconds: Seconds = 5.0,
    processes: Processes = 1,
    new_families: NewFamilies = False,
    postgres: Postgres = None,
    as_json: AsJson = False,
) -> None:
    """Sign families up for one event, in databases made for it and dropped after."""
    from bot.bench import signups as bench

    plan = bench.Plan(seconds, processes, new_families)
    rates = [bench.on_sqlite(plan)]
    if postgres is not None:
        rates.append(bench.on_postgres(postgres, plan))
    typer.echo(bench.as_json(rates) if as_json else bench.as_table(rates))


@app.command()
def load(
    short: Short = False,
    repeat: Repeat = False,
    seed: Seed = 1,
    together: Together = 16,
    crowd: Crowd = 1200,
    peers: Echoes = False,
    postgres: Postgres = None,
    as_json: AsJson = False,
) -> None:
    """Load the whole bot against a strict local Telegram, beside a bare python-telegram-bot."""
    from bot.bench.load import load as bench

    sizes = {"alone": 20, "paced": 20, "crowd": 40} if short else {"crowd": crowd}
    plan = bench.Plan(
        **sizes,
        webhook=not short,
        together=together,
        seed=seed,
        repeat=repeat,
        peers=peers,
        postgres=postgres,
        cache=load_settings().cache_folder,
    )
    loads = []
    for one in bench.measure(plan):
        if isinstance(one, BotError):
            typer.echo(str(one), err=True)
        else:
            loads.append(one)
            typer.echo(one.name, err=True)
    typer.echo(bench.as_json(loads) if as_json else bench.as_table(loads))


@app.command()
def delivery(messages: Messages = 1500, kills: Kills = 0, database: Base = "") -> None:
    """Send many messages to a strict local Telegram, killing senders meanwhile; count losses and copies."""
    import asyncio

    from bot.bench import delivery as bench

    with tempfile.TemporaryDirectory() as folder:
        db, key = bench.fresh(database or f"sqlite:///{folder}/bench.sqlite")
        typer.echo(asyncio.run(bench.measure(db, bench.Plan(messages=messages, kills=kills, key=key))).table())
        db.close()


def _of_peers(trial: "Trial") -> "Iterator[Result]":
    """Of those that could be installed and did finish; the others are named on standard error."""
    from bot.bench.recogniser.trial import peers, run

    with tempfile.TemporaryDirectory() as folder:
        for peer in peers(Path(folder)):
            try:
                if isinstance(peer, BotError):
                    raise peer
                yield run(trial, peer)
            except BotError as error:
                typer.echo(str(error), err=True)


@app.command()
def safety(subject: Subject, labelled: Labelled, world: WorldFile, wrong: Wrong = False, without: Without = "") -> None:
    """Say each labelled message in a chat of its own; count who is heard, met as a child, or acted upon."""
    import asyncio

    from bot.bench import safety
    from bot.bench.chats import World
    from bot.bench.safety import examine, learnt_without, read_lines

    vault.unlock([Fernet.generate_key().decode()])  # for a database that is thrown away
    settings = load_settings()
    lines = [line for file in labelled for line in read_lines(file)]
    clerk = opening.clerk(settings, (), opening.instant("", settings))
    clerk = learnt_without(without, clerk) if without else clerk
    verdicts = asyncio.run(examine(subject, lines, World.read(world, settings.zone), clerk))
    typer.echo(safety.as_table(verdicts))
    if wrong:
        typer.echo(safety.wrong_ones(verdicts))


@app.command()
def breath(labelled: Labelled, wrong: Wrong = False) -> None:
    """Say sign-ups in one breath, each to a bot of its own; count whose recap holds all of it, asked once."""
    from bot.bench import breath as bench

    _flow(bench, labelled, wrong)


@app.command()
def notices(labelled: Labelled, wrong: Wrong = False) -> None:
    """Answer reminders, offers and changes in words, each to a bot of its own; count what becomes of the places."""
    from bot.bench import notices as bench

    _flow(bench, labelled, wrong)


def _flow(bench: Any, labelled: list[Path], wrong: bool) -> None:
    import asyncio

    from bot.bench.flow import read_lines

    vault.unlock([Fernet.generate_key().decode()])  # for databases that are thrown away
    settings = load_settings()
    lines = [line for file in labelled for line in read_lines(file)]
    clerk = opening.clerk(settings, (), opening.instant("", settings))
    verdicts = asyncio.run(bench.examine(lines, clerk, settings))
    typer.echo(bench.as_table(verdicts))
    if wrong:
        typer.echo(bench.wrong_ones(verdicts))


@app.command()
def grid(wordings: Wordings = None, seed: Seed = 1, most: Most = None, wrong: Wrong = False) -> None:
    """Ask every attribute of every thing it applies to; count what is told, admitted, asked back or misleading."""
    from bot.bench import grid as bench
    from bot.bench.grid import WORDINGS, read_wordings

    settings = opening.settings()
    ways = read_wordings(wordings or WORDINGS)
    clerk = opening.clerk(settings, (), opening.instant(bench.NOW, settings))
    things = clerk.assistant.things
    asked = bench.questions(bench.some(things.cells(), most, seed), things, ways, seed)
    told = bench.Told.by(clerk.assistant.library)
    judged = tuple(bench.ask(asked, clerk, told, told.topics))
    typer.echo(bench.as_table(judged))
    if wrong:
        typer.echo(bench.wrong_ones(judged))


@app.command()
def descriptions(pairs: Pairs, wrong: Wrong = False) -> None:
    """Ask questions about descriptions; count what is answered by the right sentence, missed and misleading."""
    from bot.bench import descriptions as bench

    settings = opening.settings()
    understanding = opening.clerk(settings, (), opening.instant("", settings)).understanding
    if understanding.descriptions is None:
        raise BotError("Nothing was learnt of descriptions.")
    judged = tuple(bench.judge(bench.read_pairs(pairs), understanding.descriptions, understanding.model))
    typer.echo(bench.table(judged))
    if wrong:
        typer.echo(bench.wrong_ones(judged))


@app.command()
def ranker(learn: LearnWeights = False, without: WithoutGroups = False) -> None:
    """Find and rank what each turn of the taught conversations may mean, set by set; learn the weights anew."""
    from bot.assistant.lessons import Lessons
    from bot.bench import ranker as bench
    from bot.bench import ranker_weights as weighing
    from bot.bench.simulator import simulate
    from bot.bench.simulator.patterns import TEACHING, load_writers
    from intents.dialogue.ranker import WEIGHTS, WORD_WEIGHTS, load_ranker

    settings = opening.settings()
    clerk = opening.clerk(settings, (), opening.instant("", settings))
    sentences = Lessons.of(clerk.assistant.library).sentences()
    examiner = bench.Examiner.of(clerk.understanding, clerk.assistant, sentences)
    taught = bench.read_taught(clerk.understanding)
    examples = [one for each in taught for one in examiner.examples(each, load_ranker())]
    examples += [*examiner.all_doubts(taught), *examiner.standing_alone(taught, load_ranker())]
    if learn:
        invented = simulate.taught(load_writers(TEACHING), simulate.AGENDAS, simulate.SEED, settings.zone)
        examples += [one for each in invented for one in examiner.examples(each, load_ranker())]
        learnt = weighing.fit(examples)
        WEIGHTS.write_text(weighing.as_yaml(learnt), encoding="utf-8")
        WORD_WEIGHTS.write_text(weighing.as_table(learnt), encoding="utf-8")
        return
    for line in weighing.ablation(examples) if without else weighing.report(examples):
        typer.echo(line)


@app.command()
def frames(
    sets: Annotated[int, typer.Option(help="How many of the taught sets are asked, the last first")] = 6,
) -> None:
    """Write messages otherwise, and change a word: what is meant has to stay the same, or to change."""
    from bot.bench import frames as bench
    from bot.bench.ranker import read_taught

    settings = opening.settings()
    understanding = opening.clerk(settings, (), opening.instant("", settings)).understanding
    read = bench.Message.of(read_taught(understanding)[-sets:], understanding)
    for line in (*bench.table(bench.rewritten(read), "unchanged"), ""):
        typer.echo(line)
    for line in bench.table(bench.swapped(read), "told apart"):
        typer.echo(line)


@app.command()
def simulator(
    talks: Annotated[int, typer.Option(help="How many conversations of each writer")] = 40,
    seed: Seed = 1,
    writers: Annotated[
        str, typer.Option(help="Whose patterns, by letter; by default those that are not learnt from")
    ] = "",
    *,
    wrong: Annotated[bool, typer.Option("--wrong", help="List what was not answered rightly")] = False,
) -> None:
    """Let invented people talk about invented agendas, each line to the answer before it."""
    from bot.bench.simulator import simulate
    from bot.bench.simulator.patterns import TESTING, load_writers

    settings = opening.settings()
    clerk = opening.clerk(settings, (), opening.instant("", settings))
    said = tuple(simulate.simulate(clerk, load_writers(writers or TESTING), talks, seed))
    for line in (*simulate.report(said), *(simulate.missed(said) if wrong else ())):
        typer.echo(line)


@app.command()
def leftout(wordings: Wordings = None, folds: Folds = 8, seed: Seed = 1, most: MostAFold = 300) -> None:
    """Leave every attribute out of what is learnt once, and ask about it then: about a minute a fold."""
    from bot.assistant.compose import Assistant
    from bot.bench import left_out
    from bot.bench.grid import NOW, WORDINGS, read_wordings
    from knowledge.library.library import load_library

    settings = load_settings()
    plan = left_out.Plan(folds=folds, seed=seed, most=most, now=opening.instant(NOW, settings))
    leaving = left_out.Leaving(Assistant(load_library(), settings.zone), read_wordings(wordings or WORDINGS), plan)
    for line in left_out.lines(leaving.run()):
        typer.echo(line)
