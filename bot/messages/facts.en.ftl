# What an answer of the team becomes, and the things that the team names
fact-proposed = Could this answer help other families?
fact-propose = Make it an answer of the bot
fact-propose-what = What was asked: “{ $asked }”
    Which question does it answer? Write it like this, without repeating it: /fact opening hours of the Cité
fact-asked-in-vain = What families ask
name-unknown = I do not know “{ $name }”.
name-new = It is a new thing
name-other = It is another name
name-drop = Cancel
name-fr = Correct the name
name-en = The English name
name-aliases = Add other names
name-save = Save
name-which-kind = What is { $name }?
name-kind-space = A place, a room
name-kind-facility = A facility
name-kind-activity = An activity
name-kind-service = A service
name-kind-organisation = An organisation
name-kind-project = A project
name-kind-person_role = A person
name-write-fr = Write the name with its article, as in a sentence: “le potager”.
name-write-en = Write the English name with its article: “the kitchen garden”.
name-write-aliases = How else do families say it? Put commas between the names.
name-write-thing = What is “{ $name }” another name of? Write the name that I know already.
name-not-found = I do not know that name either. Write it differently.
name-preview = <b>{ $name }</b>: { $kind }
    I will understand: { $names }.
name-preview-other = <b>{ $thing }</b>
    I will understand too: { $names }.
name-none = I need one name at least, and { $most } at most. Write them with commas between.
name-taken = “{ $name }” stands for { $thing } already. Write other names, with commas between.
name-everyday = “{ $name }” is said of too many things: I would hear it where nobody means it. Write other names, with commas between.
name-saved = Noted: I understand { $names } from now on.
name-then = Answer what is asked of it
name-undo = Go back
name-list-button = All names
name-dropped = It is cancelled: nothing has changed.
name-list = <b>What the team has named</b>
name-list-empty = The team has not named anything yet. Write /fact and what I do not know.
name-line = <b>{ $name }</b> ({ $kind }): { $names }.
    { $author }, { $day }, no last day.
name-line-other = <b>{ $name }</b>, also: { $names }.
    { $author }, { $day }, no last day.
name-more = Add names
name-out = Take out
name-past = History
name-back = Put back
name-taken-out = Taken out: I do not understand it any more.
name-back-done = It is back: I understand it from now on.
name-history = <b>{ $name }</b>
    All its names so far:
