"""An action that was asked for in words is carried out; a question about one is answered, and nothing is done."""

from collections.abc import Callable
from dataclasses import replace

from babel.lists import format_list

from bot.assistant import cards
from bot.assistant.answer import Answer
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.features import escalation, home
from bot.features.my_data import my_data, people
from bot.features.places import cancelling, notice_answers, notice_buttons
from bot.features.signup import draft, several
from bot.views import registrations
from bot.views.registrations import Meant
from bot.views.seat_status import agenda_row
from intents.meaning.meaning import Coming, Slots
from intents.readers.answers import only_confirms
from intents.readers.asking import asks_something
from intents.readers.choosing import titles_led_to, told_apart
from intents.readers.people import adds_somebody
from intents.readers.wording import same_name
from knowledge.agenda.agenda import Event, upcoming
from scheduler.families import families

Act = Callable[[Context, Answer, Slots], Outcome]


def act(context: Context, answer: Answer, slots: Slots) -> Outcome:
    """What the action leads to in a real chat (`cite ask` only reports it)."""
    return _ACTS.get(answer.action or "", _say)(context, answer, slots)


def _say(context: Context, answer: Answer, slots: Slots) -> Outcome:
    return context.answer(Reply(answer.text, home.main_rows(context)))


def _with_team(context: Context, answer: Answer, slots: Slots) -> Outcome:
    return escalation.offer(context, answer.text, rows=home.main_rows(context))


def _sign_up(context: Context, answer: Answer, slots: Slots) -> Outcome:
    """One event meant: straight to its form. Several, or none: choose one of those open. A child: a parent does."""
    if context.conversation.young:
        return draft.sent_to_a_parent(context)
    coming = upcoming(context.session, context.now)
    meant = tuple(event for event in coming if event.uid in answer.events)
    open_now = tuple(event for event in coming if event.takes_signups(context.now))
    together = several.named_together(context, slots, open_now)
    if len(together) > 1 and (begun := several.one_after_the_other(context, slots, together)) is not None:
        return begun
    chosen = meant if len(meant) == 1 else tuple(event for event in open_now if event in meant)
    chosen = _led_to(context, slots, open_now, _told_apart(context, chosen))
    held = registrations.at_event(context, chosen[0]) if len(chosen) == 1 and not slots.names else ()
    comes = bool(context.clauses) and all(one.says is Coming.COMING for one in context.clauses)
    if held and (comes or only_confirms(context.turn.text)):
        return registrations.page(context, chosen[0], held)  # « validez », « oui, il vient », when all is done
    if len(chosen) == 1:
        return of_places_held(context, chosen[0], slots) or draft.begin(context, chosen[0], slots)
    if slots.titled and (begun := several.one_after_the_other(context, slots, chosen)) is not None:
        return begun
    if len({event.title for event in chosen}) > 1 and slots.titled and len(slots.names) > 1:
        # « Léa aux fusées et Tom aux lampes »: who goes where is asked with each event, lest both go to both.
        return _choose(draft.nobody(context), chosen, asks="choose-event-first")
    context = draft.remembered(context, slots, meant)
    if chosen:
        return _choose(context, chosen)
    near = tuple(event for event in open_now if event.uid in answer.near)
    if near:
        return _choose(context, near, f"{answer.text}\n\n", "choose-near")
    return _choose(context, open_now, _called_off(context))


def _told_apart(context: Context, chosen: tuple[Event, ...]) -> tuple[Event, ...]:
    """« Celui où on fait de la musique », of several: the one that a word tells from the others."""
    described = [(several.titles(event), event.description or "") for event in chosen]
    if len({title for title, _ in described}) < len(described):
        return chosen  # of several dates no word tells which
    place = told_apart(context.turn.text, described) if len(chosen) > 1 else None
    return chosen if place is None else (chosen[place],)


def _led_to(context: Context, slots: Slots, events: tuple[Event, ...], chosen: tuple[Event, ...]) -> tuple[Event, ...]:
    """« Inscrivez Max aussi au forum », right after another event: the one that a word of its title names."""
    if slots.titled and len({event.title for event in chosen}) == 1:
        return chosen
    titles = titles_led_to(context.turn.text, tuple(dict.fromkeys(map(several.titles, events))))
    named = tuple(event for event in events if several.titles(event) in titles) if len(titles) == 1 else ()
    then = tuple(event for event in named if slots.when is not None and context.begins_then(event, slots.when))
    return then or named or chosen


def of_places_held(context: Context, event: Event, slots: Slots) -> Outcome | None:
    """« Je suis d’accord, elle rentrera seule », of who has a place there already: nothing is begun, the team may be
    told.
    """
    told = draft.opening(context, slots, (event,))
    held = [one for one in registrations.registrations(context) if one.event.id == event.id and one.first_name]
    names = list(dict.fromkeys(one.first_name for one in held if one.first_name))
    before = context.conversation.opening  # « pareil que Tao », of whoever was named before
    spoken = (*told.named.names, *(() if before is None else before.named.names))
    another = [name for name in spoken if not any(same_name(name, one) for one in names)]
    of_them = told.beforehand or (asks_something(context.turn.text) and told.named.names)
    if not (names and of_them and context.turn.text) or another or told.unnamed or adds_somebody(context.turn.text):
        return None
    who = format_list(names, locale=context.language)
    return escalation.offer(
        context, context.words.say("in-already", who=who, title=cards.title(event, context.language))
    )


def of_places_asked_about(context: Context, answer: Answer, slots: Slots) -> Outcome | None:
    """« Ma femme peut venir chercher Andrii ? », who has a place: how to sign up is not what was asked."""
    meant = [event for event in upcoming(context.session, context.now) if event.uid in answer.events]
    one = meant[0] if answer.action == "sign_up" and len(meant) == 1 else None
    return None if one is None or context.conversation.form is not None else of_places_held(context, one, slots)


def _called_off(context: Context) -> str:
    """That the event whose card was just shown is cancelled, for « je veux m’inscrire quand même »."""
    codes = {button.press.code for button in context.conversation.shown if button.press.action is Action.AGENDA}
    events = (registrations.event_of(context, code) for code in codes if code)
    gone = next((event for event in events if event is not None and event.is_cancelled), None)
    if gone is None:
        return ""
    return (
        context.words.say(
            "called-off", title=notice_buttons.event_title(context, gone), when=notice_buttons.event_when(context, gone)
        )
        + "\n\n"
    )


def _choose(context: Context, events: tuple[Event, ...], before: str = "", asks: str = "choose-event") -> Outcome:
    if not events:
        return context.answer(Reply(before + context.words.say("no-event"), home.main_rows(context)))
    lead = before + context.words.say(asks)
    return context.answer(home.listed(context, events[: home.A_PAGE], lead, Action.SIGN_UP))


def _cancel(context: Context, answer: Answer, slots: Slots) -> Outcome:
    return cancel(context, frozenset(answer.events), slots)


def cancel(context: Context, uids: frozenset[str], slots: Slots) -> Outcome:
    """Who does not come, at these events or on the day that is said: sure?"""
    # Words that name neither an event nor a day answer the last reminder.
    event = None if uids or slots.when is not None else notice_answers.event_meant(context)
    if event is not None:
        uids = frozenset([event.uid])
    return cancelling.ask(context, Meant(context.turn.text, uids, slots.when, assumed=not slots.titled))


FOR_SOMEBODY = ("human", "complaint")  # what is meant for a person, not for a program
_ACTS: dict[str, Act] = {
    "sign_up": _sign_up,
    "cancel_sign_up": _cancel,
    "my_sign_ups": lambda context, answer, slots: registrations.mine(context),
    "waiting_list_status": lambda context, answer, slots: registrations.waiting(context),
    "reminders_off": lambda context, answer, slots: home.set_reminders(context, on=False),
    "reminders_on": lambda context, answer, slots: home.set_reminders(context, on=True),
    "my_data": lambda context, answer, slots: my_data.show(context),
    "erase_data": lambda context, answer, slots: people.removed_in_words(context) or my_data.erase(context, "ask"),
    "help": lambda context, answer, slots: home.help_page(context),
    "language": lambda context, answer, slots: home.language_in_words(context),
    "human": _with_team,
    "complaint": _with_team,
    "are_you_a_bot": _with_team,
}


def explain(context: Context, answer: Answer) -> Outcome | None:
    """How what was asked about is done; None for an action that only shows something."""
    explained = _EXPLAINED.get(answer.action or "")
    return None if explained is None else explained(context, answer)


def explain_beside(context: Context, answer: Answer) -> Outcome | None:
    """The same beside something that was done; who has places at that event is not told how to sign up for it."""
    codes = {one.event.code for one in registrations.registrations(context)}
    held = answer.action == "sign_up" and any(event.code in codes for event in _meant(context, answer))
    return None if held else explain(context, answer)


def move(context: Context) -> Outcome:
    """How a place goes to another date."""
    return context.answer(Reply(context.words.say("how-move"), (_mine(context),)))


def how_a_parent_agrees(context: Context, answer: Answer, outcome: Outcome) -> Outcome:
    """The same, after a word to a grandparent, a friend, a teacher: whose child it is agrees."""
    meant = _meant(context, answer)
    link = f"https://t.me/{context.services.username}"
    link = f"{link}?start=e_{meant[0].code}" if len(meant) == 1 else link
    return replace(outcome, replies=(Reply(context.words.say("parent-agrees", link=link)), *outcome.replies))


def _how_to_sign_up(context: Context, answer: Answer) -> Outcome:
    meant = _meant(context, answer)
    if len(meant) == 1:
        card = home.card(context, meant[0])
        return Outcome((Reply(context.words.say("how-sign_up-here")), *card.replies), card.conversation)
    among = meant or upcoming(context.session, context.now)
    open_now = tuple(event for event in among if event.takes_signups(context.now))[: home.A_PAGE]
    if not open_now:
        return context.answer(Reply(context.words.say("how-sign_up"), home.main_rows(context)))
    listed = home.listed(context, open_now, context.words.say("how-sign_up"), Action.SIGN_UP)
    return context.answer(replace(listed, rows=(*listed.rows, *agenda_row(context))))


def _meant(context: Context, answer: Answer) -> tuple[Event, ...]:
    return tuple(event for event in upcoming(context.session, context.now) if event.uid in answer.events)


def _how_to_cancel(context: Context, answer: Answer) -> Outcome:
    return context.answer(Reply(context.words.say("how-cancel_sign_up"), (_mine(context),)))


def _reminders(context: Context, answer: Answer) -> Outcome:
    family = families.family_of(context.session, context.turn.chat_id)
    on = family is None or family.reminders_on
    state, act = ("on", "off") if on else ("off", "on")
    button = Button(context.words.label(f"button-reminders-{act}"), Press(Action.REMINDERS, act))
    rows: tuple[Row, ...] = () if family is None else ((button,),)
    key = "how-reminders-none" if family is None else f"how-reminders-{state}"
    return context.answer(Reply(context.words.say(key), rows))


def _erase(context: Context, answer: Answer) -> Outcome:
    button = Button(context.words.label("intent-my_data"), Press(Action.DATA))
    return context.answer(Reply(context.words.say("how-erase_data"), ((button,),)))


def _mine(context: Context) -> Row:
    return (Button(context.words.label("button-mine"), Press(Action.MINE)),)


_EXPLAINED: dict[str, Callable[[Context, Answer], Outcome]] = {
    "sign_up": _how_to_sign_up,
    "cancel_sign_up": _how_to_cancel,
    "reminders_on": _reminders,
    "reminders_off": _reminders,
    "erase_data": _erase,
}
