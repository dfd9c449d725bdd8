coming = Merci, c’est noté : nous vous attendons.
coming-gone = Vous n’avez plus d’inscription à cet événement.

reminder = <b>Rappel</b> : { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Venez-vous ?
button-coming = Nous venons
offer =
    <b>Une place s’est libérée</b> pour { $who } !

    <b>{ $title }</b>
    { $when }

    Elle vous est gardée jusqu’au <b>{ $until }</b>.
offer-take = Je prends la place
offer-leave = Je laisse ma place
offer-left = C’est noté, la place passe à la famille suivante.
offer-too-late = Cette offre est terminée : la place est passée à la famille suivante.
offer-expired =
    L’offre pour { $who } est terminée, la place est passée à la famille suivante.

    <b>{ $title }</b>
    { $when }

    Voulez-vous rester en liste d’attente ?
offer-stay = Rester en liste d’attente
offer-quit = Quitter la liste
place-confirmed =
    <b>Place confirmée</b> pour { $who }.

    <b>{ $title }</b>
    { $when }
event-moved =
    <b>Changement de date : { $title }</b>

    Nouvelle date : <b>{ $when }</b>
    { $who } : l’inscription est gardée. Si cette date ne vous convient pas, touchez « Annuler… ».
event-cancelled =
    <b>Annulation : { $title }</b>

    Cet événement, prévu le { $when }, n’aura pas lieu. Nous en sommes désolés.
button-keep = Nous gardons
