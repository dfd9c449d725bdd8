"""Replies as calls to Telegram: in place or anew, with buttons, never longer than Telegram takes."""

import pytest

from bot.bot_api.replies import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    Action,
    At,
    Attachment,
    AttachmentKind,
    Button,
    Call,
    LinkButton,
    Press,
    Reply,
    render,
    shorten,
)

BUTTON = Button("Aide", Press(Action.HELP))
FILE = Attachment(AttachmentKind.DOCUMENT, "a.ics", b"BEGIN")
PHOTO = Attachment(AttachmentKind.PHOTO, "a.png", b"\x89PNG")


def test_a_reply_to_a_press_replaces_the_pressed_message() -> None:
    call = render(Reply("oui", in_place=True), chat_id=1, at=At(pressed=7))
    assert (call.method, call.parameters["message_id"]) == ("editMessageText", 7)


def test_a_reply_to_typed_words_is_a_new_message_even_when_it_would_replace() -> None:
    call = render(Reply("oui", in_place=True), chat_id=1)
    assert call.method == "sendMessage"
    assert "message_id" not in call.parameters


def test_no_keyboard_is_sent_when_there_are_no_buttons() -> None:
    assert "reply_markup" not in render(Reply("oui"), chat_id=1).parameters


def test_buttons_become_an_inline_keyboard_and_empty_rows_vanish() -> None:
    rows = ((BUTTON, LinkButton("Plan", "https://example.org")), ())
    markup = render(Reply("oui", rows), chat_id=1).parameters["reply_markup"]
    assert markup == {
        "inline_keyboard": [
            [{"text": "Aide", "callback_data": "he::0"}, {"text": "Plan", "url": "https://example.org"}]
        ]
    }


@pytest.mark.parametrize(("attached", "method"), [(FILE, "sendDocument"), (PHOTO, "sendPhoto")])
def test_a_file_or_photo_is_sent_with_its_caption_and_buttons(attached: Attachment, method: str) -> None:
    call = render(Reply("À garder", ((BUTTON,),), attachment=attached), chat_id=1)
    assert (call.method, call.parameters["caption"], call.attachment) == (method, "À garder", attached)
    assert "reply_markup" in call.parameters


def test_a_caption_is_cut_below_its_own_limit() -> None:
    caption = render(Reply("<b>é</b>\n" * 200, attachment=PHOTO), chat_id=1).parameters["caption"]
    assert 0 < len(caption) <= CAPTION_LIMIT
    assert caption.endswith("</b>\n…")


@pytest.mark.parametrize(
    "text",
    ["a" * 5000, "<b>é</b>\n" * 900, "x" * 4095 + "\nfin", "court", "&amp;" * 900, "<b>x</b>" * 900],
)
def test_a_text_is_cut_below_the_limit_and_no_tag_is_torn(text: str) -> None:
    short = shorten(text)
    assert 0 < len(short) <= TEXT_LIMIT
    assert short.count("<b>") == short.count("</b>")
    assert short == text or short.endswith("…")


def test_a_call_survives_the_outbox() -> None:
    call = render(Reply("é « »", ((BUTTON,),), attachment=FILE), chat_id=1)
    assert Call.from_json(call.to_json()) == call


def test_a_call_can_be_sent_anew_and_without_markup() -> None:
    call = render(Reply("<b>oui</b>", in_place=True), chat_id=1, at=At(pressed=7))
    assert call.anew().method == "sendMessage"
    assert "message_id" not in call.anew().parameters
    assert "parse_mode" not in call.without_markup().parameters
