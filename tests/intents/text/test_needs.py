import pytest

from intents.text.needs import Needs

NAMES = ("a", "b", "c", "d")
BITS = {name: 1 << place for place, name in enumerate(NAMES)} | {"AB": 3}


def needs(pattern, often=""):
    return Needs.of(pattern, BITS.__getitem__, sum(map(BITS.__getitem__, often)))


def bits(kinds):
    return sum(map(BITS.__getitem__, kinds))


@pytest.mark.parametrize(
    ("pattern", "enough", "too_little"),
    [
        ("a b", ["ab", "abc"], ["a", "b", "cd"]),
        ("a? b*", ["", "c"], []),
        ("a b{0,2}", ["a"], ["b"]),
        ("a+ x:b{3,}", ["ab"], ["a", "b"]),
        ("AB c", ["ac", "bc"], ["ab", "c"]),
        ("(a|b c) d", ["ad", "bcd"], ["bd", "cd", "abc"]),
        ("(a (b|c)? d|^ c $)", ["ad", "c"], ["a", "bd"]),
        ("a (b c)?", ["a"], ["bc"]),
        ("(?<! a) b (?! c)", ["b"], ["ac"]),
        ("(?<= a) b (?= c)", ["abc"], ["ab", "bc"]),
        ("a .", ["a"], ["b"]),
    ],
)
def test_a_pattern_needs_what_it_cannot_match_without(pattern, enough, too_little):
    found = needs(pattern)
    assert all(found.are_met(bits(kinds)) for kinds in enough)
    assert not any(found.are_met(bits(kinds)) for kinds in too_little)
    assert all(found.seldom & bits(kinds) for kinds in enough if kinds)


def test_a_rule_is_looked_up_by_what_few_texts_hold():
    assert needs("a b", often="a").seldom == BITS["b"]
    assert needs("(a c|b d)", often="ab").seldom == BITS["c"] | BITS["d"]
    assert needs("a?", often="a").seldom & BITS["d"]
