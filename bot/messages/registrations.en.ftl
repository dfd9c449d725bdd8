# What a family has, places, waiting lists, codes, answers, words for the team, and what it can do with it
mine-title = <b>Your registrations</b>
mine-none = You have no registration to come.
mine-choose = Tap an event to change the date, cancel, or find the entry code.
mine-gone = You have no registration at this event any more.
mine-past = This event is over.
waiting-title = <b>Waiting list</b>
waiting-none = You are on no waiting list.
not-in-line = You are not yet on the waiting list of “{ $title }”. { $n ->
        [0] Nobody is waiting there for now.
        [one] One family is waiting there.
       *[other] { $n } families are waiting there.
    }
confirmed-where = Where: 5/11 avenue de Vendôme, Blois
done-line = I will write to you as soon as a place is free.
done-line-together = I will write to you as soon as there are places for all.
add-another-child = Add another child
add-another-person = Add somebody

button-codes = The entry code
button-calendar-file = The calendar file
code-caption = <b>{ $who }</b> — to show at the entrance
code-caption-place = Place { $n } of { $of } — to show at the entrance
code-caption-group = { $n } places — one code to show at the entrance for the whole group
code-none = The entry code comes as soon as the place is confirmed.
code-unknown = Unknown code. Check the link, or find your codes under “My registrations”.
code-not-yours = This code belongs to another registration.

data-answers-change = Change my answers
data-words = My words for the team
words-which = Which words shall I show or take back?
words-sent = On { $when } you wrote to the team: “{ $words }”
words-noted = On { $when } I noted your question, which had no answer: “{ $words }”
words-dropped = Taken back. If these words had already reached the team in Telegram, I erase them there too.
answers-which = Which answer shall I change or take back?
answers-one = { $question }, { $who } ({ $title })
answers-shown = <b>{ $what }</b>: { $said }
answers-change = Change
answers-drop = Take back
answers-dropped = Taken back: { $what }.
