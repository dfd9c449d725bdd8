digest-title = { $away ->
        [0] <b>Today at the Cité</b>
        [1] <b>Tomorrow at the Cité</b>
       *[other] <b>Soon at the Cité</b>
    }
digest-confirmed = { $n ->
        [one] One place taken of { $capacity }
       *[other] { $n } places taken of { $capacity }
    }
digest-waiting = { $n ->
        [0] Nobody on the waiting list
        [one] One person on the waiting list
       *[other] { $n } people on the waiting list
    }
digest-cancelled = { $n ->
        [0] No cancellation
        [one] One cancellation
       *[other] { $n } cancellations
    }
digest-unreachable = <b>To telephone</b>: the bot cannot write to them any more.
digest-unsettled = <b>No answer about the new date</b>
digest-silent = <b>No answer to the reminder</b>
digest-contact = { $phone ->
        [none] • { $who } (family { $family })
       *[other] • { $who } (family { $family }), { $phone }
    }
late-told = Noted, the team has been told. See you soon!
late-noted = Noted, the team will see it. See you soon!
staff-late =
    <b>Late arrival</b> (family { $family })
    { $title }, { $when }

    “{ $words }”
