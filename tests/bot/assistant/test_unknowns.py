"""« Je ne sais pas combien coûte l’escape game »: what is said of an attribute that nothing tells."""

import re

import pytest

from bot.assistant.facts import Unknown, after, filled
from bot.messages import Messages
from intents.meaning.catalogue import OTHER_GAP, gap
from knowledge.library.things import VENUE, Attribute, Cell, Thing, Things, load_things

REAL = load_things()
UNCONTRACTED = re.compile(r"\b(?:de|à) (?:le|les)\b")


def thing(id_, kind, fr, en):
    return Thing(
        id=id_, name={"fr": fr, "en": en}, feminine=False, plural=False, kind=kind, parent=None, strong={}, weak={}
    )


def attribute(id_, kinds, fr, en):
    return Attribute(id=id_, means="", of=frozenset(kinds), unknown={"fr": fr, "en": en})


THINGS = Things(
    things={
        one.id: one
        for one in (
            thing(VENUE, "venue", "la Cité", "the Cité"),
            thing("lab", "space", "le labo", "the lab"),
            thing("talks", "activity", "les débats R&D", "the R&D talks"),
            thing("entrance", "space", "l’entrée", "the entrance"),
        )
    },
    attributes={
        one.id: one
        for one in (
            attribute("size", {"venue", "space"}, "quelle est la surface {de}", "how big {T} is"),
            attribute("way", {"space"}, "comment aller {à}", "how to get to {T}"),
            attribute("contents", {"space", "activity"}, "ce qu’il y a {dans}", "what there is in {T}"),
            attribute("price", {"activity"}, "combien coûtent {T}", "how much {T} cost"),
        )
    },
)


def said(intent, named, language):
    return Unknown.of(intent, named, THINGS).said(THINGS, Messages(language))


@pytest.mark.parametrize(
    ("preposition", "name", "together"),
    [
        ("de", "le laboratoire", "du laboratoire"),
        ("de", "les ateliers", "des ateliers"),
        ("de", "la mezzanine", "de la mezzanine"),
        ("de", "l’entrée", "de l’entrée"),
        ("de", "Groupama", "de Groupama"),
        ("de", "« Girls can code »", "de « Girls can code »"),
        ("de", "lecture", "de lecture"),
        ("à", "le laboratoire", "au laboratoire"),
        ("à", "les ateliers", "aux ateliers"),
        ("à", "la mezzanine", "à la mezzanine"),
        ("à", "l’entrée", "à l’entrée"),
        ("à", "ce robot", "à ce robot"),
    ],
)
def test_prepositions_contract_with_the_article_as_in_french(preposition, name, together):
    assert after(preposition, name) == together


@pytest.mark.parametrize(
    ("intent", "named", "fr", "en"),
    [
        ("size", (), "quelle est la surface de la Cité", "how big the Cité is"),
        ("size", ("lab",), "quelle est la surface du labo", "how big the lab is"),
        ("size", ("entrance",), "quelle est la surface de l’entrée", "how big the entrance is"),
        ("way", ("lab",), "comment aller au labo", "how to get to the lab"),
        ("way", ("entrance",), "comment aller à l’entrée", "how to get to the entrance"),
        ("contents", ("lab",), "ce qu’il y a dans le labo", "what there is in the lab"),
        ("price", ("talks",), "combien coûtent les débats R&amp;D", "how much the R&amp;D talks cost"),
    ],
)
def test_it_is_said_what_is_not_known_of_the_thing_that_was_named(intent, named, fr, en):
    assert said(gap(intent), named, "fr") == f"Je ne sais pas {fr}."
    assert said(gap(intent), named, "en") == f"I don’t know {en}."


def test_the_first_named_thing_that_can_have_the_attribute_is_meant():
    assert Unknown.of(gap("size"), ("talks", "nowhere", "entrance", "lab"), THINGS).cell == Cell("entrance", "size")


def test_the_venue_is_meant_where_nothing_fitting_is_named():
    assert Unknown.of(gap("size"), ("talks",), THINGS).cell == Cell(VENUE, "size")


def test_where_not_even_the_venue_can_have_it_nothing_is_named():
    assert Unknown.of(gap("price"), ("lab",), THINGS).cell is None


@pytest.mark.parametrize("intent", [OTHER_GAP, gap("colour"), "", "address"])
def test_what_has_no_name_is_only_not_known(intent):
    unknown = Unknown.of(intent, ("lab",), THINGS)
    assert (unknown.cell, unknown.code) == (None, "other")
    assert said(intent, ("lab",), "fr") == "Je n’ai pas cette information."
    assert "{" not in said(intent, ("lab",), "en")


def test_it_is_counted_by_thing_and_attribute():
    assert Unknown.of(gap("way"), ("lab",), THINGS).code == "lab.way"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_cell_of_the_venue_has_a_whole_sentence(language):
    words = Messages(language)
    for cell in REAL.cells():
        sentence = Unknown(cell).said(REAL, words)
        name = REAL.things[cell.thing].name[language]
        assert not {"{", "}"} & set(sentence)
        assert re.sub(r"^(?:les? |la |l’|the )", "", name) in sentence.replace("&amp;", "&"), sentence
        assert language == "en" or not UNCONTRACTED.search(sentence), sentence


def test_english_sentences_need_no_french_preposition():
    strange = {"{de}", "{à}", "{dans}"}
    assert [one.id for one in REAL.attributes.values() if any(place in one.unknown["en"] for place in strange)] == []


def test_a_sentence_may_name_its_thing_more_than_once_or_never():
    lab = THINGS.things["lab"]
    assert filled("où sont {T} et le toit {de}", lab, "fr") == "où sont le labo et le toit du labo"
    assert filled("quoi", lab, "fr") == "quoi"
