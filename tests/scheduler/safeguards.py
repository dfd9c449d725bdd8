"""The safeguards of sign-up: the words that make each, what is left without it, and the tests that must notice."""

from dataclasses import dataclass

MACHINE = "signups/test_state_machine.py -k short"


@dataclass(frozen=True, slots=True)
class Safeguard:
    """`tests`: a file of `folder` and what to select in it, as typed to pytest."""

    name: str
    file: str
    words: str
    without: str
    tests: str
    folder: str = "tests/scheduler"


SAFEGUARDS = (
    Safeguard(
        "begin immediate",
        "knowledge/store/engine.py",
        'exec_driver_sql("BEGIN IMMEDIATE")',
        'exec_driver_sql("BEGIN")',
        "signups/test_race.py -k immediate",
    ),
    Safeguard(
        "event locked by writing",
        "scheduler/seats/seats.py",
        "update(EventRow).where(EventRow.id == _EVENT).values(taken=EventRow.taken).returning(EventRow)",
        "select(EventRow).where(EventRow.id == _EVENT)",
        "signups/test_race.py -k 'four_processes and postgresql'",
    ),
    Safeguard(
        "locks in ascending order",
        "scheduler/seats/seats.py",
        "in sorted(set(event_ids)))",
        "in dict.fromkeys(event_ids))",
        "signups/test_race.py -k both_ways",
    ),
    Safeguard(
        "read afresh under the lock",
        "scheduler/seats/registrations.py",
        "        .order_by(SignupRow.id)\n        .execution_options(populate_existing=True)\n    ).all()",
        "        .order_by(SignupRow.id)\n    ).all()",
        "signups/test_race.py -k tap_waits",
    ),
    Safeguard(
        "a child once an event",
        "scheduler/core/tables.py",
        '            "participant_id",\n            unique=True,\n',
        '            "participant_id",\n            unique=False,\n',
        "waiting/test_second_line.py",
    ),
    Safeguard(
        "check on the seats",
        "knowledge/agenda/agenda.py",
        '"capacity IS NULL OR taken <= capacity + over"',
        '"1 = 1"',
        "waiting/test_second_line.py",
    ),
    Safeguard(
        "offer has a deadline",
        "scheduler/core/tables.py",
        "\"(state = 'offered') = (offer_until IS NOT NULL)\"",
        '"1 = 1"',
        "waiting/test_second_line.py",
    ),
    Safeguard(
        "a notice once",
        "scheduler/core/tables.py",
        "key: Mapped[str | None] = mapped_column(unique=True)",
        "key: Mapped[str | None] = mapped_column()",
        "waiting/test_second_line.py",
    ),
    Safeguard(
        "holds are counted",
        "scheduler/seats/seats.py",
        "_SEATS = _SEATED + _HELD",
        "_SEATS = _SEATED + 0",
        "waiting/test_second_line.py",
    ),
    Safeguard(
        "holds end",
        "scheduler/seats/seats.py",
        "if is_over:",
        "if False:",
        MACHINE,
    ),
    Safeguard(
        "what a form leaves is passed on",
        "scheduler/signups/signups.py",
        "if chat_id is not None and seats.free(event):  # more",
        "if False:  # more",
        "waiting/test_coming_back.py",
    ),
    Safeguard(
        "a newcomer passes nobody",
        "scheduler/seats/seats.py",
        "max(0, free) - len(next_in_line(free, line))",
        "max(0, free)",
        "signups/test_signups.py",
    ),
    Safeguard(
        "the end of the line",
        "scheduler/seats/seats.py",
        "max([now, *(since + timedelta(microseconds=1) for since in last if since is not None)])",
        "now",
        "signups/test_signups.py",
    ),
    Safeguard(
        "unreachable families are passed over",
        "scheduler/seats/seats.py",
        "    if not entry[0].reachable:\n        return PassedOver.UNREACHABLE\n",
        "",
        "waiting/test_waiting.py",
    ),
    Safeguard(
        "together or not at all",
        "scheduler/seats/seats.py",
        "PassedOver.TOGETHER if entry[0].together and len(entry) > left else None",
        "None",
        "seats/test_places.py",
    ),
    Safeguard(
        "seats left together are passed on together",
        "scheduler/waiting/offers.py",
        "            if cancel_rows(session, event, old, Ending.MOVED, now):",
        "            for one in old:\n                cancel_rows(session, event, [one], Ending.MOVED, now)",
        "waiting/test_coming_back.py",
    ),
    Safeguard(
        "only the family's own",
        "scheduler/seats/registrations.py",
        "SignupRow.family_id == family_id, SignupRow.id.in_(signup_ids)",
        "SignupRow.id.in_(signup_ids)",
        "signups/test_signups.py",
    ),
    Safeguard(
        "only the family's children",
        "scheduler/signups/signups.py",
        "len(found) == len(asked) and ",
        "",
        "signups/test_signups.py",
    ),
    Safeguard(
        "age",
        "scheduler/signups/signups.py",
        "    if refusals:\n",
        "    if not refusals and refusals:\n",
        "signups/test_signups.py",
    ),
    Safeguard(
        "a family's limit",
        "scheduler/signups/signups.py",
        "held + len(new) > event.family_cap",
        "False",
        "signups/test_signups.py",
    ),
    Safeguard(
        "a family's limit when undoing",
        "scheduler/signups/undoing.py",
        "return within_cap and len",
        "return len",
        "waiting/test_coming_back.py",
    ),
    Safeguard(
        "an offer ends",
        "scheduler/waiting/offers.py",
        "cancel_rows(session, event, late, Ending.EXPIRED, now)",
        "pass",
        "waiting/test_waiting.py",
    ),
    Safeguard(
        "no offer runs out at night",
        "scheduler/waiting/waiting.py",
        "return _by_day(until, starts_at, hours) if until - now >= SHORTEST else None",
        "return until if until - now >= SHORTEST else None",
        "waiting/test_offers.py",
    ),
    Safeguard(
        "an expired offer may win the last call",
        "scheduler/waiting/offers.py",
        "is_open = free > 0 if first_tap else open_to_newcomers(free, line) > 0",
        "is_open = open_to_newcomers(free, line) > 0",
        "waiting/test_last_call.py",
    ),
    Safeguard(
        "nobody is woken",
        "scheduler/waiting/offers.py",
        "if not hours.is_quiet(now) or waiting.deadline(event.starts_at, now, hours) is not None:",
        "if True:",
        "waiting/test_waiting.py",
    ),
    Safeguard(
        "the list closes",
        "scheduler/signups/signups.py",
        "if allotment.waiting and not waiting.takes_more(session, event.id, event.starts_at, now):",
        "if False:",
        MACHINE,
    ),
    Safeguard(
        "last call only at the end",
        "scheduler/waiting/waiting.py",
        "return closes - SHORTEST < now < closes and not asleep",
        "return now < closes and not asleep",
        "waiting/test_waiting.py",
    ),
    Safeguard(
        "a place in line is no seat",
        "scheduler/waiting/offers.py",
        "return row.id in {one.signup_id for one in claimants}",
        "return True",
        MACHINE,
    ),
    Safeguard(
        "undone in ten minutes",
        "scheduler/signups/undoing.py",
        "UNDO_WITHIN = timedelta(minutes=10)",
        "UNDO_WITHIN = timedelta(minutes=100)",
        "signups/test_signups.py",
    ),
    Safeguard(
        "what is undone takes no seat of others",
        "scheduler/signups/undoing.py",
        "needed <= open_seats",
        "True",
        "signups/test_signups.py",
    ),
    Safeguard(
        "the old place is kept",
        "scheduler/signups/moving.py",
        "[row for row in placed if row.state == State.CONFIRMED]",
        "placed",
        MACHINE,
    ),
    Safeguard(
        "a cancelled event offers nothing",
        "scheduler/waiting/waiting.py",
        "or event.status == Status.CANCELLED",
        "or False",
        MACHINE,
    ),
    Safeguard(
        "each offer is told",
        "scheduler/waiting/waiting.py",
        '{_joined(ids)}:{_instant(now)}"\n    _put(session, NoticeKind.OFFER,',
        '{_joined(ids)}:{int(offered.until.timestamp())}"\n    _put(session, NoticeKind.OFFER,',
        "waiting/test_coming_back.py",
    ),
    Safeguard(
        "a part of the beat fails alone",
        "scheduler/core/transactions.py",
        "        except Exception as error:\n",
        "        except ZeroDivisionError as error:\n",
        "beat/test_beat.py -k fails_for_one",
    ),
    Safeguard(
        "who asks to join waits for the family's yes",
        "scheduler/joining/joining.py",
        "    return Asked(found.family_id,",
        "    phones = families.all_chats_of_family(session, found.family_id)\n"
        "    approve(session, invitation_id=found.id, chat_id=phones[0], now=now)\n    return Asked(found.family_id,",
        "joining/test_invitations.py -k before_the_family_says_yes",
    ),
    Safeguard(
        "the inviting family says yes, no other",
        "scheduler/joining/joining.py",
        "            InvitationRow.id == invitation_id,\n            InvitationRow.family_id == family_id,\n",
        "            InvitationRow.id == invitation_id,\n",
        "joining/test_invitations.py -k before_the_family_says_yes",
    ),
    Safeguard(
        "who leaves is looked for under the family's lock",
        "scheduler/joining/removals.py",
        "        return None\n    merging.lock_all_of(session, (family.id,))\n    return _goes(",
        "        return None\n    return _goes(",
        "joining/test_removal_race.py -k part_at_once",
    ),
    Safeguard(
        "erasing looks again whose the phone is",
        "scheduler/privacy/privacy.py",
        "if family_of(session, chat_id) != family:",
        "if False:",
        "joining/test_removal_race.py -k erasing",
    ),
    Safeguard(
        "who left takes no place in the family",
        "scheduler/signups/signups.py",
        " and chat_id in (None, *phones)",
        "",
        "joining/test_removal_race.py -k confirmed",
    ),
    Safeguard(
        "nobody leaves while a place is taken",
        "scheduler/families/families.py",
        '    session.execute(_STAYS, {"family": family_id})\n',
        "",
        "joining/test_removal_race.py -k confirmed",
    ),
    Safeguard(
        "a veto is not overrun by the clock",
        "scheduler/joining/removals.py",
        "    return _end(session, What.FINAL, now, late)",
        "    ids = session.scalars(select(RemovalRow.id).where(RemovalRow.ended_at.is_(None), late)).all()\n"
        "    return _end(session, What.FINAL, now, RemovalRow.id.in_(ids))",
        "joining/test_removal_race.py -k veto",
    ),
    Safeguard(
        "one replica beats",
        "scheduler/core/transactions.py",
        "        where=or_(LeaseRow.owner == owner, LeaseRow.until <= clock),\n",
        "",
        "beat/test_beat.py",
    ),
    Safeguard(
        "the code alone links nobody",
        "scheduler/joining/by_phone.py",
        "    if ending != _ending(phone):\n        return WrongNumber(family_id)\n",
        "",
        "joining/test_by_phone.py -k wrong_number",
    ),
    Safeguard(
        "a wrong number ends the code",
        "scheduler/joining/by_phone.py",
        "row.ended_at, family_id, phone = now, row.family_id, contact.phone",
        "family_id, phone = row.family_id, contact.phone",
        "joining/test_by_phone.py -k wrong_number",
    ),
    Safeguard(
        "who telephones is offered seats",
        "scheduler/families/contacts.py",
        "    exists().where(ContactRow.family_id == SignupRow.family_id),\n",
        "",
        "joining/test_by_phone.py -k freed_seat",
    ),
    Safeguard(
        "who is not called in time waits on",
        "scheduler/waiting/offers.py",
        "        if family_id in called:  # nobody called in time: it is not to leave the line for that\n"
        "            to_the_end_of_line(session, event, own, now)\n",
        "",
        "joining/test_by_phone.py -k not_called_in_time",
    ),
    Safeguard(
        "a closed list takes nobody",
        "scheduler/waiting/waiting.py",
        " and session.get(ClosedListRow, event_id) is None",
        "",
        "waiting/test_queue.py -k closed",
    ),
)
