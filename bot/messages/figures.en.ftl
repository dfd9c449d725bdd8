# The numbers of the weeks, as the team reads them
command-chiffres = The numbers of the last weeks
figures-title = La Cité in numbers
figures-weeks = { $n } weeks, from { $first } to { $last }
figures-none = Nothing was counted yet. The first numbers come within an hour.
figures-questions = Questions, and how many the bot answered
figures-answered = Answered
figures-unanswered = Not answered
figures-signed-up = Sign-ups
figures-filled = Places taken
figures-absent = Absent without a word
figures-percent = { $n }%
figures-picture = The numbers as a picture
figures-this-week = <b>This week, so far</b>
figures-last-week = <b>Last week</b>
figures-line-questions = • { $asked ->
        [0] no question
        [one] one question, { $n } answered by the bot ({ $rate }%)
       *[other] { $asked } questions, { $n } answered by the bot ({ $rate }%)
    }
figures-line-handed-on = • { $asked ->
        [0] no question handed on to the team
        [one] one question handed on to the team, which answered { $n }
       *[other] { $asked } questions handed on to the team, which answered { $n }
    }
figures-line-signed-up = • { $asked ->
        [0] no sign-up
        [one] one sign-up
       *[other] { $asked } sign-ups
    }, { $n ->
        [0] no cancellation
        [one] one cancellation
       *[other] { $n } cancellations
    }
figures-line-filled = • { $n ->
        [0] no place taken
        [one] one place taken
       *[other] { $n } places taken
    } of { $asked } ({ $rate }%)
figures-line-absent = • { $asked ->
        [0] nobody absent without a word
        [one] one absent without a word
       *[other] { $asked } absent without a word
    } of { $n } expected
figures-line-nothing = • nothing was counted
