"""What is told unasked can be answered in words: « Je prends la place », « Annuler Léa », or a mere « oui »."""

from bot.buttons import Action, Press
from bot.conversation import press_typed
from bot.dialogues import draft, yes_no
from bot.dialogues.vocabulary import is_yes_or_no
from bot.notices import told
from bot.notices.draft import drafted
from bot.notices.writer import write
from bot.replies import Reply
from bot.scene import Scene
from bot.screens.registrations import one_of_mine
from scheduler.models import Ending
from scheduler.outbox import Notice, NoticeKind

_STILL_IN_SIGHT = 3  # messages
_OF_A_PLACE = (NoticeKind.OFFER, NoticeKind.OFFER_NUDGE, NoticeKind.OFFER_EXPIRED, NoticeKind.LAST_CALL)


def press_of_notice(scene: Scene) -> Press | None:
    """What the typed words ask, when they are those of a button under one of the last notices, newest first."""
    replies = (_written(scene, one.notice) for one in told.notices(scene, _STILL_IN_SIGHT))
    presses = (
        press_typed((one for row in reply.rows for one in row), scene.turn.text)
        for reply in replies
        if reply is not None
    )
    return next((press for press in presses if press is not None), None)


def yes_or_no(scene: Scene) -> Press | None:
    """The button that a typed yes or no stands for: one of the newest message's, told unasked or answered.

    To somebody in the middle of a form a mere « oui » is the form's: it may have been written before the news was read.
    """
    # The file that goes with a change asks nothing.
    in_sight = told.notices(scene, _STILL_IN_SIGHT)
    newest = next((one for one in in_sight if one.notice.kind is not NoticeKind.CALENDAR), None)
    if newest is None or not newest.is_last_word:
        return yes_no.answer(scene.conversation.asked, scene.turn.text)
    if scene.conversation.form is not None and is_yes_or_no(scene.turn.text) and not draft.is_left(scene):
        return None
    reply = _written(scene, newest.notice)
    asked = None if reply is None else yes_no.question(one for row in reply.rows for one in row)
    return yes_no.answer(asked, scene.turn.text)


def place_wanted_after_all(scene: Scene) -> Press | None:
    """« Je veux la place finalement »: the place last offered, whatever has become of it meanwhile."""
    if not yes_no.takes_the_place(scene.turn.text):
        return None
    notices = (one.notice for one in told.notices(scene, _STILL_IN_SIGHT))
    offers = (notice for notice in notices if notice.kind in _OF_A_PLACE and notice.signup_ids)
    last = next(offers, None)
    one = None if last is None else one_of_mine(scene, last.signup_ids[0])
    if last is None or one is None:
        return None
    if one.ended is Ending.DECLINED:  # nothing is on offer any more: back in line, or on the seat if it is still free
        return Press(Action.STAY, one.event.code, one.signup_id)
    return Press(Action.TAKE, str(one.signup_id), last.revision)


def _written(scene: Scene, notice: Notice) -> Reply | None:
    now_true = drafted(scene.session, notice, scene.desk, scene.now) if notice.family_id else None
    return None if now_true is None else write(now_true)
