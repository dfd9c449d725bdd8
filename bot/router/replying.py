"""The answer to typed words that no reader of bot/router/text.py takes: the open form's step, or a question."""

from dataclasses import replace

from bot.bot_api.replies import Action, Press, Reply
from bot.chat.context import Context, told_reminders
from bot.chat.form import AFTER_LIST, Breathed, Form, FormInput, Phoned, Step, Tapped, Unclear, Verb, Worded
from bot.chat.state import Outcome, typed_button
from bot.features import escalation, home
from bot.features.places import cancelling, moving, notice_answers
from bot.features.signup import draft, reading, repeated, signup
from bot.features.signup.draft import form_below
from bot.features.signup.form_context import by_age, known_people
from bot.router import acting, after_recap, answers, instead, next_forms, of_form, other_date
from bot.router.answers import Understood, Words
from bot.router.buttons import pressed
from bot.views import registrations, seat_status
from bot.views.registrations import Meant, event_of
from intents.dates.when import When
from intents.meaning.meaning import UNHEARD, Act, Coming
from intents.readers import attending
from intents.readers.agreeing import only_declines
from intents.readers.asking import asks_at_length, asks_if_signed_up, asks_something
from intents.readers.births import Named
from intents.readers.changes import is_withdrawal, wants_another_date
from intents.readers.choosing import tells_little_else
from intents.readers.saying import language_named
from intents.readers.wording import says_name
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event


def chosen(context: Context, when: When | None) -> Press | None:
    """The one button among those that the date fits; None when it fits none or several, or asks something."""
    text = context.turn.text
    if when is None or not tells_little_else(text):
        return None
    presses = [button.press for button in context.conversation.shown]
    moves = [press for press in presses if press.action is Action.MOVE_TO or instead.takes_the_form_along(press)]
    begins = [press for press in presses if press.action is Action.SIGN_UP]
    offered = moves or (begins if len(begins) > 1 else [])
    found = [press for press in offered if _fits(context, press, when)]
    return found[0] if len(found) == 1 else None


def _fits(context: Context, press: Press, when: When) -> bool:
    event = _event(context, press)
    return event is not None and context.begins_then(event, when)


def _event(context: Context, press: Press) -> Event | None:
    """Of a move the date to which it goes."""
    return agenda.by_code(context.session, press.code.rpartition("-")[2])


def to_a_question(words: Words) -> Outcome:
    """What the words lead to, with a form open or not."""
    form = words.context.conversation.form
    return _without_form(words) if form is None else _in_form(words, form)


def _without_form(words: Words) -> Outcome:
    if (again := seat_status.said_again(words.context)) is not None:
        return again
    if words.understood is None:
        return words.context.answer(Reply(words.context.words.say("media-other")))
    date = chosen(words.context, words.understood.meaning.slots.when)
    if date is not None:
        return pressed(words.context, date)
    return heard_again(words, _answered(words, words.understood))


def _in_form(words: Words, form: Form) -> Outcome:
    """What to do with a form that was left; its step; a reminder; then a question, if it is one."""
    context = words.context
    asks_which = words.understood is not None and draft.is_asked(context)
    if asks_which and (date := chosen(context, words.meaning.slots.when)) is not None:
        return pressed(context, date)
    if (done := after_recap.confirmed_and_more(words, form, to_a_question)) is not None:
        return done
    said = _read(words, form)
    apart = (
        of_form.agreed_in_another_language(words, form, said)
        or next_forms.reallotted(words, form)
        or instead.another_date(words, form, said)
        or next_forms.another_event(words, form, said)
        or next_forms.told_of_next(words, form, said)
    )
    if (about_draft := draft.answered(context, said) or apart) is not None:
        return about_draft
    context, said = next_forms.parted(words, form, said)
    if draft.takes_as_answer(context, said):
        return signup.go_on(context, form, said)
    if (other := instead.other_event(words, form)) is not None:
        return other
    if isinstance(said, Unclear) and (same := instead.the_same_date(words, form)) is not None:
        return same
    if isinstance(said, Unclear) and (asks_if_signed_up(words.text) or of_form.closes(words, form)):
        return heard_again(words, form_below(words.spoken, form, _where_it_stands(words.spoken, form)))
    ordered = _ordered_of_form(words, form)
    if ordered is not None:
        return signup.go_on(context, form, ordered)
    to_a_reminder = notice_answers.answered(words.spoken, in_full=True)
    if to_a_reminder is not None:
        return heard_again(words, form_below(words.spoken, form, to_a_reminder))
    if words.understood is not None and (words.is_sure or cancelling.tells_an_absence(context)):
        return heard_again(words, _asked_meanwhile(words, form, words.understood))
    if draft.is_left(context):
        return draft.offer(context)
    guessed = _at_a_guess(context, form, said)
    if isinstance(guessed, Unclear) and words.understood is not None and asks_at_length(words.text):
        return heard_again(words, _asked_meanwhile(words, form, words.understood))
    return signup.go_on(context, form, guessed)


def _read(words: Words, form: Form) -> FormInput:
    """What the words mean to the form's step, unless they ask, complain, or tell of something else by now."""
    context, said = words.context, read_in_form(words.context, form)
    answer = said.said if isinstance(said, Breathed) else said
    if words.asks and form.step in (*AFTER_LIST, Step.WHO) and not (_only_asks(said) or isinstance(answer, Phoned)):
        return Unclear()  # « ça fait bien deux places, non ? »
    if draft.is_left(context) and any(one.says is Coming.NOT_COMING for one in context.clauses):
        return Unclear()  # « Salomé sera chez sa mère, Clément oui » answers no photos of days ago
    complains = words.is_sure and words.meaning.intent in acting.FOR_SOMEBODY
    if isinstance(said, Worded) and (complains or not draft.takes_as_answer(context, said)):
        return Unclear()  # « c'est n'importe quoi, je veux quelqu'un » is nobody's allergy
    return of_form.with_ordered(words, form, said)


def _ordered_of_form(words: Words, form: Form) -> FormInput | None:
    if words.understood is None or draft.is_left(words.context):
        return None
    ordered = of_form.ordered(words, form) if form.step in (*AFTER_LIST, Step.WHO) else None
    return ordered or of_form.given_up(words, form)


def _only_asks(said: FormInput) -> bool:
    """« pourquoi ? »: a button of the form that changes nothing."""
    return isinstance(said, Tapped) and said.verb in (Verb.WHY, Verb.MORE)


def _at_a_guess(context: Context, form: Form, said: FormInput) -> FormInput:
    """Words that are no question may be what the form asks for after all, spelt as no name is."""
    if not isinstance(said, Unclear):
        return said
    return reading.guess(form, context.turn.text, known_people(context), context.local_now)


def _answered(words: Words, understood: Understood) -> Outcome:
    """What a family does with the places that it has, in so many words; else the question is answered."""
    context, meant = words.spoken, Meant(words.text)
    if words.asks:
        if wants_another_date(words.text):
            return moving.asked_in_words(context, meant) or acting.move(context)
        return answers.answer(context, understood)
    if is_withdrawal(words.text):
        return cancelling.ask(context, meant)
    moves = understood.meaning.speech.act is Act.MOVE or wants_another_date(words.text)
    if moves and not _names_another_event(words) and (moved := moving.asked_in_words(context, meant)) is not None:
        return moved
    if cancelling.gives_nothing_up(context):
        return answers.answer(context, understood)
    if cancelling.tells_an_illness(context) or (not words.is_sure and cancelling.tells_an_absence(context)):
        return acting.cancel(context, frozenset(), understood.meaning.slots)
    return answers.answer(context, understood)


def _names_another_event(words: Words) -> bool:
    """« The paper robots, put them both »: an event is named that is no date of one at which they have a place."""
    slots, session = words.meaning.slots, words.context.session
    meant = [event for uid in slots.events if (event := agenda.by_uid(session, uid)) is not None]
    held = {one.event.title for one in registrations.registrations(words.context)}
    return slots.titled and bool(meant) and held.isdisjoint(event.title for event in meant)


def _asked_meanwhile(words: Words, form: Form, understood: Understood) -> Outcome:
    """A question in the middle of the form is answered, then the form resumes; how to sign up, it tells itself."""
    of_form = understood.meaning.intent == "sign_up" and (_is_of_the_form(words, form) or _names_the_same(words, form))
    if asks_if_signed_up(words.text) or of_form:
        return form_below(words.spoken, form, _where_it_stands(words.spoken, form))
    outcome = instead.another_asked_about(words, form) or _answered(words, understood)
    if outcome.conversation.form is not form or draft.asks(outcome):
        return outcome  # the words began another sign-up, or would
    return form_below(words.spoken, form, outcome)


def _names_the_same(words: Words, form: Form) -> bool:
    """« Ok, Rose vient aussi », who is in the form already."""
    chosen = {one.first_name for one in known_people(words.context) if one.id in form.chosen}
    slots = words.meaning.slots
    return bool(slots.names) and set(slots.names) <= chosen and not slots.titled and not words.asks


def _where_it_stands(context: Context, form: Form) -> Outcome:
    """Nothing is booked yet, unless the family has places at the form's event."""
    held = any(one.event.id == form.event_id for one in registrations.registrations(context))
    return registrations.mine(context) if held else context.answer(Reply(context.words.say("form-not-yet")))


def _is_of_the_form(words: Words, form: Form) -> bool:
    """Whether signing up is only spoken of, and no other event is named than the form's."""
    chosen, slots = agenda.by_id(words.context.session, form.event_id), words.meaning.slots
    if chosen is None or slots.audiences or (slots.titled and not set(slots.events) <= {chosen.uid}):
        return False
    then = slots.when is None or words.context.begins_then(chosen, slots.when)
    return then and answers.orders_nothing(words.context, "sign_up", words.meaning)


def heard_again(words: Words, outcome: Outcome) -> Outcome:
    """One sentence in another language does not change that of the chat, unless it asks for that."""
    if words.understood is not None and words.meaning.intent == "language" and language_named(words.text):
        return outcome
    return replace(outcome, conversation=replace(outcome.conversation, language=words.context.language))


def read_in_form(context: Context, form: Form) -> FormInput:
    """What the words mean to the form's step."""
    later = tuple(name for one in context.conversation.then for name in one.opening.named.names)
    said = reading.read(form, context.turn.text, known_people(context), context.local_now, later)
    return repeated.with_answers(context, form, said)


def answers_form(context: Context, form: Form) -> bool:
    """Whether the words answer the open form, whatever is asked beside them."""
    said = read_in_form(context, form)
    return draft.takes_as_answer(context, said) and not (isinstance(said, Named) and said.doubtful)


def a_button(words: Words) -> Outcome | None:
    """The words of a button, or its yes or no."""
    context = words.context
    press = (
        typed_button(context.conversation, words.text)
        or cancelling.agreed_in_words(context)
        or notice_answers.press_of_notice(context)
        or notice_answers.yes_or_no(context)
        or notice_answers.place_wanted_after_all(context)
        or notice_answers.stays_in_line(context)
        or other_date.date_agreed_to(words)
    )
    if press is None or _names_who_is_there(context, press) or _means_another_place(words, press):
        return None
    outcome = pressed(context, press)
    after = replace(context, conversation=outcome.conversation)
    if press.action is Action.LEAVE and (stays := notice_answers.stays_in_line(after)) is not None:
        return pressed(after, stays)  # « donnez-la à quelqu’un d’autre, mais gardez-nous sur la liste »
    return _with_what_is_asked(words, outcome)


def _names_who_is_there(context: Context, press: Press) -> bool:
    """« Oui pour Enzo », who has a place at the event on the card: no yes to sign up."""
    there = [one for one in registrations.registrations(context) if one.event.code == press.code and one.first_name]
    of_them = any(says_name(context.turn.text, one.first_name or "") for one in there)
    return press.action is Action.SIGN_UP and of_them and typed_button(context.conversation, context.turn.text) is None


def _means_another_place(words: Words, press: Press) -> bool:
    """« Non, le forum », to whether another place is given up: that one is meant to be."""
    asked = words.context.conversation.asked
    if asked is None or press.action is not Action.KEEP or words.understood is None or not words.meaning.slots.titled:
        return False
    held = registrations.registrations(words.context)
    meant = {one.event.code for one in held if one.event.uid in words.meaning.slots.events}
    return words.meaning.intent == "cancel_sign_up" and bool(meant) and asked.yes.code not in meant


def another_who_may_come(words: Words) -> Outcome | None:
    """« Et ma sœur ? », after a word about an event of theirs: how she gets a place there, and whether there is one."""
    asks = words.understood is not None and words.context.conversation.form is None
    told = (one for one in words.context.clauses if not attending.asks_for_another(one.text))
    answers_it = any(one.says in (Coming.COMING, Coming.NOT_COMING) for one in told)
    if not asks or answers_it or not attending.asks_for_another(words.text):
        return None
    event = notice_answers.event_spoken_of(words.context)
    if event is None or not event.takes_signups(words.context.now):
        return None
    context = draft.remembered(words.spoken, words.meaning.slots, (event,))
    card = home.card(context, event)
    return replace(card, replies=(Reply(words.spoken.words.say("another-may-come")), *card.replies))


def _with_what_is_asked(words: Words, outcome: Outcome) -> Outcome:
    """The answer to a question beside comes first: « oui, et c’est où ? »"""
    understood = words.understood
    if understood is None or understood.beside is None:
        return outcome
    turn = replace(words.context.turn, text=understood.beside.text)
    context = replace(words.context, turn=turn, conversation=outcome.conversation, clauses=())
    asked = Words(context, replace(understood, meaning=understood.beside, apart=None, beside=None))
    if not understood.beside.slots.ages and (another := another_who_may_come(asked)) is not None:
        return replace(another, replies=(*outcome.replies, *another.replies))
    return answers.told_beside(words.spoken, understood.beside, understood.events, outcome)


def the_event_instead(words: Words) -> Outcome | None:
    """« Oui, inscrivez-le à l’autre », to an event that is cancelled."""
    context = words.context
    if words.understood is None or words.meaning.speech.asks or context.conversation.form is not None:
        return None
    if asks_something(words.text):  # nothing is asked before they are signed up: « encore annulé ?! »
        return None
    acts = (Act.SIGN_UP, Act.MOVE)  # « mettez-les à celui du 20 »
    wants = words.meaning.speech.act in acts or any(one.says is Coming.COMING for one in context.clauses)
    slots = words.meaning.slots
    press = notice_answers.instead(context, slots.events, slots.when, words.meaning.intent) if wants else None
    if press is None:
        return None
    answer = attending.read(words.text, context.clauses, by_age(context))
    named = {} if answer is None else answer.named
    if Coming.NOT_COMING not in named.values():
        return pressed(context, press)
    event, come = event_of(context, press.code), tuple(name for name, said in named.items() if said is Coming.COMING)
    return draft.begin(context, event, replace(words.meaning.slots, names=come)) if event and come else None


def a_place_offered(words: Words) -> Outcome | None:
    """« C’est trop tard ? », of a place on offer."""
    offer = notice_answers.place_asked_about(words.context)
    return None if offer is None else words.context.answer(offer)


def to_a_reminder(words: Words) -> Outcome | None:
    """« Oui », « Tom ne vient pas », to « Venez-vous ? » or to a new date; unless a form is on the screen."""
    if words.context.conversation.form is not None and not draft.is_left(words.context):
        return None
    answers_it = any(one.says is not None for one in words.context.clauses)
    asks = words.asks and not answers_it
    other = (
        asks
        or _orders_something_else(words)
        or _names_another_event(words)
        or _was_not_asked(words)
        or cancelling.gives_nothing_up(words.context)
        or _orders_off_though_unclear(words)
    )
    if other and not attending.asks_if_still_on(words.text):
        return None
    outcome = notice_answers.answered(words.spoken) or _of_the_only_one(words)
    if outcome is None:
        return None
    if (became := escalation.became(words.spoken)) is not None:  # « oui on vient, mais personne ne m’a répondu »
        return heard_again(words, replace(outcome, replies=(*outcome.replies, *became.replies)))
    return heard_again(words, _with_another(words, _with_what_is_asked(words, outcome)))


def _with_another(words: Words, outcome: Outcome) -> Outcome:
    """« Oui, on vient. Et sa cousine ? », where the question was not cut from the answer."""
    understood = words.understood
    if understood is None or understood.beside is not None or understood.meaning.slots.ages:
        return outcome
    asked = replace(words, context=replace(words.context, conversation=outcome.conversation, clauses=()))
    another = another_who_may_come(asked)
    return outcome if another is None else replace(another, replies=(*outcome.replies, *another.replies))


def _of_the_only_one(words: Words) -> Outcome | None:
    """Who comes, told with nothing asked; no question, no order to sign up, and no event is named."""
    if words.understood is None or asks_something(words.text) or words.context.conversation.form is not None:
        return None
    slots, speech = words.meaning.slots, words.meaning.speech
    signs_up = words.meaning.intent == "sign_up" and (speech.act is Act.SIGN_UP or bool(slots.events))
    if signs_up or slots.titled:
        return None
    return notice_answers.of_the_only_one(words.spoken, cancels=words.meaning.intent == "cancel_sign_up")


def stands_beside_an_answer(words: Words) -> bool:
    """Whether what is for the team stands beside who comes: both are taken by who answers a reminder."""
    said = any(one.says in (Coming.COMING, Coming.NOT_COMING) for one in words.context.clauses)
    return said and (bool(told_reminders(words.context)) or notice_answers.goes_to_one(words.context))


def _was_not_asked(words: Words) -> bool:
    """« C’est nul, toujours pas de nouvelles », « non, pas la peine »: where nobody asked whether they come, a
    complaint, a question or a refusal is about something else.
    """
    complains = words.is_sure and words.meaning.intent in acting.FOR_SOMEBODY
    asks = words.asks and any(asks_something(one.text) for one in words.context.clauses)
    return (complains or asks or only_declines(words.text)) and not told_reminders(words.context)


def _orders_off_though_unclear(words: Words) -> bool:
    """« On n’y arrivera pas, enfin… vous pouvez enlever Eliott ? »: that is an order, whatever else is unclear."""
    answer = attending.read(words.text, words.context.clauses, by_age(words.context))
    unclear = answer is not None and (answer.unclear or Coming.UNSURE in (answer.others, *answer.named.values()))
    return unclear and words.orders and words.meaning.speech.act is Act.CANCEL


def _orders_something_else(words: Words) -> bool:
    """« enlevez ces alertes », « mettez-nous à une autre date »: no answer to whether one comes."""
    speech = UNHEARD if words.understood is None else words.meaning.speech
    return speech.insists and speech.act not in (Act.CANCEL, Act.CONFIRM, Act.SIGN_UP)
