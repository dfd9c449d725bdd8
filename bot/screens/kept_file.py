"""The same as files to take away: JSON for a machine, plain text for a person."""

import html
import json
import re
from typing import Any

from bot.calls import Attachment, AttachmentKind
from bot.scene import Scene
from bot.screens import kept_words
from bot.screens.kept import Asked, Kept
from scheduler.answers import KeptAnswer
from scheduler.consents import Consent
from scheduler.families import Participant
from scheduler.outcomes import Registration
from scheduler.privacy import Held, Phone

_TAG = re.compile(r"<[^>]+>")


def as_json(kept: Kept) -> Attachment:
    """Everything with its codes and instants (ISO 8601, UTC)."""
    everything = {} if kept.held is None else _family(kept.held)
    everything["questions_without_answer"] = [_asked(one) for one in kept.questions]
    everything["form_open"] = kept.draft
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    return Attachment(AttachmentKind.DOCUMENT, "donnees.json", text.encode())


def as_text(kept: Kept, scene: Scene) -> Attachment:
    """Everything in sentences, in the chat's language."""
    lines = kept_words.lines(kept, scene, complete=True)
    text = html.unescape(_TAG.sub("", "\n".join(lines)))
    return Attachment(AttachmentKind.DOCUMENT, "donnees.txt", f"{text}\n".encode())


def _asked(one: Asked) -> dict[str, Any]:
    return {"asked_at": one.at.isoformat(), "words": one.words, "for_team": one.sent, "had_read": one.seen}


def _family(held: Held) -> dict[str, Any]:
    return {
        "family": held.family.number,
        "language": held.family.language,
        "reminders": held.family.reminders_on,
        "phones": [_phone(one) for one in held.phones],
        "invitation_until": None if held.invited is None else held.invited.until.isoformat(),
        "participants": [_person(one) for one in held.participants],
        "registrations": [_entry(one, held.answers) for one in held.registrations],
        "registrations_of_the_other_parent": [_entry(one, ()) for one in held.elsewhere],
        "consents": [_consent(one) for one in held.consents],
        "messages_to_come": held.messages_to_come,
    }


def _phone(one: Phone) -> dict[str, Any]:
    return {"is_this": one.is_this, "since": None if one.since is None else one.since.isoformat()}


def _person(one: Participant) -> dict[str, Any]:
    return {"first_name": one.first_name, "born": None if one.birth is None else str(one.birth)}


def _entry(entry: Registration, answers: tuple[KeptAnswer, ...]) -> dict[str, Any]:
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
