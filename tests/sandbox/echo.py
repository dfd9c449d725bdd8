"""A tiny bot that shows everything the page can show, until the real one exists."""

from telegram import Bot, BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.views.attachments import qr_image

PICTURE = qr_image("https://t.me/la_cite_bot?start=ci_abc")
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
RICH = (
    "<b>Atelier Scratch</b>, <i>samedi</i>, <s>14 h</s> <u>15 h</u>\n"
    'Plus sur <a href="https://example.org/scratch">la page</a>, <code>code</code>, '
    "<tg-spoiler>secret</tg-spoiler>\n<blockquote>Venez nombreux</blockquote>"
)


def buttons(*rows: dict[str, str]) -> InlineKeyboardMarkup:
    """Rows of label -> callback data, or an address."""
    return InlineKeyboardMarkup([[_button(label, value) for label, value in row.items()] for row in rows])


def _button(label: str, value: str) -> InlineKeyboardButton:
    if value.startswith("http"):
        return InlineKeyboardButton(label, url=value)
    return InlineKeyboardButton(label, callback_data=value)


class EchoBot:
    """Polls, echoes texts, and knows a few words."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def run(self) -> None:
        await self.bot.set_my_commands([BotCommand("aide", "Obtenir de l’aide"), BotCommand("agenda", "Agenda")])
        await self.bot.set_my_commands([BotCommand("help", "Get help")], language_code="en")
        await self.bot.set_my_description("Je réponds aux questions des familles.")
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset, timeout=50, allowed_updates=KINDS):
                offset = update.update_id + 1
                await self._handle(update)

    async def _handle(self, update: Update) -> None:
        if update.callback_query:
            await self._press(update.callback_query)
        elif update.message:
            await self._message(update.message)
        elif update.edited_message:
            await self.bot.send_message(update.edited_message.chat_id, f"Corrigé : {update.edited_message.text}")

    async def _message(self, message: Message) -> None:
        chat, text = message.chat_id, message.text or ""
        if text.startswith("/start"):
            markup = buttons({"Oui": "yes", "Non": "no"}, {"Lien": f"https://t.me/{self.bot.username}?start=e_ABC"})
            await self.bot.send_message(chat, f"Bonjour ! {text[7:]}".strip(), reply_markup=markup)
        elif text == "riche":
            await self.bot.send_message(chat, RICH, parse_mode="HTML")
        elif text == "fichier":
            await self.bot.send_document(chat, CALENDAR, filename="atelier.ics", caption="Pour votre agenda")
        elif text == "image":
            await self.bot.send_photo(
                chat,
                PICTURE,
                filename="billet.png",
                caption="<b>Votre billet</b>",
                parse_mode="HTML",
                reply_markup=buttons({"Merci": "thanks"}),
            )
        elif text == "où":
            await self.bot.send_venue(chat, 47.59, 1.33, "Cité du numérique", "5/11, avenue de Vendôme, Blois")
        elif text == "alerte":
            await self.bot.send_message(chat, "Un bouton :", reply_markup=buttons({"Alerte": "alert"}))
        else:
            await self.bot.send_message(chat, f"Écho : {text or 'pas un texte'}")

    async def _press(self, query: CallbackQuery) -> None:
        if query.data == "alert":
            await query.answer("Attention !", show_alert=True)
            return
        await query.answer("C’est noté")
        await query.edit_message_text(f"Réponse : {query.data}", reply_markup=buttons({"Encore": "again"}))
