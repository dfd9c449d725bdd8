"""One Bot API request, on the wire and carried out: receiving by getUpdates and webhooks, answerCallbackQuery."""

import asyncio
import inspect
import json
import math
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from bot.sandbox import methods_messages as messages
from bot.sandbox import methods_profile as profile
from bot.sandbox.arguments import Arguments, Shape, checked, methods
from bot.sandbox.faults import Fault, Reply, conflict, reset_connection
from bot.sandbox.state import CALLS, Call, Sandbox, Violation, is_token
from bot.sandbox.updates import UPDATES, is_loopback
from bot.sandbox.values import Json, Malformed, Notice, Refused, Upload

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


_FUNCTIONS: Mapping[str, Callable[[Sandbox, Arguments], Any]] = {
    "getMe": profile.get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
    "sendMessage": messages.send_message,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
    "sendVenue": messages.send_venue,
    "sendLocation": messages.send_location,
    "sendChatAction": messages.send_chat_action,
    "copyMessage": messages.copy_message,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "createForumTopic": messages.create_forum_topic,
    "closeForumTopic": messages.close_forum_topic,
    "reopenForumTopic": messages.reopen_forum_topic,
    "deleteForumTopic": messages.delete_forum_topic,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "getFile": profile.get_file,
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: the method's name, the parameters, and files not named by a parameter."""

    method: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Telegram's answer: the HTTP status and the envelope."""

    status: int
    body: Json


def refusal(code: int, description: str, parameters: Json | None = None) -> Answer:
    """Telegram's envelope for a no."""
    body: Json = {"ok": False, "error_code": code, "description": description}
    return Answer(code, body | {"parameters": parameters} if parameters else body)


async def carry_out(sandbox: Sandbox, request: Request) -> Answer:
    """The answer to a request; every call is recorded, and every malformed one as a violation too."""
    shape = methods().get(request.method.lower())
    if shape is None:
        _record(sandbox, request.method, dict(request.params), Refused(404, "Not Found"))
        return refusal(404, "Not Found")
    params = dict(request.params)
    try:
        args = _arguments(shape, request.params)
        params = args.values
        result = await _result(sandbox, shape, args)
    except Refused as refused:
        _record(sandbox, shape.name, params, refused)
        wait = {"retry_after": refused.retry_after} if refused.retry_after else None
        return refusal(refused.code, refused.description, wait)
    _record(sandbox, shape.name, params, None)
    return Answer(200, {"ok": True, "result": result})


def _arguments(shape: Shape, params: Mapping[str, Any]) -> Arguments:
    """Files that a parameter names by attach:// are not parameters themselves."""
    named = {value.removeprefix("attach://") for value in _attachments(params)}
    attached = {name: value for name, value in params.items() if isinstance(value, Upload) and name in named}
    given = {name: value for name, value in params.items() if name not in attached or name in shape.fields}
    return Arguments(checked(shape, given), attached)


def _attachments(params: Mapping[str, Any]) -> list[str]:
    return [value for value in params.values() if isinstance(value, str) and value.startswith("attach://")]


async def _result(sandbox: Sandbox, shape: Shape, args: Arguments) -> object:
    function = _FUNCTIONS.get(shape.name)
    if function is None:
        raise Refused(501, f"Not Implemented: {shape.name} is not in the sandbox")
    if inspect.iscoroutinefunction(function):
        waited: Awaitable[object] = function(sandbox, args)
        return await waited
    with sandbox.lock:
        return function(sandbox, args)


def _record(sandbox: Sandbox, method: str, params: Json, refused: Refused | None) -> None:
    now = sandbox.elapsed()
    code, why = (refused.code, refused.description) if refused else (0, "")
    sandbox.audit.calls.append(Call(method, params, now, refused is None, code, why))
    if isinstance(refused, Malformed) or code in (404, 501):
        sandbox.audit.violations.append(Violation(method, why, params, now))
    sandbox.changes.ring(CALLS)


MOST_BYTES = 60_000_000


def parameters(query: str, content_type: str, body: bytes) -> dict[str, Any]:
    """Every parameter by its name; forms give strings, JSON its own types, multipart also uploads."""
    if len(body) > MOST_BYTES:
        raise Refused(413, "Request Entity Too Large")
    return dict(parse_qsl(query, keep_blank_values=True)) | dict(_from_body(content_type, body))


def _from_body(content_type: str, body: bytes) -> Mapping[str, Any]:
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return {}
    if kind == "application/json":
        return _from_json(body)
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    if kind == "multipart/form-data":
        return _from_multipart(content_type, body)
    raise Refused(400, "Bad Request: unsupported content type")


def _from_json(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as cause:
        raise Refused(400, "Bad Request: can't parse JSON object") from cause
    if not isinstance(found, dict):
        raise Refused(400, "Bad Request: object expected as JSON")
    return found


def _from_multipart(content_type: str, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    whole = BytesParser(policy=HTTP).parsebytes(head + body)
    found: dict[str, Any] = {}
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        found[str(name)] = _part(part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
    return found


def _part(filename: str | None, mime: str, payload: Any) -> Upload | str:
    data = payload if isinstance(payload, bytes) else b""
    return data.decode(errors="replace") if filename is None else Upload(filename, mime, data)


_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_BITE = 8


async def bot_api(http: HttpRequest) -> Response:
    """/bot<token>/<method>."""
    sandbox: Sandbox = http.app.state.sandbox
    token, method = http.path_params["token"], http.path_params["method"]
    if not sandbox.accepts(token):
        return _response(refusal(401, "Unauthorized") if is_token(token) else refusal(404, "Not Found"))
    fault = sandbox.faults.take(method)
    if fault is None:
        return _response(await _answer(sandbox, method, http))
    return await _faulty(sandbox, fault, method, http)


async def _answer(sandbox: Sandbox, method: str, http: HttpRequest) -> Answer:
    try:
        given = parameters(http.url.query, http.headers.get("content-type", ""), await http.body())
    except Refused as refused:
        return refusal(refused.code, refused.description)
    return await carry_out(sandbox, Request(method, given))


async def _faulty(sandbox: Sandbox, fault: Fault, method: str, http: HttpRequest) -> Response:
    answer = await _answer(sandbox, method, http) if fault.processed else None
    if fault.reply is not Reply.SLOW and not await _pause(sandbox, fault.pause):
        return Response(status_code=503)
    if fault.reply is Reply.RESET:
        return await _cut(http)
    if fault.reply is Reply.ERROR:
        return _response(refusal(fault.code, fault.description, fault.parameters or None))
    if fault.reply is Reply.EMPTY:
        return Response(media_type="application/json")
    if fault.reply is Reply.HTML:
        return HTMLResponse(_BAD_GATEWAY, status_code=fault.code)
    return _spoiled(fault, answer or await _answer(sandbox, method, http))


def _spoiled(fault: Fault, answer: Answer) -> Response:
    if fault.reply is Reply.TWICE and isinstance(answer.body.get("result"), list):
        twice = [update for update in answer.body["result"] for _ in range(2)]
        return _response(Answer(answer.status, answer.body | {"result": twice}))
    whole = json.dumps(answer.body).encode()
    if fault.reply is Reply.TRUNCATED:
        return Response(whole[: len(whole) // 2], answer.status, media_type="application/json")
    if fault.reply is Reply.SLOW:
        return StreamingResponse(_bites(whole, fault.pause), answer.status, media_type="application/json")
    return _response(answer)


async def _bites(whole: bytes, pause: float) -> AsyncIterator[bytes]:
    for start in range(0, len(whole), _BITE):
        await asyncio.sleep(pause)
        yield whole[start : start + _BITE]


async def _pause(sandbox: Sandbox, seconds: float) -> bool:
    """Waits (math.inf: until the server stops); false if it stops meanwhile."""
    if seconds:
        await sandbox.changes.until(lambda: None, "pause", None if seconds == math.inf else seconds)
    return not sandbox.changes.closed


async def _cut(http: HttpRequest) -> Response:
    client = http.client
    if client is not None:
        reset_connection((client.host, client.port))
    while (await http.receive())["type"] != "http.disconnect":
        continue  # uvicorn expects no answer once it has said so
    return Response()


def _response(answer: Answer) -> Response:
    return JSONResponse(answer.body, answer.status)


async def bot_file(http: HttpRequest) -> Response:
    """/file/bot<token>/<path>: what getFile's file_path points to."""
    sandbox: Sandbox = http.app.state.sandbox
    file = sandbox.files.at(http.path_params["path"])
    if not sandbox.accepts(http.path_params["token"]) or file is None:
        return _response(refusal(404, "Not Found"))
    return Response(file.upload.data, media_type=file.upload.mime)
