coming = Thank you, noted: we look forward to seeing you.
coming-gone = You have no registration at this event any more.

reminder = <b>Reminder</b>: { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Are you coming?
button-coming = We are coming
