# What is held, why and how long; /data
privacy =
    <b>How your data is protected</b>

    • Responsible: { $controller ->
        [none] the team of the Cité du numérique, which has yet to specify it.
       *[other] { $controller }.
    }
    • Contact: { $contact ->
        [none] the team, through this bot.
       *[other] { $contact }
    }
    • Why: to register the children that you entrust to a workshop, at your request. Photos and allergies: only with your consent, which you can withdraw.

    • The data stays on the machine of the Cité du numérique; nothing is given to an outside service, except Telegram, which carries the messages.
    • I keep: the first names of participants, the month and year of birth of children, your registrations, your answers to a workshop’s questions, what you agreed to and when, the language you chose.
    • First names and messages are encrypted. No other family sees them.
    • The text of a message is erased as soon as it is handled.

    <b>How long</b>

    • A registration begun and left: 7 days.
    • An allergy: erased the day after the event. A phone number: 30 days after the event.
    • Registrations and other answers: { $days ->
        [365] one year
       *[other] { $days } days
    } after the event. First names: as long, after your last registration and your last message.
    • A question kept for the team: 6 months; if it touches on health, one week.
    • The trace of a message sent, without its text: 30 days, one year for a reminder.

    • Telegram keeps its own copy of this chat: you can clear it in the menu of the chat, “Delete chat”.

    You can see, correct and erase it all at any time: /data. If something is wrong, you can also turn to the French data protection authority, the CNIL: cnil.fr.
data-title = <b>What I keep about you</b>
data-none = I keep no data about your family. The texts of your messages are erased as soon as they are handled.
data-language = Language: English
data-reminders = { $on ->
        [yes] Reminders: on
       *[no] Reminders: off
    }
data-phones = { $n ->
        [one] 1 phone linked
       *[other] { $n } phones linked
    }
data-number = Family number: { $number }
data-child = • { $name }, born in { $month } { $year }
data-adult = • { $name } (adult)
data-people = Participants:
data-signups = Registrations to come:
data-over = Past or cancelled registrations:
data-over-count = { $n ->
        [one] One past or cancelled registration (it is in the file).
       *[other] { $n } past or cancelled registrations (they are in the file).
    }
data-entry = • { $title }, { $when } — { $who }: { $state }
data-state-confirmed = place confirmed
data-state-waiting = on the waiting list, position { $position }
data-state-offered = place kept until { $until }
data-state-cancelled = cancelled
data-answers = Answers to a workshop’s questions:
data-answer = • { $question }, { $who } ({ $title }): { $words }
data-question-phone = Phone
data-question-alone = May leave without an adult
data-question-photo = Photos
data-question-allergy = Allergies
data-answer-yes = yes
data-answer-no = no
data-consents = What you agreed to:
data-consent = • { $what }: on { $given }
data-consent-ended = • { $what }: on { $given }, withdrawn on { $ended }
data-consent-notice = Keeping your data
data-consent-guardian = Parent or legal guardian
data-consent-photo = Photos
data-consent-allergy = Allergies, kept until the day after the event
data-messages = { $n ->
        [one] One message is about to leave.
       *[other] { $n } messages are about to leave.
    }
data-draft = A registration is under way.
data-questions = { $n ->
        [one] One question was handed to the team.
       *[other] { $n } questions were handed to the team.
    }
data-questions-noted = { $n ->
        [one] One question is noted as having had no answer.
       *[other] { $n } questions are noted as having had no answer.
    }
data-question = • “{ $words }”, { $day }
data-file = Receive the file
data-caption = Your data, as I keep it.
data-caption-json = The same, for a computer.
data-back = My data
data-photo-off = No longer allow photos
data-photo-is-off = Noted: no photo, at no workshop. I keep only the trace of your agreement and of its withdrawal.
data-erase = Erase everything
data-erase-sure = Erase all your data? Your registrations to come will be cancelled and the places passed on. This cannot be undone.
data-erase-yes = Yes, erase everything
data-erased = Everything is erased. No first name and no registration is left. Thank you for your visit.

data-correct = Correct
correct-who = For whom is something to be corrected?
correct-what = <b>{ $name }</b>: what is to be corrected?
correct-name = The first name
correct-birth = The month of birth
correct-ask-name = Write the right first name, in place of <b>{ $name }</b>.
correct-ask-birth = Write the month and year of birth of <b>{ $name }</b>, for example “March 2018”.
correct-too-old = This date gives more than 18 years. Write the child’s month and year of birth, for example “March 2018”.
correct-sure-name = <b>{ $old }</b> becomes <b>{ $new }</b>: is that right?
correct-sure-birth = <b>{ $name }</b>, born in <b>{ $month } { $year }</b>: is that right?
correct-yes = Yes, correct
correct-done = It is corrected.
correct-stopped = Nothing has changed.
correct-same = You already have <b>{ $name }</b> with this first name and month of birth: I changed nothing. If it is the same child, you can remove one of them.
correct-unfit = Please note: the age no longer suits this registration. I kept it: it is up to you, or ask the team.
correct-unfit-one = • { $who }: { $title }, { $when } ({ $ages })
refused-gone-person = I cannot find this person: I changed nothing.

data-remove-child = Remove a child
data-remove-person = Remove somebody
remove-who = Who is to be removed?
remove-sure = Remove <b>{ $name }</b>? I will erase the first name, the birth and all registrations; the places to come go to other families. This cannot be undone.
remove-yes = Yes, remove { $name }
remove-done = Done: I keep nothing about { $name } any more. { $n ->
        [0] {""}
        [one] One registration is cancelled, the place will serve another family.
       *[other] { $n } registrations are cancelled, the places will serve other families.
    }
