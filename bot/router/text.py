"""What typed words lead to. A table of readers in their order: each answers if the words are for it, or says None."""

from collections.abc import Callable
from dataclasses import replace

from bot.assistant.facts import OTHER
from bot.bot_api.replies import Action, Reply
from bot.chat.context import Context, is_meant, told_reminders, was_disappointed, without_correction
from bot.chat.form import Amended, Reanswered, Step, Unclear, Worded
from bot.chat.state import Outcome, exchanged
from bot.features import care, escalation, home, sent_to_team
from bot.features.my_data import kept_answers
from bot.features.my_data.people import ask_again, birth_in_words, typed
from bot.features.places import cancelling, moving, notice_answers, notice_buttons
from bot.features.signup import draft, reading_answers
from bot.features.signup.draft import form_below
from bot.features.signup.form_context import known_people
from bot.router import answers, for_team, other_date, own, places, replying
from bot.router.answers import Apart, Understood, Words
from bot.router.replying import answers_form, heard_again, read_in_form, to_a_question
from bot.team import questions
from intents.meaning.catalogue import EVENTS, GAP
from intents.meaning.meaning import Act, Coming, Trouble
from intents.readers import saying
from intents.readers.asking import asks_in_words, asks_something, asks_to_come, may_come
from intents.readers.births import Named
from intents.readers.changes import is_withdrawal
from intents.readers.saying import asks_where_from


def trouble_in(words: Words) -> Trouble:
    """Whether these words are in distress. What answers the bot word for word is not."""
    found = Trouble.NONE if words.understood is None else _in_its_place(words)
    # Hardly any message sounds like it: for the others nothing is looked up.
    if found is Trouble.NONE or _answers_word_for_word(words):
        return Trouble.NONE
    return Trouble.NONE if found is Trouble.DOUBTFUL and _tells_who_comes(words.context) else found


def _tells_who_comes(context: Context) -> bool:
    """« Le dimanche c’est mort, il est chez son père », to a question that asks it."""
    told = any(one.says in (Coming.COMING, Coming.NOT_COMING) for one in context.clauses)
    return told and bool(told_reminders(context))


def puts_the_form_right(words: Words) -> bool:
    """« I made a mistake, Léa was born in 2018 » is no child's."""
    form = words.context.conversation.form
    return form is not None and isinstance(read_in_form(words.context, form), Amended | Reanswered)


def _in_its_place(words: Words) -> Trouble:
    """In the middle of a form, and right after bad news of ours, people answer, correct and complain: there only what
    is beyond doubt is plain.
    """
    speech, form = words.meaning.speech, words.context.conversation.form
    if speech.trouble is Trouble.PLAIN and not speech.is_troubled and was_disappointed(words.context):
        return Trouble.DOUBTFUL
    if form is None or draft.is_left(words.context) or speech.is_troubled:
        return speech.trouble
    return Trouble.DOUBTFUL if speech.trouble is Trouble.PLAIN else Trouble.NONE


def _answers_word_for_word(words: Words) -> bool:
    context, form = words.context, words.context.conversation.form
    tells_who_comes = bool(context.clauses) and all(one.says is not None for one in context.clauses)
    if is_withdrawal(words.text) or (tells_who_comes and not words.meaning.speech.is_troubled):
        return True
    said = Unclear() if form is None else read_in_form(context, form)
    return not isinstance(said, Unclear | Worded) and not (isinstance(said, Named) and said.doubtful)


def hear(context: Context, understood: Understood | None) -> Outcome:
    """What these words lead to; whatever they are, the next ones are not for the team unless it is said again."""
    awaited = context.conversation.for_team
    clauses = () if understood is None else understood.meaning.speech.clauses
    context = replace(context, conversation=replace(context.conversation, for_team=None), clauses=clauses)
    words = Words(context, understood, awaited)
    outcome = _remembered(words, _led_to(words))
    outcome = care.sober(outcome) if words.context.conversation.care else outcome
    return care.with_kind_line(words.spoken, outcome) if trouble_in(words) is Trouble.DOUBTFUL else outcome


def _remembered(words: Words, outcome: Outcome) -> Outcome:
    """What was asked and answered is remembered for the team, unless it touches on health, or a child asks it.

    What is not known is kept with the words for the team, where the family can take it back.
    """
    before, after = words.context.conversation, outcome.conversation
    if words.understood is None or not asks_something(words.text) or before.form or after.form or after.young:
        return outcome
    meant = (words.meaning.intent, *(one.intent for one in words.meaning.runners_up))
    shown = (one.press.action for one in after.shown)
    if before.care or after.care or after.for_team or Action.TEAM in shown or any(map(questions.is_about, meant)):
        return outcome
    return replace(outcome, conversation=exchanged(after, words.text))


def hear_early(context: Context, ready_in: int) -> Outcome:
    """What these words lead to while nothing was learnt yet: what plainly answers the open form is taken, the rest
    waits, and the person is told for how many seconds.
    """
    conversation, awaited = context.conversation, context.conversation.for_team
    if awaited is not None and awaited.question_id is None:  # asked for with a button, whatever they say
        heard = replace(context, conversation=replace(conversation, for_team=None))
        if (written := escalation.written(heard, awaited, is_answerable=False)) is not None:
            return written
    form = None if conversation.correction or awaited else conversation.form
    free = form is None or isinstance(read_in_form(context, form), Worded)  # in which somebody may tell anything
    if form is not None and not free and not asks_something(context.turn.text) and answers_form(context, form):
        return hear(context, None)
    return Outcome((care.while_it_waits(context, ready_in),), conversation, waits=True)


def reacted(context: Context) -> Outcome:
    """A sign put on a message of ours answers that one, and nothing else."""
    words = Words(context, None, None)
    answered = is_meant(context) and (replying.a_button(words) or notice_answers.answered(context))
    return answered or context.answer()


def _led_to(words: Words) -> Outcome:
    return _an_answer_to_the_team(words) or _a_group(words) or _in_two(words) or _taken_whole(words)


def _an_answer_to_the_team(words: Words) -> Outcome | None:
    """« Oui, le 16 c'est parfait. Faut-il un pique-nique ? », to what the team wrote a moment ago."""
    context = words.context
    if context.conversation.form is not None or words.understood is None or trouble_in(words) is not Trouble.NONE:
        return None
    at_length = saying.answers_at_length(words.text) and not words.orders and not places.are_told_of(words)
    return sent_to_team.answered(words.spoken) if at_length else None


def _a_group(words: Words) -> Outcome | None:
    calm = words.understood is not None and words.meaning.speech.trouble is Trouble.NONE
    return sent_to_team.a_group(words.spoken, words.meaning) if calm else None


def _in_two(words: Words) -> Outcome | None:
    """A message that tells something and asks something else: both are taken, the answer comes first."""
    understood, form = words.understood, words.context.conversation.form
    apart = None if understood is None else understood.apart
    if understood is None or apart is None or trouble_in(words) is not Trouble.NONE or _are_for_the_team(words):
        return None
    context = replace(words.context, turn=replace(words.context.turn, text=apart.told))
    tells = Words(context, replace(understood, meaning=apart.tells, apart=None, beside=None), words.awaited)
    if form is None:
        ordered = apart.tells.intent == "sign_up" and not _only_looks(apart)
        taken = ordered and not answers.orders_nothing(context, "sign_up", apart.tells)
    else:
        # « c'est parfait. et notre voisine pourrait venir aussi ? » confirms nothing yet.
        joins = apart.asks is not None and form.step is Step.RECAP and may_come(apart.asks.text)
        confirms = form.step is Step.RECAP and apart.tells.speech.act is Act.CONFIRM  # « allez-y ! je peux rester ? »
        taken = apart.asks is not None and not joins and (confirms or answers_form(context, form))
    if not taken:
        return None
    outcome = _taken_whole(tells)
    return outcome if apart.asks is None else answers.told_beside(words.spoken, apart.asks, understood.events, outcome)


def _only_looks(apart: Apart) -> bool:
    """« J’ai deux enfants, Léa et Tom : qu’avez-vous pour eux ? », « le débat du 10, je peux venir ? »: nothing is
    ordered before that is answered.
    """
    asks = apart.asks
    names_one = asks is not None and asks.slots.titled and len(asks.slots.events) == 1
    return asks is not None and ((asks.intent == EVENTS and not names_one) or asks_to_come(asks.text))


def _are_for_the_team(words: Words) -> bool:
    """Whether the bot asked for them to hand them on, whatever else they ask."""
    awaited = words.awaited
    return awaited is not None and (awaited.event_id is not None or awaited.health is not None)


def _taken_whole(words: Words) -> Outcome:
    found = (reader(words) for reader in _READERS)
    return next((one for one in found if one is not None), None) or _answered_soberly(words)


def _answered_soberly(words: Words) -> Outcome:
    """The answer, without cards and cheer for some messages after one in distress."""
    if words.understood is None or not words.context.conversation.care:
        return to_a_question(words)
    form = words.context.conversation.form
    is_of_form = form is not None and answers_form(words.context, form)
    return care.afterwards(words.spoken, words.meaning, is_of_form, lambda: to_a_question(words))


def _a_correction(words: Words) -> Outcome | None:
    """A correction is open: its own reading first, then a question, then it is asked again."""
    context, correction = words.context, words.context.conversation.correction
    if correction is None:
        return None
    # « Léa ? » is a name that somebody is not sure of; « c’est où » begins as questions do.
    asks = words.understood is not None and (words.is_sure or asks_in_words(words.text))
    if correction.is_of_answers:  # asked once: other words are about something else
        other = replace(words, context=without_correction(context), awaited=None)
        return kept_answers.typed(context, correction, asks) or _led_to(other)
    outcome = typed(context, correction, asks)
    if outcome is not None:
        return outcome
    if words.understood is not None and asks:
        return answers.answer(without_correction(context), words.understood)
    return ask_again(context, correction)


def _in_distress(words: Words) -> Outcome | None:
    """Heard before anything else; what else the message asks is taken after the kind words."""
    if trouble_in(words) is not Trouble.PLAIN:
        return None
    put_right = _an_answer_put_right(words)
    if put_right is not None:  # « finalement c'est moi qui viendrai, j'ai peur pour elle »
        return care.with_kind_line(words.spoken, put_right)
    return care.met(words.spoken, words.meaning.speech, _taken_beside(words))


def _taken_beside(words: Words) -> Outcome | None:
    """What a message in distress leads to beside the kind words: it was meant for the team, or asks something else."""
    if words.awaited is not None:
        return for_team.taken(words)
    return None if words.beside is None else to_a_question(words.beside)


def _a_child(words: Words) -> Outcome | None:
    if words.understood is None or not draft.is_here(words.context, words.meaning) or puts_the_form_right(words):
        return None
    if words.context.conversation.care:
        return care.to_a_child(words.spoken)
    context = words.spoken if words.context.conversation.form is None else words.context
    known = answers.told_alone(context, words.understood) if words.is_sure else ()
    outcome = draft.met(context)
    return replace(outcome, replies=(*outcome.replies, *known))


def _an_adult(words: Words) -> Outcome | None:
    """An adult takes over where a child wrote; what else the words ask is answered."""
    if words.understood is None or not draft.declares_an_adult(words.context, words.meaning):
        return None
    context = replace(words.context, conversation=replace(words.context.conversation, young=False))
    wants = asks_something(context.turn.text) or words.meaning.speech.act is not None  # « je suis sa mère » only tells
    if words.is_sure and wants:
        return _led_to(replace(words, context=context, awaited=None))
    return context.answer(Reply(context.words.say("young-over"), home.main_rows(context)))


def _reply_to_the_team(words: Words) -> Outcome | None:
    form, outcome = words.context.conversation.form, escalation.further_to_answer(words.context)
    return outcome if outcome is None or form is None else form_below(words.context, form, outcome)


def _an_answer_put_right(words: Words) -> Outcome | None:
    """What was answered for a sign-up, or a birth, is otherwise; what an open form can put right is the form's own."""
    context, understood = words.context, words.understood
    form = context.conversation.form
    taken_back = (
        (sent_to_team.words_taken_back(context) or kept_answers.taken_back_in_words(context)) if form is None else None
    )
    if taken_back is not None:
        return taken_back
    if form is None and understood is not None and places.speaks_of_somebody_new(words):
        return None  # « Noé voudrait venir aussi, photo ok » says nothing of his sister
    said = Unclear() if form is None else read_in_form(context, form)
    of_another = isinstance(said, Amended) and form is not None and said.participant_id not in (0, *form.added)
    if not isinstance(said, Unclear) and not of_another:
        return None
    named = reading_answers.birth_put_right(words.text, context.local_now)
    born = None if named is None else reading_answers.birth_of(named, known_people(context))
    outcome = birth_in_words(context, born) if born is not None else None
    outcome = outcome or kept_answers.in_words(context, None if understood is None else understood.meaning.slots.when)
    return outcome if outcome is None or form is None else form_below(context, form, outcome)


def _where_from(words: Words) -> Outcome | None:
    """« D’où vient cette information ? », in the middle of a form too."""
    if words.understood is None or not asks_where_from(words.text):
        return None
    form, outcome = words.context.conversation.form, answers.answer(words.spoken, words.understood)
    return heard_again(words, outcome if form is None else form_below(words.spoken, form, outcome))


def _who_does_not_come(words: Words) -> Outcome | None:
    """The answer to « Qui ne viendra pas ? »."""
    return cancelling.chosen_in_words(words.context) if words.context.conversation.form is None else None


def _while_the_team_talks(words: Words) -> Outcome | None:
    """What somebody asks whom the team is answering, or what is not clear; forms and thanks are never held back."""
    context = words.context
    if context.conversation.form is not None or words.understood is None or saying.only_thanks(words.text):
        return None
    is_clear = words.is_sure and words.meaning.intent != GAP + OTHER
    if is_clear and not asks_something(words.text):
        return None
    return sent_to_team.held_back(words.spoken, words.meaning, is_clear)


# What is on the screen comes first, what was left open or told a while ago later, a question last.
_READERS: tuple[Callable[[Words], Outcome | None], ...] = (
    _in_distress,
    _reply_to_the_team,
    replying.a_button,
    replying.the_event_instead,
    lambda words: notice_buttons.asked_in_words(words.context),
    replying.a_place_offered,
    _a_correction,
    _who_does_not_come,
    _a_child,  # of whom nothing is stored, not even a question
    _an_adult,
    places.rank_asked,
    own.asked_about,
    lambda words: None if words.understood is None else sent_to_team.how_to_reach(words.spoken, words.meaning),
    for_team.taken,
    _where_from,
    _an_answer_put_right,
    lambda words: moving.put_back_in_words(words.context),
    places.why_it_changed,
    other_date.to_another_date,
    places.told_before_the_event,
    places.somebody_new,
    places.put_on_the_card,
    replying.another_who_may_come,
    replying.to_a_reminder,
    _while_the_team_talks,
)
