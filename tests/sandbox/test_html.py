"""Telegram's HTML."""

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.contents import parse, trimmed, utf16, with_found_entities
from bot.sandbox.values import Entity, Formatted, Malformed

GOOD = [
    ("plain", "plain", []),
    ("<b>a</b>", "a", [Entity("bold", 0, 1)]),
    ("<strong>a</strong><em>b</em>", "ab", [Entity("bold", 0, 1), Entity("italic", 1, 1)]),
    ("<b>a<i>b</i></b>", "ab", [Entity("bold", 0, 2), Entity("italic", 1, 1)]),
    ("😀<u>é</u>", "😀é", [Entity("underline", 2, 1)]),
    ("<del>a</del> <ins>b</ins>", "a b", [Entity("strikethrough", 0, 1), Entity("underline", 2, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [Entity("spoiler", 0, 1)]),
    (
        '<a href="https://a.fr/?x=1&amp;y=2">a</a>',
        "a",
        [Entity("text_link", 0, 1, (("url", "https://a.fr/?x=1&y=2"),))],
    ),
    ("<a>a</a>", "a", []),
    (
        '<pre><code class="language-python">x</code></pre>',
        "x",
        [Entity("pre", 0, 1, (("language", "python"),))],
    ),
    ("<pre>x</pre>", "x", [Entity("pre", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [Entity("expandable_blockquote", 0, 1)]),
    ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#233;&#x1F600;", '1 < 2 & 3 > 2 "é😀', []),
    ("&eacute; & rien", "&eacute; & rien", []),
    ("<B>a</B>", "a", [Entity("bold", 0, 1)]),
    ("<b></b>a", "a", []),
]
BAD = [
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("é<p>a</p>", 'Unsupported start tag "p" at byte offset 2'),
    ("3 < 4", "Unclosed start tag at byte offset 2"),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ('<span class="red">a</span>', 'Unsupported start tag "span" at byte offset 0'),
    ("<b>a<i>b</b></i>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
]
TEXTS = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(("source", "text", "entities"), GOOD)
def test_good_html_becomes_text_and_entities(source: str, text: str, entities: list[Entity]) -> None:
    assert parse(source) == Formatted(text, tuple(entities))


@pytest.mark.parametrize(("source", "why"), BAD)
def test_broken_html_is_refused_in_telegrams_words(source: str, why: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {why}"


@given(TEXTS)
def test_an_escaped_text_always_comes_back_as_it_was(text: str) -> None:
    assert parse(f"<b>{escape(text, quote=False)}</b>").text == text


@given(TEXTS)
def test_no_text_at_all_breaks_the_parser(text: str) -> None:
    formatted = Formatted("")
    with suppress(Malformed):
        formatted = parse(text)
    assert all(0 <= e.offset < e.offset + e.length <= utf16(formatted.text) for e in formatted.entities)


def test_white_space_around_is_dropped_and_entities_move_along() -> None:
    formatted = Formatted("\n a \n", (Entity("bold", 0, 5),))
    assert trimmed(formatted) == Formatted("a", (Entity("bold", 0, 1),))


FOUND = [
    ("/start e_A", [("bot_command", 0, 6)]),
    ("/aide@CiteBot", [("bot_command", 0, 13)]),
    ("un/deux", []),
    ("😀 https://a.fr/x.", [("url", 3, 14)]),
    ("écrire à a.b@c.fr !", [("email", 9, 8)]),
    ("@camille et #atelier", [("mention", 0, 8), ("hashtag", 12, 8)]),
    ("06 12 34 56 78", [("phone_number", 0, 14)]),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_telegram_marks_what_it_recognises(text: str, found: list[tuple[str, int, int]]) -> None:
    entities = with_found_entities(Formatted(text)).entities
    assert [(entity.type, entity.offset, entity.length) for entity in entities] == found
