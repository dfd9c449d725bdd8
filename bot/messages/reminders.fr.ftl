# Reminders (« Venez-vous ? »), and what follows on an answer to one
coming =
    Merci, c’est noté : nous vous attendons.

    { $who } : <b>{ $title }</b>, { $when }
get-well = Bon rétablissement à <b>{ $who }</b> !
coming-toast = Merci, c’est noté
coming-unsure = Pas de souci : rien ne change pour <b>{ $title }</b>. Dites-le-moi dès que vous le saurez.
coming-gone = Vous n’avez plus d’inscription à cet événement.

reminder = <b>Rappel</b> : { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Venez-vous ?
button-coming = Nous venons
