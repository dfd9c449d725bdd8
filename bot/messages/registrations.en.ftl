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

privacy =
    <b>How your data is protected</b>

    • The data stays on the machine of the Cité du numérique; nothing is given to an outside service, except Telegram, which carries the messages.
    • I keep: the first names of participants, the month and year of birth of children, your registrations, the language you chose.
    • First names and messages are encrypted. No other family sees them.
    • The text of a message is erased as soon as it is handled.
    • How long data is kept, and whom to contact, will be specified by the team of the Cité du numérique; until then, write to them through this bot.
    • You can see it all and erase it all at any time: /donnees.
data-title = <b>What I keep about you</b>
data-none = I keep no data about your family. The texts of your messages are erased as soon as they are handled.
data-language = Language: English
data-reminders = { $on ->
        [yes] Reminders: on
       *[no] Reminders: off
    }
data-child = • { $name }, born in { $month } { $year }
data-adult = • { $name } (adult)
data-people = Participants:
data-signups = Registrations to come:
data-file = Receive the file
data-erase = Erase everything
data-erase-sure = Erase all your data? Your registrations to come will be cancelled and the places passed on. This cannot be undone.
data-erase-yes = Yes, erase everything
data-erased = Everything is erased. No first name and no registration is left. Thank you for your visit.
data-caption = Your data, as I keep it.
