"""What /donnees shows, gathered: in lines, short for the message and complete for the file, and as JSON."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.assistant import cards
from bot.bot_api.replies import Attachment, AttachmentKind
from bot.chat.context import Context
from bot.core.tables import QuestionRow
from bot.messages import Messages, dates
from intents.readers.births import shown_phone
from scheduler.core.tables import LIVE
from scheduler.door.roll import Seen
from scheduler.families.consents import Consent
from scheduler.families.families import Participant
from scheduler.privacy import privacy
from scheduler.privacy.privacy import Held, Phone
from scheduler.seats.answers import NO, YES, KeptAnswer, Question
from scheduler.seats.outcomes import Registration


@dataclass(frozen=True, slots=True)
class Asked:
    """Words for the team; `at` is aware UTC. `sent`: the family wanted it to have them. `seen`: what it had read.

    `before`: what was asked and said before that.
    """

    words: str
    at: datetime
    sent: bool
    seen: str | None
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is held because of this chat. `held` None: no family yet. `draft`: a form is open."""

    held: Held | None
    questions: tuple[Asked, ...]
    draft: bool
    now: datetime

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to show, nor to erase."""
        return self.held is None and not self.questions and not self.draft

    @property
    def sent(self) -> tuple[Asked, ...]:
        """The questions that the team was asked."""
        return tuple(one for one in self.questions if one.sent)

    @property
    def to_come(self) -> tuple[Registration, ...]:
        """The live registrations at events that have not ended."""
        return tuple(entry for entry in self._registrations if self._is_to_come(entry))

    @property
    def over(self) -> tuple[Registration, ...]:
        """The past and the cancelled ones."""
        return tuple(entry for entry in self._registrations if not self._is_to_come(entry))

    @property
    def _registrations(self) -> tuple[Registration, ...]:
        return () if self.held is None else self.held.registrations

    def _is_to_come(self, entry: Registration) -> bool:
        return entry.state in LIVE and entry.event.ends_at > self.now


def gather(context: Context) -> Kept:
    """Everything, read now."""
    chat_id = context.turn.chat_id
    rows = context.session.scalars(select(QuestionRow).where(QuestionRow.chat_id == chat_id).order_by(QuestionRow.id))
    return Kept(
        held=privacy.what_we_hold(context.session, chat_id, context.now, context.services.hours),
        questions=tuple(
            Asked(row.words or "", row.created_at, row.asked_team_at is not None, row.seen, row.before) for row in rows
        ),
        draft=context.conversation.form is not None,
        now=context.now,
    )


def kept_lines(kept: Kept, context: Context, complete: bool = False) -> list[str]:
    """Telegram HTML. Without `complete` what is over is only counted."""
    words = context.words
    found = [words.say("data-title")]
    if kept.held is not None:
        found += _family(kept, kept.held, context, complete)
    found += _conversation(kept, context, complete)
    return found


def _family(kept: Kept, held: Held, context: Context, complete: bool) -> list[str]:
    words, reminders = context.words, "yes" if held.family.reminders_on else "no"
    found = ["", words.say("data-language"), words.say("data-reminders", on=reminders)]
    found.append(words.say("data-phones", n=held.chats))
    found += [_phone(one, context) for one in held.phones]
    if held.removal is not None:
        found.append(words.say("removed-looks-only", until=_moment(held.removal.until, context)))
    if held.invited is not None:
        key = "invite-open" if held.invited.asked_by is None else "invite-asked"
        found.append(words.say(key, until=_moment(held.invited.until, context)))
    if complete:
        found.append(words.say("data-number", number=str(held.family.number)))
    found += _section(context, "data-people", [_person(one, context) for one in held.participants])
    found += _section(context, "data-signups", [_entry(one, context) for one in kept.to_come])
    found += _section(context, "data-elsewhere", [_entry(one, context) for one in held.elsewhere])
    if complete:
        found += _section(context, "data-over", [_entry(one, context) for one in kept.over])
    elif kept.over:
        found += ["", words.say("data-over-count", n=len(kept.over))]
    found += _section(context, "data-answers", _answers(held, context))
    found += _section(context, "data-seen", _seen(held, context)) if complete else []
    return found + _section(context, "data-consents", _consents(held.consents if complete else _once(held), context))


def _phone(one: Phone, context: Context) -> str:
    since = "none" if one.since is None else _day(one.since, context)
    return context.words.say("data-phone-this" if one.is_this else "data-phone-other", since=since)


def _moment(at: datetime, context: Context) -> str:
    return dates.moment(at, context.services.zone, context.language)


def _conversation(kept: Kept, context: Context, complete: bool) -> list[str]:
    words, found = context.words, []
    if kept.held is not None and kept.held.messages_to_come:
        found.append(words.say("data-messages", n=kept.held.messages_to_come))
    if kept.draft:
        found.append(words.say("data-draft"))
    for key, n in (("data-questions", len(kept.sent)), ("data-questions-noted", len(kept.questions) - len(kept.sent))):
        found += [words.say(key, n=n)] if n else []
    if complete:
        found += [words.say("data-question", words=one.words, day=_day(one.at, context)) for one in kept.questions]
    return ["", *found] if found else []


def _section(context: Context, title: str, found: list[str]) -> list[str]:
    return ["", context.words.say(title), *found] if found else []


def _person(one: Participant, context: Context) -> str:
    if one.birth is None:
        return context.words.say("data-adult", name=one.first_name)
    month = dates.months(context.language)[one.birth.month - 1]
    return context.words.say("data-child", name=one.first_name, month=month, year=str(one.birth.year))


def _entry(entry: Registration, context: Context) -> str:
    event, words = entry.event, context.words
    until = entry.offer_until
    return words.say(
        "data-entry",
        title=cards.title(event, context.language),
        when=dates.span(event.starts_at, event.ends_at, context.services.zone, context.language),
        who=entry.first_name or words.label("who-unnamed"),
        state=words.label(
            f"data-state-{entry.state.value}",
            position=entry.position or 0,
            until="" if until is None else dates.moment(until, context.services.zone, context.language),
        ),
    )


def _answers(held: Held, context: Context) -> list[str]:
    entries = {entry.signup_id: entry for entry in held.registrations}
    return [_answer(one, entries[one.signup_id], context) for one in held.answers]


def _answer(one: KeptAnswer, entry: Registration, context: Context) -> str:
    words = context.words
    return words.say(
        "data-answer",
        question=words.label(f"data-question-{one.question.value}"),
        who=entry.first_name or words.label("who-unnamed"),
        title=cards.title(entry.event, context.language),
        words=answer_words(one, words),
    )


def _seen(held: Held, context: Context) -> list[str]:
    """What was noted at the door, each by itself: never how often somebody was there or was not."""
    entries = {entry.signup_id: entry for entry in held.registrations}
    return [
        context.words.say(
            f"data-seen-{one.mark.value}",
            who=entries[one.signup_id].first_name or context.words.label("who-unnamed"),
            title=cards.title(entries[one.signup_id].event, context.language),
            at=_moment(one.at, context),
        )
        for one in held.seen
    ]


def answer_words(kept: KeptAnswer, words: Messages) -> str:
    """What was answered, as it is read: a telephone number in groups; what cannot be opened says so."""
    if kept.question is Question.PHONE:
        return shown_phone(kept.words)
    return words.label(f"data-answer-{kept.words}") if kept.words in (YES, NO) else kept.words


def _once(held: Held) -> tuple[Consent, ...]:
    """The first of each kind that stands, and that ended: two phones of one family agree to the same."""
    kinds = {(one.purpose, one.withdrawn_at is None): one for one in reversed(held.consents)}
    return tuple(one for one in held.consents if one in kinds.values())


def _consents(consents: Sequence[Consent], context: Context) -> list[str]:
    found = []
    for one in consents:
        what, given = context.words.label(f"data-consent-{one.purpose.value}"), _day(one.given_at, context)
        if one.withdrawn_at is None:
            found.append(context.words.say("data-consent", what=what, given=given))
        else:
            ended = _day(one.withdrawn_at, context)
            found.append(context.words.say("data-consent-ended", what=what, given=given, ended=ended))
    return found


def _day(at: datetime, context: Context) -> str:
    return dates.day(at.astimezone(context.services.zone).date(), context.language)


_TAG = re.compile(r"<[^>]+>")


def as_json(kept: Kept) -> Attachment:
    """Everything with its codes and instants (ISO 8601, UTC)."""
    everything = {} if kept.held is None else _family_values(kept.held)
    everything["questions_without_answer"] = [_asked(one) for one in kept.questions]
    everything["form_open"] = kept.draft
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    return Attachment(AttachmentKind.DOCUMENT, "donnees.json", text.encode())


def as_text(kept: Kept, context: Context) -> Attachment:
    """Everything in sentences, in the chat's language."""
    lines = kept_lines(kept, context, complete=True)
    text = html.unescape(_TAG.sub("", "\n".join(lines)))
    return Attachment(AttachmentKind.DOCUMENT, "donnees.txt", f"{text}\n".encode())


def _asked(one: Asked) -> dict[str, Any]:
    return {
        "asked_at": one.at.isoformat(),
        "words": one.words,
        "for_team": one.sent,
        "had_read": one.seen,
        "before": one.before,
    }


def _family_values(held: Held) -> dict[str, Any]:
    return {
        "family": held.family.number,
        "language": held.family.language,
        "reminders": held.family.reminders_on,
        "phones": [_phone_values(one) for one in held.phones],
        "invitation_until": None if held.invited is None else held.invited.until.isoformat(),
        "participants": [_person_values(one) for one in held.participants],
        "registrations": [_entry_values(one, held.answers, held.seen) for one in held.registrations],
        "registrations_of_the_other_parent": [_entry_values(one, ()) for one in held.elsewhere],
        "consents": [_consent(one) for one in held.consents],
        "messages_to_come": held.messages_to_come,
    }


def _phone_values(one: Phone) -> dict[str, Any]:
    return {"is_this": one.is_this, "since": None if one.since is None else one.since.isoformat()}


def _person_values(one: Participant) -> dict[str, Any]:
    return {"first_name": one.first_name, "born": None if one.birth is None else str(one.birth)}


def _entry_values(entry: Registration, answers: tuple[KeptAnswer, ...], seen: tuple[Seen, ...] = ()) -> dict[str, Any]:
    mark = next((one for one in seen if one.signup_id == entry.signup_id), None)
    return {
        "event": entry.event.title,
        "starts_at": entry.event.starts_at.isoformat(),
        "ends_at": entry.event.ends_at.isoformat(),
        "participant": entry.first_name,
        "state": entry.state.value,
        "position": entry.position,
        "at_the_door": None if mark is None else {"marked": mark.mark.value, "at": mark.at.isoformat()},
        "answers": {one.question.value: one.words for one in answers if one.signup_id == entry.signup_id},
    }


def _consent(one: Consent) -> dict[str, Any]:
    ended = None if one.withdrawn_at is None else one.withdrawn_at.isoformat()
    given = one.given_at.isoformat()
    return {"purpose": one.purpose.value, "version": one.version, "given_at": given, "withdrawn_at": ended}
