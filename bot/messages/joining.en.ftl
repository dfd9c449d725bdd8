# A second parent's phone
invite-button = Invite the other parent
invite-stop = Cancel the invitation
invite-stopped = Cancelled: the link is of no use any more.
invite-none = There is no open invitation.
invite-full = Two phones are linked to your family already: that is the most.
invite-open = An invitation waits for the other parent, until { $until }.

join-no = No
join-left = Very well, nothing changes.
join-refused-unknown = I do not know this link. Ask the other parent to send you a new one, with /data.
join-refused-own = This is your own family’s link: send it to the other parent, without opening it yourself.
join-refused-ended = This link has been used already, or was cancelled. Ask the other parent to send you a new one, with /data.
join-refused-full = Two phones are linked to this family already: that is the most.

take-out-button = Take the other phone out

invite-link =
    Send this link to the other parent:

    { $link }

    It works once, until { $until }. When somebody opens it, I ask you first whether you agree. After that, this person will see your children and your registrations, and can register and cancel like you: accept the other parent only.
invite-asked = Somebody asks to join your family, until { $until }.
join-ask =
    A parent invites you to link this phone to their family. They will have to accept you first.

    • You will see the same children and the same registrations, and each of you can register and cancel.
    • Both of you will receive the reminders and the news.{ $own ->
        [yes] {"\u000A"}• The children and registrations of this phone will join that family: the other parent will see them too.
       *[no] {""}
    }
    • Each of you can leave the family at any time, with the children and registrations that they brought: /data.

    By joining you say that you are an adult, a parent or legal guardian of the children, and agree that I keep this data.
join-yes = Ask to join
join-asked = I have asked. I will write to you as soon as the other parent has answered; they have a day to do so.
join-nobody = Somebody
join-request =
    <b>{ $name }</b> wants to join your family, with the link that you sent. That is the name chosen on Telegram: if in doubt, ask the other parent whether it is really them.

    If you accept, this person will see your children and your registrations, and can register and cancel like you.
join-accept = Accept
join-decline = Refuse
join-accepted = Done: two phones are linked to your family. Both of you see the same children and the same registrations.
join-declined = Refused: nobody has joined your family. This link is of no use any more.
join-impossible = That is not possible any more: this phone, or your family, has been linked otherwise since. Nothing has changed.
join-was-declined = Your request was not accepted: nothing changes for you.
join-done = Accepted: this phone is linked to the family.
join-done-merged = Accepted: this phone is linked to the family, and your children too. A child that both of you had is counted once.
join-refused-asked = Your request waits for the other parent’s answer.
join-refused-expired = This link is no longer valid: it lasted one day. Ask the other parent to send you a new one, with /data.
join-refused-shared = This phone is linked to a family that has a second phone. Leave it first, with “Leave this family” in /data, or ask the team.
join-refused-suspended = This phone has just been taken out of a family, and nothing is final yet. Answer that first, in /data.

take-out-sure = Take the other phone out? It will leave with the children and registrations that it brought; yours stay here. For 48 hours it can object: the team then decides.
take-out-yes = Yes, take it out
take-out-done = Done: the other phone only sees the children that it brought, and can change nothing. It will be final on { $until }, unless it objects.
removed-told =
    Another phone of your family has taken this one out.

    You keep the children and registrations that you brought. Until { $until } you can see them, without changing anything.
removed-looks-only = This phone was taken out of a family, and nothing is final yet. Until { $until } you can see your children and your registrations, without changing anything.
removed-toast = Nothing has changed.
removed-agree = All right, I leave
removed-refuse = I do not agree
removed-refused = Noted. The team of the Cité decides by { $until }; without a decision, it will be final. Nothing is lost: your children and their registrations remain yours.
removed-refused-others = The other phone does not agree to be taken out. The team of the Cité decides by { $until }.
removed-final = It is final: this phone has its own family, with the children and registrations that you brought. You can do everything again.
removed-final-others = It is final: the other phone is no longer part of your family.
removed-returned = The team has undone it: this phone is part of the family again, with all that it had brought.
removed-returned-others = The team has undone it: the other phone is part of your family again.
leave-family-button = Leave this family
leave-family-sure = Leave this family? This phone will go with the children and registrations that it brought. The other parent keeps theirs.
leave-family-yes = Yes, leave
leave-family-done = Done: this phone has its own family, with the children and registrations that you brought.
left-others = The other phone has left your family, with the children and registrations that it had brought. Everything else is here.
erased-told-yes = The other phone has erased its data and is no longer linked. The children and registrations stay here.
erased-told-mine = The other phone has left your family and erased the children that it had brought. Everything else is here.
remove-of-others = The other parent brought <b>{ $name }</b> too: I erase nothing without them. To share no longer, leave the family, in /data.
data-phone-this = • This phone{ $since ->
        [none] {""}
       *[other] , linked on { $since }
    }
data-phone-other = • The other phone{ $since ->
        [none] {""}
       *[other] , linked on { $since }
    }
data-elsewhere = Registrations that you made for a child of the other parent (to be seen only):
mine-elsewhere = <b>Made by you, for a child of the other parent</b> (to be seen only)
data-erase-sure-here = Another phone is linked to your family. The children that you brought can stay with the other parent, with their registrations, or be erased too. Those of the other parent stay. This cannot be undone.
data-erase-leave = Erase, and leave the children
data-erase-mine = Erase my children too
data-erased-here = Erased, and this phone is no longer linked to your family. The other parent keeps the first names and the registrations, and can erase everything too.
data-erased-mine = Erased, with the children that you had brought. This phone is no longer linked to your family.
data-telegram-copy = Telegram keeps its own copy of this chat. To clear it: open the menu of the chat, then “Delete chat”, and tick the deletion for the bot too.
data-clear = Delete my latest messages too
cleared = I have asked Telegram: my messages of the last 48 hours will disappear. It does not allow older ones to be deleted; you can, in the menu of the chat.

staff-removed = <b>Family { $number }</b>: one phone has taken out another, which is now alone in family { $other }, with what it had brought. It can change nothing. It will be final on { $until }, unless it objects.
staff-removal-refused = <b>Family { $number }</b>: the phone that was taken out (family { $other }) does not agree. You decide by { $until }, after hearing both; without a decision, it will be final.
staff-left = <b>Family { $number }</b>: a phone left by itself, with what it had brought (family { $other }).
staff-removal-undo = Undo this removal
staff-removal-confirm = Make the removal final
staff-removal-back = Undone and noted: both phones are in family { $number } again. They know.
staff-removal-final = Final and noted: families { $number } and { $other } are apart. They know.
staff-removal-over = That is not possible any more: it is decided already, or one of the two families is erased or has another phone.
staff-not-yours = For managers only.
