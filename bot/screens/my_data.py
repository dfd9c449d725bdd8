"""/donnees: what is held, as a message and as a file; and erasing it all."""

import json
from dataclasses import replace

from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.calls import Attachment, AttachmentKind
from bot.conversation import Conversation, Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import team
from bot.screens.registrations import listed
from scheduler import privacy
from scheduler.privacy import Held


def show(scene: Scene) -> Outcome:
    """What we hold about this family, readable."""
    held = privacy.what_we_hold(scene.session, scene.turn.chat_id, scene.desk.hours)
    if held is None:
        return scene.answer(Reply(scene.words.say("data-none"), (_privacy(scene),)))
    words = scene.words
    rows: tuple[Row, ...] = (
        (Button(words.label("data-file"), Press(Action.DATA_FILE)),),
        (Button(words.label("data-erase"), Press(Action.ERASE, "ask")),),
        _privacy(scene),
    )
    return scene.answer(Reply(_text(held, scene), rows))


def file(scene: Scene) -> Outcome:
    """The same as a JSON file."""
    held = privacy.what_we_hold(scene.session, scene.turn.chat_id, scene.desk.hours)
    if held is None:
        return show(scene)
    attached = Attachment(AttachmentKind.DOCUMENT, "donnees.json", _json(held).encode())
    return scene.answer(Reply(scene.words.say("data-caption"), attachment=attached))


def erase(scene: Scene, sure: bool) -> Outcome:
    """Asked once more, then everything goes."""
    words = scene.words
    if not sure:
        rows: tuple[Row, ...] = (
            (Button(words.label("data-erase-yes"), Press(Action.ERASE, "yes")),),
            (Button(words.label("cancel-keep"), Press(Action.KEEP)),),
        )
        return scene.answer(Reply(words.say("data-erase-sure"), rows))
    privacy.erase(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    team.forget(scene)
    fresh = Conversation(language=scene.language, serial=scene.conversation.serial)
    said = Reply(words.say("data-erased"), in_place=scene.was_pressed)
    return replace(Outcome((said,)), conversation=fresh)


def _text(held: Held, scene: Scene) -> str:
    words = scene.words
    lines = [
        words.say("data-title"), "", words.say("data-language"),
        words.say("data-reminders", on="yes" if held.family.reminders_on else "no"),
    ]  # fmt: skip
    if held.participants:
        lines += ["", words.say("data-people")]
    months = dates_said.months(scene.language)
    for one in held.participants:
        if one.birth is None:
            lines.append(words.say("data-adult", name=one.first_name))
        else:
            month = months[one.birth.month - 1]
            lines.append(words.say("data-child", name=one.first_name, month=month, year=str(one.birth.year)))
    if held.registrations:
        lines += ["", listed(held.registrations, scene, title="data-signups")]
    return "\n".join(lines)


def _json(held: Held) -> str:
    people = [
        {
            "first_name": one.first_name,
            "born": f"{one.birth.year}-{one.birth.month:02}" if one.birth else None,
        }
        for one in held.participants
    ]
    entries = [
        {
            "event": e.event.title,
            "starts_at": e.event.starts_at.isoformat(),
            "participant": e.first_name,
            "state": e.state.value,
        }
        for e in held.registrations
    ]
    family = {"family": held.family.number, "language": held.family.language}
    return json.dumps({**family, "participants": people, "registrations": entries}, ensure_ascii=False, indent=1)


def _privacy(scene: Scene) -> Row:
    return (Button(scene.words.label("button-privacy"), Press(Action.PRIVACY)),)
