"""The methods by which the bot receives: getUpdates, webhooks; and answerCallbackQuery."""

import re
from itertools import islice
from urllib.parse import urlsplit

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import Malformed, Refused
from bot.sandbox.faults import conflict
from bot.sandbox.state import Sandbox
from bot.sandbox.updates import UPDATES
from bot.sandbox.values import Json, Notice
from bot.sandbox.webhook_state import is_loopback

LONGEST_POLL = 50
MOST_UPDATES = 100
MOST_ANSWER = 200
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot", "guest_message",
}  # fmt: skip
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(sandbox: Sandbox, args: Arguments) -> list[Json]:
    """getUpdates: confirms below the offset, then waits for updates; a newer poll ends this one with 409."""
    if sandbox.webhook.url:
        raise Refused(409, _WEBHOOK_ACTIVE)
    limit = args.number("limit", MOST_UPDATES)
    if not 1 <= limit <= MOST_UPDATES:
        raise Malformed("limit must be between 1 and 100")
    with sandbox.lock:
        sandbox.updates.allow(_kinds(args))
        poll = sandbox.updates.begin_poll(args.number("offset"))
    sandbox.changes.ring(UPDATES)
    await _something(sandbox, poll, min(args.number("timeout"), LONGEST_POLL))
    if sandbox.updates.poll != poll:
        raise Refused(409, conflict().description)
    with sandbox.lock:
        return [update.as_json() for update in islice(sandbox.updates.pending, limit)]


async def _something(sandbox: Sandbox, poll: int, seconds: int) -> None:
    def ready() -> bool | None:
        return True if sandbox.updates.pending or sandbox.updates.poll != poll else None

    if ready() is None and seconds > 0:
        await sandbox.changes.until(ready, UPDATES, seconds)


def _kinds(args: Arguments) -> list[str] | None:
    kinds = args.names("allowed_updates")
    if unknown := sorted(set(kinds or ()) - _KINDS):
        raise Malformed(f'unknown update type "{unknown[0]}" in allowed_updates')
    return kinds


def set_webhook(sandbox: Sandbox, args: Arguments) -> bool:
    """setWebhook; an empty address removes it."""
    if not args.text("url"):
        return delete_webhook(sandbox, args)
    _check_address(args.text("url"))
    if args.has("secret_token") and not _SECRET.fullmatch(args.text("secret_token")):
        raise Malformed("secret token contains unallowed characters")
    if not 1 <= args.number("max_connections", 40) <= 100:
        raise Malformed("max_connections must be between 1 and 100")
    sandbox.updates.allow(_kinds(args))
    hook = sandbox.webhook
    hook.url, hook.secret = args.text("url"), args.text("secret_token")
    hook.max_connections, hook.last_error = args.number("max_connections", 40), ""
    return _drop(sandbox, args)


def delete_webhook(sandbox: Sandbox, args: Arguments) -> bool:
    """deleteWebhook."""
    sandbox.webhook.url = sandbox.webhook.secret = sandbox.webhook.last_error = ""
    return _drop(sandbox, args)


def _drop(sandbox: Sandbox, args: Arguments) -> bool:
    if args.flag("drop_pending_updates"):
        sandbox.updates.clear()
    sandbox.changes.ring(UPDATES)
    return True


def _check_address(url: str) -> None:
    """https anywhere; plain http only on this very machine, as a local Bot API server allows."""
    try:
        parts = urlsplit(url)
    except ValueError as cause:
        raise Malformed("bad webhook: invalid URL") from cause
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        raise Malformed("bad webhook: An HTTPS URL must be provided for webhook")



def get_webhook_info(sandbox: Sandbox, args: Arguments) -> Json:
    """getWebhookInfo."""
    return sandbox.webhook.as_json(len(sandbox.updates.pending), sandbox.updates.allowed)


def answer_callback_query(sandbox: Sandbox, args: Arguments) -> bool:
    """answerCallbackQuery: only a press that was made, before its deadline; again is allowed."""
    if len(args.text("text")) > MOST_ANSWER:
        raise Malformed("MESSAGE_TOO_LONG")
    press = sandbox.audit.presses.get(args.text("callback_query_id"))
    now = sandbox.elapsed()
    if press is None or now - press.at > sandbox.callback_deadline:
        raise Refused(400, _TOO_OLD)
    press.answered_at = press.answered_at or now
    shown = (args.text("text"), args.flag("show_alert"), args.text("url"))
    chat = sandbox.chats[press.chat_id]
    chat.notices.append(Notice(sandbox.next_version(chat), press.id, press.person_id, *shown))
    sandbox.changes.ring(chat.id)
    return True
