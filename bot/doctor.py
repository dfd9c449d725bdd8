"""`cite doctor`: looks at everything that can be wrong and says it in words."""

import time
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram.error import InvalidToken, TelegramError

from bot import clock, delivery_report, schema
from bot.answers import cache_folder
from bot.api import Api
from bot.assistant.missing import Known
from bot.errors import BotError
from bot.looking import filled_now
from bot.settings import Settings, load_settings
from knowledge.errors import KnowledgeError
from knowledge.filled import Filled
from knowledge.first import load_first
from knowledge.library import load_library
from knowledge.store import make_engine
from knowledge.things_read import load_things

CLOCK_TOLERANCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; a fault stops the bot from working, the rest is advice."""

    sentence: str
    is_fault: bool = False


async def examine() -> list[Finding]:
    """Every finding, good ones too."""
    try:
        settings = load_settings()
    except BotError as error:
        return [Finding(str(error), is_fault=True)]
    return [
        Finding("Settings: understood."),
        *_key(settings),
        *_database(settings),
        await _telegram(settings),
        *_knowledge(settings),
        *_advice(settings),
    ]


def _key(settings: Settings) -> list[Finding]:
    if settings.keys:
        return [Finding(f"Secret key: given ({len(settings.keys)}).")]
    return [Finding("Secret key: missing. `cite doctor --new-key` prints one for CITE_SECRET_KEY.", True)]


def _database(settings: Settings) -> list[Finding]:
    try:
        engine = make_engine(settings.database_url)
        with engine.connect() as connection:
            started = time.time()
            if engine.dialect.name == "postgresql":
                theirs = float(connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
                if abs(theirs - started) > CLOCK_TOLERANCE_S:
                    return [Finding("Clock: this machine and the database server disagree.", True)]
        current = schema.is_current(engine)
    except (SQLAlchemyError, OSError) as error:
        return [Finding(f"Database: cannot be opened ({type(error).__name__}). Check CITE_DATABASE_URL.", True)]
    if current:
        with Session(engine) as session:
            told = delivery_report.report(session, settings.staff_chat_id)
        return [Finding("Database: opens, and is up to date."), *map(Finding, told)]
    return [Finding("Database: opens; `cite run` or `cite db upgrade` will bring it up to date.")]


async def _telegram(settings: Settings) -> Finding:
    if not settings.token.get_secret_value():
        return Finding("Token: missing. BotFather gives one for CITE_TOKEN.", True)
    api = Api(settings.token.get_secret_value(), settings.api_url)
    try:
        me = await api.call("getMe")
    except InvalidToken:
        return Finding("Token: refused by Telegram. Copy it again from BotFather.", True)
    except TelegramError:
        return Finding("Telegram: does not answer. Check the network and CITE_API_URL.", True)
    finally:
        await api.close_wires()
    return Finding(f"Telegram: answers, the bot is @{me.get('username', '?')}.")


def _knowledge(settings: Settings) -> list[Finding]:
    try:
        first = load_first()
        library = load_library(kept=cache_folder(settings.database_url))
        filled = filled_now(settings.database_url).on(clock.today(settings.zone))
        empty = Known(library=library, things=load_things(), filled=filled).empty(first)
    except KnowledgeError as error:
        return [Finding(f"Knowledge: {error}.", True)]
    said = f"Knowledge: the {len(first)} facts that families ask first are told or filled."
    if empty:
        said = (
            f"Knowledge: {len(empty)} of the {len(first)} facts that families ask first are empty. "
            "`cite knowledge unanswered --first` lists them."
        )
    return [Finding(said), *_left_out(filled)]


def _left_out(filled: Filled) -> list[Finding]:
    if not filled.left_out:
        return []
    return [Finding(f"Filled: {len(filled.left_out)} in the table cannot be told. `cite knowledge filled` says why.")]


def _advice(settings: Settings) -> list[Finding]:
    advice = [
        Finding(
            "Notice: who answers for the data, the contact and how long it is kept are not filled in yet; "
            "families read « l’équipe de la Cité du numérique »."
        )
    ]
    if settings.staff_chat_id is None:
        advice.append(Finding("Team: CITE_STAFF_CHAT_ID is not set, so questions are only kept for the team."))
    if settings.send_rate == "off" and not settings.api_is_local:
        advice.append(Finding("Limits: CITE_SEND_RATE is off, and this is not a server of your own.", True))
    return advice
