"""`python -m bot run`, logging at DEBUG: what a whole run of dialogues writes is searched for names afterwards."""

from bot.cli import main
from tests.bot.reliability.quick_run import talkative

if __name__ == "__main__":
    talkative()
    main()
