"""Carrying out an action that was asked for in words: sign up, cancel, my data, a person…"""

from collections.abc import Callable

from babel.lists import format_list

from bot import cards
from bot.assistant.answer import Answer
from bot.buttons import Action
from bot.conversation import Outcome
from bot.dialogues import wanted, young
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import agenda, cancelling, changes, home, my_data, registrations, reminded, removing, team
from bot.screens.meant import Meant
from intents.meaning import Slots
from intents.readers.asking import asks_something
from intents.readers.people import adds_somebody
from intents.readers.wording import same_name
from knowledge.agenda import upcoming
from knowledge.events import Event

Act = Callable[[Scene, Answer, Slots], Outcome]


def act(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    """What the action leads to in a real chat (`cite ask` only reports it)."""
    return _ACTS.get(answer.action or "", _say)(scene, answer, slots)


def _say(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    return scene.answer(Reply(answer.text, home.main_rows(scene)))


def _with_team(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    return team.offer(scene, answer.text, rows=home.main_rows(scene))


def _sign_up(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    """One event meant: straight to its form. Several, or none: choose one of those open. A child: a parent does."""
    if scene.conversation.young:
        return young.sent_to_a_parent(scene)
    coming = upcoming(scene.session, scene.now)
    meant = tuple(event for event in coming if event.uid in answer.events)
    open_now = tuple(event for event in coming if event.takes_signups(scene.now))
    together = wanted.named_together(scene, open_now)
    if len(together) > 1 and (begun := wanted.one_after_the_other(scene, slots, together)) is not None:
        return begun
    chosen = meant if len(meant) == 1 else tuple(event for event in open_now if event in meant)
    if len(chosen) == 1:
        return of_places_held(scene, chosen[0], slots) or wanted.begin(scene, chosen[0], slots)
    if slots.titled and (begun := wanted.one_after_the_other(scene, slots, chosen)) is not None:
        return begun
    if len({event.title for event in chosen}) > 1 and slots.titled and len(slots.names) > 1:
        # « Léa aux fusées et Tom aux lampes »: who goes where is asked with each event, lest both go to both.
        return _choose(wanted.nobody(scene), chosen, asks="choose-event-first")
    scene = wanted.remembered(scene, slots, meant)
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
    told = wanted.opening(scene, slots, (event,))
    held = [one for one in registrations.registrations(scene) if one.event.id == event.id and one.first_name]
    names = list(dict.fromkeys(one.first_name for one in held if one.first_name))
    another = [name for name in told.named.names if not any(same_name(name, one) for one in names)]
    of_them = told.beforehand or (asks_something(scene.turn.text) and told.named.names)
    if not (names and of_them and scene.turn.text) or another or told.unnamed or adds_somebody(scene.turn.text):
        return None
    who = format_list(names, locale=scene.language)
    return team.offer(scene, scene.words.say("in-already", who=who, title=cards.title(event, scene.language)))


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
    return scene.words.say("called-off", title=changes.title(scene, gone), when=changes.when(scene, gone)) + "\n\n"


def _choose(scene: Scene, events: tuple[Event, ...], before: str = "", asks: str = "choose-event") -> Outcome:
    if not events:
        return scene.answer(Reply(before + scene.words.say("no-event"), home.main_rows(scene)))
    lead = before + scene.words.say(asks)
    return scene.answer(agenda.listed(scene, events[: agenda.A_PAGE], lead, Action.SIGN_UP))


def _cancel(scene: Scene, answer: Answer, slots: Slots) -> Outcome:
    return cancel(scene, frozenset(answer.events), slots)


def cancel(scene: Scene, uids: frozenset[str], slots: Slots) -> Outcome:
    """Who does not come, at these events or on the day that is said: sure?"""
    # Words that name neither an event nor a day answer the last reminder.
    event = None if uids or slots.when is not None else reminded.event_meant(scene)
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
