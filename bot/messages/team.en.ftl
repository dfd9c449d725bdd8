# What the team reads (the morning digest, questions, facts to fill in), and what families read of it
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
digest-owed = <b>Without Telegram</b>: to be told by telephone
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
staff-unwell = { $what ->
        [webhook] Telegram cannot bring me the families’ messages any more: they get no answer.
        [inbox] Messages of families have been waiting for more than a quarter of an hour.
        [outbox] Messages that I have to send have been waiting for more than a quarter of an hour.
        [another] Another program reads this bot’s messages too: some families may get no answer.
       *[clock] The computer that I run on does not have the right time.
    } Tell the person who runs the bot: the command "cite doctor" says more.
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
staff-question-first = { $family ->
        [none] <b>A family writes to you</b>
       *[other] <b>A family writes to you</b> (family { $family })
    }
staff-question-same = { $family ->
        [none] <b>Another family, about the same</b>
       *[other] <b>Another family, about the same</b> (family { $family })
    }
staff-question-more = { $family ->
        [none] <b>The family adds</b>
       *[other] <b>The family adds</b> (family { $family })
    }
staff-question-words = “{ $words }”
staff-question-before = Before that:
question-before = “{ $asked }” — “{ $said }”
staff-question-seen = They had just read: “{ $seen }”
staff-question-taken-back = The family has taken these words back: they are erased.
staff-question-over = These words touched on health: they are erased after a week.
staff-question-old = The time for which these words are kept is over: they are erased.
staff-question-how = To answer, reply to this message. What begins with // stays among you.
staff-question-how-same = Reply to this message to answer this family alone, or to the first question to answer all of them.
staff-topic = { $subject ->
        [none] No. { $number }
       *[other] No. { $number }, { $subject }
    }
staff-recall = { $n ->
        [one] <b>A question has been waiting since yesterday</b>
       *[other] <b>{ $n } questions are waiting, the oldest since yesterday</b>
    }
staff-recall-how = { $n ->
        [one] To answer it, reply to this message.
       *[other] To answer all of them, reply to this message; to answer one, reply to its question above.
    }
staff-recall-over = This reminder is over.
staff-unsettled = { $family ->
        [none] The family says that this does not answer their question yet. If they write what is missing, I put it here.
       *[other] Family { $family } says that this does not answer their question yet. If they write what is missing, I put it here.
    }
staff-answer-sent = { $n ->
        [one] Sent to the family.
       *[other] Sent to { $n } families.
    }
staff-answer-settled = { $n ->
        [one] They say that it answers their question.
       *[other] { $n } families say that it answers their question.
    }
staff-answer-blocked = { $n ->
        [one] Not sent: the family has blocked the bot.
       *[other] Not sent to { $n } families, who have blocked the bot.
    }
staff-answer-refused = { $n ->
        [one] Not sent: Telegram did not take this message.
       *[other] Not sent to { $n } families: Telegram did not take this message.
    }
staff-answer-gone = { $n ->
        [one] The family has erased everything meanwhile: I do not know whether your answer arrived.
       *[other] { $n } families have erased everything meanwhile: I do not know whether your answer reached them.
    }
staff-answer-erased = Not sent: this question has been erased.
staff-answer-kinds = Not sent: I pass on nothing but text, a photo, a voice message or a document. Can you say it that way?
staff-answer-correct = Correct
staff-answer-withdraw = Take back
staff-answer-fix = Reply to this message with what it should have said: that takes the place of your answer.
staff-answer-fix-toast = Reply to the message that comes
staff-answer-over = This answer has been corrected or taken back already, or the question is erased.
staff-answer-too-late = Too late to take it back: Telegram allows that for 48 hours only. You can still correct it: the family gets the new answer and reads that it replaces the old one.
staff-answer-withdrawn = Taken back: the family no longer sees this answer, and reads that you took it back.
staff-erased = { $n ->
        [0] A family has erased everything: what they wrote to you, and what you answered, goes from here.
        [one] A family has erased everything. Telegram does not let me delete a message of the team’s, more than 48 hours old: please delete it yourselves.
       *[other] A family has erased everything. Telegram does not let me delete { $n } messages of the team’s, more than 48 hours old: please delete them yourselves.
    }
staff-remains = { $n ->
        [one] The time for which some questions are kept is over. One answer of the team’s stays here, which Telegram does not let me delete: please delete it yourselves.
       *[other] The time for which some questions are kept is over. { $n } answers of the team’s stay here, which Telegram does not let me delete: please delete them yourselves.
    }
staff-no-topics = I can no longer manage the topics of this group: as an administrator I need the right to. Until then, questions come here, outside any topic.
staff-topic-lost = The topic of question no. { $number } is gone: the rest comes here. If the question still waits, I give it to you again.
staff-not-deleted =
    I could not delete what a family has erased: I lack the right to. Please delete it yourselves:
    { $link }
staff-not-taken-back = Telegram would not take an answer back: the family still sees it, with the word that you took it back.
team-answer-asked =
    This is <b>the team’s answer</b>. You had written: “{ $words }”

    Does it answer your question?
team-answer-asked-anew =
    This is <b>the team’s corrected answer</b>, which replaces the one before. You had written: “{ $words }”

    Does it answer your question?
team-answer-yes = Yes, thank you
team-answer-no = Not quite
team-answer-settled = Good, I tell the team. If anything else comes up, write to me.
team-answer-unsettled = I tell the team. What is missing? Write it in one sentence: I pass it on.
team-answer-withdrawn = The team has taken its answer back. You had written: “{ $words }”
team-answer-corrected = The team has corrected its answer: the right one is below. You had written: “{ $words }”
team-talks = The team is answering you right now: I pass your question on to them, and the next ones about this. For anything else, I am here.
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
team-welcome = Welcome to the team! In its group, reply to a message to answer the family. At the door, scan a family’s code: its arrival is noted. Your lists: /lists.
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
team-act-corrected = corrected an answer (question no. { $about })
team-act-withdrawn = took an answer back (question no. { $about })
team-act-returned = undid the removal of a phone (no. { $about })
team-act-final = made the removal of a phone final (no. { $about })
team-act-code_seen = looked at an entrance code (sign-up no. { $about })
group-for-team = A class or a group is not registered here as a family is: the team sees to it. Shall I pass your request on? If you like, add how many you will be, and when.
