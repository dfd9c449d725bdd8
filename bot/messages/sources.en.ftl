# “Where does this come from?”
source-button = Where is this from?
source-document =
    <b>{ $subject }</b>
    It is in { $name }, last checked on { $day }.
source-agenda-too = The workshops and their dates come from the agenda.
source-agenda = It comes from the agenda of the Cité du numérique.
source-none = I do not have that information, so there is no source to give.
source-all = What I know about the venue is in { $name }, last checked on { $day }. Workshops and their dates come from the agenda. When something is in neither, I say so.
