"""A check-in link was opened: by its own family, by somebody of the team, or by anybody else."""

from bot import cards
from bot.conversation import Outcome
from bot.dialogues import results
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import registrations, standing
from scheduler import families, signups
from scheduler.models import State
from scheduler.outcomes import Registration
from scheduler.registrations import by_token


def opened(scene: Scene, token: str) -> Outcome:
    """Only the family and the team are told whose it is."""
    found = by_token(scene.session, token, scene.desk.hours)
    if found is None:
        return scene.answer(Reply(scene.words.say("code-unknown"), registrations.mine_row(scene)))
    family_id, entry = found
    own = families.family_of(scene.session, scene.turn.chat_id)
    if own is not None and own.id == family_id:
        return registrations.page(scene, entry.event, (entry,))
    if scene.turn.chat_id in scene.desk.staff_ids:
        return scene.answer(Reply(_for_staff(scene, family_id, entry)))
    return scene.answer(Reply(scene.words.say("code-not-yours"), registrations.mine_row(scene)))


def _for_staff(scene: Scene, family_id: int, entry: Registration) -> str:
    """Event, first name, age and state in one line; a group's code stands for all its places without a name."""
    words, event = scene.words, entry.event
    said = words.say("code-staff", title=cards.title(event, scene.language), when=results.when(event, scene))
    return f"{said} {standing.line(entry, _who(scene, family_id, entry), words, scene.desk.zone)}"


def _who(scene: Scene, family_id: int, entry: Registration) -> str:
    if entry.first_name is not None:
        if entry.age is None:
            return entry.first_name
        return scene.words.label("code-who-age", who=entry.first_name, age=entry.age)
    there = signups.registrations(scene.session, family_id, scene.now, scene.desk.hours)
    group = [e for e in there if e.event.id == entry.event.id and e.first_name is None and e.state is State.CONFIRMED]
    return scene.words.label("code-who-group", n=len(group)) if len(group) > 1 else standing.who(entry, scene.words)
