"""The page's HTTP interface, under /page: what a person sees, the demo's people, the bot's clock moved."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox import actions
from bot.sandbox.state import Chat, Sandbox, message_json, utc_now
from bot.sandbox.values import Impossible, Json, Message, Person, in_language, picture_in

KEEP_ALIVE = 15.0


def chat_view(sandbox: Sandbox, person_id: int, chat: Chat, after: int) -> Json:
    """Everything in the chat that changed after that version, and the chat's present state."""
    with sandbox.lock:
        changed = [message for message in chat.messages.values() if message.version > after]
        notices = [notice for notice in chat.notices if notice.version > after and notice.person_id == person_id]
        return {
            "epoch": sandbox.epoch,
            "version": chat.version,
            "messages": [_seen(sandbox, message) for message in sorted(changed, key=lambda m: m.id)],
            "notices": [notice.as_json() for notice in notices],
            "typing": chat.typing_until > sandbox.elapsed(),
            "keyboard": chat.keyboard,
            "blocked": chat.blocked,
            "met": chat.met,
        }


def _seen(sandbox: Sandbox, message: Message) -> Json:
    from_bot = message.sender_id == sandbox.profile.id
    state = {"id": message.id, "version": message.version, "deleted": message.deleted, "from_bot": from_bot}
    if message.deleted:
        return state
    topic = (sandbox.chats[message.chat_id].topics or {}).get(message.topic_id or 0)
    named = {} if topic is None else {"topic": topic.name}
    return state | named | {"message": message_json(sandbox, message)}


async def next_view(sandbox: Sandbox, person_id: int, chat: Chat, after: int, wait: float) -> Json:
    """The view as soon as something changed after that version, else the same view after `wait` seconds."""

    def changed() -> bool | None:
        with sandbox.lock:
            return True if chat.version > after else None

    if changed() is None and wait > 0:
        await sandbox.changes.until(changed, chat.id, wait)
    return chat_view(sandbox, person_id, chat, after)


async def views(sandbox: Sandbox, person_id: int, chat: Chat, after: int) -> AsyncIterator[Json | None]:
    """One view after another as the chat changes; None when nothing happened for a while."""
    yield chat_view(sandbox, person_id, chat, after)
    after = chat.version
    while not sandbox.changes.closed:
        view = await next_view(sandbox, person_id, chat, after, KEEP_ALIVE)
        yield view if view["version"] > after else None
        after = view["version"]


def setup_view(sandbox: Sandbox) -> Json:
    """Who may be played, and where each of them may write."""
    people = [_person_view(sandbox, person) for person in sandbox.people.values()]
    return {"username": sandbox.profile.username, "people": people}


def _person_view(sandbox: Sandbox, person: Person) -> Json:
    chats = [chat for chat in sandbox.chats.values() if person.id in chat.members]
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language": person.language,
        "chats": [{"id": chat.id, "title": chat.title} for chat in chats],
    }


def profile_view(sandbox: Sandbox, person_id: int, chat: Chat) -> Json:
    """The bot as this person sees it in this chat, in their language."""
    profile, language = sandbox.profile, sandbox.people[person_id].language
    return {
        "name": profile.title(language),
        "username": profile.username,
        "description": in_language(profile.descriptions, language),
        "short_description": in_language(profile.short_descriptions, language),
        "commands": profile.menu(chat.id, person_id, language),
    }


def chat_of(sandbox: Sandbox, person_id: int, chat_id: int) -> Chat:
    """The chat, for somebody who is in it; Impossible for anybody else."""
    chat = sandbox.chats.get(chat_id)
    if chat is None or person_id not in chat.members:
        raise Impossible(f"person {person_id} is not in chat {chat_id}")
    return chat


PARIS = ZoneInfo("Europe/Paris")


class ClockControl(Protocol):
    """The clock of the bot under demonstration."""

    async def shift(self, seconds: int) -> None:
        """Moves the bot's clock by that many seconds from where it stands; negative goes back."""

    def now(self) -> datetime:
        """The bot's present instant, aware."""


class RealClock:
    """For a sandbox without a demo: real time, which nobody moves."""

    async def shift(self, seconds: int) -> None:
        """Refused."""
        raise Impossible("this clock cannot be moved")

    def now(self) -> datetime:
        """The real time, in UTC."""
        return utc_now()


def clock_view(clock: ClockControl) -> Json:
    """The bot's instant, how far it is from the real one (seconds), and whether the page may move it."""
    now = clock.now()
    ahead = round((now - utc_now()).total_seconds())
    return {"now": now.isoformat(), "ahead": ahead, "adjustable": not isinstance(clock, RealClock)}


async def move(clock: ClockControl, request: Json) -> None:
    """Carries out `{"forward": seconds}`, `{"until": "2026-12-05T14:00"}` (Paris wall time) or `{"reset":
    true}`.
    """
    if "forward" in request:
        seconds = int(request["forward"])
    elif "until" in request:
        seconds = _seconds_until(clock.now(), str(request["until"]))
    else:
        seconds = -round((clock.now() - utc_now()).total_seconds())
    await clock.shift(seconds)


def _seconds_until(now: datetime, wall: str) -> int:
    try:
        naive = datetime.fromisoformat(wall)
    except ValueError as cause:
        raise Impossible("date et heure illisibles") from cause
    # Through UTC: Paris arithmetic would forget the change of hour in between.
    seconds = (naive.replace(tzinfo=PARIS).astimezone(UTC) - now) / timedelta(seconds=1)
    if seconds <= 0:
        raise Impossible("cette date est déjà passée")
    return round(seconds)


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
    done = actions.perform(_sandbox(request), int(body["person"]), int(body["chat"]), act)
    return JSONResponse({"id": done})


def act_from_json(body: Mapping[str, Any]) -> actions.Act:
    """`{"do": "say", "text": "..."}` and so on, the names being those of the classes and fields of `actions`."""
    fields = {key: value for key, value in body.items() if key != "do"}
    if body["do"] == "send":
        return actions.Send(actions.Thing(fields.pop("thing")), **fields)
    return _ACTS[body["do"]](**fields)


_ACTS: Mapping[str, Callable[..., actions.Act]] = {
    "say": actions.Say,
    "tap": actions.Tap,
    "attach": actions.Attach,
    "open": actions.Open,
    "edit": actions.Edit,
    "block": actions.Block,
    "unblock": actions.Unblock,
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
