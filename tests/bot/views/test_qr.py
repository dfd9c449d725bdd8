"""The QR code: exactly the code of the link, in whole pixels, with white around it, of a size for a phone."""

import zlib

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from bot.views.attachments import QUIET_ZONE, check_in_link, qr_image

LINK = check_in_link("cite_du_numerique_bot", "q7Jx2mPz0aVb9c_K-1dE")
USERNAMES = st.text("abcXYZ_019", min_size=5, max_size=32)
TOKENS = st.text("abcXYZ_-019", min_size=1, max_size=61)


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Every chunk of a PNG by its name, its checksum verified."""
    found, at = {}, 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert zlib.crc32(body) == int.from_bytes(png[at + 8 + length : at + 12 + length])
        found[body[:4]] = body[4:]
        at += 12 + length
    return found


def pixels(png: bytes) -> list[list[bool]]:
    """Whether each pixel is dark, row by row, of a one-bit greyscale PNG."""
    parts = chunks(png)
    header = parts[b"IHDR"]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    assert tuple(header[8:]) == (1, 0, 0, 0, 0), "one bit, greyscale, not interlaced"
    assert b"tRNS" not in parts, "a see-through code is unreadable on a dark screen"
    raw, stride = zlib.decompress(parts[b"IDAT"]), 1 + (width + 7) // 8
    rows = [bytes(stride - 1)]
    for at in range(0, stride * height, stride):
        kind, row = raw[at], raw[at + 1 : at + stride]
        assert kind in (0, 2), "written out, or as the difference to the row above"
        rows.append(bytes((a + b) % 256 for a, b in zip(row, rows[-1], strict=True)) if kind else row)
    return [[not row[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows[1:]]


def modules(png: bytes, side: int) -> list[list[bool]]:
    """The code without the white around it; every module is a square of one colour."""
    image = pixels(png)
    scale, rest = divmod(len(image), side + 2 * QUIET_ZONE)
    assert rest == 0
    blocks = [[image[y][x] for x in range(0, len(image), scale)] for y in range(0, len(image), scale)]
    assert image == [[dark for dark in row for _ in range(scale)] for row in blocks for _ in range(scale)]
    inner = [row[QUIET_ZONE:-QUIET_ZONE] for row in blocks[QUIET_ZONE:-QUIET_ZONE]]
    assert sum(map(sum, blocks)) == sum(map(sum, inner)), "the quiet zone is white"
    return inner


def test_the_link_opens_the_bot_with_the_token() -> None:
    assert check_in_link("cite_bot", "aB3-_") == "https://t.me/cite_bot?start=ci_aB3-_"


def test_the_picture_is_the_code_of_the_link() -> None:
    expected = segno.make(LINK, error="M", micro=False)
    assert expected.error in ("M", "Q", "H")
    matrix = [[bool(module) for module in row] for row in expected.matrix]
    assert modules(qr_image(LINK), len(matrix)) == matrix


@given(username=USERNAMES, token=TOKENS)
def test_any_link_fits_a_phones_screen(username: str, token: str) -> None:
    header = chunks(qr_image(check_in_link(username, token)))[b"IHDR"]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    assert width == height
    assert 400 <= width <= 600


@pytest.mark.parametrize("place", ["top left", "top right", "bottom left"])
def test_the_three_finder_patterns_are_where_a_camera_looks_for_them(place: str) -> None:
    side = len(segno.make(LINK, error="M", micro=False).matrix)
    code = modules(qr_image(LINK), side)
    top, left = ("bottom" in place) * (side - 7), ("right" in place) * (side - 7)
    square = ["".join("#" if dark else "." for dark in row[left : left + 7]) for row in code[top : top + 7]]
    assert square == ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
