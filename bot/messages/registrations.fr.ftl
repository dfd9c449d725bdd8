coming = Merci, c’est noté : nous vous attendons.
coming-gone = Vous n’avez plus d’inscription à cet événement.

reminder = <b>Rappel</b> : { $nearness }{ $when }
reminder-who = { $who }
reminder-question = Venez-vous ?
button-coming = Nous venons
