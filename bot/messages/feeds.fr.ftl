# Addresses that the agenda is read from: what the team reads and presses
command-agendas = Les agendas lus en ligne
feed-list = <b>Les agendas lus en ligne</b>
    Je les relis toutes les deux heures. Ce qui est nouveau arrive en brouillon ; le reste, je vous le demande.
feed-none = Aucun agenda n’est lu en ligne. Donnez-moi l’adresse d’un agenda (iCalendar, OpenAgenda, CSV ou XLSX) : je le relirai toutes les deux heures.
feed-line = • <b>n° { $number }</b> ({ $host }) : { $read ->
        [never] pas encore lu
       *[other] lu { $read }
    }{ $state ->
        [trouble] , <b>ne se lit plus</b>
        [waits] , des changements attendent votre accord
       *[fine] {""}
    }.
feed-open = N° { $number } ({ $host })
feed-add = Ajouter une adresse
feed-drop = Annuler
feed-back = Tous les agendas
feed-now = Relire maintenant
feed-remove = Ne plus lire l’agenda n° { $number } ({ $host }) ? Les événements déjà reçus restent.
feed-remove-ask = Ne plus lire
feed-remove-sure = Oui, ne plus le lire
feed-keep = Non, garder
feed-removed = C’est fait : cet agenda n’est plus lu. Ses événements restent.
feed-in-private = Une adresse peut contenir une clé : écrivez-moi en privé, et envoyez-y /agendas.
feed-write = Envoyez-moi l’adresse de l’agenda. Elle commence par https:// ou webcal://.
feed-added = C’est noté : agenda n° { $number } ({ $host }). Je le lis dans la minute, et je vous dis ce que j’y trouve.
feed-not-added = Cette adresse n’a pas été ajoutée : elle est déjà lue, ou il y en a déjà { $most }. Voyez /agendas.
feed-will-be-read = Je le relis dans la minute.
feed-added-events = Agenda n° { $number } ({ $host }) : { $n ->
        [one] un nouvel événement est arrivé. Il reste en brouillon tant que personne ne le publie.
       *[other] { $n } nouveaux événements sont arrivés. Ils restent en brouillon tant que personne ne les publie.
    }
feed-preview = <b>Agenda n° { $number }</b> ({ $host }) : { $n ->
        [one] un événement a changé
       *[other] { $n } événements ont changé
    } à la source. Rien n’est encore changé ici.
feed-apply = Tout appliquer
feed-leave = Laisser tel quel
feed-more = … et { $n } autres.
feed-change = <b>{ $title }</b>, { $when }{ $taken ->
        [0] {""}
        [one] {" "}(une place prise)
       *[other] {" "}({ $taken } places prises)
    }
feed-change-cancelled = <b>annulé</b>
feed-change-scheduled = a lieu après tout
feed-change-moved = <b>{ $when }</b>
feed-change-capacity = { $new ->
        [0] sans inscription
        [one] une place
       *[other] { $new } places
    } au lieu de { $old ->
        [0] l’entrée libre
       *[other] { $old }
    }
feed-change-others = nouveau : { $names }
feed-column-title = titre
feed-column-title_en = titre en anglais
feed-column-kind = genre
feed-column-room = salle
feed-column-age_min = âge
feed-column-age_max = âge
feed-column-audiences = public
feed-column-themes = thèmes
feed-column-description = description
feed-column-description_en = description en anglais
feed-column-signup_opens_at = dates d’inscription
feed-column-signup_closes_at = dates d’inscription
feed-column-reminders = rappels
feed-column-questions = questions à l’inscription
feed-column-family_cap = places par famille
feed-applied = C’est appliqué : { $changed ->
        [0] rien n’avait plus à changer
        [one] un événement changé
       *[other] { $changed } événements changés
    }{ $moved ->
        [0] {""}
        [one] , dont un déplacé
       *[other] , dont { $moved } déplacés
    }{ $cancelled ->
        [0] {""}
        [one] , dont un annulé
       *[other] , dont { $cancelled } annulés
    }. Les familles concernées sont prévenues.{ $over ->
        [0] {""}
       *[other] {" "}Attention : il y a plus d’inscrits que de places ; personne n’est retiré.
    }
feed-not-applied = Rien n’est appliqué : la source retire les inscriptions d’un événement où des places sont prises. Corrigez-le à la source, ou laissez tel quel.
feed-left = Rien n’a changé ici. Je ne vous le redemanderai que si la source change encore.
feed-missing = <b>Agenda n° { $number }</b> ({ $host }) : { $n ->
        [one] un événement n’y figure plus
       *[other] { $n } événements n’y figurent plus
    }. Rien n’est annulé.
feed-missing-how = Que faut-il faire ?
feed-kept = Entendu : rien n’a changé, tout a toujours lieu.
feed-kept-all = Tout a toujours lieu
feed-cancel-one = Annuler « { $title } »
feed-trouble = <b>Agenda n° { $number }</b> ({ $host }) : la dernière lecture n’a rien donné d’utilisable. Rien n’est changé ici.
feed-trouble-told = Je continue d’essayer et vous préviens quand tout va bien de nouveau.
feed-fewer = C’est normal, il y en a moins
feed-well = Agenda n° { $number } ({ $host }) : il se lit de nouveau.
feed-flaw-empty = Il est vide.
feed-flaw-halved = La moitié des événements à venir, ou plus, n’y figurent plus.
feed-flaw-no-address = Ce n’est pas une adresse telle que https://exemple.fr/agenda.ics.
feed-flaw-not-https = Seules les adresses en https:// sont lues.
feed-flaw-with-password = Une adresse qui contient un nom ou un mot de passe n’est pas lue.
feed-flaw-not-public = L’adresse mène à un réseau privé, ou nulle part.
feed-flaw-unreachable = L’adresse ne répond pas.
feed-flaw-refused = L’adresse répond, mais sans donner de fichier.
feed-flaw-redirects = L’adresse renvoie sans fin à d’autres adresses.
feed-flaw-too-large = Ce qui s’y trouve est trop lourd.
feed-flaw-too-slow = L’adresse met trop de temps à répondre.
feed-flaw-sealed = L’adresse ne peut plus être déchiffrée : retirez-la et ajoutez-la de nouveau.
feed-flaw-broken = La lecture a échoué.
feed-flaw-not-utf8 = Le fichier n’est pas en UTF-8 : enregistrez-le comme « CSV UTF-8 ».
feed-flaw-file-unknown-format = Ce n’est ni du CSV, ni du XLSX, ni du iCalendar, ni du JSON d’OpenAgenda.
feed-flaw-file-too-large = Le fichier est trop gros : 8 Mo et 10 000 événements au plus.
feed-flaw-file-too-heavy = Le fichier demande trop de temps ou de mémoire pour être lu.
feed-flaw-file-broken = Le fichier est abîmé.
feed-flaw-file-incomplete = Le fichier ne donne qu’une partie des événements : demandez-les tous à la fois (size=300).
feed-flaw-bad-lines = Le fichier contient des erreurs : rien n’en est repris.
feed-at-fault = { $n ->
        [one] Une erreur
       *[other] { $n } erreurs ; la première
    }, { $place ->
        [entry] entrée
       *[line] ligne
    } { $line }{ $column ->
        [none] {""}
       *[other] , { $column }
    } : { $cause }.
feed-cause-no-header = la ligne des titres de colonnes manque
feed-cause-unknown-column = colonne inconnue
feed-cause-missing-column = colonne manquante
feed-cause-column-twice = colonne en double
feed-cause-cell-count = pas le bon nombre de cases
feed-cause-broken-quotes = guillemets mal fermés
feed-cause-empty = vide
feed-cause-too-long = trop long
feed-cause-control-character = caractère invisible
feed-cause-unknown-word = mot inconnu
feed-cause-bad-number = nombre attendu
feed-cause-ages-reversed = âges inversés
feed-cause-bad-time = date illisible
feed-cause-no-such-time = heure qui n’existe pas
feed-cause-time-twice = heure qui existe deux fois
feed-cause-wrong-offset = décalage horaire faux
feed-cause-end-before-start = la fin n’est pas après le début
feed-cause-closes-before-opening = les inscriptions ferment avant d’ouvrir
feed-cause-bad-reminders = rappels incompris
feed-cause-uid-twice = identifiant en double
feed-cause-unknown-zone = fuseau horaire inconnu
feed-cause-too-often = trop de répétitions
feed-cause-bad-rule = règle de répétition illisible
feed-cause-bad-field = champ illisible
team-act-feed_added = agenda en ligne ajouté (n° { $about })
team-act-feed_removed = agenda en ligne retiré (n° { $about })
team-act-feed_read = agenda en ligne relu (n° { $about })
team-act-feed_applied = changements d’un agenda appliqués (n° { $about })
team-act-feed_left = changements d’un agenda laissés (n° { $about })
