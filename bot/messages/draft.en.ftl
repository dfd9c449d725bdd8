# A form left open; a child who writes
draft-were = You were registering { $who } for <b>{ $title }</b>.
draft-were-nobody = You were registering for <b>{ $title }</b>.
draft-other-is = The other event: <b>{ $title }</b>. If you go there, what is begun will be left.
draft-resume = Resume
draft-again = Start again
draft-leave = Leave it
draft-other = Go to the other one
draft-left = Very well, I leave this registration: no place is reserved.
young-met = Hello, and thank you for writing! An adult has to register. Ask a parent to write to me from their phone: they choose the workshop, and it is done in a minute. I have kept nothing of what we said.
    Are you an adult? Write “I am an adult”.
young-again = A child wrote to me here: a parent registers, from their own phone or together with you. If an adult reads this, let them write “I am an adult”, and I go on with them.
young-over = Thank you. You can register a child now: choose a workshop.
draft-which-date = <b>{ $title }</b> has several dates. Which one? Nothing you have told me will be asked again.
