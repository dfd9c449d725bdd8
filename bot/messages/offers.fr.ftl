# The waiting list: a place on offer, its end, the last call
offer = { $n ->
        [one] <b>Une place s’est libérée</b> pour { $who } !
       *[other] <b>{ $n } places se sont libérées</b> pour { $who } !
    }
offer-kept = { $n ->
        [one] Elle est gardée <b>{ $until }</b>. Après, elle passera à la famille suivante.
       *[other] Elles sont gardées <b>{ $until }</b>. Après, elles passeront aux familles suivantes.
    }
offer-nudge = { $n ->
        [one] <b>La place pour { $who } vous attend encore.</b>
       *[other] <b>Les { $n } places pour { $who } vous attendent encore.</b>
    }
offer-kept-else = { $n ->
        [one] Sans réponse <b>{ $until }</b>, elle passera à la famille suivante.
       *[other] Sans réponse <b>{ $until }</b>, elles passeront aux familles suivantes.
    }
until-near = jusqu’à { $near }, { $until }
until-far = jusqu’au { $until }
offer-take = { $n ->
        [one] Je prends la place
       *[other] Je prends les { $n } places
    }
offer-only = Seulement pour { $who }
offer-only-unnamed = Seulement une place sans prénom
offer-leave = { $n ->
        [one] Je laisse ma place
       *[other] Je laisse mes places
    }
offer-only-sure = Prendre la place seulement pour { $who } ? Sinon, rien ne change : l’offre tient toujours.
offer-only-not = Non, attendre
offer-only-rest = { $n ->
        [one] L’autre place est libérée.
       *[other] Les autres places sont libérées.
    } Voulez-vous rester en liste pour une autre place ?
offer-left = { $n ->
        [one] C’est noté, la place est libérée.
       *[other] C’est noté, les places sont libérées.
    } Voulez-vous rester en liste pour une autre place ?
offer-stay-yes = Oui, rester en liste
offer-stay-no = Non, quitter la liste
offer-too-late = L’offre est passée à la famille suivante.
offer-gone = Cette offre est terminée.
offer-over = <b>Offre expirée</b> le { $until } : la place pour { $who } n’est plus gardée.
offer-expired = { $n ->
        [one] L’offre pour { $who } a pris fin sans réponse, la place n’est plus gardée.
       *[other] L’offre pour { $who } a pris fin sans réponse, les places ne sont plus gardées.
    }
offer-stay-question = Voulez-vous rester en liste d’attente ? Vous passez alors à la fin de la liste.
offer-stay = Rester en liste (à la fin)
offer-quit = Quitter
offer-quit-list = Quitter la liste
last-call = { $free ->
        [one] <b>Une place est libre</b>, pour la première famille qui répond !
       *[other] <b>{ $free } places sont libres</b>, pour les premières familles qui répondent !
    }
last-call-who = En liste d’attente : { $who }
last-call-lost = Une autre famille a été plus rapide.
list-closed = <b>La liste d’attente est close</b> : aucune place ne s’est libérée à temps pour { $who }. Nous en sommes désolés.
line-place = { $place ->
        [1] Vous êtes en tête de la liste.
       *[other] { $ahead ->
            [one] Vous êtes { $place }e sur la liste (une personne est avant vous).
           *[other] Vous êtes { $place }e sur la liste ({ $ahead } personnes sont avant vous).
        }
    }
line-stays = C’est noté, vous restez en liste d’attente.
stay-seated = { $n ->
        [one] La place était encore libre : au lieu d’attendre, vous l’avez.
       *[other] Les places étaient encore libres : au lieu d’attendre, vous les avez.
    }
line-left = C’est noté, vous n’êtes plus en liste d’attente pour <b>{ $title }</b>.
line-is-closed = La liste d’attente est close.
changed-since = Cet événement a changé depuis ce message. Voici l’offre telle qu’elle est maintenant :
instead-lead = Voici ce qui pourrait convenir à { $who } ; vos réponses sont gardées :
instead-sign-up = S’inscrire :
instead-wait = Liste d’attente :
place-confirmed = <b>Place confirmée</b> pour { $who }.
