"""A waiting list in words: with numbers and names for one of the team, in counts for a group."""

from zoneinfo import ZoneInfo

from bot.assistant import cards
from bot.messages import dates
from bot.team.writing import WORDS
from scheduler.waiting.queue import OfferMade, Queue, Waits

_MOST = 20  # entries, and offers, that one message tells


def seen(found: Queue, zone: ZoneInfo) -> str:
    """Each entry in its order: since when, together or not, and why it is not offered a seat; then each offer."""
    lines = [_lead(found, zone), WORDS.say("queue-closed" if found.closed else "queue-open"), ""]
    lines += [line for n, one in enumerate(found.entries[:_MOST], 1) for line in _entry(n, one, zone)]
    if not found.entries:
        lines.append(WORDS.say("queue-empty"))
    if found.offers:
        lines += ["", WORDS.say("queue-offers"), *(_offer(one, zone) for one in found.offers[-_MOST:])]
    return "\n".join(lines)


def counted(found: Queue, zone: ZoneInfo) -> str:
    """How many wait, and how many offers stand: nobody's number or name."""
    standing = sum(one.until is not None for one in found.offers)
    people = sum(len(one.first_names) for one in found.entries)
    return "\n".join(
        [
            _lead(found, zone),
            WORDS.say("queue-closed" if found.closed else "queue-open"),
            WORDS.say("queue-counted", families=found.families, people=people, offers=standing),
        ]
    )


def _lead(found: Queue, zone: ZoneInfo) -> str:
    event = found.event
    when = dates.span(event.starts_at, event.ends_at, zone, WORDS.language)
    free = WORDS.say("phone-places", free=event.free_places or 0)
    return WORDS.say("queue-lead", title=cards.title(event, WORDS.language), when=when, free=free)


def _entry(n: int, one: Waits, zone: ZoneInfo) -> list[str]:
    since = dates.moment(one.since, zone, WORDS.language)
    lines = [WORDS.say("queue-entry", n=n, family=str(one.family_number), who=_who(one), since=since)]
    if len(one.first_names) > 1:
        lines.append(WORDS.say("queue-together" if one.together else "queue-apart"))
    if one.reason is not None:
        lines.append(WORDS.say("queue-let-first", reason=one.reason))
    why = "queue-next" if one.why is None else f"queue-passed-{one.why.value}"
    return [*lines, WORDS.say(why, n=len(one.first_names))]


def _who(one: Waits) -> str:
    return ", ".join(name or WORDS.label("who-unnamed") for name in one.first_names)


def _offer(one: OfferMade, zone: ZoneInfo) -> str:
    return WORDS.say(
        f"queue-offer-{one.became.value}",
        family=str(one.family_number),
        who=one.first_name or WORDS.label("who-unnamed"),
        at=dates.moment(one.at, zone, WORDS.language),
        until="—" if one.until is None else dates.moment(one.until, zone, WORDS.language),
    )
