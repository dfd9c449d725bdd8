"""`python -m bot` is `cite`."""

from bot.core.starting import nothing_is_garbage


def main() -> None:
    """The entry point."""
    with nothing_is_garbage():
        from bot.cli import main as cite
    cite()


if __name__ == "__main__":
    main()
