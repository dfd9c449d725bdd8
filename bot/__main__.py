"""`python -m bot` is `cite`."""

from bot.core.starting import nothing_is_garbage

with nothing_is_garbage():
    from bot.cli import main

if __name__ == "__main__":
    main()
