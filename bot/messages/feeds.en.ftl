# Addresses that the agenda is read from: what the team reads and presses
command-agendas = The agendas read online
feed-list = <b>The agendas read online</b>
    I read them again every two hours. What is new comes as a draft; about the rest I ask you.
feed-none = No agenda is read online. Give me the address of an agenda (iCalendar, OpenAgenda, CSV or XLSX): I will read it again every two hours.
feed-line = • <b>no. { $number }</b> ({ $host }): { $read ->
        [never] not read yet
       *[other] read { $read }
    }{ $state ->
        [trouble] , <b>cannot be read any more</b>
        [waits] , changes wait for your yes
       *[fine] {""}
    }.
feed-open = No. { $number } ({ $host })
feed-add = Add an address
feed-drop = Cancel
feed-back = All agendas
feed-now = Read again now
feed-remove = Read agenda no. { $number } ({ $host }) no more? The events that came from it stay.
feed-remove-ask = Read no more
feed-remove-sure = Yes, read it no more
feed-keep = No, keep it
feed-removed = Done: this agenda is read no more. Its events stay.
feed-in-private = An address may hold a key: write to me in private, and send /agendas there.
feed-write = Send me the address of the agenda. It begins with https:// or webcal://.
feed-added = Noted: agenda no. { $number } ({ $host }). I read it within a minute, and tell you what I find there.
feed-not-added = This address was not added: it is read already, or there are { $most } already. See /agendas.
feed-will-be-read = I read it again within a minute.
feed-added-events = Agenda no. { $number } ({ $host }): { $n ->
        [one] a new event has come. It stays a draft until somebody publishes it.
       *[other] { $n } new events have come. They stay drafts until somebody publishes them.
    }
feed-preview = <b>Agenda no. { $number }</b> ({ $host }): { $n ->
        [one] an event has changed
       *[other] { $n } events have changed
    } at the source. Nothing is changed here yet.
feed-apply = Apply all
feed-leave = Leave as it is
feed-more = … and { $n } more.
feed-change = <b>{ $title }</b>, { $when }{ $taken ->
        [0] {""}
        [one] {" "}(one place taken)
       *[other] {" "}({ $taken } places taken)
    }
feed-change-cancelled = <b>cancelled</b>
feed-change-scheduled = takes place after all
feed-change-moved = <b>{ $when }</b>
feed-change-capacity = { $new ->
        [0] no sign-up
        [one] one place
       *[other] { $new } places
    } instead of { $old ->
        [0] free entry
       *[other] { $old }
    }
feed-change-others = new: { $names }
feed-column-title = title
feed-column-title_en = English title
feed-column-kind = kind
feed-column-room = room
feed-column-age_min = age
feed-column-age_max = age
feed-column-audiences = audience
feed-column-themes = themes
feed-column-description = description
feed-column-description_en = English description
feed-column-signup_opens_at = sign-up dates
feed-column-signup_closes_at = sign-up dates
feed-column-reminders = reminders
feed-column-questions = questions at sign-up
feed-column-family_cap = places a family
feed-applied = Applied: { $changed ->
        [0] nothing was left to change
        [one] one event changed
       *[other] { $changed } events changed
    }{ $moved ->
        [0] {""}
        [one] , one of them moved
       *[other] , { $moved } of them moved
    }{ $cancelled ->
        [0] {""}
        [one] , one of them cancelled
       *[other] , { $cancelled } of them cancelled
    }. The families concerned are told.{ $over ->
        [0] {""}
       *[other] {" "}Mind: more people are signed up than there are places; nobody is taken out.
    }
feed-not-applied = Nothing is applied: the source takes the sign-ups away from an event where places are taken. Correct it at the source, or leave it as it is.
feed-left = Nothing has changed here. I will only ask again if the source changes once more.
feed-missing = <b>Agenda no. { $number }</b> ({ $host }): { $n ->
        [one] an event is not in it any more
       *[other] { $n } events are not in it any more
    }. Nothing is cancelled.
feed-missing-how = What should be done?
feed-kept = All right: nothing has changed, everything still takes place.
feed-kept-all = Everything still takes place
feed-cancel-one = Cancel “{ $title }”
feed-trouble = <b>Agenda no. { $number }</b> ({ $host }): the last reading gave nothing that can be used. Nothing is changed here.
feed-trouble-told = I go on trying, and tell you when all is well again.
feed-fewer = That is right, there are fewer
feed-well = Agenda no. { $number } ({ $host }): it can be read again.
feed-flaw-empty = It is empty.
feed-flaw-halved = Half of the events to come, or more, are not in it any more.
feed-flaw-no-address = This is no address such as https://example.org/agenda.ics.
feed-flaw-not-https = Only https:// addresses are read.
feed-flaw-with-password = An address with a name or a password in it is not read.
feed-flaw-not-public = The address leads into a private network, or nowhere.
feed-flaw-unreachable = The address does not answer.
feed-flaw-refused = The address answers, but gives no file.
feed-flaw-redirects = The address sends on and on to other addresses.
feed-flaw-too-large = What is there is too heavy.
feed-flaw-too-slow = The address takes too long to answer.
feed-flaw-sealed = The address cannot be deciphered any more: remove it and add it again.
feed-flaw-broken = Reading it failed.
feed-flaw-not-utf8 = The file is not UTF-8: save it as “CSV UTF-8”.
feed-flaw-file-unknown-format = It is neither CSV nor XLSX nor iCalendar nor OpenAgenda JSON.
feed-flaw-file-too-large = The file is too large: 8 MB and 10,000 events at most.
feed-flaw-file-too-heavy = The file takes too much time or memory to be read.
feed-flaw-file-broken = The file is damaged.
feed-flaw-file-incomplete = The file holds a part of the events only: ask for all of them at once (size=300).
feed-flaw-bad-lines = The file has errors: nothing of it is taken in.
feed-at-fault = { $n ->
        [one] One error
       *[other] { $n } errors; the first
    }, { $place ->
        [entry] entry
       *[line] line
    } { $line }{ $column ->
        [none] {""}
       *[other] , { $column }
    }: { $cause }.
feed-cause-no-header = the line with the columns’ names is missing
feed-cause-unknown-column = unknown column
feed-cause-missing-column = missing column
feed-cause-column-twice = a column is there twice
feed-cause-cell-count = not the right number of cells
feed-cause-broken-quotes = broken quotes
feed-cause-empty = empty
feed-cause-too-long = too long
feed-cause-control-character = invisible character
feed-cause-unknown-word = unknown word
feed-cause-bad-number = a number is expected
feed-cause-ages-reversed = ages the wrong way round
feed-cause-bad-time = unreadable date
feed-cause-no-such-time = an hour that does not exist
feed-cause-time-twice = an hour that exists twice
feed-cause-wrong-offset = wrong offset from UTC
feed-cause-end-before-start = the end is not after the beginning
feed-cause-closes-before-opening = sign-up closes before it opens
feed-cause-bad-reminders = reminders not understood
feed-cause-uid-twice = the same uid twice
feed-cause-unknown-zone = unknown time zone
feed-cause-too-often = repeats too often
feed-cause-bad-rule = unreadable rule of repetition
feed-cause-bad-field = unreadable field
team-act-feed_added = added an agenda read online (no. { $about })
team-act-feed_removed = removed an agenda read online (no. { $about })
team-act-feed_read = had an agenda read again (no. { $about })
team-act-feed_applied = applied an agenda’s changes (no. { $about })
team-act-feed_left = left an agenda’s changes (no. { $about })
