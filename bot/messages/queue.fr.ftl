# Waiting lists as the team sees and runs them
command-attente = Les listes d’attente
queue-which = <b>Listes d’attente</b>
queue-none = Aucune famille n’attend de place.
queue-event = { $n ->
        [one] • { $title } : une famille
       *[other] • { $title } : { $n } familles
    }
queue-lead = <b>{ $title }</b>
    { $when }
    { $free }
queue-open = On peut encore s’inscrire sur la liste d’attente.
queue-closed = La liste d’attente est fermée : personne ne s’y ajoute.
queue-empty = Personne n’attend.
queue-counted = { $families ->
        [0] Aucune famille n’attend
        [one] Une famille attend ({ $people } en tout)
       *[other] { $families } familles attendent ({ $people } personnes en tout)
    }, { $offers ->
        [0] aucune place n’est proposée en ce moment
        [one] une place est proposée
       *[other] { $offers } places sont proposées
    }. Qui attend, et pourquoi : en privé, avec /attente.
queue-entry = <b>{ $n }. Famille { $family }</b> : { $who }, depuis le { $since }
queue-together = Tous ensemble ou personne
queue-apart = Un par un
queue-let-first = Passe en tête : « { $reason } »
queue-next = Une place va lui être proposée.
queue-passed-unreachable = Pas proposé : la famille a bloqué le bot, elle garde son rang.
queue-passed-together = Pas proposé : il lui faut { $n } places d’un coup, elle garde son rang.
queue-passed-no_seat = Attend : aucune place n’est libre à son tour.
queue-offers = <b>Places proposées</b>
queue-offer-open = • { $who } (famille { $family }), proposée le { $at }, gardée jusqu’au { $until }
queue-offer-taken = • { $who } (famille { $family }), proposée le { $at } : acceptée
queue-offer-left = • { $who } (famille { $family }), proposée le { $at } : laissée
queue-offer-expired = • { $who } (famille { $family }), proposée le { $at } : sans réponse
queue-first = Faire passer la famille { $family }
queue-close = Fermer la liste
queue-reopen = Rouvrir la liste
queue-send-away = Fermer et prévenir
queue-send-away-sure = { $n ->
        [one] La famille qui attend lira que la liste est close, et ce qui pourrait lui convenir. Elle n’attendra plus.
       *[other] Les { $n } familles qui attendent liront que la liste est close, et ce qui pourrait leur convenir. Elles n’attendront plus.
    }
queue-send-away-yes = Oui, fermer et prévenir
queue-back = Ne rien changer
queue-sent-away = { $n ->
        [0] La liste est fermée. Personne n’attendait.
        [one] La liste est fermée. Une famille est prévenue.
       *[other] La liste est fermée. { $n } familles sont prévenues.
    }
queue-why = Pourquoi faire passer la famille { $family } avant les autres ? Écrivez-le en une phrase : c’est gardé, et seule l’équipe le lit.
queue-why-shorter = C’est trop long : { $most } caractères au plus.
queue-first-sure = <b>{ $title }</b>
    La famille { $family } passe en tête : la prochaine place libre lui est proposée.
    Raison : « { $reason } »

    Rien n’est encore changé.
queue-first-yes = Oui, la faire passer
queue-drop = Annuler
queue-dropped = C’est annulé : l’ordre reste le même.
queue-over = Cette liste d’attente n’existe plus.
queue-became-offered = C’est fait : une place est proposée à la famille { $family }.
queue-became-first = C’est fait : la famille { $family } est en tête. La prochaine place qui se libère lui est proposée.
queue-became-not_in_line = La famille { $family } n’attend plus de place : rien n’a changé.
queue-became-over = Trop tard : l’événement est annulé, ou commence bientôt.
team-act-let_first = passage en tête d’une liste d’attente (famille { $about })
team-act-list_closed = liste d’attente fermée (événement n° { $about })
team-act-list_reopened = liste d’attente rouverte (événement n° { $about })
team-act-sent_away = liste d’attente fermée, familles prévenues (événement n° { $about })
