notice =
    Before we begin, here is what you should know:

    • <b>Who</b> keeps your data: the team of the Cité du numérique, on its own machine.
    • <b>What</b>: the first name of each participant and, for a child, the month and year of birth.
    • <b>Why</b>: to register you and to let you know. Nothing else.
    • <b>How long</b>: until you erase it; the team has not set a term yet.
    • <b>Your rights</b>: see it all and erase it all, at any time, with /donnees.
    • By accepting, you say that you are an adult and, for a child, its parent or legal guardian.
notice-agree = I accept and continue
notice-more = Read more
notice-refuse = No
notice-refused = Very well, I kept nothing. You can go on asking me anything.

ask-name-child = What is the <b>child’s first name</b>?
ask-name-adult = What is the <b>person’s first name</b>?
ask-name-sure = Is this really a first name: <b>{ $name }</b>?
name-is = Yes, it is a first name
name-is-not = No
ask-birth = In which month and year was <b>{ $name }</b> born? Write them, for example “March 2018”, or tap the year.
ask-month = <b>{ $name }</b>, { $year }: which month?
is-adult = This is an adult
other-year = Another year

ask-who = <b>Who takes part?</b> Tap a first name to tick it.
ask-who-adults = <b>Who takes part?</b> Tick first names, or take places without a name.
tick-on = ☑ { $name } — sign up
tick-off = ☐ { $name }
tick-on-child = ☑ { $name } ({ $age ->
        [0] under one
        [one] { $age } year
       *[other] { $age } years
    }) — sign up
tick-off-child = ☐ { $name } ({ $age ->
        [0] under one
        [one] { $age } year
       *[other] { $age } years
    })
tick-too-young = { $name }: too young
tick-too-old = { $name }: too old
add-child = Add a child
add-adult = Add an adult
places-more = One more place without a name
places-less = One place without a name less
places-count = { $n ->
        [0] No place without a name yet.
        [one] One place without a name.
       *[other] { $n } places without a name.
    }
continue = Continue
stop = Give up

ask-short-none = { $n ->
        [one] It is full. Would you like a place on the waiting list? I will write as soon as a place is free.
       *[other] It is full. Would you like { $n } places on the waiting list? I will write as soon as a place is free.
    }
ask-short-some = { $free ->
        [one] There is <b>one place</b> left for { $n } people.
       *[other] There are <b>{ $free } places</b> left for { $n } people.
    } Those ticked first would be registered now, the others would be on the waiting list.
short-wait-all = Waiting list
short-wait-rest = { $free ->
        [one] One place, the others wait
       *[other] { $free } places, the others wait
    }
short-change = Choose otherwise

recap = <b>Let us check together</b>
recap-who = Participants: { $who }
recap-unnamed = { $n ->
        [one] one place without a name
       *[other] { $n } places without a name
    }
recap-wait = If there are not enough free places, the last ones go on the <b>waiting list</b>.
confirm = Confirm
change = Change

done-title = <b>It is done!</b>
done-already = <b>It was done already.</b>
done-reminder = I will send you a reminder. If you can no longer come, tell me with “My registrations”: another family will be glad of the place.
calendar-caption = For your calendar: { $title }, { $when }.
calendar-caption-cancelled = Cancelled: { $title }, { $when }. Open this file to take it out of your calendar.

refused-age-young = { $who } is too young for this event ({ $ages }).
refused-age-old = { $who } is too old for this event ({ $ages }).
refused-age-unnamed = This event has an age limit ({ $ages }): please give the first names.
refused-cap = { $cap ->
        [one] A family may take one place only at this event.
       *[other] A family may take { $cap } places at most at this event.
    } { $holds ->
        [0] You have none yet.
        [one] You have one already.
       *[other] You have { $holds } already.
    }
refused-list-closed = There are not enough places left, and it is too late for the waiting list: the event starts soon.
refused-closed = Registration for this event is closed.
refused-not-open = Registration opens on { $when }.
refused-cancelled = This event is cancelled.
refused-past = This event has already begun.
refused-not-needed = No need to sign up: just come.
refused-unknown = I cannot find this event. Here is what is on:
choose-event = Which event would you like to sign up for?
no-event = No event is open for registration at the moment.

problem-nobody = Tick at least one first name, then “Continue”.
problem-name = I did not understand this first name. Write it alone, for example “Lea”.
problem-birth = I did not understand the date. Write for example “March 2018” or “03/2018”.
problem-future = This date is in the future. Write the month and year of birth, for example “March 2018”.
problem-too-old = This date means over 18, and this event is for children. Write the child’s month and year of birth, for example “March 2018”.
problem-unfit = The age does not suit this event ({ $ages }).
problem-unclear = I did not understand. Tap a button, or write its words.

resume = Back to your registration:
ask-stop = Give up this registration? No place will be booked.
stop-yes = Yes, give up
stop-no = No, continue
stopped = Given up, no place was booked.
form-over = This step is over.
