"""Delivers updates to the bot's webhook: in order within a line, again until a 2xx."""

import asyncio
from datetime import UTC, datetime

import httpx

from bot.sandbox.faults import Fault, Reply
from bot.sandbox.state import Sandbox
from bot.sandbox.updates import UPDATES, Update

RESPONSE_TIMEOUT = 60.0
LONGEST_PAUSE = 60.0
_FAULTS = "webhook"


class WebhookSender:
    """Runs beside the server. One update at a time from each line, several lines side by side."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._busy: set[str] = set()

    async def run(self) -> None:
        """Delivers until cancelled."""
        async with (
            httpx.AsyncClient(timeout=RESPONSE_TIMEOUT, trust_env=False) as client,
            asyncio.TaskGroup() as group,
        ):
            while True:
                update = await self._sandbox.changes.until(self._next, UPDATES, None)
                if update is None:
                    return
                group.create_task(self._deliver(client, update))

    def _next(self) -> Update | None:
        """The oldest update whose line is free; its line is then taken."""
        hook = self._sandbox.webhook
        if not hook.url or len(self._busy) >= hook.max_connections:
            return None
        with self._sandbox.lock:
            for update in self._sandbox.updates.pending:
                if update.queue not in self._busy:
                    self._busy.add(update.queue)
                    return update
        return None

    async def _deliver(self, client: httpx.AsyncClient, update: Update) -> None:
        url, failures = self._sandbox.webhook.url, 0
        while self._still_due(url, update):
            if (wait := await self._attempt(client, update, failures)) is None:
                break
            failures += 1
            await self._sandbox.changes.until(lambda: None, f"retry {update.id}", wait)
        self._busy.discard(update.queue)
        self._sandbox.changes.ring(UPDATES)

    def _still_due(self, url: str, update: Update) -> bool:
        sandbox = self._sandbox
        return sandbox.webhook.url == url and update in sandbox.updates.pending and not sandbox.changes.closed

    async def _attempt(self, client: httpx.AsyncClient, update: Update, failures: int) -> float | None:
        """None when the bot took it, else the seconds before the next try."""
        hook = self._sandbox.webhook
        if not hook.is_here:
            self._failed("Only a webhook on this machine is delivered to")
            return LONGEST_PAUSE
        pause = min(hook.retry_unit * 2.0**failures, LONGEST_PAUSE)
        try:
            response = await self._post(client, update)
        except httpx.HTTPError as problem:
            self._failed(f"Connection failed: {type(problem).__name__}")
            return pause
        if response.is_success:
            with self._sandbox.lock:
                if update in self._sandbox.updates.pending:
                    self._sandbox.updates.done(update)
            return None
        self._failed(f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}")
        asked: str = response.headers.get("retry-after", "")
        return float(asked) if asked.isdigit() else pause

    async def _post(self, client: httpx.AsyncClient, update: Update) -> httpx.Response:
        hook = self._sandbox.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        fault = self._sandbox.faults.take(_FAULTS)
        if _doubles(fault):
            await client.post(hook.url, json=update.as_json(), headers=headers)
        return await client.post(hook.url, json=update.as_json(), headers=headers)

    def _failed(self, why: str) -> None:
        hook = self._sandbox.webhook
        hook.last_error, hook.last_error_date = why, int(datetime.now(UTC).timestamp())


def _doubles(fault: Fault | None) -> bool:
    return fault is not None and fault.reply is Reply.TWICE
