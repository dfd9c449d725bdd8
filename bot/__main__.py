"""`python -m bot` is `cite`."""

from bot.cli import main

main()
