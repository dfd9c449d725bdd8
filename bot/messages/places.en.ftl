# Places given up, put back, moved to another date
cancel-one = Cancel { $who }, { $day }
cancel-one-unnamed = Cancel one place, { $day }
cancel-button = Cancel…
cancel-which = Who will not come?
cancel-which-hint = You can also write several first names.
cancel-which-how-many = You can also write how many places.
cancel-not-there = I do not find that registration. Here are yours: which one is to be cancelled?
cancel-sure = Cancel the registration of <b>{ $who }</b> at <b>{ $title }</b>, { $when }?
cancel-sure-unnamed = Cancel one place at <b>{ $title }</b>, { $when }?
cancel-sure-waiting = Leave the waiting list of <b>{ $title }</b>, { $when }, for <b>{ $who }</b>?
cancel-sure-all = Cancel <b>all your registrations</b> at <b>{ $title }</b>, { $when } ({ $who })?
cancel-sure-some = Cancel <b>{ $who }</b> at <b>{ $title }</b>, { $when }? Nothing changes for { $left }.
cancel-yes = Confirm the cancellation
cancel-yes-waiting = Yes, leave the list
cancel-keep = No, keep it
cancel-all = Cancel all
cancel-done = Cancelled: { $who }, <b>{ $title }</b>, { $when }. Thank you for telling us, it helps another family.
cancel-undo-note = A mistake? You can restore it for 10 minutes.
cancel-undo-how = It is cancelled. If that was a mistake, tap “Restore” or write it.
cancel-undo = Restore { $who }
cancel-undo-all = Restore all
cancel-kept = Very well, nothing changes.
cancel-no-place = I find no registration to come for { $who }.
cancel-gone = This registration is cancelled already.
cancel-unknown = I do not find this registration among yours.
cancel-begun = <b>{ $title }</b> has begun: there is nothing left to cancel.
restored = Restored.
not-restored = I could not restore it: the place has been taken, or it is too late.

# Moving to another date
move-button = Change the date
move-which = For which workshop should the date change?
move-who = For whom should the date change?
move-all = Everybody
move-dates = Which date for <b>{ $who }</b>? The present place is kept until the new one is sure.
move-date = { $when } ({ $free ->
        [0] full
        [one] 1 place
       *[other] { $free } places
    })
move-sure =
    Change the date for <b>{ $who }</b>?

    <b>{ $title }</b>
    Before: { $before }
    After: { $after }
move-yes = Confirm the change
move-keep = Keep { $day }
move-short =
    { $free ->
        [0] There is no free place for <b>{ $who }</b> on that date:
        [one] There is only one free place for <b>{ $who }</b> on that date, the others would wait:
       *[other] There are { $free } free places for <b>{ $who }</b> on that date, the others would wait:
    }

    <b>{ $title }</b>
    Your date: { $before }
    The other date: { $after }

    On the waiting list you keep the place you have. It is given up only when you take one on the other date.
move-wait = The waiting list of { $to }, keeping { $from }
move-done = <b>It is changed!</b>
move-waiting = <b>Noted.</b>
move-given-up = Old date, given up: { $when } ({ $who }).
move-kept = Meanwhile the old place is kept: { $when } ({ $who }).
move-none = There is no other date for this event at the moment.
move-still = Nothing has changed: { $who }, { $when } still stands.
move-already = It is done already.
offer-taken = <b>Confirmed, the place is yours.</b>
