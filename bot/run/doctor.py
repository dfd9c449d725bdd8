"""`cite doctor`: looks at all that can be wrong, and at messages that did not simply arrive, and says it in words."""

import asyncio
import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.assistant.facts import Known
from bot.assistant.learning import is_learnt
from bot.bot_api.api import Api
from bot.core import clock, database, staff
from bot.core.database import filled_now, look
from bot.core.errors import BotError
from bot.core.files import database_file, open_to_others, require_present
from bot.core.settings import Settings, load_settings, settings_file
from bot.core.tables import ProcessRow
from bot.intake import inbox, webhook
from bot.intake.webhook import Hook
from bot.run import backup, processes
from bot.run.checks import Finding, beside_telegram, beside_the_database, listened_to, mistakes
from knowledge.agenda import agenda
from knowledge.library.content import KnowledgeError
from knowledge.library.filled import Filled, load_first
from knowledge.library.library import load_library
from knowledge.library.things import load_things
from knowledge.store.columns import vault
from knowledge.store.engine import BadKeyError, make_engine
from scheduler.families import families
from scheduler.outbox import failing, sending
from scheduler.outbox.outbox import OutboxState

MOST_NAMED = 20


def report(session: Session, staff_chat_id: int | None) -> list[str]:
    """One sentence a finding; none when all is well."""
    return [
        *_doubts(session),
        *_given_up(session),
        *_aside(session),
        *_out_of_reach(session),
        *_moved(session, staff_chat_id),
    ]


def _doubts(session: Session) -> list[str]:
    doubts = sending.ambiguous(session)
    once = [doubt.id for doubt in doubts if doubt.state is OutboxState.UNCLEAR]
    again = [doubt.id for doubt in doubts if doubt.state is not OutboxState.UNCLEAR]
    said = []
    if once:
        said.append(f"Messages: {_named(once)} may or may not have arrived, and were not repeated.")
    if again:
        said.append(f"Messages: {_named(again)} got no answer at first, so they may have arrived twice.")
    return said


def _given_up(session: Session) -> list[str]:
    rows = failing.given_up(session)
    return [f"Messages: {_named(rows)} were given up after several tries."] if rows else []


def _aside(session: Session) -> list[str]:
    updates = [row.update_id for row in inbox.listed(session)]
    messages = [row.id for row in failing.listed(session)]
    said = []
    if updates:
        said.append(f"Updates: {_named(updates)} are aside: `cite inbox aside` lists them, --replay tries again.")
    if messages:
        said.append(f"Messages: {_named(messages)} are aside: `cite outbox aside` lists them, --replay tries again.")
    return said


def _out_of_reach(session: Session) -> list[str]:
    numbers = [family.number for family in families.unreachable_families(session)]
    return [f"Families: {_named(numbers)} cannot be reached: the bot is blocked."] if numbers else []


def _moved(session: Session, staff_chat_id: int | None) -> list[str]:
    new = None if staff_chat_id is None else staff.moved_to(session, staff_chat_id)
    return [] if new is None else [f"Team: its group has a new number: set CITE_STAFF_CHAT_ID={new}."]


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:MOST_NAMED])
    more = ", …" if len(numbers) > MOST_NAMED else ""
    return f"{len(numbers)} (no. {shown}{more})"


async def examine() -> list[Finding]:
    """Every finding, good ones too."""
    try:
        settings = load_settings()
    except BotError as error:
        return [Finding(str(error), is_fault=True)]
    return [
        Finding("Settings: understood."),
        *mistakes(settings),
        *_key(settings),
        *_files(settings),
        *_database(settings),
        *_proxy(settings),
        *await _telegram(settings),
        *listened_to(settings),
        *_agenda(settings),
        *_knowledge(settings),
        *_model(settings),
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
    file = database_file(settings.database_url)
    try:
        require_present(file)
        if file is not None and not file.exists():
            return [_none_yet(file)]
        engine = make_engine(settings.database_url)
        with engine.connect() as connection:
            clocks = beside_the_database(connection) if engine.dialect.name == "postgresql" else []
        current = database.is_current(engine)
    except (SQLAlchemyError, OSError) as error:
        return [_cannot_be_opened(settings, error)]
    except BotError as error:
        return [Finding(f"Database: {error}", True)]
    if current:
        with Session(engine) as session:
            wrong = _wrong_key(session)
            if wrong:
                return [Finding(wrong, True)]
            told = report(session, settings.staff_chat_id)
            serving = [] if engine.dialect.name == "sqlite" else _processes(session)
        return [Finding("Database: opens, and is up to date."), *clocks, *serving, *map(Finding, told)]
    return [Finding("Database: opens; `cite run` or `cite db upgrade` will bring it up to date."), *clocks]


def _none_yet(file: Path) -> Finding:
    """To be told before a first start, and after a slip in the address, which would begin an empty one."""
    if _may_write(file.parent):
        return Finding(f"Database: none yet at {file.absolute()}; `cite run` or `cite db upgrade` begins one.")
    return Finding(f"Database: none yet at {file.absolute()}, and this account cannot write to that folder.", True)


def _cannot_be_opened(settings: Settings, error: SQLAlchemyError | OSError) -> Finding:
    """Why, never with what the driver says of the address: a password may be in it."""
    file, origin = database_file(settings.database_url), getattr(error, "orig", None)
    words = str(origin or "")
    if file is None:
        said = words if getattr(origin, "sqlstate", None) else words.partition("FATAL:")[2]
        why = said.strip().partition("\n")[0] or "no server answers there"
        how = "Check the server, name and password in CITE_DATABASE_URL; a @ in a password is written %40."
        return Finding(f"Database: cannot be opened ({why}). {how}", True)
    why = (error.strerror if isinstance(error, OSError) else words) or type(error).__name__
    how = "This account must be able to write to it and to its folder; else check CITE_DATABASE_URL."
    return Finding(f"Database: {file} cannot be opened ({why}). {how}", True)


def _processes(session: Session) -> list[Finding]:
    """Who serves on this database, and who of them waits to fetch updates."""
    now = session.scalar(select(processes.NOW)) or 0.0
    rows = session.scalars(select(ProcessRow).where(ProcessRow.beaten_at > now - processes.DEAD_AFTER_S)).all()
    polling = Counter(row.polls for row in rows if row.polls is not None)
    said = [Finding(f"Processes: {len(rows)} on this database.")] if rows else []
    if any(many > 1 for many in polling.values()):
        said.append(
            Finding("Processes: one fetches updates, the others stand by until it is gone; a webhook would feed all.")
        )
    return said


def _wrong_key(session: Session) -> str:
    """A sentence when the key given is not the database's."""
    try:
        if vault.names:
            database.check(session)
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
        team = await _team_chat(api, settings)
    except InvalidToken:
        return [Finding("Token: refused by Telegram. Copy it again from BotFather.", True)]
    except TelegramError:
        return [Finding("Telegram: does not answer. Check the network, this machine's clock and CITE_API_URL.", True)]
    finally:
        await api.close_wires()
    clocks = await asyncio.to_thread(beside_telegram, settings)
    here = Finding(f"Telegram: answers, the bot is @{me.get('username', '?')}.")
    return [here, _webhook(settings, found), *clocks, *team]


async def _team_chat(api: Api, settings: Settings) -> list[Finding]:
    """Whether the bot can write to where it is to send families' questions."""
    chat = look(settings.database_url, lambda session: staff.chat_of(session, settings.staff_chat_id))
    chat = settings.staff_chat_id if chat is None else chat
    if chat is None:
        return []
    try:
        await api.call("getChat", chat_id=chat)
    except (BadRequest, Forbidden):
        return [Finding(f"Team: the bot is not in the chat {chat}. Add it there, then type /equipe in it.", True)]
    return []


def _webhook(settings: Settings, found: Hook) -> Finding:
    wanted = settings.webhook_url or ""
    finding = webhook.judge(found.url, wanted, _ours(settings))
    if finding is webhook.Finding.FOREIGN:
        return Finding(f"Webhook: {found.refusal}", True)
    if finding is webhook.Finding.OURS:
        now = f"is still set, to {found.host}" if found.url else "is not set"
        return Finding(f"Webhook: {now}; `cite run` will {'set it' if wanted else 'delete it'}.")
    if not wanted:
        return Finding("Webhook: none, as polling needs.")
    if found.fails(clock.elapsed()):
        return Finding(f"Webhook: set, but {found.pending} updates wait; Telegram says: {found.error}.", True)
    return Finding(f"Webhook: set; {found.pending} updates wait.")


def _ours(settings: Settings) -> frozenset[str]:
    """What the database wrote down; nothing where that cannot be read, which another finding tells."""
    return look(settings.database_url, lambda session: webhook.written_down(session, settings.bot_id)) or frozenset()


def _proxy(settings: Settings) -> list[Finding]:
    """Only a plain http proxy for the API's own scheme is used."""
    proxies, scheme = getproxies(), urlsplit(settings.api_url).scheme
    used = proxies.get(scheme, "")
    if used and urlsplit(used).scheme != "http":
        return [Finding(f"Proxy: {scheme.upper()}_PROXY must begin with http://, another kind is not used.", True)]
    if not used and "all" in proxies and not settings.api_is_local:
        return [Finding(f"Proxy: ALL_PROXY is not used. Set {scheme.upper()}_PROXY to go through it.", True)]
    return []


def _agenda(settings: Settings) -> list[Finding]:
    coming = look(settings.database_url, lambda session: agenda.upcoming(session, clock.real_now()))
    if coming:
        return [Finding(f"Agenda: {len(coming)} events are to come.")]
    return [Finding("Agenda: no event is to come. `cite agenda import FILE` brings them in.")]


def _model(settings: Settings) -> list[Finding]:
    with suppress(PermissionError):  # told with what is known
        if is_learnt(settings.cache_folder):
            return []
    return [
        Finding(
            "Understanding: nothing is learnt yet; `cite learn` does it before families wait, `cite run` while they do."
        )
    ]


def _knowledge(settings: Settings) -> list[Finding]:
    try:
        first = load_first()
        library = load_library(kept=settings.cache_folder)
        filled = filled_now(settings.database_url).on(clock.today(settings.zone))
        empty = Known(library=library, things=load_things(), filled=filled).empty(first)
    except KnowledgeError as error:
        return [Finding(f"Knowledge: {error}.", True)]
    except OSError as error:  # only what is read anew has to be kept: an image may have it all on a read-only disk
        how = f"CITE_CACHE is {settings.cache_folder}, and this account cannot keep there what it learns"
        return [Finding(f"Understanding: {how} ({error.strerror}).", True)]
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
    advice += _team(settings)
    advice.append(_copies(settings))
    if settings.send_rate == "off" and not settings.api_is_local:
        advice.append(Finding("Limits: CITE_SEND_RATE is off, and this is not a server of your own.", True))
    return advice


def _copies(settings: Settings) -> Finding:
    if settings.daily_copy is None:
        return Finding("Copies: none are made. CITE_BACKUP=/var/backups/cite@03:00 makes one a day.")
    folder = settings.daily_copy.folder
    if not _may_write(folder):
        return Finding(f"Copies: {folder} is no folder that this account can write to.", True)
    newest = backup.newest_made(settings)
    if newest is None:
        return Finding(f"Copies: none in {folder} yet; `cite run` makes the first as soon as it serves.")
    age = clock.real_now() - newest
    said = f"Copies: the newest in {folder} is {_lasting(age)} old."
    return Finding(
        said if age <= backup.OLD else f"{said} One a day should come: is the bot running?", age > backup.OLD
    )


def _may_write(folder: Path) -> bool:
    """Whether this account can, or can make it where it is not there yet."""
    may = partial(os.access, effective_ids=True)
    there = next(path for path in (folder, *folder.absolute().parents) if may(path, os.F_OK))
    return there.is_dir() and may(there, os.W_OK | os.X_OK)


def _lasting(age: timedelta) -> str:
    hours = round(age.total_seconds() / 3600)
    return f"{hours} hours" if hours < 48 else f"{age.days} days"


def _team(settings: Settings) -> list[Finding]:
    said = []
    if look(settings.database_url, lambda session: staff.chat_of(session, settings.staff_chat_id)) is None:
        how = "a manager types /equipe in its group, or CITE_STAFF_CHAT_ID is set"
        said.append(Finding(f"Team: it has no chat, so questions are only kept for it, until {how}."))
    if not settings.staff_ids:
        said.append(Finding("Team: CITE_STAFF_IDS names no manager: nobody can invite or answer from Telegram."))
    return said
