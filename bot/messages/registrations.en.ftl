coming = Thank you, noted: we look forward to seeing you.
coming-gone = You have no registration at this event any more.

reminder = <b>Reminder</b>: { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Are you coming?
button-coming = We are coming
offer =
    <b>A place is free</b> for { $who }!

    <b>{ $title }</b>
    { $when }

    It is kept for you until <b>{ $until }</b>.
offer-take = I take the place
offer-leave = I leave my place
offer-left = Noted, the place goes to the next family.
offer-too-late = This offer is over: the place went to the next family.
offer-expired =
    The offer for { $who } is over, the place went to the next family.

    <b>{ $title }</b>
    { $when }

    Would you like to stay on the waiting list?
offer-stay = Stay on the waiting list
offer-quit = Leave the list
place-confirmed =
    <b>Place confirmed</b> for { $who }.

    <b>{ $title }</b>
    { $when }
event-moved =
    <b>New date: { $title }</b>

    It is now on <b>{ $when }</b>
    { $who }: the registration is kept. If this date does not suit you, tap “Cancel…”.
event-cancelled =
    <b>Cancelled: { $title }</b>

    This event, planned for { $when }, will not take place. We are sorry.
button-keep = We keep it
