"""Updates that cannot be handled, as bytes, since some of them cannot even be written by a JSON library."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bot.reliability.desk import pressed, said

NOBODY = 9
_PRIVATE = {"id": NOBODY, "type": "private", "first_name": "Léa"}
_HUGE = 10**30


def _message(**fields: Any) -> Callable[[int], Any]:
    """A message in which these fields are wrong; None: missing."""

    def made(number: int) -> Any:
        message = said(number, NOBODY, "bonjour")["message"] | fields
        return {"update_id": number, "message": {name: value for name, value in message.items() if value is not None}}

    return made


def _other(**fields: Any) -> Callable[[int], Any]:
    return lambda number: {"update_id": number, **fields}


def _spliced(raw: str) -> Callable[[int], bytes]:
    """A message whose text is something that no JSON library would write."""

    def made(number: int) -> bytes:
        return json.dumps(_message(text="@")(number)).replace('"@"', raw).encode()

    return made


POISON: dict[str, Callable[[int], Any]] = {
    "a_wrong_date": _message(date="yesterday"),
    "a_date_after_the_end_of_time": _message(date=_HUGE),
    "a_date_that_the_system_refuses": _message(date=10**18),
    "no_date": _message(date=None),
    "no_chat": _message(chat=None),
    "no_number_of_its_own": _message(message_id=None),
    "half_a_character": _message(text="\ud800 boum", date=None),
    "a_megabyte_without_a_date": _message(text="x" * 1_000_000, date=None),
    "a_chat_that_is_a_number": _message(chat=12),
    "a_list_for_a_message": _other(message=[1, 2, 3]),
    "words_for_a_press": _other(callback_query="press"),
    "a_press_of_nobody": _other(callback_query={"id": "1", "data": "x"}),
    "nested_in_a_list": _other(message=json.loads("[" * 500 + "]" * 500)),
    "nested_too_deeply_to_be_read": _spliced("[" * 100_000 + "]" * 100_000),
    "nested_just_about_too_deeply": _spliced("[" * 980 + "]" * 980),
    "an_endless_number": _spliced("9" * 5_000),
}

ODD: dict[str, Callable[[int], Any]] = {  # odd, but nothing is wrong with them
    "a_kind_of_tomorrow": _other(hologram={"id": 1}),
    "nothing_at_all": _other(),
    "a_field_of_tomorrow": _message(aura={"colour": "bleu"}),
    "a_megabyte": _message(text="bonjour " * 125_000),
    "an_unknown_entity": _message(entities=[{"type": "smell", "offset": 0, "length": 3}]),
    "a_press": lambda number: pressed(number, NOBODY, "he::0"),
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """Updates in the order they come, and the numbers of those that cannot be handled."""

    updates: dict[int, bytes]
    poison: frozenset[int]


def crowd(count: int, poisoned: int, seed: int) -> Crowd:
    """So many updates, some of them poison, every kind of it; the good ones are from seven people and a few odd."""
    dice = random.Random(seed)
    bad = sorted(dice.sample(range(1, count + 1), poisoned))
    kinds = list(POISON.values())
    makers = {number: kinds[place % len(kinds)] for place, number in enumerate(bad)}
    good = [number for number in range(1, count + 1) if number not in makers]
    makers |= dict(zip(dice.sample(good, len(ODD)), ODD.values(), strict=True))
    updates = {number: _bytes(makers.get(number, _plain), number) for number in range(1, count + 1)}
    return Crowd(updates, frozenset(bad))


def _plain(number: int) -> Any:
    return said(number, 50 + number % 7, "bonjour")


def _bytes(maker: Callable[[int], Any], number: int) -> bytes:
    made = maker(number)
    return made if isinstance(made, bytes) else json.dumps(made).encode()
