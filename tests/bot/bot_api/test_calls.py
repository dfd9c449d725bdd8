"""Calls as the outbox keeps them: nothing of an attachment is lost, and what an older version wrote is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bot_api.replies import Attachment, AttachmentKind, Call

PHOTO = Attachment(AttachmentKind.PHOTO, "code.png", b"\x89PNG\0\xff")


@given(kind=st.sampled_from(AttachmentKind), name=st.text(st.characters(codec="utf-8")), content=st.binary())
def test_any_bytes_survive_the_outbox(kind: AttachmentKind, name: str, content: bytes) -> None:
    attached = Attachment(kind, name, content)
    call = Call(attached.method, {"chat_id": 1, "caption": "é « »"}, attached)
    assert Call.from_json(call.to_json()) == call


@pytest.mark.parametrize(("kind", "method"), [("document", "sendDocument"), ("photo", "sendPhoto")])
def test_each_kind_has_its_method(kind: str, method: str) -> None:
    assert Attachment(AttachmentKind(kind), "a", b"a").method == method


def test_a_text_file_that_the_version_before_left_in_the_outbox_is_still_sent() -> None:
    kept = '["sendDocument", {"chat_id": 1, "caption": "À garder"}, ["a.ics", "BEGIN:VCALENDAR\\r\\né"]]'
    expected = Attachment(AttachmentKind.DOCUMENT, "a.ics", "BEGIN:VCALENDAR\r\né".encode())
    assert Call.from_json(kept) == Call("sendDocument", {"chat_id": 1, "caption": "À garder"}, expected)


def test_a_message_that_the_version_before_left_in_the_outbox_is_still_sent() -> None:
    assert Call.from_json('["sendMessage", {"chat_id": 1}, null]') == Call("sendMessage", {"chat_id": 1})


def test_without_markup_the_attachment_stays() -> None:
    call = Call("sendPhoto", {"chat_id": 1, "caption": "<b>oui", "parse_mode": "HTML"}, PHOTO)
    assert call.without_markup() == Call("sendPhoto", {"chat_id": 1, "caption": "oui"}, PHOTO)
