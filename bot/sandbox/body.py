"""Reads a request's parameters wherever they are: address, JSON, form or multipart."""

import json
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.errors import Refused
from bot.sandbox.values import Upload

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
