"""What is answered while a form is open: the form comes again below it, so that nobody has to look for it."""

from dataclasses import replace

from bot.buttons import Press
from bot.conversation import Outcome
from bot.dialogues import draft, signup
from bot.dialogues.form import Form
from bot.scene import Scene


def form_below(scene: Scene, form: Form, outcome: Outcome) -> Outcome:
    """The answer and the open step again; of a form that was left, whether to go on with it.

    An answer that asks something itself (« Tout effacer ? ») stands alone until it has its yes or no: with the form
    below it, a « oui » would be the form's.
    """
    after = replace(scene, conversation=outcome.conversation)
    if draft.is_left(scene):
        return draft.offer(after, *outcome.replies)
    asked = outcome.conversation.asked
    if asked is not None and asked.no is not None:
        return outcome
    return replace(signup.show_again(after, form, *outcome.replies), toast=outcome.toast)


def settled(scene: Scene, press: Press, outcome: Outcome) -> Outcome:
    """After the yes or no to such a question, tapped or typed, the form goes on."""
    asked, form = scene.conversation.asked, scene.conversation.form
    answers = asked is not None and press in (asked.yes, asked.no)
    if form is None or form is not outcome.conversation.form or not answers or not outcome.replies:
        return outcome
    return form_below(scene, form, outcome)
