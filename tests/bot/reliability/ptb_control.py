"""The control: python-telegram-bot's own Application, as its documentation shows it. argv: API address, token."""

import asyncio
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Work a little, then answer with the same words."""
    await asyncio.sleep(0.02)
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Poll until killed."""
    api_url, token = sys.argv[1:]
    built = Application.builder().token(token).base_url(f"{api_url}/bot").build()
    built.add_handler(MessageHandler(filters.ALL, reply))
    built.run_polling()


if __name__ == "__main__":
    main()
