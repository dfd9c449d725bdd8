"""The page's HTTP interface, under /page; remote visitors use it too."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox import acts
from bot.sandbox.clock import clock_view, move
from bot.sandbox.errors import Impossible
from bot.sandbox.page_view import chat_of, next_view, profile_view, setup_view, views
from bot.sandbox.pictures import picture_in
from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Json, Person

Endpoint = Callable[[Request], Awaitable[Response]]
LONGEST_WAIT = 30.0


def routes() -> list[BaseRoute]:
    """Everything under /page that is not a file of the page itself."""
    gets: Mapping[str, Endpoint] = {
        "/page/setup": _setup,
        "/page/profile": _profile,
        "/page/view": _view,
        "/page/events": _events,
        "/page/clock": _clock,
        "/page/files/{file_id}": _file,
    }
    posts: Mapping[str, Endpoint] = {
        "/page/people": _new_person,
        "/page/acts": _act,
        "/page/clock": _move_clock,
    }
    answering = [Route(path, _polite(endpoint), methods=["GET"]) for path, endpoint in gets.items()]
    return [
        *answering,
        *(Route(path, _polite(endpoint), methods=["POST"]) for path, endpoint in posts.items()),
    ]


def _polite(endpoint: Endpoint) -> Endpoint:
    """Turns what is impossible or unreadable into a 400 with the reason."""

    async def wrapped(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (Impossible, KeyError, TypeError, ValueError) as problem:
            return JSONResponse({"error": str(problem)}, 400)

    return wrapped


async def _json(request: Request) -> Json:
    """The body; only as JSON, which no foreign web page can post unasked."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Impossible("JSON expected")
    body: Json = await request.json()
    return body


def _sandbox(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


def _who_and_where(request: Request) -> tuple[int, Chat]:
    person_id = int(request.query_params["person"])
    return person_id, chat_of(_sandbox(request), person_id, int(request.query_params["chat"]))


async def _setup(request: Request) -> Response:
    return JSONResponse(setup_view(_sandbox(request)))


async def _profile(request: Request) -> Response:
    return JSONResponse(profile_view(_sandbox(request), *_who_and_where(request)))


async def _view(request: Request) -> Response:
    query = request.query_params
    wait = min(float(query.get("wait", 0)), LONGEST_WAIT)
    where = _who_and_where(request)
    return JSONResponse(await next_view(_sandbox(request), *where, int(query.get("after", 0)), wait))


async def _events(request: Request) -> Response:
    """Server-sent events; after a broken line the browser says how far it came, in Last-Event-ID."""
    epoch, _, version = request.headers.get("last-event-id", "").partition(".")
    after = int(version) if epoch == _sandbox(request).epoch else 0
    found = views(_sandbox(request), *_who_and_where(request), after)
    return StreamingResponse(_as_events(found), media_type="text/event-stream")


async def _as_events(found: AsyncIterator[Json | None]) -> AsyncIterator[str]:
    async for view in found:
        yield (f"id: {view['epoch']}.{view['version']}\ndata: {json.dumps(view)}\n\n" if view else ": still here\n\n")


async def _new_person(request: Request) -> Response:
    body = await _json(request)
    first_name = str(body["first_name"]).strip()
    if not 1 <= len(first_name) <= 64:
        raise Impossible("a first name has 1 to 64 characters")
    person = _joined(_sandbox(request), first_name, body)
    return JSONResponse({"id": person.id})


def _joined(sandbox: Sandbox, first_name: str, body: Json) -> Person:
    known = {key: body[key] for key in ("person_id", "last_name", "username", "language", "met") if key in body}
    person = sandbox.add_person(first_name, **known)
    if int(body.get("chat_id", 1)) < 0:
        sandbox.join_group(person.id, int(body["chat_id"]))
    return person


async def _act(request: Request) -> Response:
    body = await _json(request)
    act = act_from_json(body["act"])
    done = acts.perform(_sandbox(request), int(body["person"]), int(body["chat"]), act)
    return JSONResponse({"id": done})


def act_from_json(body: Mapping[str, Any]) -> acts.Act:
    """`{"do": "say", "text": "..."}` and so on, the names being those of the classes and fields of `acts`."""
    fields = {key: value for key, value in body.items() if key != "do"}
    if body["do"] == "send":
        return acts.Send(acts.Thing(fields.pop("thing")), **fields)
    return _ACTS[body["do"]](**fields)


_ACTS: Mapping[str, Callable[..., acts.Act]] = {
    "say": acts.Say,
    "tap": acts.Tap,
    "open": acts.Open,
    "edit": acts.Edit,
    "block": acts.Block,
    "unblock": acts.Unblock,
}


async def _clock(request: Request) -> Response:
    return JSONResponse(clock_view(request.app.state.clock))


async def _move_clock(request: Request) -> Response:
    """The clock as it is then, with the problem in words when it could not move."""
    clock = request.app.state.clock
    try:
        await move(clock, await _json(request))
    except Impossible as problem:
        return JSONResponse(clock_view(clock) | {"problem": str(problem)})
    return JSONResponse(clock_view(clock))


async def _file(request: Request) -> Response:
    file = _sandbox(request).files.get(request.path_params["file_id"])
    if file is None:
        return Response("no such file", 404)
    # Only images are shown in place; anything else is saved, so that no file runs as a page here.
    picture = picture_in(file.upload.data)
    place, mime = ("inline", picture.mime) if picture else ("attachment", file.upload.mime)
    headers = {"Content-Disposition": f"{place}; filename*=UTF-8''{quote(file.upload.name)}"}
    return Response(file.upload.data, media_type=mime, headers=headers)
