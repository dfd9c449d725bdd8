# The sign-up form: its notice, each step, questions, recap
notice =
    Before we begin, here is what you should know:

    • <b>Who</b> keeps your data: the team of the Cité du numérique, on its own machine.
    • <b>What</b>: the first name of each participant and, for a child, the month and year of birth; at some events also a phone number, an allergy, your consents.
    • <b>Why</b>: to register you and to let you know. Nothing else.
    • <b>How long</b>: { $days ->
        [365] one year
       *[other] { $days } days
    } after the event; an allergy, until the day after; a phone number, 30 days.
    • <b>Your rights</b>: see it all and erase it all, at any time, with /donnees.
    • By accepting, you say that you are an adult and, for a child, its parent or legal guardian.
notice-again = Before we go on I need <b>your consent</b> about the data (the message above).
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
ask-birth-year = <b>{ $name }</b>, { $month }: which year?
ask-month = <b>{ $name }</b>, { $year }: which month?
is-adult = This is an adult
other-year = Another year

ask-who = <b>Who takes part?</b> Tap a first name to tick it.
ask-who-adults = <b>Who takes part?</b> Tick first names, or take places without a name.
tick-on = ☑ { $who } — sign up
tick-off = ☐ { $who }
tick-already = { $who }: registered already
tick-waiting = { $who }: on the waiting list already
tick-too-young = { $who }: too young ({ $ages })
tick-too-old = { $who }: too old ({ $ages })
who-child = { $name } ({ $age ->
        [0] under one
        [one] { $age } year
       *[other] { $age } years
    })
ages-short = { $low }–{ $high } years
ages-short-from = from { $low } years
ages-short-to = up to { $high } years
reason-too-young = { $who }: too young for this event.
reason-too-old = { $who }: too old for this event.
fits-these = What suits { $name }’s age:
fits-nothing = Nothing else in the agenda suits { $name }’s age for now.
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
without-name = Without { $name }
back-to-list = Back to the list

ask-short-none = { $n ->
        [one] It is full. Would you like a place on the waiting list? I will write as soon as a place is free.
       *[other] It is full. Would you like { $n } places on the waiting list?
    }
ask-short-some = { $free ->
        [one] There is <b>one place</b> left for { $n } people.
       *[other] There are <b>{ $free } places</b> left for { $n } people.
    }
ask-short-some-children = { $free ->
        [one] There is <b>one place</b> left for { $n } children.
       *[other] There are <b>{ $free } places</b> left for { $n } children.
    }
short-explained = “One by one”: { $n ->
        [one] { $seated } takes the place
       *[other] { $seated } take the places
    }, then I write to you for each place that becomes free.
short-explained-none = “One by one”: I write to you for each place that becomes free.
short-explained-together = “Together”: I write as soon as there are places for all.
short-list-closed = It is too late for the waiting list: it is closed.
short-choose = { $n ->
        [one] Choose one person
       *[other] Choose { $n } people
    }
short-choose-children = { $n ->
        [one] Choose one child
       *[other] Choose { $n } children
    }
short-wait-all = Waiting list
short-together = Together or not at all
short-together-free = All together on the waiting list
short-one-by-one = One by one, as places become free
ask-seats = { $n ->
        [one] <b>Who takes the place?</b> Tap the first name.
       *[other] <b>Who takes the { $n } places?</b> Tap { $n } first names.
    }
ask-seats-others = The others go on the waiting list, one by one.
seat-off = ☐ { $name }
seat-on = ☑ { $name } — takes a place

kept-until = { $n ->
        [one] Your place is kept until { $at }.
       *[other] Your { $n } places are kept until { $at }.
    }
kept-no-more = { $n ->
        [one] Time is up: your place is no longer kept. If one is left when you confirm, it is yours.
       *[other] Time is up: your places are no longer kept. If enough are left when you confirm, they are yours.
    }

step-of = (step { $step } of { $last })
question-phone = On which <b>phone number</b> can we reach you on the day? Write it, for example 06 12 34 56 78.
question-alone = At the end, do you allow <b>{ $who }</b> to <b>leave without an adult</b>?
question-photo = Optional consent: do you agree that the team <b>takes photos of { $who }</b> during the event? Without your “yes”, it is no.
question-allergy = <b>{ $who }</b>: any <b>allergy</b> to tell us about? Write it in a few words, or tap “None”. By writing it you agree that I keep it for the team until the day after the event; you can withdraw it at any time: /data.
ask-same = { $first }: { $said }. <b>Same answer for { $others }?</b>
what-phone = the phone number for the day
what-alone = { $who } may leave without an adult
what-photo = photos of { $who }
what-allergy = an allergy for { $who }
why-phone = Why? To reach you on the day if something unexpected happens. Only the team sees this number; it is erased 30 days later.
why-alone = Why? So that the team knows whether it may let the child go, or waits for an adult. The answer is kept with the registration.
why-photo = Why? No child is photographed without consent. Your answer changes nothing about the registration; it is kept with it.
why-allergy = Why? So that the team can take care on the day. It is optional; the answer is erased the day after the event.
answer-yes = Yes
answer-no = No
answer-none = None
skip = Skip
why = Why?
leave = Leave it to the team
said-yes = yes
said-no = no
said-none = none
said-nothing = not given
said-team = to be seen with the team
resume-question = Back to: { $what }?
resume-recap = Back to your registration. Let us check: shall I <b>confirm for { $who }</b>?
resume-who = Back to your registration for { $title }: <b>Who takes part?</b>

recap = <b>Let us check together</b>
recap-who = Participants: { $who }
recap-unnamed = { $n ->
        [one] one place without a name
       *[other] { $n } places without a name
    }
recap-said = { $name }: { $said }
answered-phone = Phone: { $said }
answered-alone = Leaving without an adult: { $said }
answered-photo = Photos: { $said }
answered-allergy = Allergy: { $said }
recap-wait-one = On the <b>waiting list</b>: I will write as soon as a place is free.
recap-wait-together = All together on the <b>waiting list</b>: I will write as soon as there are places for all.
recap-wait-some = Places right away: { $seated }. On the <b>waiting list</b>, one by one: { $waiting }.
recap-overlap = <b>Please note</b>: { $who } has something at the same hours already, <b>{ $title }</b>, { $when }. You may go on.
recap-wait = If there are not enough free places, the last ones go on the <b>waiting list</b>.
confirm = Confirm
change = Change
change-who = Change the participants
change-phone = Change the phone number
change-alone = Change leaving without an adult
change-photo = Change the photo consent
change-allergy = Change the allergy
change-wait = Change the waiting list

done-title = <b>It is done!</b>
done-already = <b>It was done already.</b>
done-reminder = I will send you a reminder. If you can no longer come, tell me with “My registrations”: another family will be glad of the place.
calendar-caption = For your calendar: { $title }, { $when }.
calendar-caption-given-up = Place given back: { $title }, { $when }. Open this file to take that date out of your calendar.
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
refused-list-closed = There are not enough places left, and it is too late for the waiting list: it is closed.
refused-closed = Registration for this event is closed.
refused-not-open = Registration opens on { $when }.
refused-cancelled = This event is cancelled.
refused-past = This event has already begun.
refused-not-needed = No need to sign up: just come.
refused-unknown = I cannot find this event. Here is what is on:
choose-near = This comes nearest. Tap the event that suits you.
choose-event-first = One registration at a time: which event shall we begin with? The other one comes right after.
choose-event = Which event would you like to sign up for?
choose-event-noted = Noted. And for which event?
no-event = No event is open for registration at the moment.

problem-nobody = Tick at least one first name, then “Continue”.
problem-name = I did not understand this first name. Write it alone, for example “Lea”.
problem-birth = I did not understand the date. Write for example “March 2018” or “03/2018”.
problem-future = This date is in the future. Write the month and year of birth, for example “March 2018”.
problem-too-old = This date means over 18, and this event is for children. Write the child’s month and year of birth, for example “March 2018”.
one-after-the-other = Let us begin with “{ $first }”; “{ $others }” comes right after.
problem-noted = Noted for { $who }: that comes next.
problem-crowd = { $n ->
        [one] The event has one place only: there cannot be places for all at once.
       *[other] The event has { $n } places only: there cannot be places for all at once.
    }
problem-unfit = The age does not suit this event ({ $ages }).
problem-children = This event is for children: tick or add those who come.
problem-other = { $who }: I have another month of birth. To correct it, type /data.
problem-already = { $who }: registered for this event already.
problem-phone = I did not recognise a phone number. Write for example 06 12 34 56 78, or +44 7911 123456.
problem-phone-more = I need a complete number, with all its digits: for example 06 12 34 56 78. Tap “Why?” to know what it is for.
problem-alone = I did not understand. Answer for example “yes” or “no”.
problem-alone-more = Tap “Yes” if the child may leave without an adult, else “No”.
problem-photo = I did not understand. Answer for example “yes” or “no”.
problem-photo-more = Tap “Yes”, “No” or “Skip”.
problem-allergy = I did not understand. Write for example “peanuts”, or “none”.
problem-allergy-more = Write the name of the allergy, or tap “None” or “Skip”.
problem-leave = I cannot make it out. You can tap “Leave it to the team”: they will see to it with you.
problem-long = That is a little long: 200 characters at most, please.
problem-needed = The team needs this answer. Tap “Why?” to know more.
problem-unclear = I did not understand. Tap a button, or write its words.

form-not-yet = Nothing is booked yet: what follows is left, up to “Confirm”.
health-not-asked = This event has no line for an allergy. So that the team knows of it, tap the button; the registration goes on below.
another-may-come = Everybody who comes needs a place: if the age fits and there is one left, tap “Sign up”.
in-already = { $who }: the registration for “{ $title }” is done already, nothing else is to be filled in. Would you like me to pass your message on to the team?
form-this-date = Yes, this is for { $when }.
resume = Back to your registration:
ask-stop = Give up this registration? No place will be booked.
stop-yes = Yes, give up
stop-no = No, continue
stopped = Given up, no place was booked.
form-over = This step is over.
