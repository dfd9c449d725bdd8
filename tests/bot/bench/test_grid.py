"""Every attribute of every thing is asked in words that no template has, and how the answer ended is told apart."""

import re
from collections import Counter

import pytest

from bot.assistant.answer import Answer, AnswerKind
from bot.bench.grid import Ending, Judged, Style, Told, Wording, as_table, questions, read_wordings, some, wrong_ones
from bot.core.errors import BotError
from intents.text.text import fold
from knowledge.library.library import load_library
from knowledge.library.taught import load_asked
from knowledge.library.things import Cell, load_things
from tests.bot.bench.test_bench_cli import cite, elsewhere  # noqa: F401  # the fixture keeps the database away

THINGS, LIBRARY = load_things(), load_library()
WORDINGS = read_wordings()
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def runs(text):
    """All five words in a row, however they are spelt; a thing's name is no word of the question's."""
    parts = [WORD.findall(part) for part in fold(text).split("{t}")]
    return {tuple(part[start : start + 5]) for part in parts for start in range(len(part) - 4)}


def test_no_wording_shares_five_words_in_a_row_with_a_template_of_its_attribute():
    asked = load_asked()
    shared = [
        (attribute, one.text)
        for attribute, wordings in WORDINGS.items()
        for one in wordings
        if runs(one.text) & {run for told in asked[one.style.language].get(attribute, ()) for run in runs(told)}
    ]
    assert shared == []


def test_every_attribute_has_a_wording_and_every_wording_a_place_for_the_thing():
    assert set(WORDINGS) == set(THINGS.attributes)
    assert [one for listed in WORDINGS.values() for one in listed if one.text.count("{T}") != 1] == []
    assert [attribute for attribute, listed in WORDINGS.items() if not listed] == []


@pytest.mark.parametrize(
    ("style", "wording", "thing", "said"),
    [
        (Style.CLEAN, "{T}, c'est quoi ?", "lab", "Le laboratoire d'expérimentation, c'est quoi ?"),
        (Style.CLEAN, "À qui appartient votre {T} ?", "mezzanine", "À qui appartient votre mezzanine ?"),
        (Style.CLEAN, "Où sont les photos de votre {T} ?", "rooms", "Où sont les photos de vos salles du tiers-lieu ?"),
        (Style.CLEAN, "Qui dirige votre {T} ?", "belc", "Qui dirige BeLC ?"),
        (Style.CLEAN, "Que faire, côté {T} ?", "lab", "Que faire, côté laboratoire d'expérimentation ?"),
        (Style.CLEAN, "Combien de temps dure {T} ?", "guided_tour", "Combien de temps dure les visites guidées ?"),
        (Style.CLEAN, "le nom « {T} » ?", "girls", "Le nom « Girls can code » ?"),
        (Style.CLEAN, "le prix de {T} ?", "parking", "Le prix du parking ?"),
        (Style.CLEAN, "le prix de {T} ?", "toilets", "Le prix des toilettes ?"),
        (Style.CLEAN, "le prix de {T} ?", "entrance", "Le prix de l'entrée ?"),
        (Style.DIRTY, "jveu minscrir a {T}", "events", "jveu minscrir aux événements"),
        (Style.DIRTY, "{T} c cb", "escape", "l'escape game « Les gardiens du numérique » c cb"),
        (Style.DIRTY, "c koi le tarif {T}", "room_large", "c koi le tarif grande salle"),
        (Style.ENGLISH, "How big is the {T}?", "lab", "How big is the experimentation lab?"),
        (Style.ENGLISH, "How big is the {T}?", "groupama", "How big is Groupama?"),
        (Style.ENGLISH, "How is a {T} session run?", "podcast", "How is a podcast recording session run?"),
        (Style.ENGLISH, "Who founded {T}?", "bot", "Who founded this bot?"),
    ],
)
def test_the_name_has_the_article_that_its_place_asks_for(style, wording, thing, said):
    assert Wording(style, wording).of(THINGS.things[thing]) == said


def test_the_third_french_wording_is_the_badly_spelt_one_and_what_was_left_out_is_no_wording(tmp_path):
    file = tmp_path / "wordings.yaml"
    file.write_text('price:\n  fr: [null, "Combien, {T} ?", "cb {T}"]\n  en: ["How much is the {T}?"]\n')
    styles = [one.style for one in read_wordings(file)["price"]]
    assert styles == [Style.CLEAN, Style.DIRTY, Style.ENGLISH]


@pytest.mark.parametrize("text", ["- a list", "price: 3", "price: {fr: [a]}", "price: [a", None])
def test_a_file_of_anything_else_is_refused(tmp_path, text):
    file = tmp_path / "wordings.yaml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(BotError, match="wordings"):
        read_wordings(file)


def test_the_seed_draws_the_wordings_half_clean_a_third_dirty_and_the_rest_in_english():
    cells = THINGS.cells()
    asked, again, other = (list(questions(cells, THINGS, WORDINGS, seed)) for seed in (1, 1, 2))
    assert asked == again != other
    assert [one.cell for one in asked] == list(cells)
    styles = Counter(one.style for one in asked)
    assert 0.45 < styles[Style.CLEAN] / len(cells) < 0.55
    assert 0.30 < styles[Style.DIRTY] / len(cells) < 0.40
    assert 0.10 < styles[Style.ENGLISH] / len(cells) < 0.20  # 44 of its wordings were left out
    assert len(some(cells, 20, 1)) == 20


def test_an_attribute_without_a_wording_is_named():
    with pytest.raises(BotError, match="price"):
        list(questions([Cell("lab", "price")], THINGS, {"price": ()}, 1))


@pytest.mark.parametrize(
    ("cell", "kind", "topic", "ending"),
    [
        ("lab.machines", AnswerKind.ANSWER, "lab_machines", Ending.MISLED),
        ("venue.address", AnswerKind.ANSWER, "address", Ending.TOLD),
        ("venue.address", AnswerKind.ANSWER, "parking", Ending.MISLED),
        ("venue.address", AnswerKind.UNKNOWN, "venue.address", Ending.HONEST),
        ("cafe.price", AnswerKind.OFF_TOPIC, None, Ending.HONEST),
        ("cafe.price", AnswerKind.CLARIFY, None, Ending.ASKED),
        ("cafe.price", AnswerKind.EVENTS, None, Ending.MISLED),
        ("cafe.price", AnswerKind.ANSWER, "address", Ending.MISLED),
        ("cafe.price", AnswerKind.ACTION, None, Ending.ELSE),
    ],
)
def test_an_answer_tells_the_cell_or_another_or_admits_or_asks(cell, kind, topic, ending):
    answer = Answer(kind=kind, text="", confidence=1.0, topic=topic)
    assert Told.by(LIBRARY).ending(Cell.of(cell), answer) is ending


def test_what_is_only_said_not_to_be_known_is_not_known():
    silent = {cell for topic in LIBRARY.topics if topic.unknown for cell in topic.cells}
    told = {cell for topic in LIBRARY.topics if not topic.unknown for cell in topic.cells}
    assert silent - told
    assert set(Told.by(LIBRARY).topics) == told


def test_the_table_counts_known_cells_apart_and_the_wrong_ones_are_listed():
    def judged(cell, known, kind, ending):
        (asked,) = questions([Cell.of(cell)], THINGS, {Cell.of(cell).attribute: [Wording(Style.CLEAN, "{T} ?")]}, 1)
        return Judged(asked, known, Answer(kind=kind, text="", confidence=1.0), ending)

    found = [
        judged("venue.address", True, AnswerKind.ANSWER, Ending.TOLD),
        judged("cafe.price", False, AnswerKind.EVENTS, Ending.MISLED),
        judged("cafe.phone", False, AnswerKind.UNKNOWN, Ending.HONEST),
    ]
    lines = as_table(found).splitlines()
    assert lines[2].split() == [
        "all",
        "1",
        "100.0%",
        "0.0%",
        "0.0%",
        "0.0%",
        "0.0%",
        "2",
        "50.0%",
        "0.0%",
        "50.0%",
        "0.0%",
    ]
    assert [line.split()[0] for line in lines[2:]] == ["all", "clean", "dirty", "English", "facility", "venue"]
    assert wrong_ones(found) == "cafe.price (other) misled: Le café ? -> events"


def test_a_small_grid_runs():
    table = cite("bench", "grid", "--most", 30, "--seed", 3)
    known, others = table.splitlines()[2].split()[1::6]
    assert int(known) + int(others) == 30
    assert table == cite("bench", "grid", "--most", 30, "--seed", 3)
