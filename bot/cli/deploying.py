"""`cite deploy`: print what a machine needs to run the bot, and what watches it."""

from pathlib import Path

import typer

import bot.deploy

FOLDER = Path(bot.deploy.__file__).parent
app = typer.Typer(help="What runs the bot on a machine, and what watches it there.", no_args_is_help=True)


@app.command()
def unit() -> None:
    """Print the systemd unit: /etc/systemd/system/cite.service."""
    _print("cite.service")


@app.command()
def dashboard() -> None:
    """Print a Grafana dashboard over what /metrics counts."""
    _print("dashboard.json")


@app.command()
def alerts() -> None:
    """Print alert rules for Prometheus."""
    _print("alerts.yaml")


def _print(name: str) -> None:
    typer.echo((FOLDER / name).read_text(encoding="utf-8"), nl=False)
