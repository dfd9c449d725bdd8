"""`cite ask` and `cite understand`: one answer, or many from standard input."""

import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
