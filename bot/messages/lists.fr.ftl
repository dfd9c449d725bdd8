# The team's lists: who comes to an event, on screen and as a file, and whom to telephone
command-listes = Qui vient : listes et accueil
list-which = <b>Listes</b>. De quel événement ?
list-none = Aucun événement avec des inscriptions dans les 30 jours.
list-none-yours = Vous n’avez pas d’événement pour l’instant. Une liste s’ouvre la veille à 18 h, pour les événements que la personne qui gère l’équipe vous a confiés.
list-events = Voir les listes
list-more = La suite
list-event = { $title }, { $day } ({ $n })
list-counted = { $n ->
        [0] Personne d’inscrit pour l’instant, { $capacity } places
        [one] Une personne inscrite sur { $capacity } places
       *[other] { $n } personnes inscrites ({ $families ->
            [one] une famille
           *[other] { $families } familles
        }) sur { $capacity } places
    }
list-team = { $who ->
        [none] À l’accueil : personne n’est désigné.
       *[other] À l’accueil : { $who }
    }
list-numbers = Familles : { $numbers }
list-names-in-private = Les prénoms et les fichiers se demandent dans une conversation privée avec moi : /listes.
list-in-private = Les prénoms ne s’affichent qu’en privé : écrivez-moi /listes
list-door = Liste et pointage
list-pdf = À imprimer (PDF)
list-xlsx = Tableur (XLSX)
list-wish = Recevoir la liste la veille
list-unwish = Ne plus recevoir la liste la veille
list-calls = À appeler
list-team-who = Qui est à l’accueil ?
list-allergy = Écrire les allergies sur les fichiers
list-noallergy = Ne pas écrire les allergies sur les fichiers
list-too-early = Ce fichier contient des prénoms : je le donne au plus tôt 24 heures avant, à partir du { $at }. « Recevoir la liste la veille » vous l’enverra.
list-too-early-toast = Trop tôt pour un fichier
list-on-its-way = Le fichier arrive dans votre conversation privée
list-file = La liste de { $title }. Je retire ce message de notre conversation le { $until }. Si vous gardez une copie, effacez-la après l’événement.
list-not-taken-out = Telegram n’a pas voulu que je retire la liste de { $title } de cette conversation. Effacez-la vous-même, s’il vous plaît, si elle y est encore.
list-nobody-to-call = Personne à appeler pour l’instant.
list-family = • famille { $family }
list-assigning = Qui est à l’accueil de { $title } ? Touchez un nom pour le désigner, ou pour le retirer.
list-nobody-to-assign = Pour désigner quelqu’un à l’accueil de { $title }, invitez d’abord des membres : /inviter.
list-assign = Désigner { $name } pour l’accueil
list-assigned = Retirer { $name } de l’accueil
list-you-have = Vous êtes à l’accueil de { $title }, { $when }. { $there ->
        [yes] La liste est là : /listes.
       *[no] La liste s’ouvre la veille à 18 h : /listes.
    }
list-back = Revenir à l’événement
sheet-counted = { $n ->
        [one] Une personne
       *[other] { $n } personnes
    }, { $families ->
        [one] une famille
       *[other] { $families } familles
    }
sheet-family = Famille
sheet-who = Prénom
sheet-age = Âge
sheet-phone = Téléphone
sheet-alone = Départ
sheet-allergy = Allergie
sheet-years = { $age } { $age ->
        [one] an
       *[other] ans
    }
sheet-alone-is = { $alone ->
        [yes] sans adulte
       *[no] avec un adulte
    }
sheet-printed = Liste faite { $at }. À détruire après l’événement.
sheet-page = page
sheet-name = Liste
team-act-list_seen = liste ouverte (événement n° { $about })
team-act-list_sent = liste reçue en fichier (événement n° { $about })
team-act-calls_seen = liste d’appels ouverte (événement n° { $about })
team-act-assigned = accueil d’un événement confié ({ $about })
team-act-unassigned = accueil d’un événement retiré ({ $about })
team-act-allergies_on = allergies écrites sur les fichiers (événement n° { $about })
team-act-allergies_off = allergies retirées des fichiers (événement n° { $about })
team-act-checked_in = arrivée pointée (inscription n° { $about })
team-act-unchecked = marque retirée (inscription n° { $about })
team-act-excused = absence excusée (inscription n° { $about })
team-act-walked_in = personne ajoutée sur place (inscription n° { $about })
team-act-over = une place de plus que prévu (événement n° { $about })
team-act-closed = liste close (événement n° { $about })
team-act-reopened = liste rouverte (événement n° { $about })
list-screen-over = L’événement est passé : les prénoms affichés ici sont effacés. Vos listes : /listes
