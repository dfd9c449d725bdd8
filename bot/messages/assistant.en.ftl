# What an answer is put into: lists, one detail of an event, choices, what is not known
events-found = { $n ->
        [one] Here is what fits:
       *[other] Here is what fits ({ $n }):
    }
nothing-asked = All right. What can I do for you? Just write it your own way.
events-none = I see nothing that fits in the agenda.
events-none-about = I cannot see anything about “{ $subject }” in the agenda.
events-near = What comes nearest:
events-also = In the agenda:
events-agenda-empty = The agenda is empty for the moment: nothing is announced.
detail-when = <b>{ $title }</b>: { $when }.
detail-duration = <b>{ $title }</b> lasts { $duration }, { $when }.
detail-room = <b>{ $title }</b> takes place here: { $room }, 5/11 avenue de Vendôme, Blois.
detail-room-unknown = The room of <b>{ $title }</b> is not given.
detail-age = <b>{ $title }</b>: { $ages }.
detail-capacity = { $free ->
        [0] <b>{ $title }</b>: it is full ({ $capacity } places), the waiting list is open.
       *[other] <b>{ $title }</b>: { $capacity } places, { $free } left.
    }
detail-capacity-none = <b>{ $title }</b>: no limit of places announced, no registration needed.
event-quoted = “{ $title }”
description-says = <b>{ $title }</b>
    The description says: “{ $sentence }”
description-only = The description only says: “{ $text }”
description-of = Of <b>{ $title }</b>, the description only says: “{ $text }”
detail-about = Here is what I know:
which-event = Which event do you mean?
which-of-these = I am not certain: is it one of these?
which-search = I am not certain: what are you looking for?
search-instead = Rather: { $what }
search-all = All that is planned
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-both = { $hours } h { $minutes }

clarify = Do you mean…
clarify-other = Something else
not-understood = I did not understand. Could you say it differently, in a few words?
not-understood-again = I still did not understand, and I do not want to give you a wrong answer. For the team, tap the button or write your question in one sentence.
not-understood-other = All right, none of these. Could you say it differently, in a few words?
off-topic = That is beyond what I know: I answer about the Cité du numérique in Blois, its workshops and its events.
off-topic-chat = Thank you for asking! I am a program, here for the Cité du numérique in Blois: ask me about the place or the workshops.
off-topic-insult = I am sorry if something upset you. Tell me what you are looking for, or ask for the team.
# "I don't know how much the escape game costs."
unknown-cell = I don’t know { $asked }.
unknown-other = I don’t have that information.
claim-yes = Yes.
claim-no = No.
claim-si = Yes.
unknown-team = Would you like me to ask the team?
unknown-event = In the programme, this may come near.
other-language = Je parle français et anglais. / I speak French and English.

action-greeting = Hello! What can I do for you? Ask your question, or see what is on.
action-thanks = You are welcome! See you soon at the Cité du numérique.
action-goodbye = Goodbye, see you soon!
action-help = I answer your questions, show the agenda, sign you up and remind you of the date. /help says more.
action-are_you_a_bot = I am a program, not a person. If you prefer somebody, write your question for the team in one sentence.
action-complaint = I am sorry that it goes badly. Say in one sentence what is wrong, for the team; or tap the button to leave them what you just wrote.
action-human = Of course. Write your question for the team in one sentence, or tap the button to leave them what you just wrote.
action-sign_up = To sign up, choose an event.
action-cancel_sign_up = Let us see which registration to cancel.
action-my_sign_ups = Here are your registrations.
action-waiting_list_status = Let us see where you are on the waiting list.
action-reminders_off = I can stop the reminders.
action-reminders_on = I can turn the reminders on again.
action-my_data = Here is what I keep about you.
action-erase_data = I can erase all your data.
action-language = Which language should I answer in?

intent-events = What is on
intent-event_when = Date and time
intent-event_duration = Duration
intent-event_room = Room
intent-event_age = Ages
intent-event_capacity = Places
intent-event_about = An event's details
intent-sign_up = Sign up
intent-cancel_sign_up = Cancel a registration
intent-my_sign_ups = My registrations
intent-waiting_list_status = Waiting list
intent-reminders_off = Stop the reminders
intent-reminders_on = Turn reminders on
intent-my_data = My data
intent-erase_data = Erase my data
intent-human = Talk to the team
intent-help = Help
intent-language = Change language
fact-in-french = Our team has only written this in French: « { $told } »
