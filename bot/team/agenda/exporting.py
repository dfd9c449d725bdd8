"""The whole agenda as a file, to whoever of the team asks, alone: one table says in which formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import Attachment, AttachmentKind, Reply, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.team.writing import WORDS
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from knowledge.exchange import csv_file


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is called at the end, and what writes it."""

    suffix: str
    write: Callable[[Sequence[Event], ZoneInfo], bytes]


FORMATS = (Format("csv", lambda events, zone: csv_file.export(events, zone).encode()),)


def asked(context: Context, suffix: str) -> Outcome:
    """« Exporter l’agenda »: at once where there is one format, else the choice first."""
    if not suffix and len(FORMATS) > 1:
        rows = tuple(
            (Button(WORDS.label("plan-export-as", suffix=one.suffix), Press(Action.PLANNED, f"export-{one.suffix}")),)
            for one in FORMATS
        )
        return context.answer(Reply(WORDS.say("plan-export-which"), rows))
    found = next((one for one in FORMATS if one.suffix == suffix), FORMATS[0])
    return _sent(context, found)


def _sent(context: Context, chosen: Format) -> Outcome:
    person = context.turn.person or 0
    content = chosen.write(agenda.everything(context.session), context.services.zone)
    name = f"agenda-{context.local_now.date()}.{chosen.suffix}"
    file = Attachment(AttachmentKind.DOCUMENT, name, content)
    owe(context.session, person, Reply(WORDS.say("plan-exported"), attachment=file), context.now)
    staff.note(context.session, person, Act.AGENDA_EXPORTED, context.now)
    return context.answer(toast=WORDS.label("plan-export-sent"))
