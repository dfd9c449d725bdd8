"""What families will read of a change, word for word, before anything is done."""

from collections.abc import Collection
from dataclasses import replace

from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.messages import Messages
from bot.team.agenda.concerned import Concerned
from bot.views import event_notices
from bot.views.notice_context import NoticeContext
from knowledge.agenda.events import Event
from knowledge.exchange.compare import What
from knowledge.exchange.draft import EventDraft
from scheduler.core.tables import State
from scheduler.outbox.outbox import Notice, NoticeKind, Slot
from scheduler.seats.outcomes import Registration

_KINDS = {
    What.MOVED: NoticeKind.EVENT_MOVED,
    What.RESUMED: NoticeKind.EVENT_RESUMED,
    What.CANCELLED: NoticeKind.EVENT_CANCELLED,
}
_WRITERS = {
    What.MOVED: event_notices.moved,
    What.RESUMED: event_notices.resumed,
    What.CANCELLED: event_notices.cancelled,
}


def messages(
    context: Context, what: What, before: Event, draft: EventDraft, concerned: Concerned, reason: str = ""
) -> tuple[Reply, ...]:
    """The message in each language in which it is read; nothing when families are told of nothing."""
    if what not in _KINDS or not concerned.families or draft.ends_at <= context.now:
        return ()
    after = replace(
        before,
        title=draft.title,
        title_en=draft.title_en,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        room=draft.room,
        status=draft.status,
        revision=before.revision + 1,
        cancel_reason=reason or None,
    )
    moved = (before.starts_at, before.ends_at) != (draft.starts_at, draft.ends_at)
    was = Slot(before.starts_at, before.ends_at) if moved else None
    return tuple(_message(context, what, after, was, concerned, one) for one in _languages(concerned.languages))


def _languages(read: Collection[str]) -> tuple[str, ...]:
    return ("fr", "en") if "en" in read else ("fr",)


def _message(
    context: Context, what: What, after: Event, was: Slot | None, concerned: Concerned, language: str
) -> Reply:
    words = Messages(language)
    notice = Notice(kind=_KINDS[what], family_id=0, event_id=after.id, revision=after.revision, was=was)
    people = _somebody(after, concerned, words) if what is not What.CANCELLED else ()
    drawn = NoticeContext(notice, after, people, words, context.services, context.session, context.now)
    return Reply(_WRITERS[what](drawn).text)


def _somebody(event: Event, concerned: Concerned, words: Messages) -> tuple[Registration, ...]:
    """In place of the names, which differ from family to family."""
    states = [State.CONFIRMED] * (concerned.people > concerned.waiting) + [State.WAITING] * (concerned.waiting > 0)
    name = words.label("plan-somebody")
    return tuple(
        Registration(signup_id=0, event=event, participant_id=None, first_name=name, age=None, state=state, token="")
        for state in states
    )
