# An event: its card, its line in a list
card-title = <b>{ $title }</b>
card-when = When: { $when }
card-where = Where: { $room }, 5/11 avenue de Vendôme, Blois
card-where-unknown = Where: 5/11 avenue de Vendôme, Blois (room not given)
card-ages = For: { $ages }
card-places = { $free ->
        [0] Places: full, waiting list open
        [one] Places: 1 left of { $capacity }
       *[other] Places: { $free } left of { $capacity }
    }
card-no-signup = Registration: not needed, just come (no limit announced)
card-price = Price: not given
card-cancelled = <b>This event is cancelled.</b>
card-past = This event is over.
card-made-up = <i>Event made up for the demonstration.</i>
card-closed = Registration is closed.
ages-all = all ages
ages-range = { $from } to { $to } years
ages-from = { $from } years and over
ages-to = up to { $to } years
agenda-title = <b>What is on</b>
agenda-empty = Nothing is planned in the agenda at the moment.
agenda-line = • <b>{ $title }</b> — { $when }, { $ages }
agenda-full = (full, waiting list)
agenda-more = Write a date or an age to choose, for example “Saturday, for a 7 year old”.
agenda-next = More
button-waiting = Waiting list
