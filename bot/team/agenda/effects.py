"""A change of the agenda carried out: the same as an import by hand, with what families are told and followed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.context import Context
from bot.team.agenda import told
from bot.team.writing import WORDS
from knowledge.agenda import agenda
from knowledge.exchange.apply import ImportReport, apply
from knowledge.exchange.draft import EventDraft
from scheduler.signups.event_changes import follow_up


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and how many families read of it or are to be called."""

    report: ImportReport
    families: int
    to_call: int


def carried_out(
    context: Context,
    drafts: Sequence[EventDraft],
    *,
    seen: str | None = None,
    as_drafts: bool = False,
    reason: str = "",
) -> Done:
    """All of it or nothing, in this transaction; raises AgendaImportError. `reason`: why what is cancelled is.

    `seen`: the fingerprint of what was looked at before the yes.
    """
    session, since = context.session, told.newest(context.session)
    report = apply(session, drafts, context.now, as_drafts=as_drafts, seen=seen)
    if reason:
        for event_id in report.cancelled:
            agenda.give_reason(session, event_id, reason)
    follow_up(session, report, context.services.hours, context.now)
    owed = told.begin(context, since, frozenset(report.changed))
    return Done(report, owed.families, owed.to_call)


def said_of(done: Done) -> str:
    """What the manager reads of it."""
    lines = [WORDS.say("plan-did-tell", n=done.families)] if done.families or not done.to_call else []
    if done.to_call:
        lines.append(WORDS.say("plan-did-call", n=done.to_call))
    return "\n".join(lines)
