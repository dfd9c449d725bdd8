"""What else suits the age of somebody whom the event does not fit."""

from bot import cards
from bot.buttons import Action, Button, Press
from bot.dialogues.known import fit
from bot.dialogues.picture import Picture
from knowledge import agenda
from knowledge.events import Event
from scheduler.ages import AgeFit
from scheduler.families import Participant

MOST = 3


def suiting(picture: Picture, one: Participant) -> tuple[Event, ...]:
    """Up to three events open for that age, soonest first; those with free places before full ones."""
    scene = picture.scene
    there = {entry.event.id for entry in picture.known.elsewhere if entry.participant_id == one.id}
    found = [
        event
        for event in agenda.upcoming(scene.session, scene.now)
        if event.id not in there | {picture.event.id} and event.takes_signups(scene.now)
        if fit(scene, event, one) is AgeFit.OK
    ]
    return tuple(sorted(found, key=lambda event: event.free_places == 0)[:MOST])


def button(picture: Picture, event: Event, one: Participant) -> Button:
    """A tap begins that sign-up, with this participant ticked."""
    scene = picture.scene
    label = cards.short_line(event, picture.words, scene.desk.zone)
    return Button(label, Press(Action.SIGN_UP_FOR, event.code, one.id))
