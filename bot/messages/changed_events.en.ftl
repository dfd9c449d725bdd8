# An event that moved, is cancelled, or takes place after all
event-moved = <b>{ $title } has a new date</b>
event-moved-hours = <b>{ $title } has new hours</b>
moved-before = Before: <s>{ $when }</s>
moved-now = Now: <b>{ $when }</b>
moved-same = Date: <b>{ $when }</b>
moved-seated = Registration kept: { $who }. Without an answer, the registration stays valid.
moved-waiting = On the waiting list: { $who }. Your place on the list does not change.
moved-offered = A place is still offered to { $who }: another message says until when.
moved-young = On that date, { $who } will not yet have the age required ({ $ages }): the registration is kept, the team will decide with you.
moved-old = On that date, { $who } will be over the age limit ({ $ages }): the registration is kept, the team will decide with you.
moved-cancel = Cancel { $who }
moved-cancel-unnamed = Cancel one place without a name
moved-nudge =
    <b>{ $title }</b> has a new date: <b>{ $when }</b>

    You have not told us yet whether it suits you.
moved-ask = { $who }: without an answer, the registration stays valid.
button-keep = We keep it
button-question = A question
kept = Noted, the registration is kept: { $who }, <b>{ $title }</b>, { $when }.
kept-toast = Noted
changed-why = I do not know the reason for this change to <b>{ $title }</b>, and I understand that it is a nuisance. The team can answer you.
changed-again = <b>{ $title }</b> has changed since this message. This is the right date: <b>{ $when }</b>
changed-again-toast = This event has changed
event-cancelled =
    <b>Cancelled: { $title }</b>

    This event, planned for { $when }, will not take place. We are sorry.
event-cancelled-reason = Reason, as the team wrote it: { $reason }
event-resumed = <b>Good news: { $title } will take place after all</b>
called-off = <b>{ $title }</b>, planned for { $when }, is cancelled. We are sorry.
called-off-toast = This event is cancelled.
question-ask = Write your question about <b>{ $title }</b> in one message, for the team.
question-drop = No question
question-dropped = Very well, I pass nothing on.
question-about = (About { $title }, { $when })
