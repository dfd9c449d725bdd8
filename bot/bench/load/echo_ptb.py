"""A bare python-telegram-bot that answers with the same words, to stand beside ours.

argv: API address, token; then, if it is to work on each message, for how many seconds.
"""

import asyncio
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await asyncio.sleep(context.bot_data["work_s"])
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Poll until told to stop."""
    api_url, token, *work_s = sys.argv[1:]
    built = Application.builder().token(token).base_url(f"{api_url}/bot").build()
    built.bot_data["work_s"] = float(work_s[0]) if work_s else 0.0
    built.add_handler(MessageHandler(filters.ALL, _echo))
    built.run_polling()


if __name__ == "__main__":
    main()
