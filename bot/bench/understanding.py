"""`cite bench understanding`: everything measured in one run, counted by group, as a table and as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.assistant.answer import Answer
from bot.assistant.asking import Clerk
from bot.bench.judging import Conversation, Details, Judge, Outcome, Turn, load_wordings, read_labelled
from bot.bench.measures import Start, Timing, busy
from bot.bench.variants import typos, unaccented
from bot.core.errors import BotError

ALL, MESSAGES, DIALOGUES = "all", "messages", "dialogues"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers of a group ended in which way."""

    counts: Mapping[Outcome, int]

    @property
    def total(self) -> int:
        """How many questions there were."""
        return sum(self.counts.values())

    def share(self, outcome: Outcome) -> float:
        """Which share ended so, from 0 to 1."""
        return self.counts.get(outcome, 0) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One turn, what was answered, and how that ended."""

    conversation: Conversation
    turn: Turn
    answer: Answer
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Board:
    """Every judged turn, and the tallies over them."""

    judged: tuple[Judged, ...]

    @property
    def groups(self) -> Mapping[str, Tally]:
        """The tallies by group, in the order to show them."""
        found: dict[str, Counter[Outcome]] = {}
        for one in self.judged:
            for group in _groups(one):
                found.setdefault(group, Counter())[one.outcome] += 1
        return {group: Tally(found[group]) for group in sorted(found, key=_order)}

    def tally(self, group: str = ALL) -> Tally:
        """The tally of one group, an empty one when nothing belongs to it."""
        return self.groups.get(group, Tally(Counter()))


def score(files: Iterable[Path], clerk: Clerk) -> Board:
    """Ask everything in these labelled files and judge the answers; the clerk has the agenda they speak of."""
    return judge_all(read_labelled(files), clerk)


def judge_all(conversations: Iterable[Conversation], clerk: Clerk) -> Board:
    """The same for conversations at hand."""
    details = Details(load_wordings(), clerk.assistant.zone)
    judge = Judge(details, {event.uid: event for event in clerk.events})
    return Board(tuple(judged for one in conversations for judged in _judged(one, clerk, judge)))


def _judged(conversation: Conversation, clerk: Clerk, judge: Judge) -> Iterator[Judged]:
    answers = clerk.converse(turn.text for turn in conversation.turns)
    for turn, (_, answer) in zip(conversation.turns, answers, strict=True):
        yield Judged(conversation, turn, answer, judge.outcome(turn, answer))


def _groups(one: Judged) -> Iterator[str]:
    dialogue = one.conversation.is_dialogue
    yield f"dialogue:{one.turn.expect}" if dialogue else one.turn.expect.value
    yield DIALOGUES if dialogue else MESSAGES
    yield "en" if one.conversation.lang == "en" else "fr"
    yield ALL
    if one.conversation.style:
        yield f"style:{one.conversation.style}"


def _order(group: str) -> tuple[int, str]:
    """Expectations, then dialogues, then what cuts across: languages, styles, both forms, all."""
    last = ("en", "fr", MESSAGES, DIALOGUES, ALL)
    if group in last:
        return 3 + last.index(group) // 2, group
    return (2 if group.startswith("style:") else 1 if group.startswith("dialogue:") else 0), group


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
    """The CPU of understanding alone, each text as if it were the first one said."""
    texts = [turn.text for one in conversations for turn in one.turns]
    understand = clerk.understanding.understand
    return Timing.of([busy(understand, text, None, clerk.events, clerk.now) for text in texts])


_WIDE = 24


def as_table(report: Report) -> str:
    """One line a group: how many, how they ended, and how its single messages fare with typos and without accents."""
    endings = "".join(f"{outcome.value:>8}" for outcome in Outcome)
    head = (
        f"{'group':{_WIDE}}{'n':>5}{endings}   {'typos: right':>12}{'wrong':>8}   {'no accents: right':>17}{'wrong':>8}"
    )
    return "\n".join([head, *_rows(report), "", *_figures(report)])


def as_json(report: Report) -> str:
    """The same on one line; shares are left to the reader, counts are given."""
    return json.dumps(
        {
            "groups": _counts(report.plain),
            "typos": _counts(report.typos),
            "no_accents": _counts(report.unaccented),
            "latency_ms": {
                "p50": round(report.latency.p50, 2),
                "p99": round(report.latency.p99, 2),
                "max": round(report.latency.max, 2),
            },
            "start_s": round(report.start.seconds, 2),
            "memory_mb": None if report.start.memory_mb is None else round(report.start.memory_mb),
        }
    )


def _rows(report: Report) -> Iterator[str]:
    typos, unaccented = report.typos.groups, report.unaccented.groups
    for group, tally in report.plain.groups.items():
        ended = "".join(f"{_percent(tally, outcome):>8}" for outcome in Outcome)
        variants = f"{_pair(typos.get(group), 12)}   {_pair(unaccented.get(group), 17)}"
        yield f"{group:{_WIDE}}{tally.total:5}{ended}   {variants}"


def _pair(tally: Tally | None, width: int) -> str:
    if tally is None:
        return f"{'-':>{width}}{'-':>8}"
    return f"{_percent(tally, Outcome.RIGHT):>{width}}{_percent(tally, Outcome.WRONG):>8}"


def _percent(tally: Tally, outcome: Outcome) -> str:
    return f"{100 * tally.share(outcome):.1f}%"


def _figures(report: Report) -> Iterator[str]:
    latency, start = report.latency, report.start
    yield f"understanding, CPU: p50 {latency.p50:.1f} ms, p99 {latency.p99:.1f} ms, longest {latency.max:.1f} ms"
    yield f"start to first answer: {start.seconds:.2f} s"
    yield f"memory then: {'not told by this system' if start.memory_mb is None else f'{start.memory_mb:.0f} MB'}"


def _counts(board: Board) -> dict[str, dict[str, int]]:
    return {
        group: {"n": tally.total, **{outcome.value: tally.counts.get(outcome, 0) for outcome in Outcome}}
        for group, tally in board.groups.items()
    }
