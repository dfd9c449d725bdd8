# At the door: the list to check in with, codes that are scanned, who comes without a place
door-child = { $who }, { $age } { $age ->
        [one] an
       *[other] ans
    }
door-counts = { $here ->
        [0] Aucune arrivée sur { $of }
        [one] Une arrivée sur { $of }
       *[other] { $here } arrivées sur { $of }
    }{ $away ->
        [0] {""}
        [one] , une absence excusée
       *[other] , { $away } absences excusées
    }
door-opens = Le pointage ouvre le { $at }.
door-found = { $n ->
        [one] Une personne de ce nom :
       *[other] { $n } personnes de ce nom :
    }
door-how-excuse = Qui ne viendra pas et l’a dit ? Touchez son prénom.
door-how-fix = Qui a été pointé par erreur ? Touchez son prénom : la marque s’en va. Une personne ajoutée sur place est retirée de la liste.
door-all-here = Plus personne n’est attendu.
door-line = • { $who }{ $n ->
        [0] {""}
       *[other] {" : "}
    }
door-alone = { $alone ->
        [yes] repart sans adulte
       *[no] un adulte vient chercher l’enfant
    }
door-allergy = allergie : <b>{ $what }</b>
door-phone = { $phone }
door-is-here = arrivée notée à { $at }
door-is-excused = absence excusée
door-arrived = <b>Déjà là</b> : { $who }
door-together = Pointer les { $n }{ $who ->
        [none] {""}
       *[other] {" "}({ $who })
    }
door-undo = Annuler : { $who }
door-page = Suite ({ $n } sur { $of })
door-refresh = Actualiser
door-back = Revenir à la liste
door-find = Chercher un prénom
door-add = Ajouter sur place
door-excuse = Excuser
door-fix = Corriger
door-close = Clore la liste
door-list = La liste
door-reopen = Rouvrir la liste
door-marked = { $who } : { $what }
door-already = Déjà fait. { $who } : { $what }
door-no-seat-any-more = Cette personne n’a plus de place ici
door-undone = { $who } : la marque est retirée
door-nothing-to-undo = Il n’y avait plus rien à retirer
door-shut-gone = Cet événement n’existe plus
door-shut-called_off = Cet événement est annulé
door-shut-too_early = Trop tôt : le pointage ouvre à { $at }
door-shut-over = Trop tard : cette liste n’est plus modifiable
door-shut-closed = La liste est close
door-search = Quel prénom ? Le début suffit.
door-nobody = Personne dont le prénom ressemble à « { $words } » sur cette liste. Vous pouvez en écrire un autre.
door-close-sure = { $n ->
        [0] Clore la liste ? Tout le monde a été vu.
        [one] Clore la liste ? Une personne n’a pas été vue : elle sera comptée absente.
       *[other] Clore la liste ? { $n } personnes n’ont pas été vues : elles seront comptées absentes.
    }
door-close-yes = Oui, clore
door-closed =
    <b>Liste close</b>
    Présences : { $present }{ $walk_ins ->
        [0] {""}
        [one] , dont une personne venue sur place
       *[other] , dont { $walk_ins } personnes venues sur place
    }
    Absences : { $absent }
    Excusées : { $excused }
door-is-over = Cette liste n’est plus modifiable.
walk-in-first-name = Quel est le prénom de l’enfant ? Vous pouvez écrire l’âge avec : « Zoé, 7 ans ».
walk-in-age = Quel âge a { $who } ?
walk-in-phone = Le téléphone d’un adulte pour { $who } ?
walk-in-unclear-first-name = Je n’ai pas reconnu un seul prénom.
walk-in-unclear-age = Je n’ai pas reconnu un âge.
walk-in-unclear-phone = Je n’ai pas reconnu un numéro de téléphone.
walk-in-unclear-sure = Touchez un des boutons.
walk-in-sure = { $who } : une place de plus que prévu ?
walk-in-years = { $age } { $age ->
        [one] an
       *[other] ans
    }
walk-in-no-phone = Sans téléphone
walk-in-full = <b>C’est complet</b> : { $taken } places prises sur { $capacity }. Ajouter { $who } quand même ? Le dépassement est noté dans le journal.
walk-in-over = Oui, ajouter quand même
walk-in-not = Non, ne pas ajouter
walk-in-added = C’est fait. { $who } est sur la liste, et son arrivée est notée.
scan-unknown = <b>Code inconnu</b> : ce n’est pas un code de la Cité, ou l’inscription a été effacée. Cherchez le prénom dans la liste.
scan-arrived = ✔ { $who } : <b>arrivée notée à { $at }</b> ({ $title })
scan-already = { $who } : <b>arrivée déjà notée à { $at }</b> ({ $title })
scan-cancelled = { $who } : <b>inscription annulée</b> le { $at } ({ $title }, { $when }).
scan-called-off = { $who } : <b>cet événement est annulé</b> ({ $title }, { $when }).
scan-no-seat = { $who } : <b>pas encore de place</b>, seulement la liste d’attente ({ $title }, { $when }).
scan-too-early = { $who } : <b>trop tôt</b>, le pointage ouvre à { $at } ({ $title }, { $when }).
scan-other = { $who } : <b>une autre date</b>. L’inscription est pour { $title }, { $when }.
scan-closed = { $who } : <b>la liste est close</b> ({ $title }). Rouvrez-la pour pointer.
scan-also = Pointer aussi { $who }
scan-undo = Annuler ce pointage
scan-instead = Pointer { $who } pour { $title }
absents = { $n ->
        [one] <b>Une personne manque</b> à { $title } :
       *[other] <b>{ $n } personnes manquent</b> à { $title } :
    }
absents-line = { $phone ->
        [none] • { $who } (famille { $family })
       *[other] • { $who } (famille { $family }), { $phone }
    }
absents-how = Vous pouvez appeler, ou accueillir sur place une famille qui attend.
data-seen = <b>À l’accueil</b>
data-seen-present = • { $who }, { $title } : arrivée notée { $at }
data-seen-excused = • { $who }, { $title } : absence excusée, notée { $at }
