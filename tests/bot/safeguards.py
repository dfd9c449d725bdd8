"""The safeguards of the bot's edge: the words that make each, what is left without it, and the tests that must notice.

Run as those of tests/scheduler/safeguards.py are. Each new safeguard of the bot gets its line here: the check of the
key, and that the inviter approves who joins a family, too.
"""

from functools import partial

from tests.scheduler.safeguards import Safeguard

_Guard = partial(Safeguard, folder="tests/bot")

BOT_SAFEGUARDS = (
    _Guard(
        "redaction",
        "bot/logs.py",
        "    handler.addFilter(Redact())\n",
        "",
        "test_guards.py -k token",
    ),
    _Guard(
        "no error's words in a log",
        "bot/logs.py",
        'line["where"] = _where(record.exc_info[2])',
        'line["where"] = str(record.exc_info[1])',
        "test_guards.py -k words",
    ),
    _Guard(
        "erased inbox body",
        "bot/intake/claims.py",
        "values(state=InboxState.DONE, body=None, done_at=",
        "values(state=InboxState.DONE, done_at=",
        "reliability/test_inbox.py -k erased",
    ),
    _Guard(
        "owner fence of a chat",
        "bot/intake/claims.py",
        'and_(_ITS_CHAT, _CHATS.c.owner == bindparam("owned_by"))',
        'and_(_ITS_CHAT, bindparam("owned_by") == bindparam("owned_by"))',
        "reliability/test_inbox.py -k lost_its_chat",
    ),
    _Guard(
        "owner fence of a message",
        "scheduler/sending.py",
        ".where(OutboxRow.id == row_id, OutboxRow.owner == owner, OutboxRow.state == OutboxState.LEASED)",
        ".where(OutboxRow.id == row_id, OutboxRow.state == OutboxState.LEASED)",
        "reliability/test_outbox.py -k ran_out",
    ),
    _Guard(
        "an entrance code only for the team",
        "bot/screens/check_in.py",
        "if scene.turn.chat_id in scene.desk.staff_ids:",
        "if True:",
        "test_forgery.py -k deep_link",
    ),
    _Guard(
        "the team's chat and no other group",
        "bot/routes.py",
        "if scene.turn.chat_id == scene.desk.staff_chat_id:",
        "if True:",
        "test_team_chat.py",
    ),
    _Guard(
        "a question is only its own chat's to hand on",
        "bot/screens/team.py",
        "row is None or row.chat_id != scene.turn.chat_id or not",
        "row is None or not",
        "test_guards.py -k anothers_question",
    ),
    _Guard(
        "loopback-only clock",
        "bot/clock.py",
        "    if not may_shift:",
        "    if not session:",
        "test_guards.py -k clock",
    ),
    _Guard(
        "only an API on this machine is local",
        "bot/settings.py",
        "return urlsplit(self.api_url).hostname in LOOPBACK",
        "return True",
        "test_settings.py",
    ),
    _Guard(
        "secret check",
        "bot/web.py",
        "if not hmac.compare_digest(given, secret.encode()):",
        "if False:",
        "reliability/test_webhook_route.py",
    ),
    _Guard(
        "a webhook needs a secret",
        "bot/app.py",
        "if settings.webhook_url and not settings.webhook_secret.get_secret_value():",
        "if False:",
        "test_guards.py -k webhook_without",
    ),
    _Guard(
        "chats in turn",
        "bot/intake/claims.py",
        ".order_by(_INBOX.c.turn_at, _INBOX.c.update_id)",
        ".order_by(_INBOX.c.received_at, _INBOX.c.update_id)",
        "reliability/test_flood.py -k stands_before",
    ),
    _Guard(
        "a crowd is answered in one",
        "bot/worker.py",
        "if work.is_crowd and await self._collapse(work, conversation):",
        "if False:",
        "reliability/test_flood.py -k beyond",
    ),
    _Guard(
        "distress is never part of a crowd",
        "bot/worker.py",
        "is_alone in zip(typed, alone, strict=True) if not is_alone]",
        "is_alone in zip(typed, alone, strict=True)]",
        "reliability/test_flood.py -k presses",
    ),
    _Guard(
        "what waited for us is no crowd",
        "bot/intake/crowd.py",
        ".where(InboxRow.received_at >= since)",
        ".where(InboxRow.received_at >= InboxRow.received_at)",
        "reliability/test_flood.py -k before_it_could",
    ),
    _Guard(
        "so many questions a person",
        "bot/screens/team.py",
        "if row.outbox_id is None and _had_enough(scene):",
        "if False:",
        "test_team_chat.py -k much_a_day",
    ),
    _Guard(
        "no answer to bots",
        "bot/turn.py",
        "message.from_user.is_bot and message.sender_chat is None",
        "False",
        "test_turn.py",
    ),
    _Guard(
        "a private database file",
        "knowledge/store/engine.py",
        "os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600",
        "os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644",
        "test_backup.py -k umask",
    ),
    _Guard(
        "no copy is put back under a running bot",
        "bot/backup.py",
        "with only_process(database), _a_part_of(database) as part:",
        "with _a_part_of(database) as part:",
        "test_backup.py -k running_bot",
    ),
    _Guard(
        "the demo's own host names",
        "bot/sandbox/server.py",
        ", Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)",
        "",
        "test_demo.py -k team",
    ),
    _Guard(
        "the demo reads no .env",
        "bot/demo.py",
        'ENV_FILE: "", "CITE_CACHE"',
        '"CITE_CACHE"',
        "test_demo.py -k team",
    ),
    _Guard(
        "a reply stands behind what waits for its chat",
        "scheduler/at_once.py",
        " or any(has_line for *_, has_line in found)",
        "",
        "reliability/test_at_once.py -k behind",
    ),
    _Guard(
        "a reply in hand takes its tokens",
        "scheduler/at_once.py",
        "    sending.spend(session, overall, chat_id, clock, tokens, sender.rate)\n",
        "",
        "reliability/test_at_once.py -k token",
    ),
    _Guard(
        "what was claimed for nobody is given back",
        "bot/claimer.py",
        "self.leases.doubt(*(task.work.owner for task in self.wake.left()))",
        "self.wake.left()",
        "reliability/test_at_once.py -k stopped",
    ),
    _Guard(
        "one process learns at a time",
        "bot/assistant/learning.py",
        "with alone_in(cache):",
        "with suppress(ModelError):",
        "assistant/test_kept.py -k two_that_start",
    ),
)
