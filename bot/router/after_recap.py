"""A recap that is confirmed, with more in the same message: it is confirmed first, then the rest is taken."""

from collections.abc import Callable
from dataclasses import replace

from bot.chat.form import Form, Step, Tapped, Verb
from bot.chat.state import Outcome
from bot.features.signup import draft, signup
from bot.features.signup.form_context import known_people
from bot.router.answers import Words
from intents.meaning.catalogue import EVENTS
from intents.meaning.meaning import Meaning
from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.ordering import confirms_before, is_comment

_FEWEST = 3  # words of a rest that is worth an answer


def confirmed_and_more(words: Words, form: Form, taken: Callable[[Words], Outcome]) -> Outcome | None:
    """« C’est parfait, je confirme. Et ensuite les robots pour Lila »; None where the rest may change the recap.

    `taken`: what words lead to.
    """
    context, understood = words.context, words.understood
    if understood is None or form.step is not Step.RECAP or draft.is_left(context):
        return None
    names = tuple(one.first_name for one in known_people(context) if one.id in form.chosen)
    rest = beside_a_yes(words.text, Asked(names, form.people))
    if not rest or not confirms_before(words.text, rest):
        return None
    done = signup.go_on(context, form, Tapped(Verb.CONFIRM))
    left = done.conversation.form
    is_done = left is None or left.event_id != form.event_id
    if understood.beside is None or len(rest.split()) < _FEWEST or is_comment(rest) or not is_done:
        return done
    turn = replace(context.turn, text=understood.beside.text)
    after = replace(context, turn=turn, conversation=done.conversation, clauses=())
    meaning = _searched(understood.beside)
    more = taken(Words(after, replace(understood, meaning=meaning, talk=None, apart=None, beside=None)))
    return replace(more, replies=(*done.replies, *more.replies), toast=done.toast)


def _searched(meaning: Meaning) -> Meaning:
    """« Et pour Youssef, 9 ans, je veux aussi quelque chose »: no event is named, one is looked for."""
    slots = meaning.slots
    if meaning.intent != "sign_up" or slots.titled or slots.when is not None or not slots.ages:
        return meaning
    return replace(meaning, intent=EVENTS, slots=replace(slots, events=()))
