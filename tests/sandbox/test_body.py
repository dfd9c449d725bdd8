"""Parameters, however they travel."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.methods import parameters
from bot.sandbox.values import Refused, Upload


def sent(request: httpx.Request) -> tuple[str, str, bytes]:
    """Query, content type and body as the server gets them."""
    request.read()
    return request.url.query.decode(), request.headers.get("content-type", ""), request.content


@given(data=st.binary(max_size=300), caption=st.text(st.characters(codec="utf-8"), max_size=50))
def test_a_multipart_request_comes_through_byte_for_byte(data: bytes, caption: str) -> None:
    files = {"document": ("é.bin", data, "application/octet-stream")}
    request = httpx.Request("POST", "http://x/", data={"caption": caption}, files=files)
    found = parameters(*sent(request))
    assert found == {"caption": caption, "document": Upload("é.bin", "application/octet-stream", data)}


@given(st.dictionaries(st.text("abc_", min_size=1), st.text(st.characters(codec="utf-8"))))
def test_forms_and_queries_come_through(given_: dict[str, str]) -> None:
    assert parameters(*sent(httpx.Request("POST", "http://x/", data=given_))) == given_
    assert parameters(*sent(httpx.Request("GET", "http://x/", params=given_))) == given_


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("application/json", b"{", "can't parse JSON object"),
        ("application/json", b"[]", "object expected as JSON"),
        ("text/plain", b"a=b", "unsupported content type"),
    ],
)
def test_what_telegram_cannot_read_is_refused(kind: str, body: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        parameters("", kind, body)
