"""Typed words that are for the team, or tell what became of some: what goes with a yes, what was waited for."""

from dataclasses import replace

from bot.assistant.answer import AnswerKind
from bot.bot_api.replies import Action
from bot.chat.form import Unclear
from bot.chat.state import Outcome
from bot.features import escalation
from bot.features.places import notice_answers
from bot.features.signup import draft, signup
from bot.features.signup.draft import form_below
from bot.router import acting, replying
from bot.router.answers import Words
from bot.router.replying import answers_form, heard_again, read_in_form, to_a_question
from intents.meaning.catalogue import DISTRESS
from intents.readers import saying

_TELLS = (AnswerKind.ANSWER, AnswerKind.EVENTS, AnswerKind.EVENT)


def _with_an_answer(words: Words, rest: str, handed: Outcome) -> Outcome:
    """« Oui, demandez-leur. Et il y a quoi samedi ? »: what the bot itself can tell is told too."""
    if words.understood is None or not words.is_sure or not rest or saying.goes_with_what_is_asked(rest):
        return handed
    context = replace(words.context, conversation=handed.conversation)
    said = context.services.assistant.answer(
        words.meaning, words.understood.events, context.language, context.now, words.understood.talk
    )
    if said.kind not in _TELLS or handed.conversation.for_team is not None:
        return handed
    told = escalation.say(context, said)
    return replace(told, replies=(*handed.replies, *told.replies), toast=handed.toast)


def _asked_of_the_team(words: Words) -> Outcome | None:
    """« Oui, demandez-leur », to an offer that something else stands below; what is told beside it answers the step."""
    context, form = words.context, words.context.conversation.form
    offered = next((one.press for one in context.conversation.shown if one.press.action is Action.TEAM), None)
    if offered is None and saying.only_asks_them(words.text):
        return escalation.ask(context)  # nothing was offered: what is it to be asked?
    rest = None if offered is None else saying.beside_asking(words.text)
    if offered is None or rest is None:
        return None
    if form is None and rest and words.orders:
        handed = escalation.pressed(context, offered.code, offered.revision, "")
        ordered = to_a_question(
            replace(words, context=replace(context, conversation=handed.conversation), awaited=None)
        )
        return replace(ordered, replies=(*handed.replies, *ordered.replies))
    if form is None:
        handed = escalation.pressed(context, offered.code, offered.revision, words.text if rest else "")
        return _with_an_answer(words, rest, handed)
    about_form = replace(context, turn=replace(context.turn, text=rest))
    said = read_in_form(about_form, form) if rest and not saying.goes_with_what_is_asked(rest) else Unclear()
    answers_it = draft.takes_as_answer(about_form, said)
    further = saying.further_for_them(words.text) if answers_it else words.text if rest else ""
    handed = escalation.pressed(context, offered.code, offered.revision, further)
    after = replace(about_form, conversation=handed.conversation)
    if handed.conversation.for_team is not None:
        return handed
    if not answers_it:
        return form_below(after, form, handed)
    outcome = signup.go_on(after, form, said)
    return replace(outcome, replies=(*handed.replies, *outcome.replies))


def taken(words: Words) -> Outcome | None:
    """What goes with a yes, what the bot waited for, a call, what became of it; a form that was open goes on."""
    asked = _asked_of_the_team(words)
    if asked is not None:
        return asked
    form = words.context.conversation.form
    is_of_form = form is not None and answers_form(words.context, form)
    further = None if is_of_form else notice_answers.further_for_team(words.context)
    if further is not None:
        press, more = further
        handed = escalation.pressed(words.context, press.code, press.revision, more)
        outcome: Outcome | None = _with_an_answer(words, more, handed)
    elif words.awaited is not None:
        outcome = escalation.written(words.context, words.awaited, _is_answerable(words))
    else:
        outcome = None
    outcome = outcome or _became(words) or escalation.to_call_back(words.spoken) or _to_hand_on(words)
    if outcome is None or form is None or outcome.conversation.for_team is not None:
        return outcome  # what it waits for comes before the form goes on
    return form_below(words.context, form, heard_again(words, outcome))


def _became(words: Words) -> Outcome | None:
    """What became of a question; beside who comes, both are taken by who answers a reminder."""
    return None if replying.stands_beside_an_answer(words) else escalation.became(words.spoken)


def _to_hand_on(words: Words) -> Outcome | None:
    """What else is ordered in the same message is not swallowed by it."""
    return None if words.orders or replying.stands_beside_an_answer(words) else escalation.to_hand_on(words.spoken)


def _is_answerable(words: Words) -> bool:
    """Whether the bot itself clearly has something to say to them."""
    if words.understood is None or not words.is_sure:
        return False
    meaning, context = words.understood.meaning, words.context
    is_theirs = meaning.intent in (*acting.FOR_SOMEBODY, DISTRESS)
    return not is_theirs and not context.services.assistant.asks_a_gap(meaning, context.now)
