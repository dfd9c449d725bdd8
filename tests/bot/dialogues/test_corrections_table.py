"""Every answer of the form, put right in words at every later place: a table, each cell of it said in a dialogue.

corrections.yaml has the words; a dialogue puts right all that was answered so far, in this process, over the real
routes and a database.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bench.chats import Chat, Chats, World, opened
from bot.chat.state import Conversation
from bot.messages import dates
from knowledge.library.library import load_library
from scheduler.core.hours import PARIS
from scheduler.core.people import BirthMonth
from scheduler.core.tables import SignupRow
from scheduler.families import families
from scheduler.seats import answers
from tests.bot.dialogues.test_answers_corrected import SAYS
from tests.model_cache import shared_understanding

BORN, MISTAKEN = BirthMonth(2018, 8), BirthMonth(2019, 8)
QUESTIONS = ("phone", "alone", "photo", "allergy")
PLACES = (*QUESTIONS[1:], "recap", "after a question", "after confirming")
COLUMNS = YAML(typ="safe").load(Path(__file__).with_name("corrections.yaml"))
AGENDA = """uid,title,starts_at,ends_at,kind,room,age_min,age_max,audiences,themes,capacity,description,questions
stars,Atelier des étoiles,2027-02-10T14:00,2027-02-10T16:00,workshop,,5,12,,,500,,phone;alone;photo;allergy
open,Labo photo,2027-02-12T14:00,2027-02-12T16:00,meeting,,,,,,,,
"""
SIGN_UP = {"fr": "je veux m’inscrire à l’Atelier des étoiles", "en": "I want to sign up for Atelier des étoiles"}


@pytest.fixture(scope="module")
def chats(unlocked: str) -> Iterator[Chats]:
    now = datetime(2027, 2, 1, 10, tzinfo=PARIS.zone)
    world = World(now, AGENDA.encode(), "stars", "open", "stars", (), PARIS.zone)
    with opened(world, shared_understanding(), load_library()) as found:
        yield found


async def says(chat: Chat, text: str, *wanted: str) -> str:
    """What the bot says to this, which must hold these words."""
    told = "\n".join(reply.text for reply in (await chat.says(text)).replies)
    assert all(one in told.replace("\u00a0", " ") for one in wanted), f"{text} -> {told}"
    return told


async def begins(chat: Chat, column: Mapping[str, str]) -> None:
    """Léa is being signed up, with the wrong birth."""
    language = column["language"]
    chat.conversation = Conversation(language=language)
    for text in (SIGN_UP[language], SAYS[language]["agree"], f"Léa {MISTAKEN.month:02}/{MISTAKEN.year}", "ok"):
        await says(chat, text)


async def corrects(chat: Chat, column: Mapping[str, Mapping[str, Sequence[str]]], way: int, *questions: str) -> None:
    """Each of these, and the birth, put right and said back."""
    month = dates.months(column["language"])[BORN.month - 1]
    for question in (*questions, "birth"):
        told = await says(chat, column["said"][question][way].format(month=month, year=BORN.year))
        assert "?" not in told.partition("\n")[0], told


async def answered(chat: Chat, column: Mapping[str, Mapping[str, str]], *questions: str) -> None:
    for question in questions:
        await says(chat, column["given"][question])


def kept(session: Session, chat_id: int) -> tuple[dict[str, str], BirthMonth | None]:
    """What is stored of the family's only child and place."""
    family = families.family_of(session, chat_id)
    assert family is not None
    (signup,) = session.scalars(select(SignupRow.id).where(SignupRow.family_id == family.id))
    (child,) = families.participants(session, family.id)
    return {one.question.value: one.words for one in answers.of_signups(session, [signup])}, child.birth


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("column", range(len(COLUMNS)))
@pytest.mark.parametrize("way", [0, *(pytest.param(way, marks=pytest.mark.slow) for way in (1, 2))])
async def test_each_answer_is_put_right_at_each_later_place(chats: Chats, place: str, column: int, way: int) -> None:
    words, chat = COLUMNS[column], chats.new()
    speaks = SAYS[words["language"]]
    await begins(chat, words)
    before = QUESTIONS[: QUESTIONS.index(place)] if place in QUESTIONS else QUESTIONS
    await answered(chat, words, *before)
    if place == "after a question":
        await says(chat, speaks["question"], "Vendôme", speaks["again"])
    if place == "after confirming":
        await says(chat, speaks["confirm"], speaks["done"])
    await corrects(chat, words, way, *before)
    if place != "after confirming":
        await answered(chat, words, *(one for one in QUESTIONS if one not in before))
        await says(chat, speaks["confirm"], speaks["done"])
    given, birth = chats.db.do(kept, chat.id)
    assert {one: given[one] for one in before} == {one: words["becomes"][one] for one in before}
    assert birth == BORN


@pytest.mark.parametrize(
    ("given", "next_word", "leads_to"),
    [
        (1, "oui", "en photo"), (1, "non", "en photo"), (2, "oui", "allergie"), (3, "Aucune", "Vérifions"),
        (3, "arachides", "Vérifions"), (4, "confirmer", "C’est noté"), (4, "oui", "C’est noté"), (4, "Modifier", "?"),
    ],
)  # fmt: skip
async def test_after_a_question_the_very_next_word_is_the_form_s(
    chats: Chats, given: int, next_word: str, leads_to: str
) -> None:
    words, chat = COLUMNS[0], chats.new()
    await begins(chat, words)
    await answered(chat, words, *QUESTIONS[:given])
    for question in ("quels sont vos horaires d'ouverture ?", SAYS["fr"]["question"]):
        await says(chat, question, SAYS["fr"]["again"])
    told = await says(chat, next_word, leads_to)
    assert "par « oui » ou « non »" not in told


@pytest.mark.parametrize("no", ["non", "no", "nan", "nn", "👎"])
async def test_after_a_question_the_very_next_no_is_the_form_s(chats: Chats, no: str) -> None:
    words, chat = COLUMNS[0], chats.new()
    await begins(chat, words)
    await answered(chat, words, "phone", "alone")
    for leads_to in ("allergie", "Photos : non"):
        await says(chat, "quels sont vos horaires d'ouverture ?", SAYS["fr"]["again"])
        await says(chat, no, leads_to)


async def test_who_has_begun_a_form_is_an_adult_short_of_a_plain_age(chats: Chats) -> None:
    stranger, parent = chats.new(), chats.new()
    await stranger.says("maman elle dit que je dois m’inscrire")
    assert stranger.conversation.young
    await begins(parent, COLUMNS[0])
    await parent.says("maman elle dit que je dois m’inscrire")
    assert parent.conversation.form is not None
    await parent.says("j’ai 12 ans")
    assert parent.conversation.young
    assert parent.conversation.form is None


async def test_in_a_form_only_what_is_beyond_doubt_is_distress(chats: Chats) -> None:
    chat = chats.new()
    await begins(chat, COLUMNS[0])
    await chat.says("j’ai peur pour elle")
    assert not chat.conversation.care
    await chat.says("je veux mourir")
    assert chat.conversation.care
