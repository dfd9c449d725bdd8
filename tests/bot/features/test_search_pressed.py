"""The button of a search that was offered: what it finds is shown, and talked about; offered no more, it is old."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Press
from bot.chat.context import Context
from bot.chat.state import Conversation, Outcome
from bot.features.escalation import search
from bot.router.buttons import pressed
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import EVENTS
from intents.meaning.meaning import Slots
from knowledge.store.database import Database
from tests.bot.features.test_health import scene
from tests.scheduler.scene import NOW, make_event, transaction

SEVEN, TWELVE = Slots(ages=(7,)), Slots(ages=(12,))
OFFERED = DialogueState(at=NOW, searches=(SEVEN, TWELVE))


def after(session: Session, talk: DialogueState | None) -> Context:
    """Somebody who was offered something in this talk."""
    return replace(scene(session), conversation=Conversation(talk=talk))


def said(outcome: Outcome) -> str:
    return "\n".join(reply.text for reply in outcome.replies)


def test_what_is_pressed_is_looked_for_and_goes_on_from_there(database: Database) -> None:
    with transaction(database) as session:
        make_event(session, uid="grands", title="Grands robots", age_min=11, age_max=14)
        make_event(session, title="Petits robots", age_min=6, age_max=8)
        outcome = pressed(after(session, OFFERED), Press(Action.SEARCH, "", 1))
        assert "Grands robots" in said(outcome)
        assert "Petits robots" not in said(outcome)
        talk = outcome.conversation.talk
        assert talk is not None
        assert (talk.intent, talk.query, talk.shown, talk.searches) == (EVENTS, TWELVE, ("grands",), ())


def test_what_is_offered_no_more_is_an_old_button(database: Database) -> None:
    with transaction(database) as session:
        make_event(session)
        faded = replace(OFFERED, at=NOW - timedelta(hours=1))
        old = said(search(after(session, None), 0))
        for talk, place in ((OFFERED, 2), (faded, 0), (DialogueState(at=NOW), 0)):
            assert said(search(after(session, talk), place)) == old
