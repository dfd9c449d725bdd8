# Families that telephone: what the team does for them, what it says to them, and how they get a chat
command-telephone = Inscrire quelqu’un qui appelle
command-appels = Les familles à appeler
phone-only-private = Il s’agit de prénoms et de numéros : cela se fait en privé, jamais dans un groupe. Ouvrez-moi ici : { $link }
phone-which = <b>Une famille appelle</b>
    Pour quel événement ?
phone-find = Pour aller plus vite, écrivez des mots du titre : « /telephone robots ».
phone-no-event = Aucun événement à venir ne prend d’inscriptions en ce moment.
phone-more = La suite
phone-event = <b>{ $title }</b>
    { $when }
phone-places = { $free ->
        [0] Complet : une inscription irait en liste d’attente
        [one] Une place libre
       *[other] { $free } places libres
    }
phone-sign-up = Inscrire par téléphone
phone-change = Annuler ou déplacer une place
phone-ask-who = Écrivez le prénom et le mois de naissance, par exemple « Léa mars 2018 et Tom juin 2016 ». Vous pouvez ajouter le numéro de téléphone.
phone-ask-who-grown = Écrivez le prénom de chacun ; pour un enfant, aussi le mois de naissance, par exemple « Léa mars 2018 ». Vous pouvez ajouter le numéro de téléphone.
phone-not-read-who = Je n’ai pas reconnu de prénom.
phone-ask-birth = De quel mois et de quelle année est <b>{ $who }</b> ? Par exemple « mars 2018 ».
phone-not-read-birth = Je n’ai pas reconnu de mois de naissance.
phone-adult = C’est un adulte
phone-ask-phone = À quel numéro rappeler cette famille ?
phone-not-read-phone = Je n’ai pas reconnu de numéro de téléphone.
phone-recap = <b>À relire avec la famille</b>
phone-child = • { $who }, { $age ->
        [0] moins d’un an
        [one] un an
       *[other] { $age } ans
    } ce jour-là
phone-grown = • { $who }, adulte
phone-young = • { $who } : trop jeune ({ $ages })
phone-old = • { $who } : l’âge est dépassé ({ $ages })
phone-number = Téléphone : { $phone }
phone-known = Ce numéro a déjà appelé : c’est la famille { $family }.
phone-read-out = <b>À lire à voix haute</b>
    « Pour l’inscription, la Cité garde votre numéro de téléphone, { $kind ->
        [children] le prénom et le mois de naissance
       *[people] le prénom
    } de chaque participant. Votre numéro est effacé 30 jours après l’événement, le reste après { $days } jours. Vous pouvez faire corriger ou effacer tout cela en nous appelant. Êtes-vous { $kind ->
        [children] parent ou responsable légal, et d’accord
       *[people] d’accord
    } ? »
phone-question-alone = { $said ->
        [yes] Repart seul : oui
        [no] Repart seul : non
       *[open] Repart seul : pas demandé
    }
phone-question-photo = { $said ->
        [yes] Photos : d’accord
        [no] Photos : non
       *[open] Photos : pas demandé
    }
phone-yes = Oui, inscrire
phone-yes-rest = { $n ->
        [one] Oui, une place et le reste en attente
       *[other] Oui, { $n } places et le reste en attente
    }
phone-wait = Oui, en liste d’attente
phone-wait-together = Oui, en attente, tous ensemble
phone-wait-apart = Oui, en attente, un par un
phone-fix = Corriger
phone-drop = Annuler
phone-dropped = C’est annulé : rien n’est gardé.
phone-not-written = Rien n’est encore inscrit.
phone-done = <b>C’est noté pour la famille { $family }</b>
phone-stands-confirmed = • { $who } : inscription confirmée
phone-stands-waiting = • { $who } : en liste d’attente, n° { $place }
phone-stands-offered = • { $who } : une place est proposée
phone-stands-cancelled = • { $who } : annulé
phone-called-instead = Cette famille n’a pas Telegram ici : pour la suite, je vous dirai quand l’appeler.
phone-undo = Annuler cette inscription
phone-undone = C’est annulé : cette inscription n’existe plus.
phone-undone-erased = C’est annulé : cette inscription n’existe plus, et le numéro est effacé.
phone-undo-late = Trop tard pour défaire : annulez plutôt la place de chacun.
phone-link = La relier à Telegram
phone-linked = <b>Code de la famille { $family }</b>
    À dicter : <b>{ $code }</b>
    La personne ouvre { $bot } dans Telegram et écrit « /code { $code } ».

    Ou envoyez ce lien : { $link }

    Il sert une seule fois, jusqu’au { $until }. Je demanderai à la personne à quel numéro vous l’appelez : une erreur, et il faudra un autre code. Ensuite, les nouvelles lui arrivent dans Telegram.
phone-linked-already = Cette famille a déjà Telegram, ou n’existe plus.
phone-link-used = La famille { $family } a maintenant Telegram : plus besoin de l’appeler.
phone-link-wrong = Quelqu’un a ouvert le code de la famille { $family } sans connaître son numéro : ce code ne vaut plus rien. Au besoin, refaites-en un avec la famille.
phone-erase = Effacer cette famille
phone-erase-sure = Effacer la famille { $family } : son numéro, les prénoms et toutes ses inscriptions ? On ne peut pas revenir en arrière.
phone-erase-yes = Oui, tout effacer
phone-erased = C’est effacé. Les places à venir vont à d’autres.

call-list = { $n ->
        [0] Personne n’est à appeler.
        [one] <b>Un appel à passer</b>
       *[other] <b>{ $n } appels à passer</b>
    }
call-told = { $n ->
        [one] <b>Un appel à passer</b>
            Une famille sans Telegram attend une nouvelle. Les détails, en privé : /appels
       *[other] <b>{ $n } appels à passer</b>
            Des familles sans Telegram attendent une nouvelle. Les détails, en privé : /appels
    }
call-in-group = { $n ->
        [0] Personne n’est à appeler.
        [one] Un appel est à passer. Les prénoms et le numéro, en privé : écrivez-moi /appels ici : { $link }
       *[other] { $n } appels sont à passer. Les prénoms et les numéros, en privé : écrivez-moi /appels ici : { $link }
    }
call-who = <b>{ $phone }</b> (famille { $family })
call-line = { $n }. { $who } (famille { $family }) : { $what }
call-what-reminder = rappel
call-what-offer = place proposée
call-what-last_call = dernière minute
call-what-list_closed = liste d’attente fermée
call-what-place_confirmed = place confirmée
call-what-place_cancelled = place annulée
call-what-place_moved = place déplacée
call-what-event_moved = changement de date
call-what-event_cancelled = annulation
call-what-event_resumed = maintenu
call-say-reminder = « Bonjour, ici la Cité du numérique. { $who } : nous vous attendons pour { $title }, { $when }. Venez-vous ? »
call-say-offer = « Bonjour, ici la Cité du numérique. Une place est libre pour { $who } : { $title }, { $when }. Elle vous est gardée jusqu’au { $until }. La prenez-vous ? »
call-say-last_call = « Bonjour, ici la Cité du numérique. Une place vient de se libérer pour { $who } : { $title }, { $when }. La première famille qui dit oui l’a. La prenez-vous ? »
call-say-list_closed = « Bonjour, ici la Cité du numérique. La liste d’attente est fermée pour { $title }, { $when } : il n’y a pas eu de place pour { $who }. Nous en sommes désolés. »
call-say-place_confirmed = « Bonjour, ici la Cité du numérique. La place est confirmée pour { $who } : { $title }, { $when }. »
call-say-place_cancelled = « Bonjour, ici la Cité du numérique. La place est annulée pour { $who } : { $title }, { $when }. »
call-say-place_moved = « Bonjour, ici la Cité du numérique. { $who } : la place est maintenant à { $title }, { $when }{ $was ->
        [none] {""}
       *[other] , et non plus { $was }
    }. »
call-say-event_moved = « Bonjour, ici la Cité du numérique. { $title } change de date : { $was ->
        [none] {""}
       *[other] ce n’est plus { $was }, mais{" "}
    }{ $when }. { $who } : la place est gardée. Cela vous convient-il ? »
call-say-event_cancelled = « Bonjour, ici la Cité du numérique. { $title }, { $when }, n’aura pas lieu. { $who } : l’inscription tombe. Nous en sommes désolés. »
call-say-event_resumed = « Bonjour, ici la Cité du numérique. { $title } aura bien lieu, { $when }. { $who } : la place est gardée. »
call-what-announcement = message de l’équipe
call-say-announcement = « Bonjour, ici la Cité du numérique, à propos de { $title }, { $when }, pour { $who }. { $words } »
call-open = Appeler la famille { $family }
call-done = Appelé
call-yes = Accepte
call-no = Refuse
call-change = Annuler ou déplacer
call-all = Tous les appels à passer
call-next = Les autres appels
call-noted-told = C’est noté : appelé.
call-noted-taken = C’est noté : la place est à { $who }.
call-noted-left = C’est noté : la place va à la famille suivante.
call-noted-late = La place n’est plus libre : elle est allée à quelqu’un d’autre. { $who } reste en liste d’attente.
call-over = Cet appel n’est plus à passer : quelqu’un l’a fait, ou ce n’est plus vrai.

place-which = <b>{ $title }</b>, { $when }
    De qui s’agit-il ?
place-nobody = <b>{ $title }</b>, { $when }
    Personne n’y est inscrit ni n’attend.
place-label = { $who } ({ $family })
place-about = <b>{ $who }</b> (famille { $family })
    { $title }, { $when }
place-cancel = Annuler sa place
place-move = Déplacer
place-cancel-sure = La famille en sera avertie{ $how ->
        [chat] {" "}par un message du bot.
       *[call] {" "}: vous l’aurez à appeler.
    } La place ira à d’autres.
place-cancel-yes = Oui, annuler sa place
place-keep = Ne rien changer
place-kept = Rien n’a changé.
place-cancelled = C’est annulé pour <b>{ $who }</b>.
place-undo = Rétablir
place-restored = C’est rétabli pour <b>{ $who }</b>.
place-not-restored = Trop tard : la place est allée à quelqu’un d’autre, ou l’événement a changé.
place-move-where = Vers quel événement ?
place-move-nowhere = Aucun autre événement ne convient.
place-moved = C’est déplacé pour <b>{ $who }</b> : { $title }, { $when }.
place-move-full = Plus de place là-bas : rien n’a changé.
place-gone = Cette place n’existe plus.
place-move-sure = <b>{ $who }</b> : de { $from } vers { $to }. La famille en sera avertie{ $how ->
        [chat] {" "}par un message du bot.
       *[call] {" "}: vous l’aurez à appeler.
    }
place-move-yes = Oui, déplacer

notice-place-cancelled = L’équipe de la Cité a annulé la place de <b>{ $who }</b>, comme convenu avec vous :
notice-place-moved = L’équipe de la Cité a déplacé <b>{ $who }</b>, comme convenu avec vous :

link-ask = L’équipe de la Cité a inscrit quelqu’un pour vous, par téléphone. Pour continuer ici, dites-moi comment se termine le numéro que vous lui avez donné.

    En le disant, vous confirmez être cette personne, adulte, parent ou responsable légal des enfants, et d’accord pour que je garde ces données.{ $own ->
        [yes] {"\u000A"}Vos inscriptions d’ici et celles-là seront réunies.
       *[no] {""}
    }
link-none = Aucun de ceux-là
link-done = C’est fait : vos inscriptions sont ici, et les nouvelles aussi.
link-left = Très bien, rien ne change.
link-wrong = Ce n’est pas ce numéro : par prudence, le code ne vaut plus rien. Appelez l’équipe, elle vous en donnera un autre.
link-refused-unknown = Je ne connais pas ce code. Vérifiez-le avec l’équipe.
link-refused-ended = Ce code a déjà servi, ou l’équipe en a fait un autre.
link-refused-expired = Ce code n’est plus valable : il durait une semaine. Appelez l’équipe, elle vous en donnera un autre.
link-refused-full = Deux téléphones sont déjà reliés à cette famille : c’est le maximum.
link-refused-shared = Ce téléphone est relié à une famille qui a un deuxième téléphone : demandez à l’équipe.
link-refused-suspended = Ce téléphone vient d’être retiré d’une famille, et rien n’est encore définitif. Répondez d’abord, dans /donnees.
link-how = Écrivez « /code » suivi du code que l’équipe vous a donné.

team-act-phoned = inscription par téléphone (famille { $about })
team-act-unphoned = inscription par téléphone défaite (famille { $about })
team-act-called = appel passé (famille { $about })
team-act-place_taken = place acceptée par téléphone (famille { $about })
team-act-place_left = place refusée par téléphone (famille { $about })
team-act-place_cancelled = place annulée (famille { $about })
team-act-place_restored = place rétablie (famille { $about })
team-act-place_moved = place déplacée (famille { $about })
team-act-code_made = code pour Telegram (famille { $about })
team-act-erased = famille effacée à sa demande (famille { $about })
