# What the team reads (the morning digest, questions), and what families read of it
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
late-told =
    C’est transmis à l’équipe :
    « { $words } »

    À bientôt !
late-noted =
    Je n’ai pas encore de moyen de prévenir l’équipe d’ici. Je garde votre message pour elle :
    « { $words } »

    À bientôt !
staff-set-aside =
    Un envoi n’a pas pu être préparé : n° { $row }. Il est mis de côté, les autres partent.
    La personne qui gère le bot peut le relancer : « cite outbox aside ».
staff-memory-lost = Le message n° { $update } a été traité sans ce qui s’était dit avant : cette conversation ne pouvait plus être relue.
staff-beat-failed =
    Le travail régulier du bot échoue pour { $event ->
        [0] une de ses tâches
       *[other] l’événement n° { $event }
    }{ $family ->
        [0] {""}
       *[other] , famille n° { $family } (numéro interne)
    } : « { $part } ». Les autres familles sont servies. Prévenez la personne qui gère le bot.
team-enough = Vous avez déjà envoyé beaucoup de messages à l’équipe aujourd’hui : laissez-lui le temps d’y répondre. Je ne lui transmets pas celui-ci. S’il compte encore demain, renvoyez-le-moi.
team-enough-toast = Pas transmis : déjà beaucoup de messages aujourd’hui
staff-question = { $family ->
        [none] <b>Une famille vous écrit</b>
       *[other] <b>Une famille vous écrit</b> (famille { $family })
    }
staff-question-words = « { $words } »
staff-question-seen = Elle venait de lire : « { $seen } »
staff-question-taken-back = La famille a retiré ces mots : ils sont effacés.
staff-question-over = Ces mots touchaient à la santé : ils sont effacés après une semaine.
staff-question-how = Pour lui répondre, répondez à ce message.
staff-answer-sent = Envoyé à la famille.
staff-answer-blocked = Pas envoyé : la famille a bloqué le bot.
staff-answer-refused = Pas envoyé : Telegram n’a pas pris ce message.
staff-answer-gone = La famille a tout effacé entre-temps : je ne sais pas si votre réponse est arrivée.
staff-answer-erased = Pas envoyé : cette question a été effacée.
staff-answer-text-only = Pas envoyé : je ne transmets à la famille que du texte.
team-answer =
    <b>L’équipe vous répond</b>
    « { $answer } »

    Vous aviez écrit : « { $words } »
call-number = À quel numéro l’équipe peut-elle vous rappeler ?
call-drop = Laisser tomber
question-arrived =
    Votre message est arrivé chez l’équipe. Il est parti le { $when } :
    « { $words } »

    Je vous envoie sa réponse ici dès qu’elle l’écrit.
question-leaving =
    Votre message n’est pas encore arrivé chez l’équipe. Il attend depuis le { $when } et part dès que Telegram le prend :
    « { $words } »
question-stuck =
    Votre message du { $when } n’a pas pu être remis à l’équipe. Je le garde pour elle :
    « { $words } »
question-kept =
    Votre message du { $when } n’est pas parti : je n’ai pas encore de moyen de joindre l’équipe d’ici. Je le garde pour elle :
    « { $words } »
question-answered =
    L’équipe a répondu le { $when } à votre message :
    « { $words } »
nothing-for-team = Je n’ai encore rien transmis à l’équipe de votre part. Écrivez votre question pour elle en une phrase.
team-what-health = Écrivez ce que l’équipe doit savoir, en quelques mots. Elle seule le lit ; je le garde chiffré, une semaine. Pour laisser tomber, écrivez « non ».
