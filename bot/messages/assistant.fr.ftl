# What an answer is put into: lists, one detail of an event, choices, what is not known
events-found = { $n ->
        [one] Voici ce qui correspond :
       *[other] Voici ce qui correspond ({ $n }) :
    }
nothing-asked = D’accord. Que puis-je faire pour vous ? Écrivez-le comme cela vous vient.
events-none = Je ne vois rien qui corresponde dans l’agenda.
events-none-about = Je ne vois rien sur « { $subject } » dans l’agenda.
events-near = Ce qui s’en approche le plus :
events-also = À l’agenda :
events-agenda-empty = L’agenda est vide pour le moment : rien n’est annoncé.
detail-when = <b>{ $title }</b> : { $when }.
detail-duration = <b>{ $title }</b> dure { $duration }, { $when }.
detail-room = <b>{ $title }</b> a lieu ici : { $room }, 5/11, avenue de Vendôme, à Blois.
detail-room-unknown = La salle { DE($title) }<b>{ $title }</b> n’est pas précisée.
detail-age = <b>{ $title }</b> : { $ages }.
detail-capacity = { $free ->
        [0] <b>{ $title }</b> : c’est complet ({ $capacity } places), la liste d’attente est ouverte.
       *[other] <b>{ $title }</b> : { $capacity } places, il en reste { $free }.
    }
detail-capacity-none = <b>{ $title }</b> : pas de limite de places annoncée, l’inscription n’est pas nécessaire.
event-quoted = « { $title } »
# After « Je ne sais pas ce qu’il faut apporter à « Robots ». »
description-only = La présentation dit seulement : « { $text } »
# After « Je n’ai pas cette information. »
description-of = De <b>{ $title }</b>, la présentation dit seulement : « { $text } »
detail-about = Voici ce que je sais :
description-says = <b>{ $title }</b>
    La présentation dit : « { $sentence } »
which-event = De quel événement parlez-vous ?
which-of-these = J’hésite : est-ce l’un de ceux-ci ?
which-search = J’hésite : que cherchez-vous ?
search-instead = Plutôt : { $what }
search-all = Tout ce qui est prévu
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-both = { $hours } h { $minutes }

clarify = Vous parlez de…
clarify-other = Autre chose
not-understood = Je n’ai pas compris. Pouvez-vous le dire autrement, en quelques mots ?
not-understood-again = Je n’ai toujours pas compris, et je ne veux pas vous répondre à côté. Pour l’équipe, touchez le bouton ou écrivez votre question en une phrase.
not-understood-other = D’accord, ce n’est rien de tout cela. Pouvez-vous le dire autrement, en quelques mots ?
off-topic = Cela sort de ce que je connais : je réponds sur la Cité du numérique de Blois, ses ateliers et ses événements.
off-topic-chat = Merci de l’attention ! Je suis un programme, là pour la Cité du numérique de Blois : posez-moi vos questions sur le lieu ou les ateliers.
off-topic-insult = Je suis désolé si quelque chose vous a contrarié. Dites-moi ce que vous cherchez, ou demandez l’équipe.
# « Je ne sais pas combien coûte l’escape game. »
unknown-cell = Je ne sais pas { $asked }.
unknown-other = Je n’ai pas cette information.
# Before a fact, where the message claims what it tells: « C’est bien en 2025 ? »
claim-yes = Oui.
claim-no = Non.
claim-si = Si.
unknown-team = Voulez-vous que je demande à l’équipe ?
unknown-event = À l’agenda, ceci s’en approche peut-être.
other-language = Je parle français et anglais. / I speak French and English.

action-greeting = Bonjour ! Que puis-je faire pour vous ? Posez votre question, ou regardez ce qui est prévu.
action-thanks = Avec plaisir ! À bientôt à la Cité du numérique.
action-goodbye = Au revoir, à bientôt !
action-help = Je réponds à vos questions, je montre l’agenda, j’inscris et je rappelle la date. /aide en dit plus.
action-are_you_a_bot = Je suis un programme, pas une personne. Si vous préférez quelqu’un, écrivez votre question pour l’équipe en une phrase.
action-complaint = Je suis désolé que cela se passe mal. Dites en une phrase ce qui ne va pas, pour l’équipe ; ou touchez le bouton pour lui laisser ce que vous venez d’écrire.
action-human = Bien sûr. Écrivez votre question pour l’équipe en une phrase, ou touchez le bouton pour lui laisser ce que vous venez d’écrire.
action-sign_up = Pour s’inscrire, choisissez un événement.
action-cancel_sign_up = Voyons quelle inscription annuler.
action-my_sign_ups = Voici vos inscriptions.
action-waiting_list_status = Voyons où vous en êtes sur la liste d’attente.
action-reminders_off = Je peux arrêter les rappels.
action-reminders_on = Je peux remettre les rappels.
action-my_data = Voici ce que je garde sur vous.
action-erase_data = Je peux effacer toutes vos données.
action-language = Dans quelle langue dois-je répondre ?

intent-events = Ce qui est prévu
intent-event_when = Date et heure
intent-event_duration = Durée
intent-event_room = Salle
intent-event_age = Âges
intent-event_capacity = Places
intent-event_about = Détails d’un événement
intent-sign_up = S’inscrire
intent-cancel_sign_up = Annuler une inscription
intent-my_sign_ups = Mes inscriptions
intent-waiting_list_status = Liste d’attente
intent-reminders_off = Arrêter les rappels
intent-reminders_on = Remettre les rappels
intent-my_data = Mes données
intent-erase_data = Effacer mes données
intent-human = Parler à l’équipe
intent-help = Aide
intent-language = Changer de langue
fact-in-french = { $told }
