"""The QR code a family shows at the door: a link to this bot that checks them in."""

from io import BytesIO

import segno

SIDE_PX = 500  # at most: fills a phone's width, and survives Telegram's compression of photos
QUIET_ZONE = 4  # modules of white around, as the standard asks


def check_in_link(username: str, token: str) -> str:
    """The address that opens the bot `username` (without @) with `ci_` and `token` (1 to 61 of A-Z a-z 0-9 _ -)."""
    return f"https://t.me/{username}?start=ci_{token}"


def qr_image(link: str) -> bytes:
    """`link` as a PNG of 400 to 500 pixels, whole pixels a module; error level M or better.

    Raise segno.DataOverflowError for a link that no QR code holds.
    """
    code = segno.make_qr(link, error="M")
    modules, _ = code.symbol_size(border=QUIET_ZONE)
    image = BytesIO()
    code.save(image, kind="png", scale=SIDE_PX // int(modules), border=QUIET_ZONE)
    return image.getvalue()
