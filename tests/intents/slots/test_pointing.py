import pytest

from intents.slots.pointing import find_place
from intents.text.text import words

FIRST, LAST = 1, -1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("le plus tôt possible", FIRST),
        ("au plus vite, il s'ennuie", FIRST),
        ("as soon as possible please", FIRST),
        ("dès que possible", FIRST),
        ("la plus tardive des deux", LAST),
        ("le plus loin possible, on déménage", LAST),
        ("plus tard", None),
        ("plus tôt dans la journée", None),
    ],
)
def test_the_soonest_and_the_latest_of_a_list_are_places_in_it(text: str, place: int | None) -> None:
    assert find_place(words(text), ()) == place
