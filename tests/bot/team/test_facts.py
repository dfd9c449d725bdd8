"""What nobody told, filled in from Telegram: by managers alone, told at once, until its last day, undone."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.buttons import Action, Button, Press
from bot.chat import state
from bot.chat.context import Services
from bot.chat.state import Conversation, Filling, Outcome
from bot.chat.turn import Kind, Turn
from bot.core.tables import QuestionRow
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from bot.team.filling import LONGEST
from knowledge.agenda import filled_table
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from tests.bot.hostile_names import NAMES
from tests.model_cache import shared_understanding
from tests.scheduler.scene import NOW

MANAGER, OTHER_MANAGER, FAMILY, STRANGER = 4, 5, 6, 7
TEAM, OTHER_GROUP = -100, -200
TODAY = NOW.astimezone(PARIS.zone).date()
HOURS = "Du mardi au samedi, de 10 h à 18 h."
ASKED = "vous ouvrez à quelle heure ?"
FILL = f"horaires de la Cité : {HOURS}"
NOT_KNOWN = "Je n’ai pas cette information"
SAVED = "Enregistré"
_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """As it is read, whatever the kind of space."""
    return re.sub(r"[\u00a0\u202f]", " ", unescape(_TAG.sub("", text)))


@dataclass
class Desk:
    """The bot's routes over a real database, and what each chat remembers."""

    database: Database
    now: datetime = NOW
    chats: dict[int, Conversation] = field(default_factory=dict)
    shown: dict[int, tuple[Button, ...]] = field(default_factory=dict)
    toast: str | None = None
    last: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        services = Services(
            hours=PARIS,
            assistant=Assistant(load_library(), PARIS.zone),
            username="cite_bot",
            staff_chat_id=TEAM,
            staff_ids=frozenset({MANAGER, OTHER_MANAGER}),
        )
        self.assistant = services.assistant
        self.routes = Routes(services, Answering(self.database, shared_understanding()))

    async def says(self, text: str, person: int = MANAGER, chat: int | None = None, name: str = "Nadia") -> str:
        """Types something; what the bot says to it."""
        command, _, rest = text.removeprefix("/").partition(" ") if text.startswith("/") else ("", "", text)
        kind = Kind.COMMAND if command else Kind.TEXT
        return await self._does(Turn(kind=kind, text=rest, command=command, **_who(person, chat, name)))

    async def taps(self, label: str, person: int = MANAGER, chat: int | None = None) -> str:
        """Presses the button that was shown there last with these words."""
        where = person if chat is None else chat
        press = next(one.press for one in self.shown[where] if label in plain(one.label))
        return await self.presses(press, person, chat)

    async def presses(self, press: Press, person: int = MANAGER, chat: int | None = None) -> str:
        """Presses anything at all."""
        about = _who(person, chat, "Nadia")
        return await self._does(Turn(kind=Kind.PRESS, press=press, pressed_message_id=1, callback_id="q", **about))

    async def _does(self, turn: Turn) -> str:
        before = self.chats.get(turn.chat_id, Conversation())
        prepared = await self.routes.prepare(turn, before, may_shift=False)
        self.last = self.database.do(self.routes.handle, prepared, self.now)
        if self.last.once_committed is not None:
            self.last.once_committed()
        # As it is between two turns: written and read back.
        after = self.last.conversation
        self.chats[turn.chat_id] = state.from_json(state.to_json(after), language=after.language, talk=after.talk)
        buttons = tuple(b for reply in self.last.replies for row in reply.rows for b in row if isinstance(b, Button))
        self.shown[turn.chat_id] = buttons or self.shown.get(turn.chat_id, ())
        self.toast = self.last.toast
        return plain("\n".join(reply.text for reply in self.last.replies))

    def labels(self, chat: int = MANAGER) -> list[str]:
        """The words on the buttons that are there."""
        return [plain(one.label) for one in self.shown[chat]]

    def told(self) -> dict[str, str]:
        """What is in force in the table."""
        return {one.entry.cell: plain(one.entry.fr) for one in self.database.do(filled_table.in_force)}


def _who(person: int, chat: int | None, name: str) -> dict[str, object]:
    where = {"chat_id": person if chat is None else chat, "is_private": chat is None}
    return {**where, "person_id": person, "person_name": name}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def count(database: Database, topic: str, times: int) -> None:
    """This was asked so often in vain."""

    def work(session: Session) -> None:
        for _ in range(times):
            session.add(QuestionRow(chat_id=FAMILY, words="…", topic=topic, created_at=NOW))

    database.do(work)


async def test_what_families_ask_in_vain_is_told_as_soon_as_a_manager_has_filled_it(desk: Desk) -> None:
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert "1 fois : Quels sont les horaires" in str(await desk.says("/fait")) + str(desk.labels())
    assert "Écrivez la réponse en une phrase" in await desk.taps("horaires")
    preview = await desk.says(HOURS)
    assert HOURS in preview
    assert "Signé Nadia : est-ce bien vous ?" in preview
    assert "Our team has only written this in French" in preview
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert SAVED in await desk.taps("Enregistrer")
    assert HOURS in await desk.says(ASKED, FAMILY)


async def test_it_is_told_in_english_when_that_was_written_too_else_in_french_said_to_be_so(desk: Desk) -> None:
    english = "From Tuesday to Saturday, 10 to 6."
    await desk.says(f"/fait {FILL}")
    await desk.taps("Enregistrer")
    answer = await desk.says("what time do you open?", FAMILY)
    assert "only written this in French" in answer
    assert HOURS in answer
    await desk.says(f"/fait {FILL}")
    assert "même phrase en anglais" in await desk.taps("Ajouter l’anglais")
    assert english in await desk.says(english)
    await desk.taps("Enregistrer")
    answer = await desk.says("what time do you open?", FAMILY)
    assert english in answer
    assert "French" not in answer


@pytest.mark.parametrize(
    ("asked", "cell"),
    [
        ("horaires de la Cité", "venue.opening_hours"),
        ("prix de l'escape game", "escape.price"),
        ("c'est combien le laboratoire", "lab.price"),
    ],
)
async def test_one_message_tells_cell_and_answer(desk: Desk, asked: str, cell: str) -> None:
    await desk.says(f"/fait {asked} : Voici la réponse.")
    assert "Enregistrer" in desk.labels()
    await desk.taps("Enregistrer")
    assert desk.told() == {cell: "Voici la réponse."}


async def test_a_message_that_is_not_clear_has_up_to_three_cells_to_choose_from(desk: Desk) -> None:
    assert "De quoi s’agit-il" in await desk.says("/fait la durée : Une heure.")
    *choices, last = desk.labels()
    assert (len(choices), last) == (3, "Annuler")
    assert "Une heure." in await desk.taps(choices[1])
    await desk.taps("Enregistrer")
    (cell,) = desk.told()
    assert cell.endswith(".duration")


async def test_words_that_name_no_cell_lead_to_the_list_and_change_nothing(desk: Desk) -> None:
    assert "Je n’ai pas compris" in await desk.says("/fait vacances de Noël : Oui.")
    assert desk.told() == {}


async def test_what_the_document_tells_is_not_filled(desk: Desk) -> None:
    assert "La documentation de la Cité le dit déjà" in await desk.says("/fait adresse de la Cité : Ailleurs.")
    assert desk.told() == {}


@pytest.mark.parametrize(
    ("how", "until"),
    [
        ("Sans date de fin", None),
        ("1 mois", "month"),
        ("jusqu’au 30 juin 2031", date(2031, 6, 30)),
        ("30/06/2031", date(2031, 6, 30)),
    ],
)
async def test_a_last_day_is_tapped_or_typed(desk: Desk, how: str, until: date | str | None) -> None:
    await desk.says(f"/fait {FILL}")
    await (desk.says(how) if isinstance(until, date) else desk.taps(how))
    await desk.taps("Enregistrer")
    (one,) = desk.database.do(filled_table.in_force)
    if until == "month":
        assert one.entry.until is not None
        assert 28 <= (one.entry.until - TODAY).days <= 31
    else:
        assert one.entry.until == until


async def test_a_day_that_is_past_is_refused(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    assert "Cette date est passée" in await desk.says("30 juin 2020")
    await desk.taps("Enregistrer")
    assert desk.database.do(filled_table.in_force)[0].entry.until is None


async def test_a_fact_that_has_had_its_last_day_is_told_no_more_and_is_asked_for_first(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    await desk.taps("1 mois")
    await desk.taps("Enregistrer")
    assert HOURS in await desk.says(ASKED, FAMILY)
    count(desk.database, "escape.price", 3)
    desk.now += timedelta(days=40)
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert "Terminé depuis" in await desk.says("/faits")
    await desk.says("/fait")
    assert desk.labels()[0].startswith("Terminé : Quels sont les horaires")
    assert desk.labels()[1].startswith("3 fois : ")


async def test_the_ten_asked_most_are_ranked_and_what_was_filled_leaves_the_list(desk: Desk) -> None:
    for times, cell in enumerate((str(one) for one in desk.assistant.things.cells() if one.attribute == "price"), 1):
        count(desk.database, cell, times)
    count(desk.database, "other", 50)
    await desk.says("/fait")
    numbers = [int(label.partition(" ")[0]) for label in desk.labels()]
    assert len(numbers) == 10
    assert numbers == sorted(numbers, reverse=True)
    first = desk.labels()[0]
    await desk.taps(first)
    await desk.says("C’est gratuit.")
    await desk.taps("Enregistrer")
    await desk.says("/fait")
    assert first not in desk.labels()


async def test_a_saved_fact_is_undone_and_the_former_one_is_in_force_again(desk: Desk) -> None:
    for words in ("Le matin.", "Le soir."):
        await desk.says(f"/fait horaires de la Cité : {words}")
        await desk.taps("Enregistrer")
    assert "Le soir." in await desk.says(ASKED, FAMILY)
    await desk.taps("Revenir en arrière")
    assert "Le matin." in await desk.says(ASKED, FAMILY)
    await desk.taps("Revenir en arrière")
    assert "Le soir." in await desk.says(ASKED, FAMILY)


async def test_the_first_fact_of_a_cell_undone_leaves_it_not_known(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    await desk.taps("Enregistrer")
    await desk.taps("Revenir en arrière")
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    await desk.taps("Remettre")
    assert HOURS in await desk.says(ASKED, FAMILY)


async def test_what_is_filled_is_listed_put_right_taken_out_and_brought_back_from_its_history(desk: Desk) -> None:
    await desk.says("/fait horaires de la Cité : Le matin.")
    await desk.says("30 juin 2031")
    await desk.taps("Enregistrer")
    said = await desk.says("/faits")
    assert "Nadia, " in said
    assert "Jusqu’au 30 juin 2031" in said
    await desk.taps("horaires")
    assert desk.labels() == ["Modifier", "Retirer", "Historique"]
    await desk.taps("Modifier")
    assert "Jusqu’au 30 juin 2031" in await desk.says("Le soir.")
    await desk.taps("Enregistrer")
    assert "Le soir." in await desk.says(ASKED, FAMILY)
    await desk.says("/faits")
    await desk.taps("horaires")
    assert "en vigueur" in await desk.taps("Historique")
    await desk.taps("Remettre le n°")
    assert "Le matin." in await desk.says(ASKED, FAMILY)
    await desk.says("/faits")
    await desk.taps("horaires")
    await desk.taps("Retirer")
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert len(desk.database.do(filled_table.history, "venue.opening_hours")) == 3


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ("Appelez le 06 12 34 56 78.", "numéro de téléphone"),
        ("Écrivez à bonjour@exemple.fr.", "adresse électronique"),
        ("Demandez Élodie à l’accueil.", "prénom (Élodie)"),
        (HOURS, ""),
    ],
)
async def test_what_may_be_somebodys_own_is_pointed_out_before_it_is_told(desk: Desk, words: str, warned: str) -> None:
    preview = await desk.says(f"/fait horaires de la Cité : {words}")
    assert ("⚠️" in preview) is bool(warned)
    assert warned in preview


async def test_a_manager_may_sign_otherwise_correct_and_give_up_in_words_too(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    await desk.says("signer autrement")
    assert "Signé L’accueil" in await desk.says("L’accueil")
    await desk.says("corriger")
    assert "Le matin." in await desk.says("Le matin.")
    await desk.says("enregistrer")
    assert desk.told() == {"venue.opening_hours": "Le matin."}
    await desk.says(f"/fait {FILL}")
    assert "rien n’a changé" in await desk.says("annuler")
    assert desk.told() == {"venue.opening_hours": "Le matin."}


@pytest.mark.parametrize("words", ["…", "x" * (LONGEST + 1)])
async def test_words_that_cannot_be_told_are_asked_for_again(desk: Desk, words: str) -> None:
    await desk.says("/fait horaires de la Cité")
    assert "Cela ne convient pas" in await desk.says(words)
    assert HOURS in await desk.says(HOURS)


async def test_what_was_not_committed_is_not_told(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    press = next(one.press for one in desk.shown[MANAGER] if one.label == "Enregistrer")
    turn = Turn(kind=Kind.PRESS, press=press, **_who(MANAGER, None, "Nadia"))
    with Session(desk.database.engine) as session:
        desk.routes.handle(session, Prepared(turn, desk.chats[MANAGER], None), desk.now)
        session.rollback()
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    await desk.presses(press)
    assert HOURS in await desk.says(ASKED, FAMILY)


async def test_the_preview_of_an_earlier_filling_saves_nothing(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    old = next(one.press for one in desk.shown[MANAGER] if one.label == "Enregistrer")
    desk.now += timedelta(minutes=1)
    await desk.says("/fait prix de l'escape game : C’est gratuit.")
    await desk.presses(old)
    assert desk.told() == {}
    assert desk.toast == "Ce bouton n’est plus valable."


async def test_words_typed_long_after_are_no_fact(desk: Desk) -> None:
    await desk.says("/fait horaires de la Cité")
    desk.now += timedelta(hours=2)
    assert NOT_KNOWN in await desk.says(ASKED)


async def test_another_command_or_button_ends_it(desk: Desk) -> None:
    await desk.says("/fait horaires de la Cité")
    await desk.says("/aide")
    assert NOT_KNOWN in await desk.says(ASKED)
    await desk.says("/fait horaires de la Cité")
    await desk.presses(Press(Action.HELP))
    assert NOT_KNOWN in await desk.says(ASKED)


async def test_it_goes_in_the_teams_chat_too_each_manager_for_oneself(desk: Desk) -> None:
    assert "répondez à ce message" in await desk.says("/fait horaires de la Cité", chat=TEAM)
    assert await desk.says("Le soir.", OTHER_MANAGER, TEAM) == ""
    assert await desk.says("Le soir.", STRANGER, TEAM) == ""
    assert HOURS in await desk.says(HOURS, chat=TEAM)
    await desk.taps("Enregistrer", OTHER_MANAGER, TEAM)
    assert desk.told() == {}
    await desk.taps("Enregistrer", chat=TEAM)
    assert desk.told() == {"venue.opening_hours": HOURS}


async def _filled(desk: Desk) -> int:
    await desk.says(f"/fait {FILL}")
    await desk.taps("Enregistrer")
    return desk.database.do(filled_table.in_force)[0].id


OUTSIDE = [(FAMILY, None), (STRANGER, TEAM), (STRANGER, OTHER_GROUP), (MANAGER, OTHER_GROUP)]
CODES = ("save", "fix", "english", "sign", "month", "drop", "list", "card", "edit", "out", "past", "back", "undo")


@pytest.mark.parametrize(("person", "chat"), OUTSIDE)
async def test_nobody_else_reaches_any_of_it(desk: Desk, person: int, chat: int | None) -> None:
    number = await _filled(desk)
    before = desk.told(), len(desk.database.do(filled_table.history, "venue.opening_hours"))
    where = person if chat is None else chat
    begun = int(NOW.timestamp())
    desk.chats[where] = Conversation(filling=Filling(person, begun, "escape.price", "Pris !", author="X"))
    for command in ("/fait", "/fact", "/faits", "/facts", f"/fait {FILL}"):
        said = await desk.says(command, person, chat)
        assert HOURS not in said
        assert "Touchez une ligne" not in said
    for code in CODES:
        for revision in (0, number, begun):
            said = await desk.presses(Press(Action.FACT, code, revision), person, chat)
            assert HOURS not in said
            assert "Nadia" not in said
    await desk.presses(Press(Action.FACT_CELL, "escape-price"), person, chat)
    # As who was removed from the team in the middle of it.
    desk.chats[where] = Conversation(filling=Filling(person, begun, "escape.price", author="X", awaits="fr"))
    assert "C’est pris !" not in await desk.says("C’est pris !", person, chat)
    assert (desk.told(), len(desk.database.do(filled_table.history, "venue.opening_hours"))) == before


@pytest.mark.parametrize("code", ["", "nothing", "save", "card", "undo", "escape-nothing", "x" * 40])
@pytest.mark.parametrize("action", [Action.FACT, Action.FACT_CELL])
async def test_a_managers_forged_press_changes_nothing(desk: Desk, action: Action, code: str) -> None:
    for revision in (0, 1, 2**31 - 1):
        await desk.presses(Press(action, code, revision))
    assert desk.told() == {}


HOURS_CELL = Press(Action.FACT_CELL, "venue-opening_hours")
ONLY_OURS = re.compile(r"</?b>")


async def test_hostile_texts_are_shown_and_told_as_they_are_never_as_markup(desk: Desk) -> None:
    assert len(NAMES) >= 200
    for words in NAMES:
        await desk.says("/fait", chat=TEAM, name=words)
        await desk.presses(HOURS_CELL, chat=TEAM)
        for text in (words or "x", f"Oui, {words}"):
            if desk.chats[TEAM].filling is not None and "Enregistrer" not in desk.labels(TEAM):
                await desk.says(text, chat=TEAM, name=words)
                _is_without_markup(desk.last)
        await desk.taps("Ajouter l’anglais", chat=TEAM)
        await desk.says(f"Yes, {words}", chat=TEAM)
        await desk.taps("Signer autrement", chat=TEAM)
        await desk.says(f"x{words}", chat=TEAM)
        _is_without_markup(desk.last)
        await desk.taps("Enregistrer", chat=TEAM)
        _is_without_markup(desk.last)
        await desk.says("/faits", chat=TEAM)
        _is_without_markup(desk.last)
        for button in ("horaires", "Historique"):
            await desk.taps(button, chat=TEAM)
            _is_without_markup(desk.last)
        for language in ("fr", "en"):
            assert "<" not in desk.assistant.topic("hours", language, desk.now).text


def _is_without_markup(outcome: Outcome) -> None:
    for reply in outcome.replies:
        left = ONLY_OURS.sub("", reply.text)
        assert "<" not in left, reply.text
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", left), reply.text
