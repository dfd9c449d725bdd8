# The team's lists: who comes to an event, on screen and as a file, and whom to telephone
command-listes = Who comes: lists and check-in
list-which = <b>Lists</b>. Of which event?
list-none = No event with sign-ups within 30 days.
list-none-yours = You have no event for now. A list opens at 6:00 pm on the evening before, for the events that a manager gave you.
list-events = See the lists
list-more = More
list-event = { $title }, { $day } ({ $n })
list-counted = { $n ->
        [0] Nobody signed up so far, { $capacity } places
        [one] One person signed up for { $capacity } places
       *[other] { $n } people signed up ({ $families ->
            [one] one family
           *[other] { $families } families
        }) for { $capacity } places
    }
list-team = { $who ->
        [none] At the door: nobody is named.
       *[other] At the door: { $who }
    }
list-numbers = Families: { $numbers }
list-names-in-private = First names and files are asked for in a private chat with me: /lists.
list-in-private = First names are shown in private only: write /lists to me
list-door = List and check-in
list-pdf = To print (PDF)
list-xlsx = Spreadsheet (XLSX)
list-wish = Get the list the evening before
list-unwish = No list the evening before
list-calls = Whom to call
list-team-who = Who is at the door?
list-allergy = Write allergies on the files
list-noallergy = Leave allergies off the files
list-too-early = This file holds first names: I give it 24 hours before at the earliest, { $at }. “Get the list the evening before” will send it.
list-too-early-toast = Too early for a file
list-on-its-way = The file is coming to your private chat
list-file = The list of { $title }. I take this message out of our chat { $until }. If you keep a copy, delete it after the event.
list-not-taken-out = Telegram would not let me take the list of { $title } out of this chat. Please delete it yourself if it is still there.
list-nobody-to-call = Nobody to call for now.
list-family = • family { $family }
list-assigning = Who is at the door of { $title }? Tap a name to choose it, or to take it back.
list-nobody-to-assign = To name somebody for the door of { $title }, invite members first: /inviter.
list-assign = Choose { $name }
list-assigned = Take back { $name } (chosen)
list-you-have = You are at the door of { $title }, { $when }. { $there ->
        [yes] The list is there: /lists.
       *[no] The list opens at 6:00 pm on the evening before: /lists.
    }
list-back = Back to the event
sheet-counted = { $n ->
        [one] One person
       *[other] { $n } people
    }, { $families ->
        [one] one family
       *[other] { $families } families
    }
sheet-family = Family
sheet-who = First name
sheet-age = Age
sheet-phone = Phone
sheet-alone = Leaves
sheet-allergy = Allergy
sheet-years = { $age }
sheet-alone-is = { $alone ->
        [yes] without an adult
       *[no] with an adult
    }
sheet-printed = List made { $at }. To be destroyed after the event.
sheet-page = page
sheet-name = List
team-act-list_seen = list opened (event no. { $about })
team-act-list_sent = list received as a file (event no. { $about })
team-act-calls_seen = list of calls opened (event no. { $about })
team-act-assigned = the door of an event given ({ $about })
team-act-unassigned = the door of an event taken back ({ $about })
team-act-allergies_on = allergies written on files (event no. { $about })
team-act-allergies_off = allergies left off files (event no. { $about })
team-act-checked_in = arrival checked in (sign-up no. { $about })
team-act-unchecked = mark taken back (sign-up no. { $about })
team-act-excused = absence excused (sign-up no. { $about })
team-act-walked_in = person added on the spot (sign-up no. { $about })
team-act-over = one place more than planned (event no. { $about })
team-act-closed = list closed (event no. { $about })
team-act-reopened = list opened again (event no. { $about })
list-screen-over = The event is over: the first names shown here are erased. Your lists: /lists
