# What the team reads (the morning digest, questions, facts to fill in), and what families read of it
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
digest-owed = <b>Sans Telegram</b> : à prévenir par téléphone
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
staff-unwell = { $what ->
        [webhook] Telegram n’arrive plus à m’apporter les messages des familles : elles restent sans réponse.
        [inbox] Des messages de familles attendent depuis plus d’un quart d’heure.
        [outbox] Des messages que je dois envoyer attendent depuis plus d’un quart d’heure.
        [another] Un autre programme lit aussi les messages de ce bot : des familles peuvent rester sans réponse.
       *[clock] L’ordinateur où je tourne n’est pas à l’heure.
    } Prévenez la personne qui gère le bot : la commande « cite doctor » en dit plus.
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
staff-question-first = { $family ->
        [none] <b>Une famille vous écrit</b>
       *[other] <b>Une famille vous écrit</b> (famille { $family })
    }
staff-question-same = { $family ->
        [none] <b>Une autre famille, sur le même sujet</b>
       *[other] <b>Une autre famille, sur le même sujet</b> (famille { $family })
    }
staff-question-more = { $family ->
        [none] <b>La famille ajoute</b>
       *[other] <b>La famille ajoute</b> (famille { $family })
    }
staff-question-words = « { $words } »
staff-question-before = Avant cela :
question-before = « { $asked } » — « { $said } »
staff-question-seen = Elle venait de lire : « { $seen } »
staff-question-taken-back = La famille a retiré ces mots : ils sont effacés.
staff-question-over = Ces mots touchaient à la santé : ils sont effacés après une semaine.
staff-question-old = La durée de conservation est passée : ces mots sont effacés.
staff-question-how = Pour lui répondre, répondez à ce message. Ce qui commence par // reste entre vous.
staff-question-how-same = Répondez à ce message pour répondre à cette famille seule, ou à la première question pour répondre à toutes.
staff-topic = { $subject ->
        [none] N° { $number }
       *[other] N° { $number }, { $subject }
    }
staff-recall = { $n ->
        [one] <b>Une question attend depuis hier</b>
       *[other] <b>{ $n } questions attendent, la plus ancienne depuis hier</b>
    }
staff-recall-how = { $n ->
        [one] Pour y répondre, répondez à ce message.
       *[other] Pour répondre à toutes, répondez à ce message ; à une seule, répondez à sa question, plus haut.
    }
staff-recall-over = Ce rappel est passé.
staff-unsettled = { $family ->
        [none] La famille dit que cela ne répond pas encore à sa question. Si elle écrit ce qui manque, je le mets ici.
       *[other] La famille { $family } dit que cela ne répond pas encore à sa question. Si elle écrit ce qui manque, je le mets ici.
    }
staff-answer-sent = { $n ->
        [one] Envoyé à la famille.
       *[other] Envoyé à { $n } familles.
    }
staff-answer-settled = { $n ->
        [one] Elle dit que cela répond à sa question.
       *[other] { $n } familles disent que cela répond à leur question.
    }
staff-answer-blocked = { $n ->
        [one] Pas envoyé : la famille a bloqué le bot.
       *[other] Pas envoyé à { $n } familles, qui ont bloqué le bot.
    }
staff-answer-refused = { $n ->
        [one] Pas envoyé : Telegram n’a pas pris ce message.
       *[other] Pas envoyé à { $n } familles : Telegram n’a pas pris ce message.
    }
staff-answer-gone = { $n ->
        [one] La famille a tout effacé entre-temps : je ne sais pas si votre réponse est arrivée.
       *[other] { $n } familles ont tout effacé entre-temps : je ne sais pas si votre réponse leur est arrivée.
    }
staff-answer-erased = Pas envoyé : cette question a été effacée.
staff-answer-kinds = Pas envoyé : je ne transmets que du texte, une photo, un message vocal ou un document. Pouvez-vous le dire ainsi ?
staff-answer-correct = Corriger
staff-answer-withdraw = Retirer
staff-answer-fix = Répondez à ce message avec ce qu’il fallait dire : cela prend la place de votre réponse.
staff-answer-fix-toast = Répondez au message qui arrive
staff-answer-over = Cette réponse a déjà été corrigée ou retirée, ou la question est effacée.
staff-answer-too-late = Trop tard pour la retirer : Telegram ne le permet que pendant 48 heures. Vous pouvez encore la corriger : la famille reçoit la nouvelle réponse et lit qu’elle remplace l’ancienne.
staff-answer-withdrawn = Retirée : la famille ne voit plus cette réponse, et lit que vous l’avez retirée.
staff-erased = { $n ->
        [0] Une famille a tout effacé : ce qu’elle vous avait écrit, et ce que vous lui aviez répondu, s’en va d’ici.
        [one] Une famille a tout effacé. Telegram ne me laisse pas supprimer un message de l’équipe, vieux de plus de 48 heures : supprimez-le vous-même.
       *[other] Une famille a tout effacé. Telegram ne me laisse pas supprimer { $n } messages de l’équipe, vieux de plus de 48 heures : supprimez-les vous-même.
    }
staff-remains = { $n ->
        [one] Des questions sont arrivées au bout de leur durée de conservation. Une réponse de l’équipe reste ici, que Telegram ne me laisse pas supprimer : supprimez-la vous-même.
       *[other] Des questions sont arrivées au bout de leur durée de conservation. { $n } réponses de l’équipe restent ici, que Telegram ne me laisse pas supprimer : supprimez-les vous-même.
    }
staff-no-topics = Je ne peux plus gérer les sujets de ce groupe : il m’en faut le droit, comme administrateur. D’ici là, les questions arrivent ici, hors sujet.
staff-topic-lost = Le sujet de la question n° { $number } n’existe plus : la suite arrive ici. Si la question attend encore, je vous la redonne.
staff-not-deleted =
    Je n’ai pas pu supprimer ce qu’une famille a effacé : il m’en manque le droit. Supprimez-le vous-même :
    { $link }
staff-not-taken-back = Telegram n’a pas voulu retirer une réponse : la famille la voit encore, avec le mot qui dit que vous l’avez retirée.
team-answer-asked =
    C’est <b>la réponse de l’équipe</b>. Vous aviez écrit : « { $words } »

    Cela répond-il à votre question ?
team-answer-asked-anew =
    C’est <b>la réponse corrigée de l’équipe</b>, qui remplace la précédente. Vous aviez écrit : « { $words } »

    Cela répond-il à votre question ?
team-answer-yes = Oui, merci
team-answer-no = Pas tout à fait
team-answer-settled = Tant mieux, je le dis à l’équipe. Si autre chose vous vient, écrivez-moi.
team-answer-unsettled = Je le dis à l’équipe. Que manque-t-il ? Écrivez-le en une phrase : je le lui transmets.
team-answer-withdrawn = L’équipe a retiré sa réponse. Vous aviez écrit : « { $words } »
team-answer-corrected = L’équipe a corrigé sa réponse : la bonne est plus bas. Vous aviez écrit : « { $words } »
team-talks = L’équipe est en train de vous répondre : je lui transmets votre question, et les prochaines sur ce sujet. Pour le reste, je suis là.
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

# Facts that a manager fills in
fact-ranked = <b>Ce que les familles demandent, et que je ne sais pas encore</b>
fact-none-asked = Rien n’a été demandé en vain pour le moment.
fact-not-ready = Je ne lis pas encore les phrases : réessayez dans une minute, ou choisissez.
fact-not-read = Je n’ai pas compris de quoi il s’agit. Nommez la chose et ce qu’on en demande.
fact-how = Touchez une ligne, ou écrivez tout d’un coup : /fait horaires de la Cité : du mardi au samedi, de 10 h à 18 h
fact-cell-label = { $asked }
fact-asked-label = { $n } fois : { $asked }
fact-expired-label = Terminé : { $asked }
fact-which = De quoi s’agit-il ?
fact-told = <b>{ $asked }</b>
    La documentation de la Cité le dit déjà : « { $told } » C’est là que cela se change.
fact-about = <b>{ $asked }</b>
fact-write-fr = Écrivez la réponse en une phrase, telle que les familles la liront.
fact-write-en = Écrivez la même phrase en anglais.
fact-write-author = Qui signe ? Écrivez un prénom ou un nom.
fact-reply = Dans ce groupe, répondez à ce message.
fact-unfit = Cela ne convient pas : il faut des mots, 600 caractères au plus (60 pour la signature).
fact-past = Cette date est passée. Écrivez le dernier jour où c’est encore vrai.
fact-preview = Ce que les familles liront :
fact-preview-english = En anglais :
fact-signed = Signé { $author } : est-ce bien vous ?
fact-lasts-endless = Sans date de fin.
fact-lasts-until = Jusqu’au { $day }.
fact-lasts-over = Terminé depuis le { $day } : ce n’est plus dit.
fact-warns-phone = ⚠️ Il y a un numéro de téléphone : tout le monde pourra le lire.
fact-warns-mail = ⚠️ Il y a une adresse électronique : tout le monde pourra la lire.
fact-warns-name = ⚠️ Il y a un prénom ({ $names }) : est-ce quelqu’un qui l’accepte ?
fact-replaces = Cela remplace « { $told } », de { $author }.
fact-confirm = Touchez une durée ou écrivez la date de fin, puis enregistrez.
fact-save = Enregistrer
fact-fix = Corriger
fact-english = Ajouter l’anglais
fact-english-again = Changer l’anglais
fact-sign = Signer autrement
fact-endless = Sans date de fin
fact-month = 1 mois
fact-half = 6 mois
fact-drop = Annuler
fact-dropped = C’est annulé : rien n’a changé.
fact-over = Cela ne peut plus être dit ainsi. Recommencez avec /fait.
fact-saved = Enregistré : les familles le lisent dès maintenant.
fact-undo = Revenir en arrière
fact-all = Tout ce qui est rempli
fact-list = <b>Ce que l’équipe a rempli</b>
fact-list-empty = L’équipe n’a encore rien rempli. Écrivez /fait pour commencer.
fact-in-file = { $n ->
        [one] Une réponse de plus est écrite dans un fichier.
       *[other] { $n } réponses de plus sont écrites dans un fichier.
    }
fact-more = La suite
fact-written = { $author }, { $day }.
fact-edit = Modifier
fact-out = Retirer
fact-past-button = Historique
fact-taken-out = Retiré : ce n’est plus dit.
fact-back = Remettre
fact-history = <b>{ $asked }</b>
    Tout ce qui a été dit :
fact-row-in-force = n° { $number }, { $day }, { $author } (en vigueur) : « { $told } »
fact-row-over = n° { $number }, { $day }, { $author } : « { $told } »
fact-back-to = Remettre le n° { $number } du { $day }
fact-back-done = C’est remis : les familles le lisent dès maintenant.
staff-answer-not-of-team = Pas envoyé : vous ne faites pas partie de l’équipe pour moi. Un responsable vous invite avec /inviter.
team-id = Votre numéro Telegram : <code>{ $person }</code>
team-id-group =
    Votre numéro Telegram : <code>{ $person }</code>
    Celui de ce groupe : <code>{ $chat }</code>
team-chat-here = C’est noté : ce groupe est celui de l’équipe. Ce que les familles lui écrivent arrive ici ; répondez à un message pour répondre à la famille.
team-chat-alone = C’est noté : en attendant un groupe, ce que les familles écrivent à l’équipe arrive ici. Pour un groupe, ajoutez-m’y et écrivez-y /equipe.
team-chat-set = Le réglage CITE_STAFF_CHAT_ID du bot nomme un autre groupe ({ $chat }) : il l’emporte. Rien n’est changé.
team-chat-there = L’équipe a déjà son groupe ({ $chat }). Pour en changer, écrivez /equipe dans le nouveau groupe.
team-chat-left = L’équipe a changé de groupe : je ne lui écris plus ici.
team-rights-missing =
    Il me manque, comme administrateur de ce groupe :
    { $rights }
team-right-can_manage_topics = • le droit de gérer les sujets
team-right-can_delete_messages = • le droit de supprimer des messages
team-invitation =
    Voici un lien pour une personne : il sert une fois, pendant 24 heures.
    { $link }

    Quand elle l’aura ouvert, je vous demanderai ici si vous la laissez entrer.
team-request =
    <b>{ $name }</b> demande à faire partie de l’équipe (numéro { $person }). C’est le nom que Telegram me donne : chacun choisit le sien.
team-accept = Accepter
team-decline = Refuser
team-asked = Votre demande est partie. Un responsable vous répond sous 24 heures, et je vous le dis ici.
team-refused-over = Ce lien ne mène nulle part : il a déjà servi, ou son jour est passé. Demandez-en un autre à la personne qui vous l’a donné.
team-refused-member = Vous faites déjà partie de l’équipe.
team-refused-over-manager = Il n’y a plus rien à décider ici : c’est fait, ou c’est trop tard. Voyez /membres.
team-refused-last = Il faut au moins un responsable : confiez d’abord la gestion à quelqu’un d’autre.
team-number = numéro { $person }
team-accepted = { $name } fait maintenant partie de l’équipe.
team-declined = Vous n’avez pas laissé entrer { $name }.
team-welcome = Bienvenue dans l’équipe ! Dans son groupe, répondez à un message pour répondre à la famille. À l’accueil, scannez le code d’une famille : son arrivée est notée. Vos listes : /listes.
team-was-declined = Votre demande n’a pas été acceptée.
team-members = <b>L’équipe</b>
team-member-set = • numéro { $person } : responsable, par les réglages du bot
team-member = • { $name } : { $role ->
        [manager] gestion
       *[other] animation
    }, depuis le { $since }
team-members-how = Pour inviter quelqu’un : /inviter.
team-change = Changer : { $name }
team-which = Que change-t-on pour { $name } ?
team-out = Retirer de l’équipe
team-manager = Confier aussi la gestion
team-removed = { $name } ne fait plus partie de l’équipe. Ses liens d’invitation ne servent plus. Pensez à son départ du groupe : je ne retire personne d’un groupe.
team-promoted = La gestion est maintenant confiée à { $name } aussi.
team-is-manager = La gestion de l’équipe vous est confiée aussi : /membres, /inviter, /journal, /equipe.
team-journal = <b>Ce qui a été fait au nom de l’équipe</b>
team-journal-empty = Rien encore.
team-journal-older = Plus ancien
team-journal-line = • { $when }, { $who } : { $act }
team-act-invited = invitation créée
team-act-asked = demande à entrer dans l’équipe
team-act-accepted = entrée acceptée ({ $about })
team-act-declined = entrée refusée ({ $about })
team-act-removed = retrait de l’équipe ({ $about })
team-act-promoted = gestion confiée ({ $about })
team-act-chat_set = groupe de l’équipe choisi ({ $about })
team-act-chat_moved = nouveau numéro du groupe ({ $about })
team-act-answered = réponse à une famille (question n° { $about })
team-act-corrected = réponse corrigée (question n° { $about })
team-act-withdrawn = réponse retirée (question n° { $about })
team-act-returned = retrait d’un téléphone annulé (n° { $about })
team-act-final = retrait d’un téléphone rendu définitif (n° { $about })
team-act-code_seen = code d’entrée regardé (inscription n° { $about })
group-for-team = Une classe ou un groupe ne s’inscrit pas ici comme une famille : c’est à voir avec l’équipe. Voulez-vous que je lui transmette votre demande ? Ajoutez, si vous voulez, combien vous serez et quand.
