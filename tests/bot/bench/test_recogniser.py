"""`cite bench recogniser`: any data, any recogniser, the same marks."""

import json
from dataclasses import dataclass

import pytest

from bot.bench.recogniser import trial as trial_report
from bot.bench.recogniser.recogniser import Fuzzy, Labelled, NgramSvm, Paper, Ranked, Recognised, examine, read_examples
from bot.bench.recogniser.trial import (
    OURS,
    Candidate,
    Part,
    Result,
    Trial,
    auroc,
    mark,
    peers,
    refused,
    run,
    sit,
    write_predictions,
)
from bot.core.errors import BotError

TRAIN = tuple(
    Labelled(text, label)
    for label, texts in {
        "bread": ["je voudrais du pain", "une baguette svp", "avez-vous du pain complet", "il reste des baguettes ?",
                  "du pain de campagne", "deux baguettes bien cuites", "le pain est-il frais", "une miche de pain"],
        "cake": ["un gâteau au chocolat", "une tarte aux pommes", "des gâteaux d'anniversaire", "je veux une tarte",
                 "une part de gâteau", "avez-vous des tartes", "un gâteau pour dix", "la tarte du jour"],
        "events": ["quand ouvrez-vous", "vous fermez à quelle heure", "ouvert le dimanche ?", "les heures d'ouverture",
                   "êtes-vous ouverts demain", "à quelle heure ouvrez-vous", "c'est fermé quand", "ouvert à midi ?"],
        None: ["il pleut beaucoup", "mon chien dort", "quel beau film", "la mer est calme",
               "il neige en montagne", "mon vélo est rouge", "une chanson douce", "les étoiles brillent"],
    }.items()
    for text in texts
)  # fmt: skip
TEST = (
    Labelled("du pain svp", "bread"),
    Labelled("une tarte au chocolat", "cake"),
    Labelled("vous ouvrez à quelle heure", "events"),
    Labelled("mon chien est rouge", None),
)


@dataclass(frozen=True)
class Parrot:
    """Knows the texts it learnt, and nothing else."""

    examples: tuple[Labelled, ...]

    @classmethod
    def learn(cls, examples):
        return cls(tuple(examples))

    def recognise(self, text):
        heard = [Ranked(one.label, 1.0) for one in self.examples if one.text == text and one.label]
        return Recognised(tuple(heard), 1.0 if heard else 0.0)


def marked(recogniser, test, train=TRAIN):
    sat = examine(recogniser, Paper(train, tuple(one.text for one in test)))
    return mark(sat, Part(test, sat.replies), None, None)


def test_a_recogniser_that_knows_everything_gets_full_marks():
    marks = marked(Parrot, TRAIN)
    assert (marks.accuracy, marks.top_3, marks.auroc, marks.refused) == (1.0, 1.0, 1.0, 1.0)


def test_one_that_knows_nothing_gets_none_and_guesses_what_is_in_scope():
    marks = marked(Parrot, TEST)
    assert (marks.accuracy, marks.auroc, marks.refused) == (0.0, 0.5, 0.0)


def test_without_out_of_scope_texts_there_is_no_figure_about_them():
    marks = marked(Parrot, TRAIN[:8])
    assert (marks.auroc, marks.refused) == (None, None)


def test_draws_count_half():
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)


def test_refusals_are_counted_where_nine_in_ten_of_the_others_pass():
    inside = [n / 10 for n in range(1, 11)]
    assert refused(inside, [0.05, 0.15, 0.2, 0.3]) == 0.5


@pytest.mark.parametrize("name", ["ours", "svm", "fuzzy"])
def test_every_recogniser_learns_to_tell_bread_from_cake_in_a_process_of_its_own(name):
    sat = sit(Candidate.of_ours(name, name), Paper(TRAIN, tuple(one.text for one in TEST)))
    found = [reply.recognised for reply in sat.replies]
    assert [one.ranked[0].label for one in found[:3]] == ["bread", "cake", "events"]
    assert all(0 < len(one.ranked) <= 5 and "" not in {r.label for r in one.ranked} for one in found)
    assert found[3].confidence < min(one.confidence for one in found[:3])


def test_two_labels_are_enough_for_the_peers():
    for recogniser in (NgramSvm, Fuzzy):
        assert recogniser.learn(TRAIN[:16]).recognise("un gâteau").ranked[0].label == "cake"


def test_a_trial_asks_the_variants_too_and_writes_predictions(tmp_path):
    trial = Trial(train=TRAIN, test=TEST, typos=3, hard=True)
    result = run(trial, Candidate.of_ours("fuzzy", "fuzzy"))
    assert None not in (result.marks.with_typos, result.marks.hard)
    write_predictions(result, tmp_path / "made.jsonl")
    made = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["text"], one["label"]) for one in made] == [(one.text, one.label) for one in TEST]
    assert set(made[0]) == {"text", "label", "predicted", "confidence", "top"}
    assert made[0]["predicted"] == made[0]["top"][0][0] == "bread"


def test_marks_stand_side_by_side_and_figures_nobody_has_are_left_out():
    trial = Trial(train=TRAIN, test=TEST)
    sat = examine(Parrot, Paper(TRAIN, tuple(one.text for one in TEST)))
    plain = Part(TEST, sat.replies)
    results = [Result(name, mark(sat, plain, None, None), plain) for name in ("one", "other")]
    table = trial_report.as_table(trial, results).splitlines()
    assert table[0] == "32 examples, 3 labels; asked: 3 in scope, 1 out of scope"
    assert table[1].split() == ["one", "other"]
    assert table[2].split() == ["accuracy", "0.0%", "0.0%"]
    assert not any("typos" in line for line in table)
    assert set(json.loads(trial_report.as_json(results))) == {"one", "other"}


def test_a_candidate_that_fails_is_named_with_its_last_words():
    broken = Candidate("ours", (OURS.command[0], "-c", "raise ValueError('too tired')"), {})
    with pytest.raises(BotError, match="ours did not finish: ValueError: too tired"):
        sit(broken, Paper(TRAIN, ("du pain",)))


def test_a_line_that_is_no_example_is_named(lines):
    with pytest.raises(BotError, match="line 2"):
        read_examples(lines("t.jsonl", {"text": "a", "label": "b"}, {"text": "a"}))
    with pytest.raises(BotError, match="no text with a label"):
        read_examples(lines("n.jsonl", {"text": "a", "label": None}))


def test_a_single_label_leaves_nothing_to_tell_apart(lines):
    file = lines("t.jsonl", {"text": "a", "label": "b"})
    with pytest.raises(BotError, match="single label"):
        Trial.of(file, file, typos=None, hard=False)


def test_a_peer_that_cannot_be_had_is_left_out_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr("bot.bench.recogniser.trial.shutil.which", lambda name: None)
    first, *others = peers(tmp_path)
    assert str(first) == "NLP.js is left out: node is not installed."
    assert [one.name for one in others] == ["n-gram SVM", "rapidfuzz"]


@pytest.mark.slow
def test_every_peer_that_can_be_installed_sits_the_exam(tmp_path):
    ready = [peer for peer in peers(tmp_path) if isinstance(peer, Candidate)]
    if "NLP.js" not in {peer.name for peer in ready}:
        pytest.skip("NLP.js cannot be installed here: it needs node, npm and the Internet")
    for peer in ready:
        assert run(Trial(train=TRAIN, test=TEST), peer).marks.accuracy > 0.5
