# Welcome, help, menu of commands, what cannot be read or did not work, buttons that many screens share
button-agenda = See the workshops
button-mine = My registrations
button-sign-up = Sign up
button-help = Help
button-team = Ask the team
button-privacy = Your data
button-calendar = Add to my calendar
button-route = Directions

welcome =
    Hello! I am the bot of the Cité du numérique in Blois.

    Ask me anything the way it comes to you. I show you what is on, sign you or your children up, and remind you of the date.

    I am a program, not a person. I am meant for adults: if you are under 15, ask a parent to write for you.

help =
    Here is what I can do:

    • answer your questions about the Cité du numérique: simply write them;
    • /ateliers: what is on, and sign up;
    • /mesinscriptions: see or cancel your registrations;
    • /donnees: what I keep about you, and erase it all;
    • /privacy: how your data is protected;
    • /langue: French or English;
    • /annuler: give up what is under way.

    Every button can also be typed: write its words.

unknown-command = I do not know this command. Write /help to see what I can do.
nothing-to-cancel = Nothing is under way. To cancel a registration, write /mesinscriptions.
old-button = This button is no longer valid.
old-button-reply = This button is no longer valid. You can go on from here:
media-voice = I cannot listen to voice messages. Write your question in a few words and I will answer right away.
media-photo = I cannot look at pictures. Write your question in a few words and I will answer right away.
media-sticker = Thank you for the little sign! I only understand words: ask me a question whenever you like.
media-location = I do not keep your location. To find us, ask me “where is it?” and I will give you the address.
media-other = I only understand written messages. Write your question in a few words.
group-only-private = I answer in private, to protect families: { $link }
not-ready = I am still getting ready: I will answer your question in about { $seconds } seconds. Buttons and commands work already.
not-ready-team = If it is urgent, or hard to live with, do not wait for my answer: tap the button, and the team of the Cité du numérique will get what you write to it.
failed = Sorry, something went wrong on my side. Try again in a moment, or write /help.
too-many-at-once = { $count ->
        [one] You wrote a lot of messages all at once: I answer the first ones, and leave the last one unanswered. If a question remains, write it to me in one message.
       *[other] You wrote a lot of messages all at once: I answer the first ones, and leave the other { $count } unanswered. If a question remains, write it to me in one message.
    }
staff-failed = Message no. { $update } could not be handled. It has been set aside.
staff-unreachable = Family no. { $number } can no longer be reached: the bot is blocked, or the account is closed. Its reminders will resume if it returns.
staff-gave-up = A message could not be delivered, despite several tries. The command "cite doctor" says which one.
staff-moved = This group has a new number at Telegram. In the bot's settings, put CITE_STAFF_CHAT_ID={ $chat }.
staff-moved-known = This group has a new number at Telegram ({ $chat }): noted, there is nothing to do.
language-choose = Which language should I answer in?
language-is = Noted, I will answer in English.
sent-to-team =
    Passed on to the team:
    “{ $words }”

    They will answer you here as soon as they can.
sent-to-team-toast = Passed on to the team
kept-for-team =
    I have no way to reach the team from here yet. I keep your question for them:
    “{ $words }”
team-away = For now I have no way to reach the team from here: I will keep your question for them.
team-what = Write your question for the team in one sentence.
reminders-are-off = Noted, I will not send reminders any more. I will still tell you if an event is cancelled or moved.
reminders-are-on = Noted, you will receive reminders again.
button-reminders-on = Turn reminders on
button-reminders-off = Turn reminders off
route =
    <b>Cité du numérique</b>
    5/11, avenue de Vendôme, Blois
    The building is close to the town centre; you can come from the railway station or the main road exits.

command-ateliers = What is on, and sign up
command-mesinscriptions = See or cancel my registrations
command-aide = What this bot can do
command-donnees = My data: see it, erase it
command-confidentialite = How your data is protected
command-langue = French or English
command-annuler = Give up what is under way
command-id = Your Telegram number
command-equipe = Make this the team’s group
command-inviter = Invite somebody to the team
command-membres = Who is of the team
command-journal = What the team did
bot-description =
    Hello! I answer your questions about the Cité du numérique in Blois, sign you or your children up, and remind you of the date.
    I am a program, for adults only. Tap “Start”.
bot-short-description = Questions, registrations and reminders of the Cité du numérique in Blois.
