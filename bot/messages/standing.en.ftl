# Where somebody stands with an event, wherever it is said
standing-confirmed = { $who }: registration confirmed.
standing-called-off = { $who }: the event is cancelled.
standing-waiting = { $who }: on the waiting list; { $where }.
standing-waiting-together = { $who }: on the waiting list, together; { $where }.
standing-first = you are first in line
standing-behind-children = you are number { $position } in line, { $ahead ->
        [one] one child before you
       *[other] { $ahead } children before you
    }
standing-behind-people = you are number { $position } in line, { $ahead ->
        [one] one person before you
       *[other] { $ahead } people before you
    }
standing-offered = { $who }: a place is kept for you until { $until }.
standing-cancelled = { $who }: registration cancelled.
who-unnamed = Place without a name
who-unnamed-many = { $n } places without a name
grouped-together = Noted for <b>{ $title }</b>: I write as soon as there is a place for each of you ({ $who }), together.
grouped-apart = Noted for <b>{ $title }</b>: I offer you each place as soon as it is free ({ $who }), one after the other.
