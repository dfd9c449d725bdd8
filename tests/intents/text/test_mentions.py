"""Which things a message names."""

from hypothesis import given
from hypothesis import strategies as st

from intents.text.reading import Alias, Aliases
from intents.text.text import words

ALIASES = Aliases.of(
    [
        Alias("lab", "labo", False),
        Alias("lab", "le laboratoire", True),
        Alias("studio", "laboratoire vidéo", True),
        Alias("video", "le laboratoire vidéo", True),
        Alias("room", "grande salle", True),
        Alias("room", "salle", False),
        Alias("venue", "salle", False),
        Alias("entrance", "l’entrée", True),
    ]
)
VOCABULARY = st.sampled_from(["labo", "laboratoire", "salle", "grande", "video", "le", "la", "robot", "visite"])
SAID = st.lists(VOCABULARY, max_size=12)
SOME_ALIASES = st.lists(
    st.builds(Alias, st.sampled_from("abc"), st.lists(VOCABULARY, max_size=3).map(" ".join), st.booleans()), max_size=8
).map(Aliases.of)
HERE = "xthing"


def named(text):
    return ALIASES.things(words(text))


def test_a_thing_is_named_by_any_of_its_aliases_whatever_the_accents_and_capitals():
    assert named("le LABO ?") == named("Le Laboratoire") == ("lab",)
    assert named("où est l'entree") == ("entrance",)


def test_nothing_is_named_by_other_words():
    assert named("le robot") == named("") == named("grandes salles") == ()


def test_the_longest_name_counts():
    assert named("le laboratoire vidéo") == ("video",)
    assert named("un laboratoire vidéo") == ("studio",)


def test_names_beyond_doubt_come_first_then_as_they_come_each_once():
    assert named("du labo à la grande salle, puis l'entrée, puis la grande salle") == ("room", "entrance", "lab")


def test_where_a_strong_and_a_weak_name_are_the_same_words_the_strong_one_counts():
    for order in (1, -1):
        both = Aliases.of([Alias("weak", "le bot", False), Alias("strong", "Le Bot", True)][::order])
        assert both.things(["le", "bot"]) == ("strong",)
        assert [one.thing for one in both] == ["strong"]


def test_a_name_beyond_doubt_is_hidden_and_a_weak_one_is_not():
    assert ALIASES.hidden(words("combien pour la grande salle ou le labo"), HERE) == (
        "combien",
        "pour",
        "la",
        HERE,
        "ou",
        "le",
        "labo",
    )


def test_an_alias_without_words_names_nothing():
    assert Aliases.of([Alias("a", "?!", True)]).things(["a"]) == ()


@given(SOME_ALIASES, st.lists(st.sampled_from(["combien", "coûte", "cette", "visite", "libre"]), max_size=9))
def test_words_that_name_nothing_are_never_changed(aliases, said):
    said = [word for word in said if word != "visite"]
    assert aliases.hidden(said, HERE) == tuple(said)
    assert aliases.things(said) == ()


@given(SOME_ALIASES, SAID)
def test_what_is_not_hidden_stays_in_its_order(aliases, said):
    rest = iter(said)
    assert all(word in rest for word in aliases.hidden(said, HERE) if word != HERE)


@given(SOME_ALIASES, SAID)
def test_something_is_hidden_only_for_a_strong_name_that_is_said(aliases, said):
    hidden = aliases.hidden(said, HERE)
    strong = {one.thing for one in aliases if one.strong}
    if HERE in hidden:
        assert strong & set(aliases.things(said))
    else:
        assert hidden == tuple(said)


@given(SOME_ALIASES)
def test_every_alias_names_its_thing_and_the_list_of_them_makes_the_same_aliases(aliases):
    for alias in aliases:
        assert aliases.things(words(alias.text)) == (alias.thing,)
    assert sorted(Aliases.of(aliases), key=repr) == sorted(aliases, key=repr)
