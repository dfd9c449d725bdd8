"""What is told unasked can be answered in words: « Je prends la place », « Annuler Léa », or a mere « oui »."""

from collections.abc import Sequence
from functools import partial

from bot.buttons import Action, Button, Press
from bot.conversation import press_typed
from bot.dialogues import draft, yes_no
from bot.dialogues.known import by_age
from bot.dialogues.yes_no import Question
from bot.notices import told
from bot.notices.draft import Draft, drafted
from bot.notices.told import Told
from bot.notices.writer import write
from bot.replies import Reply
from bot.scene import Scene
from bot.screens.registrations import one_of_mine
from intents.readers import agreeing, attending
from intents.readers.asking import is_yes_or_no
from intents.readers.attending import Attendance
from intents.speech.heard import Coming
from knowledge.agenda import by_uid
from scheduler.models import Ending
from scheduler.outbox import Notice, NoticeKind

_STILL_IN_SIGHT = 3  # messages
_ON_OFFER = (NoticeKind.OFFER, NoticeKind.OFFER_NUDGE, NoticeKind.LAST_CALL)
_OFFERING_OTHERS = (NoticeKind.EVENT_CANCELLED, NoticeKind.LIST_CLOSED)
_OF_A_PLACE = (*_ON_OFFER, NoticeKind.OFFER_EXPIRED)


def press_of_notice(scene: Scene) -> Press | None:
    """What the typed words ask, when they are those of a button under one of the last notices, newest first."""
    replies = (_written(scene, one.notice) for one in _in_sight(scene))
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
    newest = next((one for one in _in_sight(scene) if one.notice.kind is not NoticeKind.CALENDAR), None)
    if newest is None or not newest.is_last_word:
        asked = scene.conversation.asked
        return yes_no.answer(asked, scene.turn.text) or _of_the_place(scene, _offer_shown(scene, asked), asked)
    of_the_form = scene.conversation.form is not None and not newest.is_meant and not draft.is_left(scene)
    if of_the_form and is_yes_or_no(scene.turn.text):
        return None
    written = _drafted(scene, newest.notice)
    if written is None:
        return None
    asked = yes_no.question(one for row in write(written).rows for one in row)
    return yes_no.answer(asked, scene.turn.text) or _of_the_place(scene, written, asked)


def instead(scene: Scene, uids: Sequence[str], intent: str | None) -> Press | None:
    """The other event that the newest notice offers in place of one: the one that is named, or the only one."""
    newest = next((one for one in _in_sight(scene) if one.notice.kind is not NoticeKind.CALENDAR), None)
    if newest is None or not newest.is_last_word or newest.notice.kind not in _OFFERING_OTHERS:
        return None
    written = _written(scene, newest.notice)
    shown = [] if written is None else [one for row in written.rows for one in row if isinstance(one, Button)]
    offered = [one.press for one in shown if one.press.action is Action.INSTEAD]
    codes = {event.code for event in map(partial(by_uid, scene.session), uids) if event is not None}
    named = [press for press in offered if press.code in codes]
    meant = named or (offered if intent == "sign_up" and not codes else [])
    return meant[0] if len(meant) == 1 else None


def further_for_team(scene: Scene) -> tuple[Press, str] | None:
    """« Oui, et dites-leur aussi que… » to the offer to ask the team: its button, and the further words."""
    asked, newest = scene.conversation.asked, next(iter(_in_sight(scene)), None)
    if asked is None or asked.yes.action is not Action.TEAM or (newest is not None and newest.is_last_word):
        return None
    further = yes_no.further_words(asked, scene.turn.text)
    return (asked.yes, further) if further else None


def _offer_shown(scene: Scene, asked: Question | None) -> Draft | None:
    """The offer that the newest message shows again."""
    if asked is None or asked.yes.action is not Action.TAKE:
        return None
    about = (one.notice for one in _in_sight(scene) if asked.yes.code in map(str, one.notice.signup_ids))
    return next(filter(None, (_drafted(scene, one) for one in about)), None)


def _of_the_place(scene: Scene, offer: Draft | None, asked: Question | None) -> Press | None:
    """« Léa viendra », « on n’est plus disponibles », « seulement Tom »: what that is to a place on offer."""
    if offer is None or asked is None or offer.notice.kind not in _OF_A_PLACE:
        return None
    no = Press(Action.QUIT, offer.event.code) if offer.notice.kind is NoticeKind.LAST_CALL else asked.no
    answer = _said_of(scene)
    if answer is not None and answer.one_seat and len(offer.people) > 1 and not any(p.first_name for p in offer.people):
        return Press(Action.ONLY, str(offer.people[0].signup_id), offer.event.revision)
    if answer is None or answer.unclear or not answer.is_about(scene.desk.hours.day(offer.event.starts_at)):
        return None
    said = {one: answer.of(one.first_name) for one in offer.people}
    come = [one for one, what in said.items() if what is Coming.COMING]
    stay = [one for one, what in said.items() if what is Coming.NOT_COMING]
    if len(come) == len(said):
        return asked.yes
    if len(stay) == len(said):
        return no
    if offer.notice.kind is NoticeKind.OFFER_EXPIRED:
        return None
    if len(come) == 1:
        return Press(Action.ONLY, str(come[0].signup_id), offer.event.revision)
    left = [one for one, what in said.items() if one not in stay and what is None]
    if len(stay) == 1 and not come and not left:  # the others do not know yet: their offer stands
        return Press(Action.ASK_CANCEL, offer.event.code, stay[0].signup_id)
    if stay and not come and len(left) == 1:  # « Pas Ana » says of Tom nothing at all: it is asked
        return Press(Action.ASK_ONLY, str(left[0].signup_id), offer.event.revision)
    return None


def _said_of(scene: Scene) -> Attendance | None:
    return attending.read(scene.turn.text, scene.clauses, by_age(scene))


def place_asked_about(scene: Scene) -> Reply | None:
    """« C’est trop tard ? », « on ne sait pas encore »: the last offer as it stands now, or what ended it."""
    answer = _said_of(scene) if any(_asks_now(one) for one in _in_sight(scene)[:1]) else None
    unsure = answer is not None and answer.others is Coming.UNSURE
    if not (unsure or agreeing.asks_about_the_place(scene.turn.text)):
        return None
    last = next((one.notice for one in _in_sight(scene) if one.notice.kind in _OF_A_PLACE), None)
    return None if last is None else _written(scene, last)


def place_wanted_after_all(scene: Scene) -> Press | None:
    """« Je veux la place finalement »: the place last offered, whatever has become of it meanwhile."""
    if not agreeing.takes_the_place(scene.turn.text):
        return None
    notices = (one.notice for one in _in_sight(scene))
    offers = (notice for notice in notices if notice.kind in _OF_A_PLACE and notice.signup_ids)
    last = next(offers, None)
    one = None if last is None else one_of_mine(scene, last.signup_ids[0])
    if last is None or one is None:
        return None
    if one.ended is Ending.DECLINED:  # nothing is on offer any more: back in line, or on the seat if it is still free
        return Press(Action.STAY, one.event.code, one.signup_id)
    return Press(Action.TAKE, str(one.signup_id), last.revision)


def _asks_now(one: Told) -> bool:
    return one.is_last_word and one.notice.kind in _ON_OFFER


def _in_sight(scene: Scene) -> tuple[Told, ...]:
    return told.notices(scene.session, scene.turn, scene.now, _STILL_IN_SIGHT)


def _written(scene: Scene, notice: Notice) -> Reply | None:
    now_true = _drafted(scene, notice)
    return None if now_true is None else write(now_true)


def _drafted(scene: Scene, notice: Notice) -> Draft | None:
    """The notice as it would be written now; None when it is not true any more."""
    return drafted(scene.session, notice, scene.desk, scene.now) if notice.family_id else None
