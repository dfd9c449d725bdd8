# An event that moved, is cancelled, or takes place after all
event-moved = <b>{ $title } change de date</b>
event-moved-hours = <b>{ $title } change d’horaire</b>
moved-before = Avant : <s>{ $when }</s>
moved-now = Maintenant : <b>{ $when }</b>
moved-same = Date : <b>{ $when }</b>
moved-seated = Inscription gardée : { $who }. Sans réponse, l’inscription reste valable.
moved-waiting = En liste d’attente : { $who }. La place dans la liste ne change pas.
moved-offered = Une place reste proposée à { $who } : un autre message dit jusqu’à quand.
moved-young = À cette date, { $who } n’aura pas encore l’âge prévu ({ $ages }) : l’inscription est gardée, l’équipe décidera avec vous.
moved-old = À cette date, { $who } aura dépassé l’âge prévu ({ $ages }) : l’inscription est gardée, l’équipe décidera avec vous.
moved-cancel = Annuler { $who }
moved-cancel-unnamed = Annuler une place sans prénom
moved-nudge =
    <b>{ $title }</b> a changé de date : <b>{ $when }</b>

    Vous ne nous avez pas encore dit si cette date vous convient.
moved-ask = { $who } : sans réponse, l’inscription reste valable.
button-keep = Nous gardons
button-question = Une question
kept = C’est noté, l’inscription est gardée : { $who }, <b>{ $title }</b>, { $when }.
kept-toast = C’est noté
changed-why = Je ne connais pas la raison de ce changement pour <b>{ $title }</b>, et je comprends qu’il vous dérange. L’équipe peut vous répondre.
changed-again = <b>{ $title }</b> a changé depuis ce message. Voici la bonne date : <b>{ $when }</b>
changed-again-toast = Cet événement a changé
event-cancelled =
    <b>Annulation : { $title }</b>

    Cet événement, prévu le { $when }, n’aura pas lieu. Nous en sommes désolés.
event-cancelled-reason = Raison : { $reason }
event-resumed = <b>Bonne nouvelle : { $title } aura bien lieu</b>
called-off = <b>{ $title }</b>, prévu le { $when }, est annulé. Nous en sommes désolés.
called-off-toast = Cet événement est annulé.
question-ask = Écrivez votre question sur <b>{ $title }</b> en un message, pour l’équipe.
question-drop = Pas de question
question-dropped = Très bien, je ne transmets rien.
question-about = (Au sujet de { $title }, { $when })
