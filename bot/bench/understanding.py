"""`cite bench understanding`: everything measured in one run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.assistant.asking import Clerk
from bot.bench.board import Board, judge_all
from bot.bench.labels import Conversation, read_labelled
from bot.bench.start import Start
from bot.bench.timing import Timing, timed
from bot.bench.variants import typos, unaccented
from bot.errors import BotError

SEED = 1
_PHRASES = Path(__file__).parents[2] / "tests" / "phrases" / "held_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was measured. The variants hold single messages only, rewritten; the timing is that of understanding."""

    plain: Board
    typos: Board
    unaccented: Board
    latency: Timing
    start: Start


def labelled_files(given: Sequence[Path]) -> tuple[Path, ...]:
    """The files to ask: those given, else the held-out ones; raises BotError where those are not."""
    found = tuple(given) or tuple(sorted(_PHRASES.glob("*.jsonl")))
    if not found:
        raise BotError("The held-out questions come with the source code only: name labelled files with --files.")
    return found


def agenda_file(given: Path | None, files: Sequence[Path]) -> Path:
    """The agenda that the questions speak of: the one given, else agenda.csv beside them."""
    found = given or files[0].with_name("agenda.csv")
    if not found.exists():
        raise BotError(f"{found} is not there: name the agenda that the questions speak of with --agenda.")
    return found


def questions(files: Sequence[Path]) -> tuple[Conversation, ...]:
    """What these files ask; raises BotError when it cannot be read, or is nothing."""
    found = read_labelled(files)
    if not found:
        raise BotError(f"There is no question in {', '.join(map(str, files))}.")
    return found


def measure(conversations: Sequence[Conversation], clerk: Clerk, start: Callable[[], Start]) -> Report:
    """Ask, judge, rewrite, ask again; then time it. `start` measures a start of the bot."""
    messages = [one for one in conversations if not one.is_dialogue]
    return Report(
        plain=judge_all(conversations, clerk),
        typos=judge_all(_rewritten(messages, lambda text: typos(text, SEED)), clerk),
        unaccented=judge_all(_rewritten(messages, unaccented), clerk),
        latency=_latency(conversations, clerk),
        start=start(),
    )


def _rewritten(messages: Iterable[Conversation], rewrite: Callable[[str], str]) -> list[Conversation]:
    return [
        replace(message, turns=tuple(replace(turn, text=rewrite(turn.text)) for turn in message.turns))
        for message in messages
    ]


def _latency(conversations: Iterable[Conversation], clerk: Clerk) -> Timing:
    """Of understanding alone, each text as if it were the first one said."""
    texts = [turn.text for one in conversations for turn in one.turns]
    understand = clerk.understanding.understand
    return Timing.of([timed(understand, text, None, clerk.events, clerk.now)[1] for text in texts])
