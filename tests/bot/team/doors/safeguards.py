"""The safeguards of lists and the door, as those of tests/bot/safeguards.py."""

from functools import partial

from tests.scheduler.safeguards import Safeguard

_Guard = partial(Safeguard, folder="tests/bot/team/doors")

DOOR_SAFEGUARDS = (
    Safeguard(
        "two phones at one door go one after the other",
        "scheduler/door/checking.py",
        "    event = seats.lock(session, event_id)\n    if event is None:\n        return Shut.GONE",
        "    event = session.get(EventRow, event_id)\n    if event is None:\n        return Shut.GONE",
        "door/test_door_race.py -k 'postgresql and (twelve or last_place)'",
    ),
    Safeguard(
        "over the capacity only with a yes",
        "scheduler/door/checking.py",
        "    if is_full and not may_exceed:",
        "    if False:",
        "door/test_checking.py -k walk_in",
    ),
    Safeguard(
        "nobody is marked once the list is closed",
        "scheduler/door/checking.py",
        "return Shut.CLOSED if door_of(session, event_id).is_closed else event",
        "return event",
        "door/test_checking.py -k closing",
    ),
    Safeguard(
        "a door that nobody used has no absent",
        "scheduler/door/closing.py",
        ".where(*days, marked, ~closed)",
        ".where(*days, ~closed)",
        "door/test_checking.py -k never_used",
    ),
    _Guard(
        "a door is for who has the event",
        "bot/team/door/door.py",
        "or numbers is None or not access.sees(context, found.event):",
        "or numbers is None:",
        "test_access.py -k marks_anybody",
    ),
    _Guard(
        "a list is for who has the event",
        "bot/team/lists/listed.py",
        "    if event is None or act is None or not access.sees(context, event):",
        "    if event is None or act is None:",
        "test_access.py -k gets_its_files",
    ),
    _Guard(
        "only managers assign",
        "bot/team/lists/listed.py",
        "    if verb in _MANAGERS and context.role is not Role.MANAGER:",
        "    if False:",
        "test_access.py -k gets_its_files",
    ),
    _Guard(
        "no name in a group",
        "bot/team/door/door.py",
        "    if not context.turn.is_private:",
        "    if False:",
        "test_access.py -k group_nobody",
    ),
    _Guard(
        "no file sooner than a day before",
        "bot/team/lists/listed.py",
        "    if context.now < when:",
        "    if False:",
        "test_days.py -k 'file and most'",
    ),
    _Guard(
        "files are taken out in time",
        "bot/team/lists/files.py",
        "elif row.until <= now or ",
        "elif ",
        "test_access.py -k taken_out",
    ),
    _Guard(
        "files of who has left are taken out",
        "bot/team/lists/files.py",
        " or staff.role_of(session, row.chat_id, managers) is None:",
        ":",
        "test_access.py -k taken_out",
    ),
    _Guard(
        "names on screen are emptied on the day after",
        "bot/team/lists/access.py",
        "            _note(context, event, context.turn.pressed_message_id)\n",
        "",
        "test_days.py -k siblings",
    ),
    _Guard(
        "allergies stay off files",
        "bot/team/lists/files.py",
        "_COLUMNS if roll.door.prints_allergies else _COLUMNS[:-1]",
        "_COLUMNS",
        "test_files.py -k allergies",
    ),
    _Guard(
        "signs that turn the direction of reading go",
        "bot/team/lists/files.py",
        "        who=readable(child.first_name) if",
        "        who=child.first_name if",
        "test_files.py -k spreadsheet",
    ),
)
