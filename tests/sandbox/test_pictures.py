"""Telling pictures from other files: real ones, made by an image library, of 7 by 3 pixels."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.values import Picture, picture_in

PICTURES = {
    "image/png": (
        "iVBORw0KGgoAAAANSUhEUgAAAAcAAAADCAIAAADQoYKSAAAAFElEQVR42mM8ISfHgAGYGLAB7KIAQrIBCpIsjboAAAAASUVORK5CYII="
    ),
    "image/jpeg": (
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////"
        "m8H////6/+b9//j/wAALCAADAAcBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AM//Z"
    ),
    "image/jpeg progressive": (
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////"
        "m8H////6/+b9//j/wgALCAADAAcBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//aAAgBAQAAAAEv/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/a"
        "AAgBAQABBQJ//8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAGPwJ//8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPyF//9oACAEB"
        "AAAAEP8A/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxB//9k="
    ),
    "image/webp lossless": "UklGRh4AAABXRUJQVlA4TBEAAAAvBoAAAAdQjyLXo/+BiOh/AAA=",
    "image/webp lossy": "UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoHAAMAB0CWJaACdAFAAAD+5AFjCaSdH8zfhR8nUAAAAA==",
    "image/webp see-through": (
        "UklGRlYAAABXRUJQVlA4WAoAAAAQAAAABgAAAgAAQUxQSAoAAAABB1CyiAhERP8DVlA4ICYAAABwAQCdASoHAAMAB0CWJaACdAFAAAD+5AFj"
        "CaSdH8zfhR8nUAAAAA=="
    ),
}
FILES = {name: b64decode(text) for name, text in PICTURES.items()}


@pytest.mark.parametrize("name", FILES)
def test_a_picture_is_known_by_its_bytes_with_its_size(name: str) -> None:
    assert picture_in(FILES[name]) == Picture(name.split(maxsplit=1)[0], 7, 3)


@pytest.mark.parametrize("name", FILES)
def test_a_picture_that_is_cut_off_is_none(name: str) -> None:
    whole = FILES[name]
    assert [picture_in(whole[:end]) for end in range(len(whole) - 1)] == [None] * (len(whole) - 1)


def test_a_picture_without_any_width_is_none() -> None:
    png = FILES["image/png"]
    assert picture_in(png[:16] + bytes(4) + png[20:]) is None


@pytest.mark.parametrize("data", [b"", b"GIF89a\7\0\3\0", b"%PDF-1.7", b"BEGIN:VCALENDAR", b"RIFF\4\0\0\0WAVE"])
def test_other_files_are_no_pictures(data: bytes) -> None:
    assert picture_in(data) is None


@given(start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\4\0\0\0WEBP"]), rest=st.binary())
def test_no_file_breaks_the_reader(start: bytes, rest: bytes) -> None:
    found = picture_in(start + rest)
    assert found is None or min(found.width, found.height) > 0
