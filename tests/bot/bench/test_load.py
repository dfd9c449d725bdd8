"""What is said under load, and the table that comes of it."""

from itertools import islice

from bot.bench.load import load
from bot.bench.load.driver import Seen, acts
from bot.bench.load.load import Load
from bot.bench.load.meter import Spent
from bot.bench.measures import Timing
from bot.bot_api.replies import Press

SEEN = Seen(("Jeux vidéo", "Robots"), ("c1", "c2"))


def drawn(count, seed=1, **how):
    return list(islice(acts(SEEN, seed, **how), count))


def test_no_two_texts_are_alike_and_the_same_seed_says_the_same():
    said = drawn(2000)
    words = [act.words for act in said if act.words]
    assert len(set(words)) == len(words)
    assert said == drawn(2000)
    assert said != drawn(2000, seed=2)


def test_a_quarter_are_presses_that_the_bot_knows():
    presses = [act.press for act in drawn(2000) if act.press]
    assert 400 < len(presses) < 600
    assert all(Press.decode(press) for press in presses)
    assert not any(act.press for act in drawn(200, presses=False))


def test_the_same_few_texts_come_again_when_asked_for():
    assert len({act.words for act in drawn(2000, repeat=True)}) <= 41


def test_the_table_sets_each_bot_beside_the_bare_one_and_counts_a_message():
    timing = Timing(1.0, 2.0, 3.0)
    bare = Load(
        name="echo",
        per_second=200.0,
        paced=timing,
        alone=timing,
        cpu_ms=2.0,
        crowd_cpu_ms=2.0,
        acts=10,
        stages={},
        memory_mb=50.0,
        growth=0.0,
        refused=0,
    )
    ours = Load(
        name="ours",
        per_second=50.0,
        paced=timing,
        alone=timing,
        cpu_ms=20.0,
        crowd_cpu_ms=18.0,
        acts=10,
        stages={"claim": Spent(10, 50.0, 40, 10)},
        memory_mb=200.0,
        growth=0.01,
        refused=0,
    )
    table = load.as_table([bare, ours])
    assert "0.25" in table.splitlines()[2]
    assert table.splitlines()[2].split()[-2:] == ["4.0", "1.0"]
    assert table.splitlines()[-1].split()[-1] == "15.00"
