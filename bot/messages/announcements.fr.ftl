# What the team writes to families: to those of an event, or to one of them
announcement = <b>L’équipe de la Cité vous écrit</b>
announcement-about = { $title }, { $when }
announcement-in-french = L’équipe ne l’a écrit qu’en français :
announcement-answer = Répondre à l’équipe
announcement-to-event = Écrire aux familles
announcement-to = Écrire à la famille { $family }
announcement-which = <b>À quel événement ?</b>
    Touchez celui dont les familles doivent lire votre message.
announcement-no-event = Aucune famille n’est inscrite à un événement à venir.
announcement-event = { $title }, { $day } ({ $n })
announcement-more = La suite
announcement-to-whom = <b>{ $about }</b>
    À qui écrire ?
announcement-nobody = <b>{ $about }</b>
    Personne n’est inscrit ni n’attend de place.
announcement-nobody-there = Il n’y a personne à qui l’envoyer : rien n’est parti.
announcement-counted = { $families ->
        [one] une famille
       *[other] { $families } familles
    }, { $kind ->
        [children] { $people ->
            [one] un enfant
           *[other] { $people } enfants
        }
       *[people] { $people ->
            [one] une personne
           *[other] { $people } personnes
        }
    }
announcement-seated = Inscrits : { $who }
announcement-in_line = En attente : { $who }
announcement-to-many = <b>Pour { $who }</b>.
announcement-to-one = <b>Pour la famille { $family }</b>.
announcement-away = { $n ->
        [one] Une famille a bloqué le bot : elle ne le lira que si elle revient.
       *[other] { $n } familles ont bloqué le bot : elles ne le liront que si elles reviennent.
    }
announcement-to-call = { $n ->
        [one] Une famille n’a pas Telegram : elle sera à appeler.
       *[other] { $n } familles n’ont pas Telegram : elles seront à appeler.
    }
announcement-called = { $n ->
        [one] • une famille est à appeler : /appels
       *[other] • { $n } familles sont à appeler : /appels
    }
announcement-write-fr = Écrivez le message, tel que les familles le liront.
announcement-write-en = Écrivez le même message en anglais.
announcement-unfit = Cela ne convient pas : il faut des mots, { $most } caractères au plus.
announcement-sure = Voilà ce qui sera lu. Rien n’est encore parti.
announcement-send = Envoyer
announcement-fix = Corriger
announcement-english = Écrire aussi en anglais
announcement-drop = Annuler
announcement-dropped = C’est annulé : rien n’est parti.
announcement-on-its-way = Votre message est en route.
announcement-progress = Le message part : { $done } sur { $n }.
announcement-stop = Arrêter l’envoi
announcement-stopping = Arrêté : ce qui n’est pas parti ne partira pas.
announcement-too-late = Tout est déjà parti.
announcement-over = L’envoi est terminé.
announcement-stopped = L’envoi a été arrêté.
announcement-report = <b>Votre message aux familles</b>
    { $title }
announcement-delivered = { $n ->
        [one] • une famille l’a reçu
       *[other] • { $n } familles l’ont reçu
    }
announcement-unclear = { $n ->
        [one] • une famille l’a peut-être reçu : je ne le répète pas
       *[other] • { $n } familles l’ont peut-être reçu : je ne le répète pas
    }
announcement-blocked = { $n ->
        [one] • une famille a bloqué le bot
       *[other] • { $n } familles ont bloqué le bot
    }
announcement-failed = { $n ->
        [one] • un envoi n’a pas abouti
       *[other] • { $n } envois n’ont pas abouti
    }
announcement-not_sent = { $n ->
        [one] • une famille n’était plus concernée, ou l’envoi était arrêté
       *[other] • { $n } familles n’étaient plus concernées, ou l’envoi était arrêté
    }
announcement-missed = À joindre autrement : famille { $families }.
announcement-one-delivered = Envoyé à la famille.
announcement-one-going = Pas encore envoyé : Telegram ne répond pas.
announcement-one-unclear = Envoyé, mais je ne sais pas si la famille l’a reçu.
announcement-one-blocked = Pas envoyé : la famille a bloqué le bot.
announcement-one-failed = Pas envoyé : Telegram n’a pas pris ce message.
announcement-one-not_sent = Pas envoyé : la famille a tout effacé entre-temps.
command-annonce = Écrire aux familles d’un événement
command-fait = Remplir ce que les familles demandent
command-faits = Ce que l’équipe a rempli
command-noms = Les choses et les noms ajoutés
team-act-announced = message aux familles d’un événement (n° { $about })
team-act-stopped = envoi arrêté (n° { $about })
team-act-wrote = message à une famille (n° { $about })
team-act-filled = réponse remplie (n° { $about })
team-act-emptied = réponse retirée (n° { $about })
team-act-named = chose ou nom ajouté (n° { $about })
team-act-unnamed = chose ou nom retiré (n° { $about })
