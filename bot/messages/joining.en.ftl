# A second parent's phone
invite-button = Invite the other parent
invite-link =
    Send this link to the other parent:

    { $link }

    It works once, until { $until }. Whoever opens it will see your children and your registrations, and can register and cancel like you: send it to the other parent only.
invite-stop = Cancel the invitation
invite-stopped = Cancelled: the link is of no use any more.
invite-none = There is no open invitation.
invite-full = Two phones are linked to your family already: that is the most.
invite-open = An invitation waits for the other parent, until { $until }.

join-ask =
    A parent invites you to link this phone to their family.

    • You will see the same children and the same registrations, and each of you can register and cancel.
    • Both of you will receive the reminders and the news.{ $own ->
        [yes] {"\u000A"}• The children and registrations of this phone will join that family: the other parent will see them too.
       *[no] {""}
    }
    • Each of you can erase everything on your side, or take the other phone out, with /data.

    By joining you say that you are an adult, a parent or legal guardian of the children, and agree that I keep this data.
join-yes = Join
join-no = No
join-left = Very well, nothing changes.
join-done = Done: this phone is linked to the family.
join-done-merged = Done: this phone is linked to the family, and your children too. A child that both of you had is counted once.
join-told = A second phone is linked to your family, with the link that you sent. Both of you see the same registrations.
join-odd = This is not right: take it out
join-refused-unknown = I do not know this link. Ask the other parent to send you a new one, with /data.
join-refused-own = This is your own family’s link: send it to the other parent, without opening it yourself.
join-refused-ended = This link has been used already, or was cancelled. Ask the other parent to send you a new one, with /data.
join-refused-expired = This link is no longer valid: it lasted 7 days. Ask the other parent to send you a new one, with /data.
join-refused-full = Two phones are linked to this family already: that is the most.
join-refused-shared = This phone is linked to a family that has a second phone. Leave it first, with “Erase everything” in /data, or ask the team.

take-out-button = Take the other phone out
take-out-sure = Take the other phone out? It will no longer see your children nor your registrations. All that is registered stays here.
take-out-yes = Yes, take it out
take-out-done = Done: only this phone is linked to your family.
take-out-told = This phone is no longer linked to the family that you had joined. You can still ask me any question.
