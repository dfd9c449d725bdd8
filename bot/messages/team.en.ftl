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
