# Welcome, help, menu of commands, what cannot be read or did not work, buttons that many screens share
button-agenda = Voir les ateliers
button-mine = Mes inscriptions
button-sign-up = S’inscrire
button-help = Aide
button-team = Demander à l’équipe
button-privacy = Vos données
button-calendar = Ajouter à mon agenda
button-route = Itinéraire

welcome =
    Bonjour ! Je suis le bot de la Cité du numérique de Blois.

    Posez-moi vos questions comme elles vous viennent. Je vous montre ce qui est prévu, je vous inscris, vous ou vos enfants, et je vous rappelle la date.

    Je suis un programme, pas une personne. Je m’adresse aux adultes : si vous avez moins de 15 ans, demandez à un parent d’écrire à votre place.

help =
    Voici ce que je sais faire :

    • répondre à vos questions sur la Cité du numérique : écrivez-les simplement ;
    • /ateliers : ce qui est prévu, et s’inscrire ;
    • /mesinscriptions : voir ou annuler vos inscriptions ;
    • /donnees : ce que je garde sur vous, et tout effacer ;
    • /confidentialite : comment vos données sont protégées ;
    • /langue : français ou anglais ;
    • /annuler : abandonner ce qui est en cours.

    Chaque bouton peut aussi s’écrire : tapez ses mots.

unknown-command = Je ne connais pas cette commande. Écrivez /aide pour voir ce que je sais faire.
nothing-to-cancel = Il n’y a rien en cours. Pour annuler une inscription, écrivez /mesinscriptions.
old-button = Ce bouton n’est plus valable.
old-button-reply = Ce bouton n’est plus valable. Voici où vous pouvez continuer :
media-voice = Je ne peux pas écouter les messages vocaux. Écrivez-moi votre question en quelques mots, et je vous réponds tout de suite.
media-photo = Je ne peux pas regarder les images. Écrivez-moi votre question en quelques mots, et je vous réponds tout de suite.
media-sticker = Merci pour ce petit signe ! Je ne comprends que les mots : posez-moi votre question quand vous voulez.
media-location = Je ne garde pas votre position. Pour venir, demandez-moi « c’est où ? » : je vous donne l’adresse.
media-other = Je ne comprends que les messages écrits. Écrivez-moi votre question en quelques mots.
group-only-private = Je réponds en privé, pour protéger les familles : { $link }
not-ready = Je me prépare encore : je réponds à votre question dans { $seconds } secondes environ. Les boutons et les commandes fonctionnent déjà.
not-ready-team = Si c’est urgent, ou difficile à vivre, n’attendez pas ma réponse : touchez le bouton, et l’équipe de la Cité du numérique recevra ce que vous lui écrirez.
failed = Désolé, quelque chose n’a pas fonctionné de mon côté. Réessayez dans un moment, ou écrivez /aide.
too-many-at-once = { $count ->
        [one] Vous m’avez écrit beaucoup de messages d’un coup : je réponds aux premiers, et laisse le dernier sans réponse. S’il reste une question, écrivez-la-moi en un seul message.
       *[other] Vous m’avez écrit beaucoup de messages d’un coup : je réponds aux premiers, et laisse les { $count } autres sans réponse. S’il reste une question, écrivez-la-moi en un seul message.
    }
staff-failed = Le message n° { $update } n’a pas pu être traité. Il est mis de côté.
staff-unreachable = La famille n° { $number } n’est plus joignable : le bot est bloqué, ou le compte est fermé. Ses rappels reprendront si elle revient.
staff-gave-up = Un message n’a pas pu être remis, malgré plusieurs essais. La commande « cite doctor » dit lequel.
staff-moved = Ce groupe a changé de numéro chez Telegram. Dans les réglages du bot, mettez CITE_STAFF_CHAT_ID={ $chat }.
staff-moved-known = Ce groupe a changé de numéro chez Telegram ({ $chat }) : c’est noté, il n’y a rien à faire.
language-choose = Dans quelle langue dois-je vous répondre ?
language-is = C’est noté, je vous réponds en français.
sent-to-team =
    Transmis à l’équipe :
    « { $words } »

    Elle vous répondra ici dès que possible.
sent-to-team-toast = Transmis à l’équipe
kept-for-team =
    Je n’ai pas encore de moyen de joindre l’équipe d’ici. Je garde votre question pour elle :
    « { $words } »
team-away = Pour l’instant, je n’ai pas de moyen de joindre l’équipe d’ici : je garderai votre question pour elle.
team-what = Écrivez-moi votre question pour l’équipe en une phrase.
reminders-are-off = C’est noté, je n’enverrai plus de rappels. Je vous préviendrai toujours si un événement est annulé ou déplacé.
reminders-are-on = C’est noté, vous recevrez de nouveau les rappels.
button-reminders-on = Remettre les rappels
button-reminders-off = Ne plus recevoir de rappels
route =
    <b>Cité du numérique</b>
    5/11, avenue de Vendôme, Blois
    Le bâtiment est proche du centre-ville ; on y vient depuis la gare ou les sorties routières.

command-ateliers = Ce qui est prévu, et s’inscrire
command-mesinscriptions = Voir ou annuler mes inscriptions
command-aide = Ce que ce bot sait faire
command-donnees = Mes données : voir, effacer
command-confidentialite = Comment vos données sont protégées
command-langue = Français ou anglais
command-annuler = Abandonner ce qui est en cours
command-id = Votre numéro Telegram
command-equipe = Choisir ce groupe pour l’équipe
command-inviter = Inviter quelqu’un dans l’équipe
command-membres = Qui fait partie de l’équipe
command-journal = Ce que l’équipe a fait
bot-description =
    Bonjour ! Je réponds à vos questions sur la Cité du numérique de Blois, je vous inscris, vous ou vos enfants, et je vous rappelle la date.
    Je suis un programme, réservé aux adultes. Touchez « Démarrer ».
bot-short-description = Questions, inscriptions et rappels de la Cité du numérique de Blois.
