# The waiting list: a place on offer, its end, the last call
offer = { $n ->
        [one] <b>A place is free</b> for { $who }!
       *[other] <b>{ $n } places are free</b> for { $who }!
    }
offer-kept = { $n ->
        [one] It is kept for you <b>{ $until }</b>. After that, it goes to the next family.
       *[other] They are kept for you <b>{ $until }</b>. After that, they go to the next families.
    }
offer-nudge = { $n ->
        [one] <b>The place for { $who } is still waiting for you.</b>
       *[other] <b>The { $n } places for { $who } are still waiting for you.</b>
    }
offer-kept-else = { $n ->
        [one] Without an answer <b>{ $until }</b>, it goes to the next family.
       *[other] Without an answer <b>{ $until }</b>, they go to the next families.
    }
until-near = until { $near }, { $until }
until-far = until { $until }
offer-take = { $n ->
        [one] I take the place
       *[other] I take the { $n } places
    }
offer-only = Only for { $who }
offer-only-unnamed = Only one place without a name
offer-leave = { $n ->
        [one] I leave my place
       *[other] I leave my places
    }
offer-only-sure = Take the place only for { $who }? If not, nothing changes: the offer still stands.
offer-only-not = No, wait
offer-only-rest = { $n ->
        [one] The other place is free again.
       *[other] The other places are free again.
    } Would you like to stay on the list for another place?
offer-left = { $n ->
        [one] Noted, the place is free again.
       *[other] Noted, the places are free again.
    } Would you like to stay on the list for another place?
offer-stay-yes = Yes, stay on the list
offer-stay-no = No, leave the list
offer-too-late = The offer went to the next family.
offer-gone = This offer is over.
offer-over = <b>Offer ended</b> on { $until }: the place for { $who } is no longer kept.
offer-expired = { $n ->
        [one] The offer for { $who } ended without an answer, the place is no longer kept.
       *[other] The offer for { $who } ended without an answer, the places are no longer kept.
    }
offer-stay-question = Would you like to stay on the waiting list? You would then be at its end.
offer-stay = Stay on the list (at its end)
offer-quit = Leave
offer-quit-list = Leave the list
last-call = { $free ->
        [one] <b>A place is free</b>, for the first family that answers!
       *[other] <b>{ $free } places are free</b>, for the first families that answer!
    }
last-call-who = On the waiting list: { $who }
last-call-lost = Another family was faster.
list-closed = <b>The waiting list is closed</b>: no place became free in time for { $who }. We are sorry.
line-place = { $place ->
        [1] You are first on the list.
       *[other] { $ahead ->
            [one] You are no. { $place } on the list (one person is before you).
           *[other] You are no. { $place } on the list ({ $ahead } people are before you).
        }
    }
line-stays = Noted, you stay on the waiting list.
stay-seated = { $n ->
        [one] The place was still free: it is yours, with no waiting.
       *[other] The places were still free: they are yours, with no waiting.
    }
line-left = Noted, you are no longer on the waiting list for <b>{ $title }</b>.
line-is-closed = The waiting list is closed.
changed-since = This event has changed since that message. Here is the offer as it is now:
instead-lead = This could suit { $who }; your answers are kept:
instead-sign-up = Sign up:
instead-wait = Waiting list:
place-confirmed = <b>Place confirmed</b> for { $who }.
