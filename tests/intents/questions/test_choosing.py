"""Which spans of a message are answered, by what was learnt of their signs."""

from dataclasses import replace

import numpy as np
import pytest

from intents.meaning.meaning import Decision, Slots
from intents.model.model import Ranked
from intents.model.softmax import Chooser, Logistic
from intents.model.verdict import Verdict, Weighed
from intents.query.titles import Titles
from intents.questions.choosing import ACT_FROM, WHOLE, Choice, PairSign, Sign, Spans, choose, likelihoods
from intents.questions.judging import Judged, Part
from intents.questions.spans import Span
from intents.slots.slots import Found
from intents.text.reading import Alias, Aliases, Read

TEXT = "l'adresse du labo ? et le prix ?"
ALIASES = Aliases.of([Alias("lab", "labo", strong=True)])
NO_TITLE = Titles().find(())


def judged(text, intent, confidence, decision=Decision.ANSWER, in_whole=0.1, **more):
    start = max(0, TEXT.find(text))
    words = tuple(text.replace("'", " ").split())
    verdict = Verdict(intent, decision, confidence, (), claims=not intent.startswith("?"))
    part = Part(Read(text, words), Found(Slots(), NO_TITLE))
    weighed = Weighed((), np.zeros(1, np.float32), 0.2, confidence)
    span, scores = Span(text, start, start + len(text), **more), np.zeros(1, np.float32)
    return Judged(span, part, weighed, verdict, in_whole, scores)


def by(kind, **weights):
    """A chooser that looks at these signs only."""
    return Logistic(np.array([weights.get(sign.name, 0) for sign in kind], np.float32), weights.get("bias", 0))


def chooser(fact=None, gap=None, pair=None):
    sure = by(Sign, SURE=1)
    return Chooser(fact or sure, gap or sure, pair or by(PairSign, LESS_LIKELY=1))


def chosen(*spans, **learnt):
    return choose(spans, chooser(**learnt), ALIASES)[0]


WHOLE_UNSURE = judged(TEXT, "address", 0.3, Decision.ASK)
FIRST = judged("l'adresse du labo", "address", 0.9, is_asked=True)
SECOND = judged("le prix", "?price", 0.8, is_asked=True)


def test_two_spans_apart_that_are_likely_are_two_questions_in_their_order():
    assert chosen(WHOLE_UNSURE, SECOND, FIRST) == Choice(2, 1)


def test_one_likely_span_speaks_for_an_unclear_whole():
    assert chosen(WHOLE_UNSURE, FIRST) == Choice(1)
    assert chosen(WHOLE_UNSURE, judged("le prix", "price", 0.2)) == WHOLE


def test_a_surer_whole_counts_more_than_its_parts():
    assert chosen(judged(TEXT, "address", 0.95), FIRST) == WHOLE


@pytest.mark.parametrize(
    "other",
    [judged("le prix", "address", 0.9), judged("labo ? et le prix", "price", 0.9), judged("le prix", "price", 0.05),
     judged("le prix", "sign_up", 0.95), judged("le prix", "thanks", 0.95)],
    ids=["of the same topic", "not apart", "unlikely", "an act", "small talk"],
)  # fmt: skip
def test_else_only_one_is_answered(other):
    assert chosen(WHOLE_UNSURE, FIRST, other) == Choice(1)


def test_two_things_that_are_not_known_are_no_two_answers():
    assert chosen(WHOLE_UNSURE, judged("l'adresse du labo", "?name", 0.9), SECOND).second is None


@pytest.mark.parametrize("intent", ["off_topic.shopping", "sign_up", "events"])
def test_a_whole_that_is_clearly_about_no_topic_is_not_saved_by_a_part(intent):
    assert chosen(judged(TEXT, intent, 0.9), FIRST, SECOND) == WHOLE


@pytest.mark.parametrize("intent", ["greeting", "thanks", "goodbye"])
def test_a_courtesy_gives_way_to_a_part_that_asks_and_to_no_other(intent):
    assert chosen(judged(TEXT, intent, 0.9), SECOND) == Choice(1)
    assert chosen(judged(TEXT, intent, 0.9), judged("le labo", "address", 0.9)) == WHOLE


def test_a_message_without_its_first_question_asks_the_next_likeliest():
    weighed = Weighed((Ranked(3, 0.6), Ranked(5, 0.3)), np.zeros(1, np.float32), 0.1, 0.6)
    left = weighed.without(3)
    assert [one.intent for one in left.ranked] == [5]
    assert left.confidence == pytest.approx(0.75)
    assert left.silent == pytest.approx(0.25)
    assert weighed.without(None) == weighed
    assert left.without(5) is None


def test_an_order_in_an_unclear_message_counts_when_no_span_asks():
    order = judged("le prix", "sign_up", ACT_FROM)
    assert chosen(WHOLE_UNSURE, order) == Choice(1)
    assert chosen(WHOLE_UNSURE, judged("le prix", "sign_up", ACT_FROM - 0.01)) == WHOLE
    assert chosen(WHOLE_UNSURE, FIRST, order) == Choice(1)


def test_a_fact_and_what_is_not_known_are_learnt_apart():
    spans = Spans.of([FIRST, SECOND], ALIASES)
    facts_only = chooser(fact=by(Sign, bias=2), gap=by(Sign, bias=-2))
    fact, gap = likelihoods(spans, facts_only)
    assert fact > 0.8 > 0.2 > gap


def test_the_signs_say_what_stands_in_the_message():
    spans = Spans.of([WHOLE_UNSURE, FIRST, SECOND], ALIASES)
    signs = {sign: float(value) for sign, value in zip(Sign, spans.signs(1), strict=True)}
    assert (signs[Sign.IS_WHOLE], signs[Sign.FIRST], signs[Sign.LAST], signs[Sign.MARK]) == (0, 1, 0, 1)
    assert (signs[Sign.NAMES], signs[Sign.ALONE], signs[Sign.OTHERS_ASK]) == (1, 0, 1)
    assert signs[Sign.OTHER_GAP] == pytest.approx(0.8)
    assert signs[Sign.OTHER_FACT] == 0
    assert signs[Sign.SAME] == pytest.approx(0.3)


def test_the_signs_of_two_are_those_of_each_and_of_the_whole():
    spans = Spans.of([WHOLE_UNSURE, FIRST, SECOND], ALIASES)
    signs = {sign: float(value) for sign, value in zip(PairSign, spans.pair_signs(1, 2, (0.0, 0.5, 0.9)), strict=True)}
    assert signs[PairSign.FIRST_LIKELY] == signs[PairSign.LESS_LIKELY] == pytest.approx(0)
    assert signs[PairSign.SECOND_LIKELY] == signs[PairSign.BEST_LIKELY] > 2
    assert (signs[PairSign.BOTH_FACTS], signs[PairSign.BOTH_MARKED], signs[PairSign.SECOND_NAMES]) == (0, 1, 0)
    assert signs[PairSign.WHOLE_FACT] < 0 == signs[PairSign.WHOLE_GAP]


def told(one, *ranked):
    """The same span, these facts being likeliest in it, by their numbers."""
    return replace(one, weighed=replace(one.weighed, ranked=tuple(Ranked(*fact) for fact in ranked)))


def test_a_span_that_leaves_out_the_thing_named_may_not_be_what_is_asked():
    spans = Spans.of([WHOLE_UNSURE, FIRST, SECOND], ALIASES)
    leaves = [spans.signs(place)[list(Sign).index(Sign.LEAVES_NAME)] for place in range(3)]
    assert leaves == [0, 0, 1]
    unnamed = Spans.of([SECOND, judged("prix", "price", 0.9)], ALIASES)
    assert unnamed.signs(1)[list(Sign).index(Sign.LEAVES_NAME)] == 0
    cautious = by(Sign, SURE=1, LEAVES_NAME=-9)
    assert chosen(WHOLE_UNSURE, SECOND, gap=cautious) == WHOLE
    assert chosen(WHOLE_UNSURE, FIRST, fact=cautious) == Choice(1)


@pytest.mark.parametrize(("text", "alone"), [("labo ?", 1), ("le labo", 1), ("l'adresse du labo", 0), ("le prix", 0)])
def test_a_name_with_its_article_asks_nothing_by_itself(text, alone):
    spans = Spans.of([WHOLE_UNSURE, judged(text, "address", 0.9)], ALIASES)
    assert spans.signs(1)[list(Sign).index(Sign.NAME_ALONE)] == alone
    pair = spans.pair_signs(0, 1, [0.5, 0.5])
    assert pair[list(PairSign).index(PairSign.NAME_ALONE)] == alone


def test_a_span_is_held_against_what_the_whole_message_is_told():
    place = list(Sign).index(Sign.TOLD_IN_WHOLE)
    whole = told(WHOLE_UNSURE, (4, 0.7), (2, 0.2))
    of_spans = [Spans.of([whole, told(FIRST, (fact, 0.9))], ALIASES).signs(1)[place] for fact in (4, 2, 3)]
    assert of_spans == sorted(of_spans, reverse=True)
    assert len(set(of_spans)) == 3


def asking(one, attribute):
    """The same span, which asks the attribute with this number."""
    asked = np.eye(3, dtype=np.float32)[attribute]
    return replace(one, weighed=replace(one.weighed, asked=asked))


@pytest.mark.parametrize(("attribute", "alike"), [(1, 1), (2, 0)])
def test_a_span_without_the_name_that_asks_what_the_whole_asks_says_it_once_more(attribute, alike):
    whole, named, bare = asking(WHOLE_UNSURE, 1), asking(FIRST, 1), asking(SECOND, attribute)
    spans = Spans.of([whole, named, bare], ALIASES)
    again = [spans.signs(place)[list(Sign).index(Sign.ASKS_AS_WHOLE)] for place in range(3)]
    assert again == [0, 0, alike]
    pair = dict(zip(PairSign, spans.pair_signs(1, 2, (0.0, 0.5, 0.9)), strict=True))
    assert (pair[PairSign.SAME_ASKED], pair[PairSign.SECOND_UNNAMED]) == (alike, alike)
    assert (pair[PairSign.FIRST_IS_WHOLE], pair[PairSign.SECOND_IS_WHOLE]) == (1, 0)
