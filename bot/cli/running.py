"""`cite run`, `demo`, `doctor`, `sbom`, `deploy`: what keeps going, how it is doing, what it needs and is made of."""

import asyncio
import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.fernet import Fernet

import bot.deploy
from bot.cli import opening
from bot.core import telemetry
from bot.core.errors import BotError
from bot.core.starting import nothing_is_garbage


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
    with nothing_is_garbage():
        from bot.assistant.compose import Assistant
        from bot.core.files import database_file, only_process
        from bot.router.answers import open_answering
        from bot.run.app import App, require_for_run
        from knowledge.agenda.filled_table import all_filled
        from knowledge.library.library import load_library

    settings = opening.settings()
    require_for_run(settings)
    telemetry.set_up_logs()
    db = opening.database(settings)
    with only_process(database_file(settings.database_url)):
        with nothing_is_garbage():
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
    from bot.cli.demo import run_demo

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
    from bot.run.doctor import examine

    findings = asyncio.run(examine())
    for finding in findings:
        typer.echo(finding.sentence)
    if any(finding.is_fault for finding in findings):
        raise typer.Exit(1)


def sbom(
    installed: Annotated[
        bool,
        typer.Option("--installed", help="Only what is installed here: an image leaves out what only learning needs"),
    ] = False,
) -> None:
    """Print what the bot is made of: every package of the lock, as CycloneDX's JSON."""
    typer.echo(bill(tuple(one for one in packages() if not installed or _is_here(one))))


def _is_here(package: "Package") -> bool:
    try:
        return version(package.name) == package.version
    except PackageNotFoundError:
        return False


LOCK = Path(__file__).parents[2] / "requirements.lock"
_NEXT = re.compile(r"\n(?=[^\s#])")  # where an entry ends: its hashes are indented
_HEAD = re.compile(r"([\w.-]+)(?:\[[\w,.-]+\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock; `hashes`: SHA-256 of each file that may be installed for it."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name.lower().replace('_', '-')}@{self.version}"


def packages(lock: Path = LOCK) -> tuple[Package, ...]:
    """The packages of a lock. Raises BotError when there is none, or not every line of it is understood."""
    if not lock.is_file():
        raise BotError(f"There is no {lock.name} beside the program: run `cite sbom` from its folder.")
    found = tuple(map(_read, _NEXT.split(lock.read_text(encoding="utf-8"))))
    if not all(one.name and one.hashes for one in found):
        raise BotError(f"{lock.name} is not a lock with hashes.")
    return found


def _read(entry: str) -> Package:
    head = _HEAD.match(entry)
    name, number = head.groups() if head is not None else ("", "")
    return Package(name, number, tuple(_HASH.findall(entry)))


def bill(found: tuple[Package, ...]) -> str:
    """CycloneDX 1.6; the same lock gives the same text."""
    name = "cite-du-numerique-bot"
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": name, "name": name, "version": version(name)},
        },
        "components": [_component(one) for one in found],
        "dependencies": [{"ref": name, "dependsOn": [one.purl for one in found]}],
    }
    return json.dumps(whole, indent=1)


def _component(one: Package) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
        "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
    }


_DEPLOY = Path(bot.deploy.__file__).parent
deploy = typer.Typer(help="What runs the bot on a machine, and what watches it there.", no_args_is_help=True)


@deploy.command()
def unit() -> None:
    """Print the systemd unit: /etc/systemd/system/cite.service."""
    _print("cite.service")


@deploy.command()
def dashboard() -> None:
    """Print a Grafana dashboard over what /metrics counts."""
    _print("dashboard.json")


@deploy.command()
def alerts() -> None:
    """Print alert rules for Prometheus."""
    _print("alerts.yaml")


def _print(name: str) -> None:
    typer.echo((_DEPLOY / name).read_text(encoding="utf-8"), nl=False)
