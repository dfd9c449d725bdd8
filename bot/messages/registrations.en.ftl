mine-title = <b>Your registrations</b>
mine-none = You have no registration to come.
cancel-one = Cancel { $who }, { $day }
cancel-button = Cancel…
cancel-which = Who will not come?
cancel-sure = Cancel the registration of <b>{ $who }</b> at <b>{ $title }</b>, { $when }?
cancel-sure-unnamed = Cancel one place at <b>{ $title }</b>, { $when }?
cancel-sure-all = Cancel <b>all your registrations</b> at <b>{ $title }</b>, { $when }?
cancel-yes = Confirm the cancellation
cancel-keep = No, keep it
cancel-all = Cancel all
cancel-done = Cancelled: { $who }, <b>{ $title }</b>, { $when }. Thank you for telling us, another family will be glad of the place.
cancel-undo = Restore { $who }
cancel-kept = Very well, nothing changes.
cancel-gone = This registration is cancelled already.
restored = Restored: { $who } has the place again.
not-restored = I could not restore this place: it has been taken, or it is too late.
coming = Thank you, noted: we look forward to seeing you.
coming-gone = You have no registration at this event any more.
waiting-title = <b>Waiting list</b>
waiting-none = You are on no waiting list.
who-unnamed = Place without a name

reminder = <b>Reminder</b>: { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Are you coming?
button-coming = We are coming

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
