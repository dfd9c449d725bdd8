"""The search that other tests rely on: it finds what is in clear, and no chance letters of sealed text."""

from cryptography.fernet import Fernet

from tests.bot.dialogues import secrets

NORA = frozenset({"Nora", "Zoé"})
_SEALED = Fernet(Fernet.generate_key()).encrypt(b"Nora") + b"\x17"


def test_a_name_in_clear_is_found_beside_sealed_text() -> None:
    assert secrets.in_clear(b"\x00\x0bNora" + _SEALED, NORA) == ["Nora"]
    assert secrets.in_clear(_SEALED + b'{"text": "Bonjour Nora"}', NORA) == ["Nora"]
    assert secrets.in_clear(_SEALED + "Zoé".encode(), NORA) == ["Zoé"]


def test_four_letters_that_sealed_text_happens_to_hold_are_no_name_in_clear() -> None:
    chance = frozenset({_SEALED[20:24].decode()})
    assert not secrets.in_clear(_SEALED, chance)
    assert not secrets.in_clear(_SEALED[12:], chance), "its beginning was written over"


def test_a_long_secret_is_looked_for_in_everything() -> None:
    key = Fernet.generate_key().decode()
    assert secrets.in_clear(b"gAAAAA" + key.encode(), frozenset({key})) == [key]
