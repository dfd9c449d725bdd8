# Reminders (« Venez-vous ? »), and what follows on an answer to one
coming =
    Thank you, noted: we look forward to seeing you.

    { $who }: <b>{ $title }</b>, { $when }
get-well = Get well soon, <b>{ $who }</b>!
coming-toast = Thank you, noted
coming-unsure = No problem: nothing changes for <b>{ $title }</b>. Tell me as soon as you know.
coming-gone = You have no registration at this event any more.

reminder = <b>Reminder</b>: { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Are you coming?
button-coming = We are coming
