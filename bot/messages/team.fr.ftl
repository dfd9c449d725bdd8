digest-title = { $away ->
        [0] <b>Aujourd’hui à la Cité</b>
        [1] <b>Demain à la Cité</b>
       *[other] <b>Bientôt à la Cité</b>
    }
digest-confirmed = { $n ->
        [one] Une place prise sur { $capacity }
       *[other] { $n } places prises sur { $capacity }
    }
digest-waiting = { $n ->
        [0] Personne en liste d’attente
        [one] Une personne en liste d’attente
       *[other] { $n } personnes en liste d’attente
    }
digest-cancelled = { $n ->
        [0] Aucune annulation
        [one] Une annulation
       *[other] { $n } annulations
    }
digest-unreachable = <b>À appeler</b> : le bot ne peut plus leur écrire.
digest-unsettled = <b>Sans réponse au changement de date</b>
digest-silent = <b>Sans réponse au rappel</b>
digest-contact = { $phone ->
        [none] • { $who } (famille { $family })
       *[other] • { $who } (famille { $family }), { $phone }
    }
late-told = C’est noté, l’équipe est prévenue. À bientôt !
late-noted = C’est noté, l’équipe le verra. À bientôt !
staff-late =
    <b>Retard annoncé</b> (famille { $family })
    { $title }, { $when }

    « { $words } »
