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
from bot.chat.context import Scene
from bot.core.tables import QuestionRow
from bot.messages import Messages, dates
from intents.readers.births import shown_phone
from scheduler.core.tables import LIVE
from scheduler.families.consents import Consent
from scheduler.families.families import Participant
from scheduler.privacy import privacy
from scheduler.privacy.privacy import Held, Phone
from scheduler.seats.answers import NO, YES, KeptAnswer, Question
from scheduler.seats.outcomes import Registration


@dataclass(frozen=True, slots=True)
class Asked:
    """Words for the team; `at` is aware UTC. `sent`: the family wanted it to have them. `seen`: what it had read."""

    words: str
    at: datetime
    sent: bool
    seen: str | None


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


def gather(scene: Scene) -> Kept:
    """Everything, read now."""
    chat_id = scene.turn.chat_id
    rows = scene.session.scalars(select(QuestionRow).where(QuestionRow.chat_id == chat_id).order_by(QuestionRow.id))
    return Kept(
        held=privacy.what_we_hold(scene.session, chat_id, scene.now, scene.desk.hours),
        questions=tuple(
            Asked(row.words or "", row.created_at, row.asked_team_at is not None, row.seen) for row in rows
        ),
        draft=scene.conversation.form is not None,
        now=scene.now,
    )


def kept_lines(kept: Kept, scene: Scene, complete: bool = False) -> list[str]:
    """Telegram HTML. Without `complete` what is over is only counted."""
    words = scene.words
    found = [words.say("data-title")]
    if kept.held is not None:
        found += _family(kept, kept.held, scene, complete)
    found += _conversation(kept, scene, complete)
    return found


def _family(kept: Kept, held: Held, scene: Scene, complete: bool) -> list[str]:
    words, reminders = scene.words, "yes" if held.family.reminders_on else "no"
    found = ["", words.say("data-language"), words.say("data-reminders", on=reminders)]
    found.append(words.say("data-phones", n=held.chats))
    found += [_phone(one, scene) for one in held.phones]
    if held.removal is not None:
        found.append(words.say("removed-looks-only", until=_moment(held.removal.until, scene)))
    if held.invited is not None:
        key = "invite-open" if held.invited.asked_by is None else "invite-asked"
        found.append(words.say(key, until=_moment(held.invited.until, scene)))
    if complete:
        found.append(words.say("data-number", number=str(held.family.number)))
    found += _section(scene, "data-people", [_person(one, scene) for one in held.participants])
    found += _section(scene, "data-signups", [_entry(one, scene) for one in kept.to_come])
    found += _section(scene, "data-elsewhere", [_entry(one, scene) for one in held.elsewhere])
    if complete:
        found += _section(scene, "data-over", [_entry(one, scene) for one in kept.over])
    elif kept.over:
        found += ["", words.say("data-over-count", n=len(kept.over))]
    found += _section(scene, "data-answers", _answers(held, scene))
    return found + _section(scene, "data-consents", _consents(held.consents if complete else _once(held), scene))


def _phone(one: Phone, scene: Scene) -> str:
    since = "none" if one.since is None else _day(one.since, scene)
    return scene.words.say("data-phone-this" if one.is_this else "data-phone-other", since=since)


def _moment(at: datetime, scene: Scene) -> str:
    return dates.moment(at, scene.desk.zone, scene.language)


def _conversation(kept: Kept, scene: Scene, complete: bool) -> list[str]:
    words, found = scene.words, []
    if kept.held is not None and kept.held.messages_to_come:
        found.append(words.say("data-messages", n=kept.held.messages_to_come))
    if kept.draft:
        found.append(words.say("data-draft"))
    for key, n in (("data-questions", len(kept.sent)), ("data-questions-noted", len(kept.questions) - len(kept.sent))):
        found += [words.say(key, n=n)] if n else []
    if complete:
        found += [words.say("data-question", words=one.words, day=_day(one.at, scene)) for one in kept.questions]
    return ["", *found] if found else []


def _section(scene: Scene, title: str, found: list[str]) -> list[str]:
    return ["", scene.words.say(title), *found] if found else []


def _person(one: Participant, scene: Scene) -> str:
    if one.birth is None:
        return scene.words.say("data-adult", name=one.first_name)
    month = dates.months(scene.language)[one.birth.month - 1]
    return scene.words.say("data-child", name=one.first_name, month=month, year=str(one.birth.year))


def _entry(entry: Registration, scene: Scene) -> str:
    event, words = entry.event, scene.words
    until = entry.offer_until
    return words.say(
        "data-entry",
        title=cards.title(event, scene.language),
        when=dates.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language),
        who=entry.first_name or words.label("who-unnamed"),
        state=words.label(
            f"data-state-{entry.state.value}",
            position=entry.position or 0,
            until="" if until is None else dates.moment(until, scene.desk.zone, scene.language),
        ),
    )


def _answers(held: Held, scene: Scene) -> list[str]:
    entries = {entry.signup_id: entry for entry in held.registrations}
    return [_answer(one, entries[one.signup_id], scene) for one in held.answers]


def _answer(one: KeptAnswer, entry: Registration, scene: Scene) -> str:
    words = scene.words
    return words.say(
        "data-answer",
        question=words.label(f"data-question-{one.question.value}"),
        who=entry.first_name or words.label("who-unnamed"),
        title=cards.title(entry.event, scene.language),
        words=answer_words(one, words),
    )


def answer_words(kept: KeptAnswer, words: Messages) -> str:
    """What was answered, as it is read: a telephone number in groups; what cannot be opened says so."""
    if kept.question is Question.PHONE:
        return shown_phone(kept.words)
    return words.label(f"data-answer-{kept.words}") if kept.words in (YES, NO) else kept.words


def _once(held: Held) -> tuple[Consent, ...]:
    """The first of each kind that stands, and that ended: two phones of one family agree to the same."""
    kinds = {(one.purpose, one.withdrawn_at is None): one for one in reversed(held.consents)}
    return tuple(one for one in held.consents if one in kinds.values())


def _consents(consents: Sequence[Consent], scene: Scene) -> list[str]:
    found = []
    for one in consents:
        what, given = scene.words.label(f"data-consent-{one.purpose.value}"), _day(one.given_at, scene)
        if one.withdrawn_at is None:
            found.append(scene.words.say("data-consent", what=what, given=given))
        else:
            ended = _day(one.withdrawn_at, scene)
            found.append(scene.words.say("data-consent-ended", what=what, given=given, ended=ended))
    return found


def _day(at: datetime, scene: Scene) -> str:
    return dates.day(at.astimezone(scene.desk.zone).date(), scene.language)


_TAG = re.compile(r"<[^>]+>")


def as_json(kept: Kept) -> Attachment:
    """Everything with its codes and instants (ISO 8601, UTC)."""
    everything = {} if kept.held is None else _family_values(kept.held)
    everything["questions_without_answer"] = [_asked(one) for one in kept.questions]
    everything["form_open"] = kept.draft
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    return Attachment(AttachmentKind.DOCUMENT, "donnees.json", text.encode())


def as_text(kept: Kept, scene: Scene) -> Attachment:
    """Everything in sentences, in the chat's language."""
    lines = kept_lines(kept, scene, complete=True)
    text = html.unescape(_TAG.sub("", "\n".join(lines)))
    return Attachment(AttachmentKind.DOCUMENT, "donnees.txt", f"{text}\n".encode())


def _asked(one: Asked) -> dict[str, Any]:
    return {"asked_at": one.at.isoformat(), "words": one.words, "for_team": one.sent, "had_read": one.seen}


def _family_values(held: Held) -> dict[str, Any]:
    return {
        "family": held.family.number,
        "language": held.family.language,
        "reminders": held.family.reminders_on,
        "phones": [_phone_values(one) for one in held.phones],
        "invitation_until": None if held.invited is None else held.invited.until.isoformat(),
        "participants": [_person_values(one) for one in held.participants],
        "registrations": [_entry_values(one, held.answers) for one in held.registrations],
        "registrations_of_the_other_parent": [_entry_values(one, ()) for one in held.elsewhere],
        "consents": [_consent(one) for one in held.consents],
        "messages_to_come": held.messages_to_come,
    }


def _phone_values(one: Phone) -> dict[str, Any]:
    return {"is_this": one.is_this, "since": None if one.since is None else one.since.isoformat()}


def _person_values(one: Participant) -> dict[str, Any]:
    return {"first_name": one.first_name, "born": None if one.birth is None else str(one.birth)}


def _entry_values(entry: Registration, answers: tuple[KeptAnswer, ...]) -> dict[str, Any]:
    return {
        "event": entry.event.title,
        "starts_at": entry.event.starts_at.isoformat(),
        "ends_at": entry.event.ends_at.isoformat(),
        "participant": entry.first_name,
        "state": entry.state.value,
        "position": entry.position,
        "answers": {one.question.value: one.words for one in answers if one.signup_id == entry.signup_id},
    }


def _consent(one: Consent) -> dict[str, Any]:
    ended = None if one.withdrawn_at is None else one.withdrawn_at.isoformat()
    given = one.given_at.isoformat()
    return {"purpose": one.purpose.value, "version": one.version, "given_at": given, "withdrawn_at": ended}
