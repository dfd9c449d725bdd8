# What an answer of the team becomes, and the things that the team names
fact-proposed = Cette réponse peut-elle servir à d’autres familles ?
fact-propose = En faire une réponse du bot
fact-propose-what = On demandait : « { $asked } »
    À quelle question est-ce la réponse ? Écrivez-le ainsi, sans la répéter : /fait horaires de la Cité
fact-asked-in-vain = Ce que les familles demandent
name-unknown = Je ne connais pas « { $name } ».
name-new = C’est une chose nouvelle
name-other = C’est un autre nom
name-drop = Annuler
name-fr = Corriger le nom
name-en = Le nom anglais
name-aliases = Ajouter d’autres noms
name-save = Enregistrer
name-which-kind = Qu’est-ce que { $name } ?
name-kind-space = Un lieu, une salle
name-kind-facility = Un équipement
name-kind-activity = Une activité
name-kind-service = Un service
name-kind-organisation = Une structure
name-kind-project = Un projet
name-kind-person_role = Une personne
name-write-fr = Écrivez le nom avec son article, comme dans une phrase : « le potager ».
name-write-en = Écrivez le nom anglais avec son article : « the kitchen garden ».
name-write-aliases = Comment les familles disent-elles encore ? Séparez les noms par des virgules.
name-write-thing = De quoi « { $name } » est-il un autre nom ? Écrivez le nom que je connais déjà.
name-not-found = Je ne connais pas ce nom-là non plus. Écrivez-le autrement.
name-preview = <b>{ $name }</b> : { $kind }
    Je comprendrai : { $names }.
name-preview-other = <b>{ $thing }</b>
    Je comprendrai aussi : { $names }.
name-none = Il me faut au moins un nom, et { $most } au plus. Écrivez-les, séparés par des virgules.
name-taken = « { $name } » désigne déjà { $thing }. Écrivez d’autres noms, séparés par des virgules.
name-everyday = « { $name } » se dit de trop de choses : je le comprendrais là où personne n’y pense. Écrivez d’autres noms, séparés par des virgules.
name-saved = C’est noté : je comprends dès maintenant { $names }.
name-then = Répondre à ce qu’on en demande
name-undo = Revenir en arrière
name-list-button = Tous les noms
name-dropped = C’est annulé : rien n’a changé.
name-list = <b>Ce que l’équipe a nommé</b>
name-list-empty = L’équipe n’a encore rien nommé. Écrivez /fait suivi de ce que je ne connais pas.
name-line = <b>{ $name }</b> ({ $kind }) : { $names }.
    { $author }, { $day }, sans date de fin.
name-line-other = <b>{ $name }</b>, aussi : { $names }.
    { $author }, { $day }, sans date de fin.
name-more = Ajouter des noms
name-out = Retirer
name-past = Historique
name-back = Remettre
name-taken-out = Retiré : je ne le comprends plus.
name-back-done = C’est remis : je le comprends dès maintenant.
name-history = <b>{ $name }</b>
    Tous ses noms jusqu’ici :
