"""One Bot API request on the wire: parameters read wherever they are, the ordered fault, the answer written."""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from bot.sandbox.faults import Fault, Reply, reset_connection
from bot.sandbox.methods import Answer, Request, carry_out, refusal
from bot.sandbox.state import Sandbox, is_token
from bot.sandbox.values import Refused, Upload

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
