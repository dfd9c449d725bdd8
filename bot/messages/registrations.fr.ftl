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
