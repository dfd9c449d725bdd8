# Waiting lists as the team sees and runs them
command-attente = Waiting lists
queue-which = <b>Waiting lists</b>
queue-none = No family waits for a place.
queue-event = { $n ->
        [one] • { $title }: one family
       *[other] • { $title }: { $n } families
    }
queue-lead = <b>{ $title }</b>
    { $when }
    { $free }
queue-open = One can still join the waiting list.
queue-closed = The waiting list is closed: nobody joins it.
queue-empty = Nobody waits.
queue-counted = { $families ->
        [0] No family waits
        [one] One family waits ({ $people } in all)
       *[other] { $families } families wait ({ $people } people in all)
    }, { $offers ->
        [0] no place is on offer at the moment
        [one] one place is on offer
       *[other] { $offers } places are on offer
    }. Who waits, and why: in private, with /attente.
queue-entry = <b>{ $n }. Family { $family }</b>: { $who }, since { $since }
queue-together = All together or nobody
queue-apart = One by one
queue-let-first = Goes first: “{ $reason }”
queue-next = A place will be offered to it.
queue-passed-unreachable = Not offered: the family has blocked the bot, and keeps its place.
queue-passed-together = Not offered: it needs { $n } places at once, and keeps its place.
queue-passed-no_seat = Waits: no place is free when its turn comes.
queue-offers = <b>Places offered</b>
queue-offer-open = • { $who } (family { $family }), offered on { $at }, kept until { $until }
queue-offer-taken = • { $who } (family { $family }), offered on { $at }: taken
queue-offer-left = • { $who } (family { $family }), offered on { $at }: left
queue-offer-expired = • { $who } (family { $family }), offered on { $at }: no answer
queue-first = Let family { $family } go first
queue-close = Close the list
queue-reopen = Reopen the list
queue-send-away = Close and tell
queue-send-away-sure = { $n ->
        [one] The family that waits will read that the list is closed, and what might suit it. It waits no more.
       *[other] The { $n } families that wait will read that the list is closed, and what might suit them. They wait no more.
    }
queue-send-away-yes = Yes, close and tell
queue-back = Change nothing
queue-sent-away = { $n ->
        [0] The list is closed. Nobody waited.
        [one] The list is closed. One family is told.
       *[other] The list is closed. { $n } families are told.
    }
queue-why = Why should family { $family } go before the others? Write it in one sentence: it is kept, and only the team reads it.
queue-why-shorter = That is too long: { $most } characters at most.
queue-first-sure = <b>{ $title }</b>
    Family { $family } goes first: the next free place is offered to it.
    Reason: “{ $reason }”

    Nothing has changed yet.
queue-first-yes = Yes, let it go first
queue-drop = Cancel
queue-dropped = Cancelled: the order stays.
queue-over = This waiting list is gone.
queue-became-offered = Done: a place is offered to family { $family }.
queue-became-first = Done: family { $family } is first. The next place that becomes free is offered to it.
queue-became-not_in_line = Family { $family } waits for no place any more: nothing has changed.
queue-became-over = Too late: the event is cancelled, or begins soon.
team-act-let_first = first on a waiting list (family { $about })
team-act-list_closed = waiting list closed (event no. { $about })
team-act-list_reopened = waiting list reopened (event no. { $about })
team-act-sent_away = waiting list closed, families told (event no. { $about })
