# What the team reads (the morning digest, questions), and what families read of it
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
late-told =
    Passed on to the team:
    “{ $words }”

    See you soon!
late-noted =
    I have no way to tell the team from here yet. I keep your message for them:
    “{ $words }”

    See you soon!
staff-set-aside =
    A message could not be prepared: no. { $row }. It has been set aside, the others leave.
    Whoever runs the bot can try it again: “cite outbox aside”.
staff-memory-lost = Message no. { $update } was handled without what had been said before: that conversation could not be read any more.
staff-beat-failed =
    The bot’s regular work fails for { $event ->
        [0] one of its tasks
       *[other] event no. { $event }
    }{ $family ->
        [0] {""}
       *[other] , family no. { $family } (internal number)
    }: “{ $part }”. The other families are served. Tell whoever runs the bot.
team-enough = You have already sent the team a lot of messages today: give them time to answer. I am not passing this one on. If it still matters tomorrow, send it to me again.
team-enough-toast = Not passed on: many messages already today
staff-question = { $family ->
        [none] <b>A family writes to you</b>
       *[other] <b>A family writes to you</b> (family { $family })
    }
staff-question-words = “{ $words }”
staff-question-seen = They had just read: “{ $seen }”
staff-question-taken-back = The family has taken these words back: they are erased.
staff-question-over = These words touched on health: they are erased after a week.
staff-question-how = To answer, reply to this message.
staff-answer-sent = Sent to the family.
staff-answer-blocked = Not sent: the family has blocked the bot.
staff-answer-refused = Not sent: Telegram did not take this message.
staff-answer-gone = The family has erased everything meanwhile: I do not know whether your answer arrived.
staff-answer-erased = Not sent: this question has been erased.
staff-answer-text-only = Not sent: I pass on nothing but text to the family.
team-answer =
    <b>The team answers you</b>
    “{ $answer }”

    You had written: “{ $words }”
call-number = On which number can the team call you back?
call-drop = Never mind
question-arrived =
    Your message has reached the team. It left on { $when }:
    “{ $words }”

    I will send you their answer here as soon as they write it.
question-leaving =
    Your message has not reached the team yet. It has been waiting since { $when } and leaves as soon as Telegram takes it:
    “{ $words }”
question-stuck =
    Your message of { $when } could not be handed to the team. I keep it for them:
    “{ $words }”
question-kept =
    Your message of { $when } has not left: I have no way to reach the team from here yet. I keep it for them:
    “{ $words }”
question-answered =
    The team answered on { $when } to your message:
    “{ $words }”
nothing-for-team = I have not passed anything on to the team for you yet. Write your question for them in one sentence.
team-what-health = Write what the team should know, in a few words. Only the team reads it; I keep it encrypted, for one week. To drop it, write “no”.

# Facts that a manager fills in
fact-ranked = <b>What families ask, and I do not know yet</b>
fact-none-asked = Nothing was asked in vain so far.
fact-not-ready = I cannot read sentences yet: try again in a minute, or choose.
fact-not-read = I did not understand what it is about. Name the thing and what is asked of it.
fact-how = Tap a line, or write it all at once: /fact opening hours of the Cité: Tuesday to Saturday, 10 to 6
fact-cell-label = { $asked }
fact-asked-label = { $n } times: { $asked }
fact-expired-label = Over: { $asked }
fact-which = What is it about?
fact-told = <b>{ $asked }</b>
    The Cité’s document tells it already: “{ $told }” Change it there.
fact-about = <b>{ $asked }</b>
fact-write-fr = Write the answer in one sentence, as families will read it.
fact-write-en = Write the same sentence in English.
fact-write-author = Who signs? Write a first name or a name.
fact-reply = In this group, reply to this message.
fact-unfit = That does not fit: it takes words, 600 characters at most (60 for who signs).
fact-past = That day is past. Write the last day on which it is still true.
fact-preview = What families will read:
fact-preview-english = In English:
fact-signed = Signed { $author }: is that you?
fact-lasts-endless = No last day.
fact-lasts-until = Until { $day }.
fact-lasts-over = Over since { $day }: it is told no more.
fact-warns-phone = ⚠️ There is a telephone number: everybody will be able to read it.
fact-warns-mail = ⚠️ There is a mail address: everybody will be able to read it.
fact-warns-name = ⚠️ There is a first name ({ $names }): does that person agree?
fact-replaces = It replaces “{ $told }”, by { $author }.
fact-confirm = Tap how long or write the last day, then save.
fact-save = Save
fact-fix = Correct
fact-english = Add English
fact-english-again = Change the English
fact-sign = Sign differently
fact-endless = No last day
fact-month = 1 month
fact-half = 6 months
fact-drop = Cancel
fact-dropped = Cancelled: nothing has changed.
fact-over = It can no longer be told so. Begin again with /fact.
fact-saved = Saved: families read it from now on.
fact-undo = Undo
fact-all = All that is filled in
fact-list = <b>What the team has filled in</b>
fact-list-empty = The team has filled in nothing yet. Write /fact to begin.
fact-in-file = { $n ->
        [one] One more answer is written in a file.
       *[other] { $n } more answers are written in a file.
    }
fact-more = More
fact-written = { $author }, { $day }.
fact-edit = Edit
fact-out = Take out
fact-past-button = History
fact-taken-out = Taken out: it is told no more.
fact-back = Put back
fact-history = <b>{ $asked }</b>
    All that was told:
fact-row-in-force = No. { $number }, { $day }, { $author } (in force): “{ $told }”
fact-row-over = No. { $number }, { $day }, { $author }: “{ $told }”
fact-back-to = Put back no. { $number } of { $day }
fact-back-done = Put back: families read it from now on.
staff-answer-not-of-team = Not sent: as far as I know you are not of the team. A manager invites you with /inviter.
team-id = Your Telegram number: <code>{ $person }</code>
team-id-group =
    Your Telegram number: <code>{ $person }</code>
    This group’s: <code>{ $chat }</code>
team-chat-here = Noted: this is the team’s group. What families write for it comes here; reply to a message to answer the family.
team-chat-alone = Noted: until there is a group, what families write for the team comes here. For a group, add me to it and type /equipe there.
team-chat-set = The bot’s setting CITE_STAFF_CHAT_ID names another group ({ $chat }), and wins. Nothing is changed.
team-chat-there = The team has its group already ({ $chat }). To change it, type /equipe in the new group.
team-chat-left = The team has another group now: I do not write to it here any more.
team-rights-missing =
    As an administrator of this group I lack:
    { $rights }
team-right-can_manage_topics = • the right to manage topics
team-right-can_delete_messages = • the right to delete messages
team-invitation =
    A link for one person: it works once, for 24 hours.
    { $link }

    When it has been opened, I shall ask you here whether to let that person in.
team-request =
    <b>{ $name }</b> asks to join the team (number { $person }). That is the name Telegram gives me: people choose their own.
team-accept = Accept
team-decline = Decline
team-asked = Your request is on its way. A manager answers within 24 hours, and I tell you here.
team-refused-over = This link leads nowhere: it has been used, or its day is over. Ask whoever gave it to you for another one.
team-refused-member = You are of the team already.
team-refused-over-manager = There is nothing to decide here any more: it is done, or too late. See /membres.
team-refused-last = There must be a manager: make somebody else one first.
team-number = number { $person }
team-accepted = { $name } is of the team now.
team-declined = You did not let { $name } in.
team-welcome = Welcome to the team! In its group, reply to a message to answer the family. At the door, scan a family’s code: I tell you who it is.
team-was-declined = Your request was not accepted.
team-members = <b>The team</b>
team-member-set = • number { $person }: manager, by the bot’s settings
team-member = • { $name }: { $role ->
        [manager] manager
       *[other] animator
    }, since { $since }
team-members-how = To invite somebody: /inviter.
team-change = Change: { $name }
team-which = What is to change for { $name }?
team-out = Remove from the team
team-manager = Make a manager too
team-removed = { $name } is not of the team any more, and links made by this person end. Mind the group too: I take nobody out of a group.
team-promoted = { $name } is a manager too now.
team-is-manager = You are a manager of the team too now: /membres, /inviter, /journal, /equipe.
team-journal = <b>What was done in the team’s name</b>
team-journal-empty = Nothing yet.
team-journal-older = Older
team-journal-line = • { $when }, { $who }: { $act }
team-act-invited = made an invitation
team-act-asked = asked to join the team
team-act-accepted = let somebody in ({ $about })
team-act-declined = let somebody not in ({ $about })
team-act-removed = removed from the team ({ $about })
team-act-promoted = made a manager ({ $about })
team-act-chat_set = chose the team’s group ({ $about })
team-act-chat_moved = the group has a new number ({ $about })
team-act-answered = answered a family (question no. { $about })
team-act-returned = undid the removal of a phone (no. { $about })
team-act-final = made the removal of a phone final (no. { $about })
team-act-code_seen = looked at an entrance code (sign-up no. { $about })
