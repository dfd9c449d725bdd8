"""`cite doctor`: looks at everything that can be wrong and says it in words."""

import time
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram.error import InvalidToken, TelegramError

from bot import clock, delivery_report, keys, schema
from bot.api import Api
from bot.assistant.missing import Known
from bot.errors import BotError
from bot.files import database_file, open_to_others
from bot.intake import hook
from bot.intake.hook import Hook
from bot.looking import filled_now, look
from bot.settings import Settings, load_settings, settings_file
from bot.single import require_present
from knowledge.errors import KnowledgeError
from knowledge.filled import Filled
from knowledge.first import load_first
from knowledge.library import load_library
from knowledge.store import make_engine, vault
from knowledge.store.errors import BadKeyError
from knowledge.things_read import load_things

CLOCK_TOLERANCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; a fault has to be mended, the rest is advice."""

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
        *_files(settings),
        *_database(settings),
        *_proxy(settings),
        *await _telegram(settings),
        *_knowledge(settings),
        *_advice(settings),
    ]


def _key(settings: Settings) -> list[Finding]:
    if settings.keys:
        vault.unlock(settings.keys)
        return [Finding(f"Secret key: given ({', '.join(vault.names)}).")]
    return [Finding("Secret key: missing. `cite doctor --new-key` prints one for CITE_SECRET_KEY.", True)]


def _files(settings: Settings) -> list[Finding]:
    """Keys and families' data are for nobody else who has an account on this machine."""
    found = open_to_others(settings_file(), database_file(settings.database_url))
    return [Finding(f"Files: others on this machine can open {path}. `chmod 600 {path}`", True) for path in found]


def _database(settings: Settings) -> list[Finding]:
    try:
        require_present(database_file(settings.database_url))
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
    except BotError as error:
        return [Finding(f"Database: {error}", True)]
    if current:
        with Session(engine) as session:
            wrong = _wrong_key(session)
            if wrong:
                return [Finding(wrong, True)]
            told = delivery_report.report(session, settings.staff_chat_id)
        return [Finding("Database: opens, and is up to date."), *map(Finding, told)]
    return [Finding("Database: opens; `cite run` or `cite db upgrade` will bring it up to date.")]


def _wrong_key(session: Session) -> str:
    """A sentence when the key given is not the database's."""
    try:
        if vault.names:
            keys.check(session)
    except BadKeyError as error:
        return f"Secret key: {error}"
    return ""


async def _telegram(settings: Settings) -> list[Finding]:
    if not settings.token.get_secret_value():
        return [Finding("Token: missing. BotFather gives one for CITE_TOKEN.", True)]
    api = Api(settings.token.get_secret_value(), settings.api_url)
    try:
        me = await api.call("getMe")
        found = Hook.of(await api.call("getWebhookInfo"))
    except InvalidToken:
        return [Finding("Token: refused by Telegram. Copy it again from BotFather.", True)]
    except TelegramError:
        return [Finding("Telegram: does not answer. Check the network and CITE_API_URL.", True)]
    finally:
        await api.close_wires()
    return [Finding(f"Telegram: answers, the bot is @{me.get('username', '?')}."), _webhook(settings, found)]


def _webhook(settings: Settings, found: Hook) -> Finding:
    wanted = settings.webhook_url or ""
    finding = hook.judge(found.url, wanted, _ours(settings))
    if finding is hook.Finding.FOREIGN:
        return Finding(f"Webhook: {found.refusal}", True)
    if finding is hook.Finding.OURS:
        now = f"is still set, to {found.host}" if found.url else "is not set"
        return Finding(f"Webhook: {now}; `cite run` will {'set it' if wanted else 'delete it'}.")
    if not wanted:
        return Finding("Webhook: none, as polling needs.")
    if found.fails(clock.elapsed()):
        return Finding(f"Webhook: set, but {found.pending} updates wait; Telegram says: {found.error}.", True)
    return Finding(f"Webhook: set; {found.pending} updates wait.")


def _ours(settings: Settings) -> frozenset[str]:
    """What the database wrote down; nothing where that cannot be read, which another finding tells."""
    return look(settings.database_url, lambda session: hook.written_down(session, settings.bot_id)) or frozenset()


def _proxy(settings: Settings) -> list[Finding]:
    """Only a plain http proxy for the API's own scheme is used."""
    proxies, scheme = getproxies(), urlsplit(settings.api_url).scheme
    used = proxies.get(scheme, "")
    if used and urlsplit(used).scheme != "http":
        return [Finding(f"Proxy: {scheme.upper()}_PROXY must begin with http://, another kind is not used.", True)]
    if not used and "all" in proxies and not settings.api_is_local:
        return [Finding(f"Proxy: ALL_PROXY is not used. Set {scheme.upper()}_PROXY to go through it.", True)]
    return []


def _knowledge(settings: Settings) -> list[Finding]:
    try:
        first = load_first()
        library = load_library(kept=settings.cache_folder)
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


def _notice(settings: Settings) -> list[Finding]:
    """The law wants both in what families read; a bot of one's own server may do without."""
    unset = {"CITE_CONTROLLER": settings.controller, "CITE_CONTACT": settings.contact}
    missing = " and ".join(name for name, value in unset.items() if not value.strip())
    if not missing:
        return [Finding("Notice: says who answers for the data, and whom to write to.")]
    sentence = f"Notice: {missing} not set. Families must be told who answers for their data, and whom to write to."
    return [Finding(sentence, is_fault=not settings.api_is_local)]


def _advice(settings: Settings) -> list[Finding]:
    advice = _notice(settings)
    if settings.staff_chat_id is None:
        advice.append(Finding("Team: CITE_STAFF_CHAT_ID is not set, so questions are only kept for the team."))
    if settings.send_rate == "off" and not settings.api_is_local:
        advice.append(Finding("Limits: CITE_SEND_RATE is off, and this is not a server of your own.", True))
    return advice
