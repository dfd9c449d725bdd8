"""What is kept, line by line: short for the message, complete for the file."""

from collections.abc import Sequence
from datetime import datetime

from bot import cards
from bot.assistant import dates_said
from bot.messages import Messages
from bot.scene import Scene
from bot.screens.kept import Kept
from intents.readers.phones import shown_phone
from scheduler.answers import NO, YES, KeptAnswer, Question
from scheduler.consents import Consent
from scheduler.families import Participant
from scheduler.outcomes import Registration
from scheduler.privacy import Held, Phone


def lines(kept: Kept, scene: Scene, complete: bool = False) -> list[str]:
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
    return dates_said.moment(at, scene.desk.zone, scene.language)


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
    month = dates_said.months(scene.language)[one.birth.month - 1]
    return scene.words.say("data-child", name=one.first_name, month=month, year=str(one.birth.year))


def _entry(entry: Registration, scene: Scene) -> str:
    event, words = entry.event, scene.words
    until = entry.offer_until
    return words.say(
        "data-entry",
        title=cards.title(event, scene.language),
        when=dates_said.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language),
        who=entry.first_name or words.label("who-unnamed"),
        state=words.label(
            f"data-state-{entry.state.value}",
            position=entry.position or 0,
            until="" if until is None else dates_said.moment(until, scene.desk.zone, scene.language),
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
    return dates_said.day(at.astimezone(scene.desk.zone).date(), scene.language)
