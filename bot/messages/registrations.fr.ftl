mine-title = <b>Vos inscriptions</b>
mine-none = Vous n’avez aucune inscription à venir.
cancel-one = Annuler { $who }, { $day }
cancel-button = Annuler…
cancel-which = Qui ne viendra pas ?
cancel-sure = Annuler l’inscription de <b>{ $who }</b> à <b>{ $title }</b>, le { $when } ?
cancel-sure-unnamed = Annuler une place à <b>{ $title }</b>, le { $when } ?
cancel-sure-all = Annuler <b>toutes vos inscriptions</b> à <b>{ $title }</b>, le { $when } ?
cancel-yes = Confirmer l’annulation
cancel-keep = Non, garder
cancel-all = Tout annuler
cancel-done = C’est annulé : { $who }, <b>{ $title }</b>, { $when }. Merci d’avoir prévenu, la place servira à une autre famille.
cancel-undo = Rétablir { $who }
cancel-kept = Très bien, rien ne change.
cancel-gone = Cette inscription est déjà annulée.
restored = C’est rétabli : { $who } a de nouveau sa place.
not-restored = Je n’ai pas pu rétablir cette place : elle a été reprise, ou il est trop tard.
coming = Merci, c’est noté : nous vous attendons.
coming-gone = Vous n’avez plus d’inscription à cet événement.
waiting-title = <b>Liste d’attente</b>
waiting-none = Vous n’êtes sur aucune liste d’attente.
who-unnamed = Place sans prénom

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
offer-taken = C’est confirmé, la place est à vous.
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
