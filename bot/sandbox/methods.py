"""Carries out one Bot API request: finds the method, checks, acts, keeps the record."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import methods_messages as messages
from bot.sandbox import methods_profile as profile
from bot.sandbox import methods_updates as updates
from bot.sandbox.arguments import Arguments
from bot.sandbox.audit import Call, Violation
from bot.sandbox.errors import Malformed, Refused
from bot.sandbox.spec import Shape, methods
from bot.sandbox.state import CALLS, Sandbox
from bot.sandbox.validation import checked
from bot.sandbox.values import Json, Upload

_FUNCTIONS: Mapping[str, Callable[[Sandbox, Arguments], Any]] = {
    "getMe": profile.get_me,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "answerCallbackQuery": updates.answer_callback_query,
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
