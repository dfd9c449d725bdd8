"""Another date, in words, of a place that is at stake: whose place it is, and to which date it goes."""

from dataclasses import dataclass

from bot.bot_api.replies import Action, Press
from bot.chat.context import Context, told_reminders
from bot.chat.state import Outcome
from bot.features.places import moving, notice_answers
from bot.features.places.moving import Move
from bot.features.signup.form_context import by_age
from bot.router.answers import Words
from bot.views import registrations
from intents.dates.when import When
from intents.meaning.meaning import Coming
from intents.readers import attending, saying
from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.asking import asks_something
from intents.readers.changes import asks_for_another_date, means_everybody, prefers_another, wants_another_date
from intents.readers.choosing import named_among, tells_little_else
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.seats.outcomes import Registration
from scheduler.signups.moving import other_dates

_FEW_CLAUSES = 3  # more tell about something else too


@dataclass(frozen=True, slots=True)
class _Stake:
    """The event whose date may change. `whose`: of which of the sign-ups there it was just spoken, perhaps of none.

    `under_way`: for whom, or to which date, was what the bot asked last.
    """

    event: Event
    whose: tuple[int, ...] = ()
    under_way: bool = False


def to_another_date(words: Words) -> Outcome | None:
    """« Il y a une autre date ? », « je peux pas, jeudi c’est possible ? », « elle, mettez-la le 12 », of a place that
    is at stake: what is said of whose place and which day is not asked again.
    """
    context = words.context
    if words.understood is None or context.conversation.form is not None:
        return None
    stake = _at_stake(context)
    if stake is None or not (there := registrations.at_event(context, stake.event)):
        return None
    if words.meaning.slots.titled and not _names_only(words, stake.event):
        return None
    when = _named(context, words.meaning.slots.when, stake.event)
    others = other_dates(context.session, stake.event, context.now)
    fits = [one for one in others if when is not None and context.begins_then(one, when)]
    if not _is_wanted(words, stake, fits):
        return None
    outcome = _changed(context, stake, there, fits)
    return notice_answers.beside_a_move(context, stake.event, outcome)


def _named(context: Context, when: When | None, event: Event) -> When | None:
    """« Y aurait pas une autre date, le 23 ? » names the 23rd, and refuses nothing but the day of the place."""
    if when is None or when.spans or when.weekdays or not (when.not_spans or when.not_weekdays):
        return when
    named = When(spans=when.not_spans, weekdays=when.not_weekdays)
    return when if context.begins_then(event, named) else named


def _names_only(words: Words, event: Event) -> bool:
    meant = (agenda.by_uid(words.context.session, uid) for uid in words.meaning.slots.events)
    return all(one is not None and one.title == event.title for one in meant)


def _is_wanted(words: Words, stake: _Stake, fits: list[Event]) -> bool:
    context, text = words.context, words.text
    if asks_for_another_date(text):
        return True
    if stake.under_way and not saying.drops(text):
        names = [one.first_name for one in registrations.at_event(context, stake.event) if one.first_name]
        tells = asks_something(text) or any(one.says is Coming.NOT_COMING for one in context.clauses)
        return bool(fits) or (bool(named_among(text, names)) and not tells)
    asks = asks_something(text) or prefers_another(text)  # « plutôt l’autre mercredi, le 14 »
    asked = asks and len(context.clauses) <= _FEW_CLAUSES
    gives_up = any(one.says is Coming.NOT_COMING for one in context.clauses)
    return bool(fits) and (asked or gives_up)


def _changed(context: Context, stake: _Stake, there: tuple[Registration, ...], fits: list[Event]) -> Outcome:
    """Sure, when one person and one date are meant; else what is left open is asked."""
    whose = _whose(context, stake, there)
    if whose is None:
        return moving.ask(context, stake.event)
    if len(fits) == 1:
        return moving.sure(context, Move(stake.event, fits[0], whose))
    return moving.choose_date(context, stake.event, whose)


def _whose(context: Context, stake: _Stake, there: tuple[Registration, ...]) -> int | None:
    """The sign-up that is meant, 0 for all of them; None where that is not said."""
    text, ids = context.turn.text, {one.signup_id for one in there}
    answer = attending.read(text, context.clauses, by_age(context))
    told = {} if answer is None else {one.signup_id: answer.named.get(one.first_name or "") for one in there}
    stay = [one for one, said in told.items() if said is Coming.NOT_COMING]
    named = [one.signup_id for one in there if one.first_name and named_among(text, (one.first_name,))]
    if not stake.under_way:  # « Zélie est malade, Marius vient. On peut la mettre le 26 ? »
        named = [one for one in named if told.get(one) is not Coming.COMING]
    if not (stay or named) and (means_everybody(text) or len(ids) == 1):
        return 0
    meant = set(stay or named or stake.whose) & ids
    if meant == ids:
        return 0
    return meant.pop() if len(meant) == 1 else None


def date_agreed_to(words: Words) -> Press | None:
    """« Oui, c’est bon pour le 20 », to « Changer de date ? » when that is the new one."""
    context, asked = words.context, words.context.conversation.asked
    if words.understood is None or asked is None or asked.yes.action is not Action.MOVE_DO:
        return None
    beside, when = beside_a_yes(words.text, Asked(act=Action.MOVE_DO.name)), words.meaning.slots.when
    event = agenda.by_code(context.session, asked.yes.code.rpartition("-")[2])
    if not beside or event is None or when is None or not tells_little_else(beside):
        return None
    return asked.yes if context.begins_then(event, when) else None


def _at_stake(context: Context) -> _Stake | None:
    """The event whose place was just asked about, or whose date was changed."""
    asked = context.conversation.asked
    afresh = wants_another_date(context.turn.text)  # of what was shown before, perhaps settled since
    if asked is not None and asked.yes.action in _ABOUT_A_PLACE:
        return _stake_of(context, asked.yes)
    shown = next((one.press for one in context.conversation.shown if one.press.action in _ABOUT_A_PLACE), None)
    if shown is not None and not afresh:
        return _stake_of(context, shown)
    told = (one.event for one in told_reminders(context) if one.of_change or one.is_last_word)
    event = next(told, None) or (_only_event(context) if afresh else None)
    return None if event is None else _Stake(event)


def _only_event(context: Context) -> Event | None:
    events = {one.event.id: one.event for one in registrations.registrations(context)}
    return next(iter(events.values())) if len(events) == 1 else None


_UNDER_WAY = (Action.MOVE_WHO, Action.MOVE_TO, Action.MOVE_DO)
_ABOUT_A_PLACE = (Action.DO_CANCEL, *_UNDER_WAY)


def _stake_of(context: Context, press: Press) -> _Stake | None:
    """Of these buttons each is about one event, and most about one sign-up."""
    code, ids = registrations.read(press.code)
    event = agenda.by_code(context.session, code)
    whose = tuple(int(one) for one in ids) if press.action is Action.DO_CANCEL else ()
    if event is None:
        return None
    if press.action is not Action.MOVE_WHO:
        everybody = tuple(one.signup_id for one in registrations.at_event(context, event))
        whose = (press.revision,) if press.revision else whose or everybody
    return _Stake(event, whose, press.action in _UNDER_WAY)
