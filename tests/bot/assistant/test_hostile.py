"""Whatever is typed is answered: nothing is raised, nothing takes long."""

import gc
from itertools import cycle
from statistics import median
from time import process_time

import pytest

from tests.bot.assistant.conftest import NOW
from tests.intents.hostile import hostile

MUCH = 25  # times what the middle text costs
TOPICS = (
    "des ateliers pour 8 ans en décembre ?",
    "le labyrinthe de la souris",
    "vous êtes où ?",
    "blablabla",
    "je veux un truc",
    "the escape game is at what time?",
)


@pytest.fixture(scope="module")
def contexts(clerk):
    """None, and what may have been talked about before."""
    found = []
    for topic in TOPICS:
        ((meaning, answer),) = clerk.converse([topic])
        found.append(clerk.assistant.remember(answer, meaning, None, NOW))
    return (None, *found)


def answered(clerk, contexts, seed, many):
    """Each text, and the milliseconds of work until it was answered and its context was kept."""
    gc.collect()
    gc.freeze()  # as the bot does when it has loaded its model
    before, language, agenda = cycle(contexts), cycle(("fr", "en")), cycle([clerk.events] * 8 + [()])
    for text, context, spoken, events in zip(hostile(seed, many), before, language, agenda, strict=False):
        start = process_time()
        meaning = clerk.understanding.understand(text.text, context, events, NOW)
        answer = clerk.assistant.answer(meaning, events, spoken, NOW, context)
        kept = clerk.assistant.remember(answer, meaning, context, NOW)
        yield text, 1000 * (process_time() - start), meaning, answer, kept


def test_no_hostile_text_raises_or_costs_much_more_than_others(clerk, contexts):
    costs = []
    for text, spent, meaning, answer, kept in answered(clerk, contexts, seed=1, many=200):
        assert answer.plain.encode(), text
        assert meaning.to_json().encode()
        assert 0 <= answer.confidence <= 1
        assert kept is None or kept.from_json(kept.to_json()).to_json() == kept.to_json()
        costs.append((spent, text))
    usual = median(spent for spent, _ in costs)
    # Another program may have held the processor's memory up: what is late three times more is slow.
    late = [text for spent, text in costs if spent > MUCH * usual]
    assert not [text.text[:80] for text in late if min(spent_on(clerk, text) for _ in range(3)) > MUCH * usual]


@pytest.mark.slow
def test_no_text_of_a_hundred_thousand_costs_much_more_than_others(clerk, contexts):
    costs = [(spent, text) for text, spent, *_ in answered(clerk, contexts, seed=2, many=100_000)]
    usual = median(spent for spent, _ in costs)
    late = [text for spent, text in costs if spent > MUCH * usual]
    slow = [(text.kind, text.text[:80]) for text in late if min(spent_on(clerk, text) for _ in range(3)) > MUCH * usual]
    assert not slow, f"{len(slow)} of {len(late)} late ones"


def spent_on(clerk, text):
    start = process_time()
    clerk.understanding.understand(text.text, None, clerk.events, NOW)
    return 1000 * (process_time() - start)
