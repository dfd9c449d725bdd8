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

privacy =
    <b>Comment vos données sont protégées</b>

    • Les données restent sur la machine de la Cité du numérique ; rien n’est confié à un service extérieur, en dehors de Telegram qui transporte les messages.
    • Je garde : les prénoms des participants, le mois et l’année de naissance des enfants, vos inscriptions, la langue choisie.
    • Les prénoms et les messages sont chiffrés. Aucune autre famille ne les voit.
    • Le texte d’un message est effacé dès qu’il est traité.
    • La durée de conservation et la personne à contacter seront précisées par l’équipe de la Cité du numérique ; en attendant, écrivez-lui par ce bot.
    • Vous pouvez tout voir et tout effacer à tout moment : /donnees.
data-title = <b>Ce que je garde sur vous</b>
data-none = Je ne garde aucune donnée sur votre famille. Les textes de vos messages sont effacés dès qu’ils sont traités.
data-language = Langue : français
data-reminders = { $on ->
        [yes] Rappels : oui
       *[no] Rappels : non
    }
data-child = • { $name } (naissance : { $month } { $year })
data-adult = • { $name } (adulte)
data-people = Participants :
data-signups = Inscriptions à venir :
data-file = Recevoir le fichier
data-erase = Tout effacer
data-erase-sure = Effacer toutes vos données ? Vos inscriptions à venir seront annulées et les places passées à d’autres familles. On ne peut pas revenir en arrière.
data-erase-yes = Oui, tout effacer
data-erased = Tout est effacé : il ne reste ni prénom ni inscription. Merci de votre visite.
data-caption = Vos données, telles que je les garde.
