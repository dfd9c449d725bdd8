# What a family has, places, waiting lists, codes, answers, words for the team, and what it can do with it
mine-title = <b>Vos inscriptions</b>
mine-none = Vous n’avez aucune inscription à venir.
mine-choose = Touchez un événement pour changer de date, annuler, ou retrouver le code d’entrée.
mine-gone = Vous n’avez plus d’inscription à cet événement.
mine-past = Cet événement est passé.
waiting-title = <b>Liste d’attente</b>
waiting-none = Vous n’êtes sur aucune liste d’attente.
not-in-line = Vous n’êtes pas encore sur la liste d’attente de « { $title } ». { $n ->
        [0] Personne n’y attend pour l’instant.
        [one] Une famille y attend.
       *[other] { $n } familles y attendent.
    }
confirmed-where = Où : 5/11, avenue de Vendôme, Blois
done-line = Je vous écris dès qu’une place se libère.
done-line-together = Je vous écris dès qu’il y a des places pour tous.
add-another-child = Ajouter un autre enfant
add-another-person = Ajouter une personne

button-codes = Le code d’entrée
button-calendar-file = Le fichier agenda
code-caption = <b>{ $who }</b> — à montrer à l’entrée
code-caption-place = Place { $n } sur { $of } — à montrer à l’entrée
code-caption-group = { $n } places — un seul code à montrer à l’entrée pour tout le groupe
code-none = Le code d’entrée arrive dès que la place est confirmée.
code-unknown = Code inconnu. Vérifiez le lien, ou retrouvez vos codes dans « Mes inscriptions ».
code-not-yours = Ce code est celui d’une autre inscription.

data-answers-change = Changer mes réponses
data-words = Mes mots pour l’équipe
words-which = Quels mots faut-il relire ou retirer ?
words-sent = Le { $when }, vous avez écrit à l’équipe : « { $words } »
words-noted = Le { $when }, j’ai noté votre question restée sans réponse : « { $words } »
words-dropped = C’est retiré. Si l’équipe avait déjà reçu ces mots dans Telegram, je les y efface aussi.
answers-which = Quelle réponse faut-il changer ou retirer ?
answers-one = { $question }, { $who } ({ $title })
answers-shown = <b>{ $what }</b> : { $said }
answers-change = Changer
answers-drop = Retirer
answers-dropped = C’est retiré : { $what }.
