"""A family that the team signed up by telephone comes to Telegram: its code, and the proof that it is this family."""

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context, without_memory
from bot.chat.state import Outcome
from bot.features import home
from bot.team.phone import family as team
from bot.views import seat_status
from scheduler.core.people import heard_token
from scheduler.joining import by_phone
from scheduler.joining.by_phone import WrongNumber
from scheduler.joining.joining import Refusal

_NONE = 10_000  # « aucun de ceux-là »: four figures are fewer
_LONGEST_CODE = 40  # what a button can carry; ours are shorter
_A_ROW = 2


def commanded(context: Context) -> Outcome:
    """/code and what was read out."""
    code = heard_token(context.turn.text)
    return opened(context, code) if code else context.answer(Reply(context.words.say("link-how")))


def opened(context: Context, code: str) -> Outcome:
    """Which number did they give? Nothing else is told before."""
    found = by_phone.look(context.session, code, context.turn.chat_id, context.now)
    if isinstance(found, Refusal) or len(code) > _LONGEST_CODE:
        return _refused(context, found if isinstance(found, Refusal) else Refusal.UNKNOWN)
    ends = [
        Button(f"… {ending // 100:02d} {ending % 100:02d}", Press(Action.LINK, code, ending))
        for ending in found.endings
    ]
    rows: tuple[Row, ...] = (
        *(tuple(ends[start : start + _A_ROW]) for start in range(0, len(ends), _A_ROW)),
        (Button(context.words.label("link-none"), Press(Action.LINK, code, _NONE)),),
        (Button(context.words.label("button-privacy"), Press(Action.PRIVACY)),),
    )
    said = context.words.say("link-ask", own="yes" if found.has_own else "no")
    return context.answer(Reply(said, rows))


def pressed(context: Context, press: Press) -> Outcome:
    """The end of a number, once."""
    if press.revision == _NONE:
        return context.answer(
            Reply(context.words.say("link-left"), home.main_rows(context), in_place=context.was_pressed)
        )
    done = by_phone.link(
        context.session,
        code=press.code,
        chat_id=context.turn.chat_id,
        ending=press.revision,
        now=context.now,
        hours=context.services.hours,
    )
    if isinstance(done, Refusal):
        return _refused(context, done)
    if isinstance(done, WrongNumber):
        team.tell_linked(context, done.family_id, "phone-link-wrong")
        return context.answer(Reply(context.words.say("link-wrong"), in_place=context.was_pressed))
    team.tell_linked(context, done.family_id, "phone-link-used")
    # A form may name children by numbers that changed hands.
    after = without_memory(context) if done.merged else context
    mine = Button(context.words.label("button-mine"), Press(Action.MINE))
    reply = Reply(context.words.say("link-done"), ((mine,), *seat_status.back(context)), in_place=context.was_pressed)
    return after.answer(reply)


def _refused(context: Context, refusal: Refusal) -> Outcome:
    key = {Refusal.OWN: "ended", Refusal.ASKED: "ended"}.get(refusal, refusal.value)
    said = context.words.say(f"link-refused-{key}")
    return context.answer(Reply(said, home.main_rows(context), in_place=context.was_pressed))
