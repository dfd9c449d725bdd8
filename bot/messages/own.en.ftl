# What is asked of the bot's own doings, and what it says of them
own-kept = I keep an allergy until the day after the event, a phone number for 30 days after it, the registration and the other answers for { $days ->
        [365] one year
       *[other] { $days } days
    } after it. It all stays on the machine of the Cité du numérique; you can see and erase what is yours at any time.
own-proof = Once the registration is confirmed, I send you a summary here, a file for your calendar and an entry code for each person, to show at the venue. “My registrations” says it again at any time.
own-entrance = At the entrance, show the code that came with the confirmation: “The entry code” sends it again. As far as I know, nothing else is asked for.
own-guardian = The legal guardian of a child is its father, its mother, or whoever the law has named to decide in their place.
own-other-phone = A registration made from another phone can only be seen there. The other parent can link yours: “My data”, then “Invite the other parent”; then you will see it, and the reminders will come here too.
