# What the team writes to families: to those of an event, or to one of them
announcement = <b>The Cité’s team writes to you</b>
announcement-about = { $title }, { $when }
announcement-in-french = The team has only written this in French:
announcement-answer = Answer the team
announcement-to-event = Write to the families
announcement-to = Write to family { $family }
announcement-which = <b>For which event?</b>
    Tap the one whose families should read your message.
announcement-no-event = No family is signed up for an event to come.
announcement-event = { $title }, { $day } ({ $n })
announcement-more = More
announcement-to-whom = <b>{ $about }</b>
    To whom?
announcement-nobody = <b>{ $about }</b>
    Nobody is signed up, and nobody waits.
announcement-nobody-there = There is nobody to send it to: nothing has left.
announcement-counted = { $families ->
        [one] one family
       *[other] { $families } families
    }, { $kind ->
        [children] { $people ->
            [one] one child
           *[other] { $people } children
        }
       *[people] { $people ->
            [one] one person
           *[other] { $people } people
        }
    }
announcement-seated = Signed up: { $who }
announcement-in_line = Waiting: { $who }
announcement-to-many = <b>For { $who }</b>.
announcement-to-one = <b>For family { $family }</b>.
announcement-away = { $n ->
        [one] One family has blocked the bot: it reads this only if it comes back.
       *[other] { $n } families have blocked the bot: they read this only if they come back.
    }
announcement-to-call = { $n ->
        [one] One family has no Telegram: it will be called.
       *[other] { $n } families have no Telegram: they will be called.
    }
announcement-called = { $n ->
        [one] • one family is to be called: /appels
       *[other] • { $n } families are to be called: /appels
    }
announcement-write-fr = Write the message, as families will read it.
announcement-write-en = Write the same message in English.
announcement-unfit = That does not fit: it takes words, { $most } characters at most.
announcement-sure = That is what will be read. Nothing has left yet.
announcement-send = Send
announcement-fix = Correct
announcement-english = Write it in English too
announcement-drop = Cancel
announcement-dropped = It is cancelled: nothing has left.
announcement-on-its-way = Your message is on its way.
announcement-progress = The message is leaving: { $done } of { $n }.
announcement-stop = Stop sending
announcement-stopping = Stopped: what has not left will not leave.
announcement-too-late = All of it has left already.
announcement-over = It has all been sent.
announcement-stopped = The sending was stopped.
announcement-report = <b>Your message to families</b>
    { $title }
announcement-delivered = { $n ->
        [one] • one family has it
       *[other] • { $n } families have it
    }
announcement-unclear = { $n ->
        [one] • one family may have it: I do not repeat it
       *[other] • { $n } families may have it: I do not repeat it
    }
announcement-blocked = { $n ->
        [one] • one family has blocked the bot
       *[other] • { $n } families have blocked the bot
    }
announcement-failed = { $n ->
        [one] • one message could not be sent
       *[other] • { $n } messages could not be sent
    }
announcement-not_sent = { $n ->
        [one] • for one family it was not true any more, or it was stopped
       *[other] • for { $n } families it was not true any more, or it was stopped
    }
announcement-missed = To reach otherwise: family { $families }.
announcement-one-delivered = Sent to the family.
announcement-one-going = Not sent yet: Telegram does not answer.
announcement-one-unclear = Sent, but I do not know whether the family has it.
announcement-one-blocked = Not sent: the family has blocked the bot.
announcement-one-failed = Not sent: Telegram did not take this message.
announcement-one-not_sent = Not sent: the family has erased everything meanwhile.
command-annonce = Write to the families of an event
command-fait = Fill in what families ask
command-faits = What the team has filled in
command-noms = Things and names that were added
team-act-announced = message to the families of an event (no. { $about })
team-act-stopped = sending stopped (no. { $about })
team-act-wrote = message to a family (no. { $about })
team-act-filled = answer filled in (no. { $about })
team-act-emptied = answer taken out (no. { $about })
team-act-named = thing or name added (no. { $about })
team-act-unnamed = thing or name taken out (no. { $about })
