"""A bare aiogram that answers with the same words, to stand beside ours. argv: API address, token."""

import asyncio
import sys
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def _echo(message: Any) -> None:
    await message.answer(message.text or "")


async def main() -> None:
    """Poll until told to stop."""
    api_url, token = sys.argv[1:]
    dispatcher = Dispatcher()
    dispatcher.message.register(_echo)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main())
