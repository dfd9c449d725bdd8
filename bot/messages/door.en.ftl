# At the door: the list to check in with, codes that are scanned, who comes without a place
door-child = { $who }, { $age }
door-counts = { $here ->
        [0] Nobody of { $of } has arrived
       *[other] { $here } of { $of } have arrived
    }{ $away ->
        [0] {""}
       *[other] , { $away } excused
    }
door-opens = Check-in opens { $at }.
door-found = { $n ->
        [one] One person of that name:
       *[other] { $n } people of that name:
    }
door-how-excuse = Who has said that they will not come? Tap their name.
door-how-fix = Who was checked in by mistake? Tap their name: the mark goes. Somebody who was added on the spot leaves the list.
door-all-here = Nobody else is expected.
door-line = • { $who }{ $n ->
        [0] {""}
       *[other] {": "}
    }
door-alone = { $alone ->
        [yes] leaves without an adult
       *[no] an adult comes to fetch them
    }
door-allergy = allergy: <b>{ $what }</b>
door-phone = { $phone }
door-is-here = arrived at { $at }
door-is-excused = excused
door-arrived = <b>Here already</b>: { $who }
door-together = Check in all { $n }{ $who ->
        [none] {""}
       *[other] {" "}({ $who })
    }
door-undo = Undo: { $who }
door-page = Next ({ $n } of { $of })
door-refresh = Refresh
door-back = Back to the list
door-find = Look for a name
door-add = Add on the spot
door-excuse = Excuse
door-fix = Correct
door-close = Close the list
door-list = The list
door-reopen = Open the list again
door-marked = { $who }: { $what }
door-already = { $who }: checked in already, { $what }
door-no-seat-any-more = This person has no place here any more
door-undone = { $who }: the mark is gone
door-nothing-to-undo = There was nothing left to undo
door-shut-gone = This event is gone
door-shut-called_off = This event is called off
door-shut-too_early = Too early: check-in opens at { $at }
door-shut-over = Too late: this list cannot be changed any more
door-shut-closed = The list is closed
door-search = Which first name? Its beginning will do.
door-nobody = Nobody on this list has a name like “{ $words }”. You can type another one.
door-close-sure = { $n ->
        [0] Close the list? Everybody was seen.
        [one] Close the list? One person was not seen and will count as absent.
       *[other] Close the list? { $n } people were not seen and will count as absent.
    }
door-close-yes = Yes, close
door-closed =
    <b>List closed</b>
    Present: { $present }{ $walk_ins ->
        [0] {""}
       *[other] , of whom { $walk_ins } on the spot
    }
    Absent: { $absent }
    Excused: { $excused }
door-is-over = This list cannot be changed any more.
walk-in-first-name = What is the child’s first name? You can add the age: “Zoé, 7 years old”.
walk-in-age = How old is { $who }?
walk-in-phone = An adult’s phone for { $who }?
walk-in-unclear-first-name = I could not read one first name.
walk-in-unclear-age = I could not read an age.
walk-in-unclear-phone = I could not read a phone number.
walk-in-unclear-sure = Tap one of the buttons.
walk-in-sure = { $who }: one place more than planned?
walk-in-years = { $age }
walk-in-no-phone = No phone
walk-in-full = <b>It is full</b>: { $taken } of { $capacity } places are taken. Add { $who } all the same? It is written in the log.
walk-in-over = Yes, add all the same
walk-in-not = No, do not add
walk-in-added = Done. { $who }: added on the spot and checked in.
scan-unknown = <b>Unknown code</b>: not one of the Cité’s, or the sign-up was erased. Look for the name in the list.
scan-arrived = ✔ { $who }: <b>arrived at { $at }</b> ({ $title })
scan-already = { $who }: <b>checked in already at { $at }</b> ({ $title })
scan-cancelled = { $who }: <b>sign-up cancelled</b> { $at } ({ $title }, { $when }).
scan-called-off = { $who }: <b>this event is called off</b> ({ $title }, { $when }).
scan-no-seat = { $who }: <b>no place yet</b>, only the waiting list ({ $title }, { $when }).
scan-too-early = { $who }: <b>too early</b>, check-in opens at { $at } ({ $title }, { $when }).
scan-other = { $who }: <b>another date</b>. The sign-up is for { $title }, { $when }.
scan-closed = { $who }: <b>the list is closed</b> ({ $title }). Open it again to check in.
scan-also = Check in { $who } too
scan-undo = Undo this
scan-instead = Check in { $who } for { $title }
absents = { $n ->
        [one] <b>One person is missing</b> at { $title }:
       *[other] <b>{ $n } people are missing</b> at { $title }:
    }
absents-line = { $phone ->
        [none] • { $who } (family { $family })
       *[other] • { $who } (family { $family }), { $phone }
    }
absents-how = You can call them, or let in a family that waits at the door.
data-seen = <b>At the door</b>
data-seen-present = • { $who }, { $title }: arrival noted { $at }
data-seen-excused = • { $who }, { $title }: absence excused, noted { $at }
