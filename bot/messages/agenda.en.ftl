# The agenda in the team's hands: seen, made, changed, imported from a file
plan-somebody = [first name]
plan-listed = { $n ->
        [0] <b>The agenda</b>
    Nothing is planned for now.
       *[other] <b>The agenda</b>
    { $n ->
        [one] One event to come
       *[other] { $n } events to come
    }{ $drafts ->
        [0] {""}
        [one] , one of them a draft that families do not see
       *[other] , { $drafts } of them drafts that families do not see
    }. Tap the one you are looking for.
    }
plan-listed-file = To add or change several at once, send me a file here: CSV, XLSX, .ics or OpenAgenda’s JSON.
plan-find = To be quicker, write words of the title: “/events robots”.
plan-found = { $n ->
        [one] One event to come with
       *[other] { $n } events to come with
    } “{ $words }” in the title{ $more ->
        [0] {""}:
       *[other] . The first ones:
    }
plan-found-none = No event to come has “{ $words }” in its title.
plan-event = { $title }, { $day }{ $places ->
        [none] {""}
       *[other] { " " }({ $places })
    }
plan-event-draft = Draft: { $title }, { $day }
plan-new = New event
plan-export = Export the agenda
plan-export-which = In which format?
plan-export-csv = Table (CSV)
plan-export-xlsx = Spreadsheet (XLSX)
plan-export-ics = Calendar (.ics)
plan-export-openagenda = OpenAgenda (JSON)
plan-export-sent = I am sending you the file in private.
plan-exported = The whole agenda, drafts included. Send me this file back corrected: I will show you what it changes.
plan-list = See the agenda
plan-is-draft = <b>Draft: families do not see it.</b>
plan-held = { $n ->
        [0] No registrations for now.
       *[other] Registrations: { $who }{ $waiting ->
            [0] .
            [one] , one of them on the waiting list.
           *[other] , { $waiting } of them on the waiting list.
        }
    }
plan-too-many = Careful: { $title } has { $places } places, and the room “{ $room }” holds { $least } to { $most } people.
plan-clash = Careful, { $what }: { $room } is taken at the same time by { $title }, { $when }.
plan-publish = Publish
plan-publish-all = Publish all drafts
plan-move = Move
plan-cancel = Cancel the event
plan-cancel-draft = Give up this draft
plan-places = Change the places
plan-room = Change the room
plan-close = Close registrations
plan-open = Open registrations
plan-copy = Duplicate
plan-series = Make a series
plan-ask-title = <b>New event</b>
    What is its title?
plan-ask-starts = <b>{ $title }</b>
    Which day, and at what time? For example: Saturday 12 December from 2 pm to 4 pm.
plan-ask-ends = <b>{ $title }</b>
    How long does it last, or when does it end? For example: 2 h, or 16:30.
plan-ask-kind = <b>{ $title }</b>
    What kind of event is it?
plan-ask-room = <b>{ $title }</b>
    In which room? Tap it, or write the name of another one.
plan-ask-ages = <b>{ $title }</b>
    For which ages? For example: 8 to 12, from 15, all.
plan-ask-places = <b>{ $title }</b>
    How many places?
plan-ask-description = <b>{ $title }</b>
    What should families know about it?
plan-ask-audiences = <b>{ $title }</b>
    For which audiences? Tap each of them.
plan-ask-themes = <b>{ $title }</b>
    On which themes? Tap each of them.
plan-ask-reason = <b>{ $title }</b>
    Why is it cancelled? Families will read your sentence as it is.
plan-ask-every = <b>{ $title }</b>
    How often?
plan-ask-count = <b>{ $title }</b>
    How many more times, after this date? 24 at most.
plan-skip-room = No room in particular
plan-skip-ages = All ages
plan-skip-places = Without registration
plan-skip-description = Without a description
plan-skip-audiences = Skip
plan-skip-themes = Skip
plan-skip-reason = Without a reason
plan-several-done = Continue
plan-on = ✓ { $what }
plan-off = { $what }
plan-back = Back
plan-drop = Cancel
plan-dropped = Cancelled: nothing has changed.
plan-fix = Correct
plan-tap = Tap one of the answers below.
plan-wrong-text = That does not fit: it takes words, { $most } characters at most.
plan-wrong-day = I do not read one precise day.
plan-wrong-hour = The time is missing.
plan-wrong-clock = The clocks change that night: this time does not exist, or comes twice.
plan-wrong-past = That date is already past.
plan-wrong-end = I read neither a length nor an end after the start.
plan-wrong-ages = I do not read any ages.
plan-wrong-places = I do not read a number of places.
plan-wrong-count = I do not read a number from 1 to 24.
plan-kind-workshop = Workshop
plan-kind-course = Course
plan-kind-conference = Conference
plan-kind-escape = Escape game
plan-kind-meeting = Meeting
plan-kind-visit = Visit
plan-every-week = Every week
plan-every-two_weeks = Every two weeks
plan-every-month = Every month, the same day
plan-audiences-everyone = Everyone
plan-audiences-pupils = Pupils
plan-audiences-middle-school = Middle school
plan-audiences-high-school = High school
plan-audiences-students = Students
plan-audiences-seniors = Seniors
plan-audiences-beginners = Beginners
plan-audiences-families = Families
plan-audiences-companies = Companies
plan-audiences-associations = Associations
plan-audiences-public-bodies = Public bodies
plan-themes-basics = Basics
plan-themes-ai = Artificial intelligence
plan-themes-data = Data
plan-themes-security = Cybersecurity
plan-themes-social-networks = Social networks
plan-themes-women = Women in tech
plan-themes-addiction = Addictions
plan-themes-coding = Coding
plan-themes-fabrication = Making
plan-themes-media = Media
plan-themes-entrepreneurship = Entrepreneurship
plan-themes-orientation = Orientation
plan-sure-publish = This is what families will see. Publish <b>{ $title }</b>?
plan-sure-all = <b>Publish { $n ->
        [one] one draft
       *[other] { $n } drafts
    }?</b>
plan-sure-move = <b>{ $title }</b>
    Before: { $was }
    After: <b>{ $when }</b>
plan-sure-cancel = <b>Cancel { $title }?</b>
    { $was }
plan-sure-places = <b>{ $title }</b>
    Places before: { $before ->
        [none] without registration
       *[other] { $before }
    }
    Places after: <b>{ $places ->
        [none] without registration
       *[other] { $places }
    }</b>
plan-sure-room = <b>{ $title }</b>
    New room: <b>{ $room ->
        [none] not told
       *[other] { $room }
    }</b>. Families are not told of it by themselves: “Write to families” does that.
plan-sure-close = Close registrations for <b>{ $title }</b>? Whoever is registered stays so.
plan-sure-open = Open registrations for <b>{ $title }</b>, until it begins?
plan-sure-series = <b>{ $title }</b>
    { $n ->
        [0] No date is kept.
        [one] One date, as a draft.
       *[other] { $n } dates, as drafts.
    } Tap a date to leave it out or put it back.
plan-day-in = { $day }
plan-day-out = Left out: { $day }
plan-ok-publish = Publish
plan-ok-all = Publish all
plan-ok-move = { $families ->
        [0] Move
       *[other] Move and tell them
    }
plan-ok-cancel = { $families ->
        [0] Cancel the event
       *[other] Cancel and tell them
    }
plan-ok-places = Confirm
plan-ok-room = Confirm
plan-ok-close = Close
plan-ok-open = Open
plan-ok-series = Create these drafts
plan-out-of-age = { $n ->
        [one] One person will not have the right age that day: the place is kept, and the family will read so.
       *[other] { $n } people will not have the right age that day: their places are kept, and their families will read so.
    }
plan-over = { $n ->
        [one] One person too many is registered, and keeps the place.
       *[other] { $n } people too many are registered, and keep their places.
    }
plan-offers = { $n ->
        [one] One person is waiting and will be offered the free place.
       *[other] { $n } people are waiting and will be offered the free places, in their order.
    }
plan-gone = This event is not in the agenda any more: nothing was done.
plan-lost = People are registered: there must be a number of places. Nothing was done.
plan-changed-toast = The event has changed meanwhile: read again before you confirm.
plan-done-new = <b>Noted, as a draft.</b> Only “Publish” is missing.
plan-done-publish = <b>It is published.</b>
plan-done-all = { $n ->
        [one] <b>One event is published.</b>
       *[other] <b>{ $n } events are published.</b>
    }
plan-done-move = <b>It is moved.</b>
plan-done-cancel = <b>It is cancelled.</b>
plan-done-places = <b>The places are changed.</b>
plan-done-room = <b>The room is changed.</b>
plan-done-close = <b>Registrations are closed.</b>
plan-done-open = <b>Registrations are open.</b>
plan-done-copy = <b>Here is the copy, as a draft.</b>
plan-done-series = { $n ->
        [one] <b>One draft is created.</b>
       *[other] <b>{ $n } drafts are created.</b>
    }
plan-file-format = I can read an agenda as CSV, XLSX, .ics or OpenAgenda’s JSON. “Export the agenda”, in /events, gives you a model.
plan-file-large = This file is too large: { $most } MB at most.
plan-file-reading = I am reading “{ $name }”…
plan-file-read = I have read “{ $name }”: { $n ->
        [one] one event.
       *[other] { $n } events.
    }
plan-file-unreachable = Telegram does not give me this file for now. Send it again a little later.
plan-file-unreadable = I cannot read this file. If it is a CSV, save it as “CSV UTF-8” and send it again.
plan-flaw-unknown-format = I find no agenda in this file. I read CSV, XLSX, iCalendar (.ics) and OpenAgenda’s JSON.
plan-flaw-too-large = This file is too large: 8 MB and 10,000 events at most.
plan-flaw-too-heavy = This file takes too much time or memory: I left it alone, and nothing was changed.
plan-flaw-broken = This file is broken: it is not what its beginning says. Save it anew and send it again.
plan-flaw-incomplete = This file holds a part of the agenda only: ask for all of it, then send it again.
plan-file-empty = This file holds no event.
plan-file-same = It changes nothing in the agenda.
plan-file-lost = Nothing was changed: people are registered, and the file does not say any more how many places there are ({ $uids }).
plan-file-wrong = <b>Nothing was changed: { $n ->
        [one] there is one mistake in the file
       *[other] there are { $n } mistakes in the file
    }.</b>
plan-wrong-line = • Line { $line }:{ " " }
plan-wrong-no-header = the first line must name the columns: { $expected }
plan-wrong-unknown-column = the column “{ $value }” is not known
plan-wrong-missing-column = the column “{ $column }” is missing
plan-wrong-column-twice = the column “{ $column }” is there twice
plan-wrong-cell-count = { $value } cells, but the first line has { $expected }
plan-wrong-broken-quotes = the quotes are broken
plan-wrong-empty = “{ $column }” is empty
plan-wrong-too-long = “{ $column }” has { $value } characters, { $expected } at most
plan-wrong-control-character = “{ $column }” holds an invisible character
plan-wrong-unknown-word = “{ $column }”: “{ $value }” is none of: { $expected }
plan-wrong-bad-number = “{ $column }”: “{ $value }” is not a whole number within bounds ({ $expected })
plan-wrong-ages-reversed = the lowest age { $value } is above the highest { $expected }
plan-wrong-bad-time = “{ $column }”: “{ $value }” is not a date and time such as { $expected }
plan-wrong-no-such-time = “{ $column }”: { $value } does not exist, the clocks change that night
plan-wrong-time-twice = “{ $column }”: { $value } comes twice that night; write { $expected }
plan-wrong-wrong-offset = “{ $column }”: { $value } is not local time; it is { $expected }
plan-wrong-end-before-start = the end { $value } is not after the start { $expected }
plan-wrong-closes-before-opening = registrations close ({ $value }) before they open ({ $expected })
plan-wrong-bad-reminders = “{ $column }”: the reminders “{ $value }” cannot be read
plan-wrong-uid-twice = “{ $value }” is already on line { $expected }
plan-others = and { $n } more.
plan-would = <b>What this file would do</b>
plan-would-new = { $n ->
        [one] • one new event, kept as a draft
       *[other] • { $n } new events, kept as drafts
    }
plan-would-changed = { $n ->
        [one] • one event corrected (text, room, places, registrations)
       *[other] • { $n } events corrected (text, room, places, registrations)
    }
plan-would-moved = { $n ->
        [one] • one event moved
       *[other] • { $n } events moved
    }
plan-would-cancelled = { $n ->
        [one] • one event cancelled
       *[other] • { $n } events cancelled
    }
plan-would-resumed = { $n ->
        [one] • one cancelled event that takes place after all
       *[other] • { $n } cancelled events that take place after all
    }
plan-would-unchanged = { $n ->
        [one] • one event unchanged
       *[other] • { $n } events unchanged
    }
plan-would-missing = { $n ->
        [one] • one event to come is not in the file: it stays as it is
       *[other] • { $n } events to come are not in the file: they stay as they are
    }
plan-line-moved = – { $title }: { $was } → <b>{ $when }</b>{ $who ->
        [none] {""}
       *[other] { " " }({ $who })
    }
plan-line-cancelled = – cancelled: { $title }, { $was }{ $who ->
        [none] {""}
       *[other] { " " }({ $who })
    }
plan-line-resumed = – takes place after all: { $title }, { $when }{ $who ->
        [none] {""}
       *[other] { " " }({ $who })
    }
plan-into-the-past = Careful: { $title } would go to a date already past, and no family would be told.
plan-would-tell = To be told: <b>{ $who }</b>.
plan-would-call = { $n ->
        [one] One of them has no Telegram: it will have to be called.
       *[other] { $n } of them have no Telegram: they will have to be called.
    }
plan-would-tell-nobody = No family is to be told.
plan-without-places = { $n ->
        [one] One new event has no number of places: families would come without registering. If they are to register: “Change the places”, in /events.
       *[other] { $n } new events have no number of places: families would come without registering. If they are to register: “Change the places”, in /events.
    }
plan-nothing-yet = Nothing has changed yet.
plan-apply = Apply
plan-leave = Change nothing
plan-left = Very well, nothing has changed.
plan-changed-meanwhile = <b>The agenda has changed meanwhile: nothing was done.</b> This is what the file would do now.
plan-did = <b>Done.</b>
plan-did-new = { $n ->
        [one] • one new event
       *[other] • { $n } new events
    }
plan-did-changed = { $n ->
        [one] • one event changed
       *[other] • { $n } events changed
    }
plan-did-moved = { $n ->
        [one] • one of them moved
       *[other] • { $n } of them moved
    }
plan-did-cancelled = { $n ->
        [one] • one of them cancelled
       *[other] • { $n } of them cancelled
    }
plan-did-unchanged = { $n ->
        [one] • one event unchanged
       *[other] • { $n } events unchanged
    }
plan-did-over = { $n ->
        [one] In one event more people are registered than there are places: all keep theirs.
       *[other] In { $n } events more people are registered than there are places: all keep theirs.
    }
plan-did-call = { $n ->
        [one] One family has no Telegram and is still to be called: /appels
       *[other] { $n } families have no Telegram and are still to be called: /appels
    }
plan-did-tell = { $n ->
        [0] No family was to be told.
        [one] One family is being told; I will say whether it has arrived.
       *[other] { $n } families are being told; I will say who has it.
    }
plan-progress = Families are being told: { $done } of { $n }.
plan-told = Families have been told.
plan-report = <b>The change of the agenda</b>
    { $title }
plan-report-events = { $n } events
command-evenements = The agenda: see, create, change
team-act-agenda_imported = agenda file applied (no. { $about })
team-act-agenda_exported = agenda exported
team-act-event_added = event created (no. { $about })
team-act-event_published = event published (no. { $about })
team-act-events_published = events published together: { $about }
team-act-event_moved = event moved (no. { $about })
team-act-event_cancelled = event cancelled (no. { $about })
team-act-event_changed = event changed (no. { $about })
