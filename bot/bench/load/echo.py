"""Bare bots that answer with the same words, to stand beside ours: on python-telegram-bot, and on aiogram.

argv: the library (ptb, aiogram), API address, token; for ptb, if it is to work on each message, for how many seconds.
Each loads its own library alone, as what it spends is compared.
"""

import asyncio
import sys
from typing import Any


def ptb(api_url: str, token: str, work_s: str = "0") -> None:
    """Poll until told to stop."""
    from telegram.ext import Application, MessageHandler, filters

    async def echo(update: Any, _: Any) -> None:
        await asyncio.sleep(float(work_s))
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    built = Application.builder().token(token).base_url(f"{api_url}/bot").build()
    built.add_handler(MessageHandler(filters.ALL, echo))
    built.run_polling()


def aiogram(api_url: str, token: str) -> None:
    """The same."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async def echo(message: Any) -> None:
        await message.answer(message.text or "")

    async def poll() -> None:
        dispatcher = Dispatcher()
        dispatcher.message.register(echo)
        session = AiohttpSession(api=TelegramAPIServer.from_base(api_url))
        await dispatcher.start_polling(Bot(token, session=session))

    asyncio.run(poll())


if __name__ == "__main__":
    {"ptb": ptb, "aiogram": aiogram}[sys.argv[1]](*sys.argv[2:])
