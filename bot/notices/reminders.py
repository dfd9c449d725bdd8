"""The reminder of an event, to the whole family at once."""

from bot.assistant import dates_said
from bot.buttons import Action, Row
from bot.notices.draft import Draft
from bot.replies import Reply


def reminder(draft: Draft) -> Reply:
    """When, where and who, and whether they come."""
    words, event = draft.words, draft.event
    local, today = event.starts_at.astimezone(draft.desk.zone), draft.now.astimezone(draft.desk.zone)
    near = dates_said.nearness(local.date(), today.date(), words.language)
    where = words.say("card-where", room=event.room) if event.room else words.say("card-where-unknown")
    lines = [
        words.say("reminder", nearness=f"{near}, " if near else "", when=draft.when),
        words.say("card-title", title=draft.title),
        where,
        words.say("reminder-who", who=", ".join(one.first_name or words.label("who-unnamed") for one in draft.people)),
        "",
        words.say("reminder-question"),
    ]
    rows: tuple[Row, ...] = (
        (
            draft.button(words.label("button-coming"), Action.COMING),
            draft.button(words.label("cancel-button"), Action.ASK_CANCEL_EVENT),
        ),
        (draft.button(words.label("button-route"), Action.ROUTE),),
    )
    return Reply("\n".join(lines), rows)
