"""An action that was asked for in words is carried out; a question about one is answered, and nothing is done."""

from collections.abc import Callable
from dataclasses import replace

from babel.lists import format_list

from bot.assistant import cards
from bot.assistant.answer import Answer
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.features import escalation, home
from bot.features.my_data import my_data, removing
from bot.features.places import cancelling, changed_events, notice_answers
from bot.features.signup import draft
from bot.views import registrations
from bot.views.registrations import Meant
from intents.meaning.meaning import Slots
from intents.readers.asking import asks_something
from intents.readers.people import adds_somebody
from intents.readers.wording import same_name
from knowledge.agenda.agenda import upcoming
from knowledge.agenda.events import Event
from scheduler.families import families

Act = Callable[[Scene, Answer, Slots], Outcome]


def act(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    """What the action leads to in a real chat (`cite ask` only reports it)."""
    return _ACTS.get(answer.action or "", _say)(scene, answer, slots)


def _say(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    return scene.answer(Reply(answer.text, home.main_rows(scene)))


def _with_team(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    return escalation.offer(scene, answer.text, rows=home.main_rows(scene))


def _sign_up(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    """One event meant: straight to its form. Several, or none: choose one of those open. A child: a parent does."""
    if scene.conversation.young:
        return draft.sent_to_a_parent(scene)
    coming = upcoming(scene.session, scene.now)
    meant = tuple(event for event in coming if event.uid in answer.events)
    open_now = tuple(event for event in coming if event.takes_signups(scene.now))
    together = draft.named_together(scene, open_now)
    if len(together) > 1 and (begun := draft.one_after_the_other(scene, slots, together)) is not None:
        return begun
    chosen = meant if len(meant) == 1 else tuple(event for event in open_now if event in meant)
    if len(chosen) == 1:
        return of_places_held(scene, chosen[0], slots) or draft.begin(scene, chosen[0], slots)
    if slots.titled and (begun := draft.one_after_the_other(scene, slots, chosen)) is not None:
        return begun
    if len({event.title for event in chosen}) > 1 and slots.titled and len(slots.names) > 1:
        # « Léa aux fusées et Tom aux lampes »: who goes where is asked with each event, lest both go to both.
        return _choose(draft.nobody(scene), chosen, asks="choose-event-first")
    scene = draft.remembered(scene, slots, meant)
    if chosen:
        return _choose(scene, chosen)
    near = tuple(event for event in open_now if event.uid in answer.near)
    if near:
        return _choose(scene, near, f"{answer.text}\n\n", "choose-near")
    return _choose(scene, open_now, _called_off(scene))


def of_places_held(scene: Scene, event: Event, slots: Slots) -> Outcome | None:
    """« Je suis d’accord, elle rentrera seule », of who has a place there already: nothing is begun, the team may be
    told.
    """
    told = draft.opening(scene, slots, (event,))
    held = [one for one in registrations.registrations(scene) if one.event.id == event.id and one.first_name]
    names = list(dict.fromkeys(one.first_name for one in held if one.first_name))
    another = [name for name in told.named.names if not any(same_name(name, one) for one in names)]
    of_them = told.beforehand or (asks_something(scene.turn.text) and told.named.names)
    if not (names and of_them and scene.turn.text) or another or told.unnamed or adds_somebody(scene.turn.text):
        return None
    who = format_list(names, locale=scene.language)
    return escalation.offer(scene, scene.words.say("in-already", who=who, title=cards.title(event, scene.language)))


def of_places_asked_about(scene: Scene, answer: Answer, slots: Slots) -> Outcome | None:
    """« Ma femme peut venir chercher Andrii ? », who has a place: how to sign up is not what was asked."""
    meant = [event for event in upcoming(scene.session, scene.now) if event.uid in answer.events]
    one = meant[0] if answer.action == "sign_up" and len(meant) == 1 else None
    return None if one is None or scene.conversation.form is not None else of_places_held(scene, one, slots)


def _called_off(scene: Scene) -> str:
    """That the event whose card was just shown is cancelled, for « je veux m’inscrire quand même »."""
    codes = {button.press.code for button in scene.conversation.shown if button.press.action is Action.AGENDA}
    events = (registrations.event_of(scene, code) for code in codes if code)
    gone = next((event for event in events if event is not None and event.is_cancelled), None)
    if gone is None:
        return ""
    return (
        scene.words.say("called-off", title=changed_events.title(scene, gone), when=changed_events.when(scene, gone))
        + "\n\n"
    )


def _choose(scene: Scene, events: tuple[Event, ...], before: str = "", asks: str = "choose-event") -> Outcome:
    if not events:
        return scene.answer(Reply(before + scene.words.say("no-event"), home.main_rows(scene)))
    lead = before + scene.words.say(asks)
    return scene.answer(home.listed(scene, events[: home.A_PAGE], lead, Action.SIGN_UP))


def _cancel(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    return cancel(scene, frozenset(answer.events), slots)


def cancel(scene: Scene, uids: frozenset[str], slots: Slots) -> Outcome:
    """Who does not come, at these events or on the day that is said: sure?"""
    # Words that name neither an event nor a day answer the last reminder.
    event = None if uids or slots.when is not None else notice_answers.event_meant(scene)
    if event is not None:
        uids = frozenset([event.uid])
    return cancelling.ask(scene, Meant(scene.turn.text, uids, slots.when, assumed=not slots.titled))


FOR_SOMEBODY = ("human", "complaint")  # what is meant for a person, not for a program
_ACTS: dict[str, Act] = {
    "sign_up": _sign_up,
    "cancel_sign_up": _cancel,
    "my_sign_ups": lambda scene, answer, slots: registrations.mine(scene),
    "waiting_list_status": lambda scene, answer, slots: registrations.waiting(scene),
    "reminders_off": lambda scene, answer, slots: home.set_reminders(scene, on=False),
    "reminders_on": lambda scene, answer, slots: home.set_reminders(scene, on=True),
    "my_data": lambda scene, answer, slots: my_data.show(scene),
    "erase_data": lambda scene, answer, slots: removing.in_words(scene) or my_data.erase(scene, "ask"),
    "help": lambda scene, answer, slots: home.help_page(scene),
    "language": lambda scene, answer, slots: home.choose_language(scene),
    "human": _with_team,
    "complaint": _with_team,
    "are_you_a_bot": _with_team,
}


def explain(scene: Scene, answer: Answer) -> Outcome | None:
    """How what was asked about is done; None for an action that only shows something."""
    explained = _EXPLAINED.get(answer.action or "")
    return None if explained is None else explained(scene, answer)


def move(scene: Scene) -> Outcome:
    """How a place goes to another date."""
    return scene.answer(Reply(scene.words.say("how-move"), (_mine(scene),)))


def how_a_parent_agrees(scene: Scene, answer: Answer, outcome: Outcome) -> Outcome:
    """The same, after a word to a grandparent, a friend, a teacher: whose child it is agrees."""
    meant = _meant(scene, answer)
    link = f"https://t.me/{scene.desk.username}"
    link = f"{link}?start=e_{meant[0].code}" if len(meant) == 1 else link
    return replace(outcome, replies=(Reply(scene.words.say("parent-agrees", link=link)), *outcome.replies))


def _how_to_sign_up(scene: Scene, answer: Answer) -> Outcome:
    meant = _meant(scene, answer)
    if len(meant) == 1:
        card = home.card(scene, meant[0])
        return Outcome((Reply(scene.words.say("how-sign_up-here")), *card.replies), card.conversation)
    if meant:
        return scene.answer(home.listed(scene, meant[: home.A_PAGE], scene.words.say("how-sign_up")))
    return scene.answer(Reply(scene.words.say("how-sign_up"), home.main_rows(scene)))


def _meant(scene: Scene, answer: Answer) -> tuple[Event, ...]:
    return tuple(event for event in upcoming(scene.session, scene.now) if event.uid in answer.events)


def _how_to_cancel(scene: Scene, answer: Answer) -> Outcome:
    return scene.answer(Reply(scene.words.say("how-cancel_sign_up"), (_mine(scene),)))


def _reminders(scene: Scene, answer: Answer) -> Outcome:
    family = families.family_of(scene.session, scene.turn.chat_id)
    on = family is None or family.reminders_on
    state, act = ("on", "off") if on else ("off", "on")
    button = Button(scene.words.label(f"button-reminders-{act}"), Press(Action.REMINDERS, act))
    rows: tuple[Row, ...] = () if family is None else ((button,),)
    key = "how-reminders-none" if family is None else f"how-reminders-{state}"
    return scene.answer(Reply(scene.words.say(key), rows))


def _erase(scene: Scene, answer: Answer) -> Outcome:
    button = Button(scene.words.label("intent-my_data"), Press(Action.DATA))
    return scene.answer(Reply(scene.words.say("how-erase_data"), ((button,),)))


def _mine(scene: Scene) -> Row:
    return (Button(scene.words.label("button-mine"), Press(Action.MINE)),)


_EXPLAINED: dict[str, Callable[[Scene, Answer], Outcome]] = {
    "sign_up": _how_to_sign_up,
    "cancel_sign_up": _how_to_cancel,
    "reminders_on": _reminders,
    "reminders_off": _reminders,
    "erase_data": _erase,
}
