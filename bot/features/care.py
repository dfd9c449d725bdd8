"""To somebody in distress: kind words first, the team in one tap, and for some messages no cards and no cheer."""

from collections.abc import Callable
from dataclasses import replace

from bot.assistant.answer import AnswerKind
from bot.assistant.compose import HELPLINE, kind_words
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
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


def met(context: Context, speech: Speech, beside: Outcome | None) -> Outcome:
    """The kind words, then what else was asked; `beside` is that."""
    young = context.conversation.young
    helpline = context.services.assistant.topic(HELPLINE, context.language, context.now)
    kind = kind_words(speech, context.words, helpline, young=young)
    text = "\n\n".join([kind, *_team(context, speech, young)])
    first = Reply(text, _row(context))
    after = context if beside is None else replace(context, conversation=beside.conversation)
    outcome = after.answer(first, *(sober(beside).replies if beside else ()))
    young = young or speech.writer is Writer.CHILD
    return replace(outcome, conversation=replace(outcome.conversation, care=TURNS, young=young))


def afterwards(context: Context, meaning: Meaning, answers_form: bool, answer: Callable[[], Outcome]) -> Outcome:
    """A message soon after one in distress: answered without cheer; whoever hears it takes the cards away. An open form
    stands back until something answers it.
    """
    left = context.conversation.care - 1
    outcome = _still_here(context, meaning) if not answers_form and _asks_nothing(meaning) else answer()
    return replace(outcome, conversation=replace(outcome.conversation, care=left))


def to_a_child(context: Context) -> Outcome:
    """A child shows itself soon after words in distress: nobody talks of signing up now."""
    young = replace(context, conversation=replace(context.conversation, young=True, care=TURNS))
    return young.answer(Reply(young.words.say("care-still-young"), _row(young)))


def with_kind_line(context: Context, outcome: Outcome) -> Outcome:
    """The same answer, with a kind line below: it is not sure that somebody is in trouble."""
    if not outcome.replies or context.team_chat is None:
        return outcome
    *before, last = outcome.replies
    kind = replace(last, text=f"{last.text}\n\n{context.words.say('care-doubt')}", rows=(*last.rows, *_row(context)))
    after = replace(context, conversation=outcome.conversation).answer(*before, kind)
    return replace(after, toast=outcome.toast)


def while_it_waits(context: Context, seconds: int) -> Reply:
    """What everybody is told whose words cannot be heard yet: nobody knows then who is in distress, so the team, and
    the helpline if there is one, stand below for all.
    """
    said = [context.words.say("not-ready", seconds=seconds)]
    helpline = context.services.assistant.topic(HELPLINE, context.language, context.now)
    if helpline.kind is AnswerKind.ANSWER:
        said.append(helpline.text)
    if context.team_chat is None:
        return Reply("\n\n".join(said))
    said.append(context.words.say("not-ready-team"))
    # Without the words: they are kept only when they are written for the team.
    return Reply("\n\n".join(said), ((Button(context.words.label("button-team"), Press(Action.TEAM)),),))


def _asks_nothing(meaning: Meaning) -> bool:
    mere = meaning.intent in _MERE or (meaning.intent or "").startswith(OFF_TOPIC)
    return mere or meaning.decision is not Decision.ANSWER


def _still_here(context: Context, meaning: Meaning) -> Outcome:
    key = "care-closing" if meaning.intent in _CLOSING else "care-still"
    said = context.words.say(f"{key}-young" if context.conversation.young else key)
    return context.answer(Reply(said, _row(context)))


def _team(context: Context, speech: Speech, young: bool) -> list[str]:
    clear = context.words.say("care-clear")
    if context.team_chat is None:
        return [context.words.say("care-no-team"), clear]
    theirs = young or speech.writer is Writer.CHILD
    return [context.words.say("care-team-young" if theirs else "care-team"), clear]


def _row(context: Context) -> tuple[Row, ...]:
    """The team in one tap, with the words of this message."""
    if context.team_chat is None:
        return ()
    number = escalation.note(context, context.turn.text, seen=context.conversation.said)
    return ((Button(context.words.label("button-care"), Press(Action.TEAM, "", number)),),)


def sober(outcome: Outcome) -> Outcome:
    """The same without buttons that lead to events or to a sign-up."""
    return replace(outcome, replies=tuple(_without_lures(reply) for reply in outcome.replies))


def _without_lures(reply: Reply) -> Reply:
    rows = (tuple(one for one in row if not _is_a_lure(one)) for row in reply.rows)
    return replace(reply, rows=tuple(row for row in rows if row))


def _is_a_lure(button: object) -> bool:
    return isinstance(button, Button) and button.press.action in _LURES
