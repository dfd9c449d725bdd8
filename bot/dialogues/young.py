"""A child who writes: met kindly, sent to a parent; no way leads into the form until an adult declares to be one."""

from dataclasses import replace

from bot.conversation import Outcome
from bot.dialogues.enrolling import let_go
from bot.dialogues.known import known_people
from bot.replies import Reply
from bot.scene import Scene, without_memory
from intents.meaning import Meaning
from intents.readers.asking import speaks_of_oneself
from intents.speech.heard import Writer
from scheduler import privacy


def is_here(scene: Scene, meaning: Meaning) -> bool:
    """Whether a child writes; of somebody between 15 and 17 it matters only where there is something to sign.

    Who has told of children is an adult unless an age or a class says otherwise.
    """
    speech, form = meaning.speech, scene.conversation.form
    if speech.writer is Writer.TEENAGER:
        return form is not None or meaning.intent == "sign_up"
    if speech.writer is not Writer.CHILD:
        return False
    names_somebody = bool(known_people(scene)) or (form is not None and bool(form.name or form.names))
    return speech.tells_own_age or not (names_somebody or (form is not None and not speaks_of_oneself(scene.turn.text)))


def declares_an_adult(scene: Scene, meaning: Meaning) -> bool:
    """Whether an adult takes over in a chat where a child wrote: « je suis sa mère »."""
    return scene.conversation.young and meaning.speech.writer is Writer.ADULT


def met(scene: Scene) -> Outcome:
    """« Demande à un parent de m’écrire »: the form ends, and what it had begun is forgotten."""
    let_go(scene, scene.conversation.form)
    held = privacy.what_we_hold(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    if held is not None and held.chats == 1 and not held.participants and not held.registrations:
        # Made a moment ago, by the child's own tap on the notice.
        privacy.erase(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    forgotten = without_memory(scene)
    forgotten = replace(forgotten, conversation=replace(forgotten.conversation, young=True))
    return forgotten.answer(Reply(scene.words.say("young-met"), in_place=scene.was_pressed))


def sent_to_a_parent(scene: Scene) -> Outcome:
    """A way into the form, in a chat where a child wrote."""
    return scene.answer(Reply(scene.words.say("young-again")))
