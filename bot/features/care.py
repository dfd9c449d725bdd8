"""To somebody in distress: kind words first, the team in one tap, and for some messages no cards and no cheer."""

from collections.abc import Callable
from dataclasses import replace

from bot.assistant.compose import HELPLINE, kind_words
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.features import escalation
from intents.meaning.catalogue import OFF_TOPIC
from intents.meaning.meaning import Decision, Meaning, Speech, Writer

TURNS = 5  # typed messages that are answered soberly after it
_CLOSING = frozenset({"thanks", "goodbye"})
_MERE = frozenset({"greeting", "yes", "no", "human", "complaint", "are_you_a_bot", "help"}) | _CLOSING
_LURES = frozenset({
    Action.EVENT, Action.AGENDA, Action.SIGN_UP, Action.ADD_ANOTHER, Action.SIGN_UP_FOR, Action.INSTEAD,
})  # fmt: skip


def asks_beside(meaning: Meaning) -> bool:
    """Whether a message in distress clearly asks or orders something else too."""
    beside = meaning.beside
    if beside is None or beside.decision is not Decision.ANSWER or beside.intent is None:
        return False
    return beside.intent not in _MERE and not beside.intent.startswith(OFF_TOPIC)


def met(scene: Scene, speech: Speech, beside: Outcome | None) -> Outcome:
    """The kind words, then what else was asked; `beside` is that."""
    young = scene.conversation.young
    helpline = scene.desk.assistant.topic(HELPLINE, scene.language, scene.now)
    kind = kind_words(speech, scene.words, helpline, young=young)
    text = "\n\n".join([kind, *_team(scene, speech, young)])
    first = Reply(text, _row(scene))
    after = scene if beside is None else replace(scene, conversation=beside.conversation)
    outcome = after.answer(first, *(sober(beside).replies if beside else ()))
    young = young or speech.writer is Writer.CHILD
    return replace(outcome, conversation=replace(outcome.conversation, care=TURNS, young=young))


def afterwards(scene: Scene, meaning: Meaning, answer: Callable[[], Outcome]) -> Outcome:
    """A message soon after one in distress: answered without cheer; whoever hears it takes the cards away."""
    left = scene.conversation.care - 1
    outcome = _still_here(scene, meaning) if _asks_nothing(scene, meaning) else answer()
    return replace(outcome, conversation=replace(outcome.conversation, care=left))


def to_a_child(scene: Scene) -> Outcome:
    """A child shows itself soon after words in distress: nobody talks of signing up now."""
    young = replace(scene, conversation=replace(scene.conversation, young=True, care=TURNS))
    return young.answer(Reply(young.words.say("care-still-young"), _row(young)))


def with_kind_line(scene: Scene, outcome: Outcome) -> Outcome:
    """The same answer, with a kind line below: it is not sure that somebody is in trouble."""
    if not outcome.replies or scene.desk.staff_chat_id is None:
        return outcome
    *before, last = outcome.replies
    kind = replace(last, text=f"{last.text}\n\n{scene.words.say('care-doubt')}", rows=(*last.rows, *_row(scene)))
    after = replace(scene, conversation=outcome.conversation).answer(*before, kind)
    return replace(after, toast=outcome.toast)


def _asks_nothing(scene: Scene, meaning: Meaning) -> bool:
    if scene.conversation.form is not None:
        return False
    mere = meaning.intent in _MERE or (meaning.intent or "").startswith(OFF_TOPIC)
    return mere or meaning.decision is not Decision.ANSWER


def _still_here(scene: Scene, meaning: Meaning) -> Outcome:
    key = "care-closing" if meaning.intent in _CLOSING else "care-still"
    said = scene.words.say(f"{key}-young" if scene.conversation.young else key)
    return scene.answer(Reply(said, _row(scene)))


def _team(scene: Scene, speech: Speech, young: bool) -> list[str]:
    clear = scene.words.say("care-clear")
    if scene.desk.staff_chat_id is None:
        return [scene.words.say("care-no-team"), clear]
    theirs = young or speech.writer is Writer.CHILD
    return [scene.words.say("care-team-young" if theirs else "care-team"), clear]


def _row(scene: Scene) -> tuple[Row, ...]:
    """The team in one tap, with the words of this message."""
    if scene.desk.staff_chat_id is None:
        return ()
    number = escalation.note(scene, scene.turn.text, seen=scene.conversation.said)
    return ((Button(scene.words.label("button-care"), Press(Action.TEAM, "", number)),),)


def sober(outcome: Outcome) -> Outcome:
    """The same without buttons that lead to events or to a sign-up."""
    return replace(outcome, replies=tuple(_without_lures(reply) for reply in outcome.replies))


def _without_lures(reply: Reply) -> Reply:
    rows = (tuple(one for one in row if not _is_a_lure(one)) for row in reply.rows)
    return replace(reply, rows=tuple(row for row in rows if row))


def _is_a_lure(button: object) -> bool:
    return isinstance(button, Button) and button.press.action in _LURES
