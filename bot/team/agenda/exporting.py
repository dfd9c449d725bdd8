"""The whole agenda as a file, to whoever of the team asks, alone, in the format that they choose."""

from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import Attachment, AttachmentKind, Reply, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.team.writing import WORDS
from knowledge.agenda import agenda
from knowledge.exchange import formats
from knowledge.exchange.formats import ENDINGS, Format


def asked(context: Context, name: str) -> Outcome:
    """« Exporter l’agenda »: the formats, a button each; then the file."""
    chosen = next((one for one in Format if one.value == name), None)
    if chosen is not None:
        return _sent(context, chosen)
    rows = tuple((Button(WORDS.label(f"plan-export-{one}"), Press(Action.PLANNED, f"export-{one}")),) for one in Format)
    return context.answer(Reply(WORDS.say("plan-export-which"), rows))


def _sent(context: Context, chosen: Format) -> Outcome:
    person = context.turn.person or 0
    content = formats.write(agenda.everything(context.session), chosen, context.services.zone)
    name = f"agenda-{context.local_now.date()}.{ENDINGS[chosen]}"
    file = Attachment(AttachmentKind.DOCUMENT, name, content)
    owe(context.session, person, Reply(WORDS.say("plan-exported"), attachment=file), context.now)
    staff.note(context.session, person, Act.AGENDA_EXPORTED, context.now)
    return context.answer(toast=WORDS.label("plan-export-sent"))
