"""How far typed words are taken for distress, or for a child's, where they are said: answers to the bot are neither."""

from bot.dialogues import draft
from bot.dialogues.inputs import Amended, Reanswered, Unclear, Worded
from bot.replying import read_in_form
from bot.words import Words
from intents.readers.changes import is_withdrawal
from intents.readers.values import Named
from intents.speech.heard import Trouble


def trouble_in(words: Words) -> Trouble:
    """Whether these words are in distress. What answers the bot word for word is not."""
    found = Trouble.NONE if words.understood is None else _in_its_place(words)
    # Hardly any message sounds like it: for the others nothing is looked up.
    return Trouble.NONE if found is Trouble.NONE or _answers_word_for_word(words) else found


def puts_the_form_right(words: Words) -> bool:
    """« I made a mistake, Léa was born in 2018 » is no child's."""
    form = words.scene.conversation.form
    return form is not None and isinstance(read_in_form(words.scene, form), Amended | Reanswered)


def _in_its_place(words: Words) -> Trouble:
    """In the middle of a form people answer, correct and complain: there only what is beyond doubt is plain."""
    speech, form = words.meaning.speech, words.scene.conversation.form
    if form is None or draft.is_left(words.scene) or speech.is_troubled:
        return speech.trouble
    return Trouble.DOUBTFUL if speech.trouble is Trouble.PLAIN else Trouble.NONE


def _answers_word_for_word(words: Words) -> bool:
    scene, form = words.scene, words.scene.conversation.form
    tells_who_comes = bool(scene.clauses) and all(one.says is not None for one in scene.clauses)
    if is_withdrawal(words.text) or (tells_who_comes and not words.meaning.speech.is_troubled):
        return True
    said = Unclear() if form is None else read_in_form(scene, form)
    return not isinstance(said, Unclear | Worded) and not (isinstance(said, Named) and said.doubtful)
