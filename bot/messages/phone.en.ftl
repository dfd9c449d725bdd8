# Families that telephone: what the team does for them, what it says to them, and how they get a chat
command-telephone = Sign up somebody who calls
command-appels = Families to call
phone-only-private = This is about first names and numbers: it is done in private, never in a group. Open me here: { $link }
phone-which = <b>A family calls</b>
    For which event?
phone-find = To be quicker, write words of the title: “/telephone robots”.
phone-no-event = No event to come takes sign-ups at the moment.
phone-more = More
phone-event = <b>{ $title }</b>
    { $when }
phone-places = { $free ->
        [0] Full: a sign-up would go to the waiting list
        [one] One free place
       *[other] { $free } free places
    }
phone-sign-up = Sign up by telephone
phone-change = Cancel or move a place
phone-ask-who = Write the first name and the month of birth, such as “Léa March 2018 and Tom June 2016”. You may add the telephone number.
phone-ask-who-grown = Write everybody’s first name; for a child the month of birth too, such as “Léa March 2018”. You may add the telephone number.
phone-not-read-who = I did not find a first name.
phone-ask-birth = In which month and year was <b>{ $who }</b> born? For example “March 2018”.
phone-not-read-birth = I did not find a month of birth.
phone-adult = An adult
phone-ask-phone = Under which number can this family be called?
phone-not-read-phone = I did not find a telephone number.
phone-recap = <b>To read back to the family</b>
phone-child = • { $who }, { $age ->
        [0] under one year
        [one] one year
       *[other] { $age } years
    } old on that day
phone-grown = • { $who }, adult
phone-young = • { $who }: too young ({ $ages })
phone-old = • { $who }: over the age ({ $ages })
phone-number = Telephone: { $phone }
phone-known = This number has called before: it is family { $family }.
phone-read-out = <b>To read out</b>
    “For the sign-up, La Cité keeps your telephone number, and the first name{ $kind ->
        [children] {" "}and month of birth
       *[people] {""}
    } of everybody who comes. Your number is erased 30 days after the event, the rest after { $days } days. Call us to have any of it put right or erased. { $kind ->
        [children] Are you a parent or legal guardian, and do you agree
       *[people] Do you agree
    }?”
phone-question-alone = { $said ->
        [yes] Leaves alone: yes
        [no] Leaves alone: no
       *[open] Leaves alone: not asked
    }
phone-question-photo = { $said ->
        [yes] Photos: agreed
        [no] Photos: no
       *[open] Photos: not asked
    }
phone-yes = Yes, sign up
phone-yes-rest = { $n ->
        [one] Yes, one place, the others wait
       *[other] Yes, { $n } places, the others wait
    }
phone-wait = Yes, on the waiting list
phone-wait-together = Yes, all wait together
phone-wait-apart = Yes, they wait one by one
phone-fix = Put right
phone-drop = Cancel
phone-dropped = Cancelled: nothing is kept.
phone-not-written = Nobody is signed up yet.
phone-done = <b>Noted for family { $family }</b>
phone-stands-confirmed = • { $who }: signed up
phone-stands-waiting = • { $who }: on the waiting list, no. { $place }
phone-stands-offered = • { $who }: a place is offered
phone-stands-cancelled = • { $who }: cancelled
phone-called-instead = This family has no Telegram here: I shall tell you when to call it.
phone-undo = Undo this sign-up
phone-undone = Undone: this sign-up is gone.
phone-undone-erased = Undone: this sign-up is gone, and the number is erased.
phone-undo-late = Too late to undo: cancel each place instead.
phone-link = Link it to Telegram
phone-linked = <b>Code of family { $family }</b>
    To read out: <b>{ $code }</b>
    They open { $bot } in Telegram and write “/code { $code }”.

    Or send this link: { $link }

    It works once, until { $until }. I shall ask under which number you call them: one mistake, and another code is needed. After that, news reaches them in Telegram.
phone-linked-already = This family has Telegram already, or is gone.
phone-link-used = Family { $family } has Telegram now: no need to call it.
phone-link-wrong = Somebody opened the code of family { $family } without knowing its number: that code is worth nothing any more. If need be, make another one with the family.
phone-erase = Erase this family
phone-erase-sure = Erase family { $family }: its number, the first names and all its sign-ups? There is no way back.
phone-erase-yes = Yes, erase everything
phone-erased = Erased. Places to come go to others.

call-list = { $n ->
        [0] Nobody is to be called.
        [one] <b>One call to make</b>
       *[other] <b>{ $n } calls to make</b>
    }
call-told = { $n ->
        [one] <b>One call to make</b>
            A family without Telegram waits for news. The details, in private: /appels
       *[other] <b>{ $n } calls to make</b>
            Families without Telegram wait for news. The details, in private: /appels
    }
call-in-group = { $n ->
        [0] Nobody is to be called.
        [one] One call is to be made. First names and number, in private: write /appels to me here: { $link }
       *[other] { $n } calls are to be made. First names and numbers, in private: write /appels to me here: { $link }
    }
call-who = <b>{ $phone }</b> (family { $family })
call-line = { $n }. { $who } (family { $family }): { $what }
call-what-reminder = reminder
call-what-offer = place on offer
call-what-last_call = last minute
call-what-list_closed = waiting list closed
call-what-place_confirmed = place confirmed
call-what-place_cancelled = place cancelled
call-what-place_moved = place moved
call-what-event_moved = another date
call-what-event_cancelled = cancelled
call-what-event_resumed = takes place
call-say-reminder = “Hello, this is La Cité du numérique. { $who }: we expect you for { $title }, { $when }. Are you coming?”
call-say-offer = “Hello, this is La Cité du numérique. A place is free for { $who }: { $title }, { $when }. It is kept until { $until }. Will you take it?”
call-say-last_call = “Hello, this is La Cité du numérique. A place has just become free for { $who }: { $title }, { $when }. The first family to say yes has it. Will you take it?”
call-say-list_closed = “Hello, this is La Cité du numérique. The waiting list is closed for { $title }, { $when }: there was no place for { $who }. We are sorry.”
call-say-place_confirmed = “Hello, this is La Cité du numérique. The place is confirmed for { $who }: { $title }, { $when }.”
call-say-place_cancelled = “Hello, this is La Cité du numérique. The place is cancelled for { $who }: { $title }, { $when }.”
call-say-place_moved = “Hello, this is La Cité du numérique. { $who }: the place is now at { $title }, { $when }{ $was ->
        [none] {""}
       *[other] , and no longer { $was }
    }.”
call-say-event_moved = “Hello, this is La Cité du numérique. { $title } has another date: { $was ->
        [none] {""}
       *[other] no longer { $was }, but{" "}
    }{ $when }. { $who }: the place is kept. Does that suit you?”
call-say-event_cancelled = “Hello, this is La Cité du numérique. { $title }, { $when }, will not take place. { $who }: the sign-up ends with it. We are sorry.”
call-say-event_resumed = “Hello, this is La Cité du numérique. { $title } takes place after all, { $when }. { $who }: the place is kept.”
call-what-announcement = message of the team
call-say-announcement = “Hello, this is La Cité du numérique, about { $title }, { $when }, for { $who }. { $words }”
call-open = Call family { $family }
call-done = Called
call-yes = Accepts
call-no = Declines
call-change = Cancel or move
call-all = All calls to make
call-next = The other calls
call-noted-told = Noted: called.
call-noted-taken = Noted: the place goes to { $who }.
call-noted-left = Noted: the place goes to the next family.
call-noted-late = The place is free no more: it went to somebody else. { $who } stays on the waiting list.
call-over = This call is not to be made any more: somebody made it, or it is not true now.

place-which = <b>{ $title }</b>, { $when }
    Whom is it about?
place-nobody = <b>{ $title }</b>, { $when }
    Nobody is signed up or waits.
place-label = { $who } ({ $family })
place-about = <b>{ $who }</b> (family { $family })
    { $title }, { $when }
place-cancel = Cancel this place
place-move = Move
place-cancel-sure = The family will be told{ $how ->
        [chat] {" "}by the bot.
       *[call] : you will be asked to call.
    } The place goes to others.
place-cancel-yes = Yes, cancel this place
place-keep = Change nothing
place-kept = Nothing has changed.
place-cancelled = Cancelled for <b>{ $who }</b>.
place-undo = Restore
place-restored = Restored for <b>{ $who }</b>.
place-not-restored = Too late: the place went to somebody else, or the event has changed.
place-move-where = To which event?
place-move-nowhere = No other event fits.
place-moved = Moved for <b>{ $who }</b>: { $title }, { $when }.
place-move-full = No place is left there: nothing has changed.
place-gone = This place is gone.
place-move-sure = <b>{ $who }</b>: from { $from } to { $to }. The family will be told{ $how ->
        [chat] {" "}by the bot.
       *[call] : you will be asked to call.
    }
place-move-yes = Yes, move

notice-place-cancelled = The team of La Cité has cancelled the place of <b>{ $who }</b>, as agreed with you:
notice-place-moved = The team of La Cité has moved <b>{ $who }</b>, as agreed with you:

link-ask = The team of La Cité has signed somebody up for you, by telephone. To go on here, tell me how the number ends that you gave them.

    By saying so you confirm that you are this person, an adult, the children’s parent or legal guardian, and that I may keep these data.{ $own ->
        [yes] {"\u000A"}Your sign-ups from here and those will be put together.
       *[no] {""}
    }
link-none = None of these
link-done = Done: your sign-ups are here, and so will be the news.
link-left = Very well, nothing changes.
link-wrong = That is not the number: to be safe, the code is worth nothing any more. Call the team for another one.
link-refused-unknown = I do not know this code. Please check it with the team.
link-refused-ended = This code was used already, or the team has made another one.
link-refused-expired = This code is over: it lasted a week. Call the team for another one.
link-refused-full = Two telephones are linked to this family already: that is the most.
link-refused-shared = This telephone is linked to a family that has a second one: please ask the team.
link-refused-suspended = This telephone has just been taken out of a family, and nothing is final yet. Answer that first, in /data.
link-how = Write “/code” and then the code that the team gave you.

team-act-phoned = sign-up by telephone (family { $about })
team-act-unphoned = sign-up by telephone undone (family { $about })
team-act-called = call made (family { $about })
team-act-place_taken = place accepted by telephone (family { $about })
team-act-place_left = place declined by telephone (family { $about })
team-act-place_cancelled = place cancelled (family { $about })
team-act-place_restored = place restored (family { $about })
team-act-place_moved = place moved (family { $about })
team-act-code_made = code for Telegram (family { $about })
team-act-erased = family erased as it asked (family { $about })
