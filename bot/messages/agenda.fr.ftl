# The agenda in the team's hands: seen, made, changed, imported from a file
plan-somebody = [prénom]
plan-listed = { $n ->
        [0] <b>L’agenda</b>
    Rien n’est prévu pour le moment.
       *[other] <b>L’agenda</b>
    { $n ->
        [one] Un événement à venir
       *[other] { $n } événements à venir
    }{ $drafts ->
        [0] {""}
        [one] , dont un brouillon que les familles ne voient pas
       *[other] , dont { $drafts } brouillons que les familles ne voient pas
    }. Touchez celui que vous cherchez.
    }
plan-listed-file = Pour en ajouter ou en changer plusieurs d’un coup, envoyez-moi ici un fichier : CSV, XLSX, .ics ou JSON d’OpenAgenda.
plan-find = Pour aller plus vite, écrivez des mots du titre : « /evenements robots ».
plan-found = { $n ->
        [one] Un événement à venir, avec
       *[other] { $n } événements à venir, avec
    } « { $words } » dans le titre{ $more ->
        [0] {" "}:
       *[other] . Les premiers :
    }
plan-found-none = Aucun événement à venir n’a « { $words } » dans son titre.
plan-event = { $title }, { $day }{ $places ->
        [none] {""}
       *[other] { " " }({ $places })
    }
plan-event-draft = Brouillon : { $title }, { $day }
plan-new = Nouvel événement
plan-export = Exporter l’agenda
plan-export-which = Dans quel format ?
plan-export-csv = Tableau (CSV)
plan-export-xlsx = Tableur (XLSX)
plan-export-ics = Calendrier (.ics)
plan-export-openagenda = OpenAgenda (JSON)
plan-export-sent = Je vous envoie le fichier en privé.
plan-exported = L’agenda entier, brouillons compris. Renvoyez-moi ce fichier corrigé : je vous montrerai ce qu’il change.
plan-list = Voir l’agenda
plan-is-draft = <b>Brouillon : les familles ne le voient pas.</b>
plan-held = { $n ->
        [0] Aucune inscription pour le moment.
       *[other] Inscriptions : { $who }{ $waiting ->
            [0] .
            [one] , dont une en liste d’attente.
           *[other] , dont { $waiting } en liste d’attente.
        }
    }
plan-too-many = Attention : { $title } annonce { $places } places, et la pièce « { $room } » accueille de { $least } à { $most } personnes.
plan-clash = Attention, { $what } : { $room } est prise en même temps par { $title }, { $when }.
plan-publish = Publier
plan-publish-all = Publier tous les brouillons
plan-move = Déplacer
plan-cancel = Annuler l’événement
plan-cancel-draft = Abandonner ce brouillon
plan-places = Changer les places
plan-room = Changer de salle
plan-close = Fermer les inscriptions
plan-open = Ouvrir les inscriptions
plan-copy = Dupliquer
plan-series = Faire une série
plan-ask-title = <b>Nouvel événement</b>
    Quel est son titre ?
plan-ask-starts = <b>{ $title }</b>
    Quel jour, et à quelle heure ? Par exemple : samedi 12 décembre de 14 h à 16 h.
plan-ask-ends = <b>{ $title }</b>
    Combien de temps dure-t-il, ou à quelle heure finit-il ? Par exemple : 2 h, ou 16 h 30.
plan-ask-kind = <b>{ $title }</b>
    Quelle sorte d’événement est-ce ?
plan-ask-room = <b>{ $title }</b>
    Dans quelle salle ? Touchez-la, ou écrivez le nom d’une autre.
plan-ask-ages = <b>{ $title }</b>
    Pour quels âges ? Par exemple : 8 à 12 ans, à partir de 15 ans, tous.
plan-ask-places = <b>{ $title }</b>
    Combien de places ?
plan-ask-description = <b>{ $title }</b>
    Que faut-il en dire aux familles ?
plan-ask-audiences = <b>{ $title }</b>
    Pour quels publics ? Touchez chacun d’eux.
plan-ask-themes = <b>{ $title }</b>
    Sur quels thèmes ? Touchez chacun d’eux.
plan-ask-reason = <b>{ $title }</b>
    Pourquoi est-il annulé ? Les familles liront votre phrase telle quelle.
plan-ask-every = <b>{ $title }</b>
    À quel rythme ?
plan-ask-count = <b>{ $title }</b>
    Combien de fois encore, après cette date ? 24 au plus.
plan-skip-room = Sans salle précise
plan-skip-ages = Tous les âges
plan-skip-places = Sans inscription
plan-skip-description = Sans description
plan-skip-audiences = Passer
plan-skip-themes = Passer
plan-skip-reason = Sans raison
plan-several-done = Continuer
plan-on = ✓ { $what }
plan-off = { $what }
plan-back = Retour
plan-drop = Annuler
plan-dropped = C’est annulé : rien n’a changé.
plan-fix = Corriger
plan-tap = Touchez l’une des réponses ci-dessous.
plan-wrong-text = Cela ne convient pas : il faut des mots, { $most } caractères au plus.
plan-wrong-day = Je ne lis pas une date précise.
plan-wrong-hour = Il manque l’heure.
plan-wrong-clock = Cette nuit-là, l’horloge change : cette heure n’existe pas, ou vient deux fois.
plan-wrong-past = Cette date est déjà passée.
plan-wrong-end = Je ne lis ni une durée ni une heure de fin après le début.
plan-wrong-ages = Je ne lis pas d’âges.
plan-wrong-places = Je ne lis pas un nombre de places.
plan-wrong-count = Je ne lis pas un nombre de 1 à 24.
plan-kind-workshop = Atelier
plan-kind-course = Cours
plan-kind-conference = Conférence
plan-kind-escape = Escape game
plan-kind-meeting = Rencontre
plan-kind-visit = Visite
plan-every-week = Chaque semaine
plan-every-two_weeks = Toutes les deux semaines
plan-every-month = Chaque mois, le même jour
plan-audiences-everyone = Tout public
plan-audiences-pupils = Scolaires
plan-audiences-middle-school = Collégiens
plan-audiences-high-school = Lycéens
plan-audiences-students = Étudiants
plan-audiences-seniors = Seniors
plan-audiences-beginners = Débutants
plan-audiences-families = Familles
plan-audiences-companies = Entreprises
plan-audiences-associations = Associations
plan-audiences-public-bodies = Acteurs publics
plan-themes-basics = Bases
plan-themes-ai = Intelligence artificielle
plan-themes-data = Données
plan-themes-security = Cybersécurité
plan-themes-social-networks = Réseaux sociaux
plan-themes-women = Femmes et numérique
plan-themes-addiction = Addictions
plan-themes-coding = Code
plan-themes-fabrication = Fabrication
plan-themes-media = Médias
plan-themes-entrepreneurship = Entrepreneuriat
plan-themes-orientation = Orientation
plan-sure-publish = Voilà ce que les familles verront. Publier <b>{ $title }</b> ?
plan-sure-all = <b>Publier { $n ->
        [one] un brouillon
       *[other] { $n } brouillons
    } ?</b>
plan-sure-move = <b>{ $title }</b>
    Avant : { $was }
    Après : <b>{ $when }</b>
plan-sure-cancel = <b>Annuler { $title } ?</b>
    { $was }
plan-sure-places = <b>{ $title }</b>
    Places avant : { $before ->
        [none] sans inscription
       *[other] { $before }
    }
    Places après : <b>{ $places ->
        [none] sans inscription
       *[other] { $places }
    }</b>
plan-sure-room = <b>{ $title }</b>
    Nouvelle salle : <b>{ $room ->
        [none] non précisée
       *[other] { $room }
    }</b>. Les familles inscrites n’en sont pas prévenues d’elles-mêmes : « Écrire aux familles » le permet.
plan-sure-close = Fermer les inscriptions à <b>{ $title }</b> ? Qui est inscrit le reste.
plan-sure-open = Ouvrir les inscriptions à <b>{ $title }</b>, jusqu’à son début ?
plan-sure-series = <b>{ $title }</b>
    { $n ->
        [0] Aucune date n’est gardée.
        [one] Une date, en brouillon.
       *[other] { $n } dates, en brouillon.
    } Touchez une date pour l’enlever ou la remettre.
plan-day-in = { $day }
plan-day-out = Enlevée : { $day }
plan-ok-publish = Publier
plan-ok-all = Tout publier
plan-ok-move = { $families ->
        [0] Déplacer
       *[other] Déplacer et prévenir
    }
plan-ok-cancel = { $families ->
        [0] Annuler l’événement
       *[other] Annuler et prévenir
    }
plan-ok-places = Confirmer
plan-ok-room = Confirmer
plan-ok-close = Fermer
plan-ok-open = Ouvrir
plan-ok-series = Créer ces brouillons
plan-out-of-age = { $n ->
        [one] Une personne n’aura pas l’âge prévu ce jour-là : elle garde sa place, et sa famille le lira.
       *[other] { $n } personnes n’auront pas l’âge prévu ce jour-là : elles gardent leur place, et leurs familles le liront.
    }
plan-over = { $n ->
        [one] Une personne est inscrite en trop : elle garde sa place.
       *[other] { $n } personnes sont inscrites en trop : elles gardent leur place.
    }
plan-offers = { $n ->
        [one] Une personne attend : la place libre lui sera proposée.
       *[other] { $n } personnes attendent : les places libres leur seront proposées, dans l’ordre.
    }
plan-gone = Cet événement n’est plus dans l’agenda : rien n’a été fait.
plan-lost = Des personnes sont inscrites : il faut un nombre de places. Rien n’a été fait.
plan-changed-toast = L’événement a changé entre-temps : relisez avant de confirmer.
plan-done-new = <b>C’est noté, en brouillon.</b> Il manque seulement « Publier ».
plan-done-publish = <b>C’est publié.</b>
plan-done-all = { $n ->
        [one] <b>Un événement est publié.</b>
       *[other] <b>{ $n } événements sont publiés.</b>
    }
plan-done-move = <b>C’est déplacé.</b>
plan-done-cancel = <b>C’est annulé.</b>
plan-done-places = <b>Les places sont changées.</b>
plan-done-room = <b>La salle est changée.</b>
plan-done-close = <b>Les inscriptions sont closes.</b>
plan-done-open = <b>Les inscriptions sont ouvertes.</b>
plan-done-copy = <b>Voici la copie, en brouillon.</b>
plan-done-series = { $n ->
        [one] <b>Un brouillon est créé.</b>
       *[other] <b>{ $n } brouillons sont créés.</b>
    }
plan-file-format = Je sais lire un agenda en CSV, XLSX, .ics ou JSON d’OpenAgenda. « Exporter l’agenda », dans /evenements, vous en donne un modèle.
plan-file-large = Ce fichier est trop lourd : { $most } Mo au plus.
plan-file-reading = Je lis « { $name } »…
plan-file-read = J’ai lu « { $name } » : { $n ->
        [one] un événement.
       *[other] { $n } événements.
    }
plan-file-unreachable = Telegram ne me donne pas ce fichier pour le moment. Renvoyez-le un peu plus tard.
plan-file-unreadable = Je ne peux pas lire ce fichier. Si c’est un CSV, enregistrez-le en « CSV UTF-8 » et renvoyez-le.
plan-flaw-unknown-format = Je ne reconnais pas d’agenda dans ce fichier. Je lis le CSV, le XLSX, l’iCalendar (.ics) et le JSON d’OpenAgenda.
plan-flaw-too-large = Ce fichier est trop lourd : 8 Mo et 10 000 événements au plus.
plan-flaw-too-heavy = Ce fichier demande trop de temps ou de mémoire : je l’ai laissé de côté, rien n’a été changé.
plan-flaw-broken = Ce fichier est abîmé : il n’est pas ce que dit son début. Enregistrez-le de nouveau et renvoyez-le.
plan-flaw-incomplete = Ce fichier ne contient qu’une partie de l’agenda : demandez-le entier, puis renvoyez-le.
plan-file-empty = Ce fichier ne contient aucun événement.
plan-file-same = Il ne change rien à l’agenda.
plan-file-lost = Rien n’a été changé : des personnes sont inscrites, et le fichier ne dit plus combien il y a de places ({ $uids }).
plan-file-wrong = <b>Rien n’a été changé : { $n ->
        [one] il y a une erreur dans le fichier
       *[other] il y a { $n } erreurs dans le fichier
    }.</b>
plan-wrong-line = • Ligne { $line } :{ " " }
plan-wrong-no-header = la première ligne doit nommer les colonnes : { $expected }
plan-wrong-unknown-column = la colonne « { $value } » est inconnue
plan-wrong-missing-column = la colonne « { $column } » manque
plan-wrong-column-twice = la colonne « { $column } » est là deux fois
plan-wrong-cell-count = { $value } cellules, alors que la première ligne en a { $expected }
plan-wrong-broken-quotes = les guillemets sont mal fermés
plan-wrong-empty = « { $column } » est vide
plan-wrong-too-long = « { $column } » a { $value } caractères, { $expected } au plus
plan-wrong-control-character = « { $column } » contient un caractère invisible
plan-wrong-unknown-word = « { $column } » : « { $value } » n’est pas l’un de : { $expected }
plan-wrong-bad-number = « { $column } » : « { $value } » n’est pas un nombre entier dans les limites ({ $expected })
plan-wrong-ages-reversed = l’âge minimal { $value } dépasse l’âge maximal { $expected }
plan-wrong-bad-time = « { $column } » : « { $value } » n’est pas une date et une heure comme { $expected }
plan-wrong-no-such-time = « { $column } » : { $value } n’existe pas, l’horloge change cette nuit-là
plan-wrong-time-twice = « { $column } » : { $value } vient deux fois cette nuit-là ; écrivez { $expected }
plan-wrong-wrong-offset = « { $column } » : { $value } n’est pas l’heure locale ; c’est { $expected }
plan-wrong-end-before-start = la fin { $value } n’est pas après le début { $expected }
plan-wrong-closes-before-opening = les inscriptions ferment ({ $value }) avant d’ouvrir ({ $expected })
plan-wrong-bad-reminders = « { $column } » : les rappels « { $value } » ne se lisent pas
plan-wrong-uid-twice = l’identifiant « { $value } » est déjà à la ligne { $expected }
plan-others = et { $n } de plus.
plan-would = <b>Ce que ce fichier ferait</b>
plan-would-new = { $n ->
        [one] • un nouvel événement, gardé en brouillon
       *[other] • { $n } nouveaux événements, gardés en brouillon
    }
plan-would-changed = { $n ->
        [one] • un événement corrigé (texte, salle, places, inscriptions)
       *[other] • { $n } événements corrigés (texte, salle, places, inscriptions)
    }
plan-would-moved = { $n ->
        [one] • un événement déplacé
       *[other] • { $n } événements déplacés
    }
plan-would-cancelled = { $n ->
        [one] • un événement annulé
       *[other] • { $n } événements annulés
    }
plan-would-resumed = { $n ->
        [one] • un événement annulé qui a finalement lieu
       *[other] • { $n } événements annulés qui ont finalement lieu
    }
plan-would-unchanged = { $n ->
        [one] • un événement sans changement
       *[other] • { $n } événements sans changement
    }
plan-would-missing = { $n ->
        [one] • un événement à venir n’est pas dans le fichier : il reste tel quel
       *[other] • { $n } événements à venir ne sont pas dans le fichier : ils restent tels quels
    }
plan-line-moved = – { $title } : { $was } → <b>{ $when }</b>{ $who ->
        [none] {""}
       *[other] { " " }({ $who })
    }
plan-line-cancelled = – annulé : { $title }, { $was }{ $who ->
        [none] {""}
       *[other] { " " }({ $who })
    }
plan-line-resumed = – a finalement lieu : { $title }, { $when }{ $who ->
        [none] {""}
       *[other] { " " }({ $who })
    }
plan-into-the-past = Attention : { $title } irait à une date déjà passée, et aucune famille n’en serait prévenue.
plan-would-tell = Sont prévenues : <b>{ $who }</b>.
plan-would-call = { $n ->
        [one] L’une d’elles n’a pas Telegram : elle sera à appeler.
       *[other] { $n } d’entre elles n’ont pas Telegram : elles seront à appeler.
    }
plan-would-tell-nobody = Aucune famille n’est à prévenir.
plan-without-places = { $n ->
        [one] Un nouvel événement n’a pas de nombre de places : les familles y viendraient sans inscription. Sinon : « Changer les places », dans /evenements.
       *[other] { $n } nouveaux événements n’ont pas de nombre de places : les familles y viendraient sans inscription. Sinon : « Changer les places », dans /evenements.
    }
plan-nothing-yet = Rien n’est encore changé.
plan-apply = Appliquer
plan-leave = Ne rien changer
plan-left = Très bien, rien n’a changé.
plan-changed-meanwhile = <b>L’agenda a changé entre-temps : rien n’a été fait.</b> Voici ce que le fichier ferait maintenant.
plan-did = <b>C’est fait.</b>
plan-did-new = { $n ->
        [one] • un nouvel événement
       *[other] • { $n } nouveaux événements
    }
plan-did-changed = { $n ->
        [one] • un événement changé
       *[other] • { $n } événements changés
    }
plan-did-moved = { $n ->
        [one] • dont un déplacé
       *[other] • dont { $n } déplacés
    }
plan-did-cancelled = { $n ->
        [one] • dont un annulé
       *[other] • dont { $n } annulés
    }
plan-did-unchanged = { $n ->
        [one] • un événement sans changement
       *[other] • { $n } événements sans changement
    }
plan-did-over = { $n ->
        [one] Dans un événement, il y a plus d’inscrits que de places : tous gardent la leur.
       *[other] Dans { $n } événements, il y a plus d’inscrits que de places : tous gardent la leur.
    }
plan-did-tell = { $n ->
        [0] Aucune famille n’était à prévenir.
        [one] Une famille est prévenue ; je vous dirai si le message est arrivé.
       *[other] { $n } familles sont prévenues ; je vous dirai qui a reçu le message.
    }
plan-did-call = { $n ->
        [one] Une famille n’a pas Telegram et reste à appeler : /appels
       *[other] { $n } familles n’ont pas Telegram et restent à appeler : /appels
    }
plan-progress = Les familles sont prévenues : { $done } sur { $n }.
plan-told = Les familles ont été prévenues.
plan-report = <b>Le changement d’agenda</b>
    { $title }
plan-report-events = { $n } événements
command-evenements = L’agenda : voir, créer, changer
team-act-agenda_imported = fichier d’agenda appliqué (n° { $about })
team-act-agenda_exported = agenda exporté
team-act-event_added = événement créé (n° { $about })
team-act-event_published = événement publié (n° { $about })
team-act-events_published = événements publiés ensemble : { $about }
team-act-event_moved = événement déplacé (n° { $about })
team-act-event_cancelled = événement annulé (n° { $about })
team-act-event_changed = événement changé (n° { $about })
