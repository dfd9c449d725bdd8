# What is held, why and how long; /donnees
privacy =
    <b>Comment vos données sont protégées</b>

    • Responsable : { $controller ->
        [none] l’équipe de la Cité du numérique, qui doit encore le préciser.
       *[other] { $controller }.
    }
    • Contact : { $contact ->
        [none] l’équipe, par ce bot.
       *[other] { $contact }
    }
    • Pourquoi : inscrire les enfants que vous confiez à un atelier, à votre demande. Les photos et les allergies : seulement avec votre accord, que vous pouvez retirer.

    • Les données restent sur la machine de la Cité du numérique ; rien n’est confié à un service extérieur, en dehors de Telegram qui transporte les messages.
    • Je garde : les prénoms des participants, le mois et l’année de naissance des enfants, vos inscriptions, vos réponses aux questions d’un atelier, vos accords avec leur date, la langue choisie.
    • Les prénoms et les messages sont chiffrés. Aucune autre famille ne les voit.
    • Le texte d’un message est effacé dès qu’il est traité.

    <b>Combien de temps</b>

    • Une inscription commencée puis laissée : 7 jours.
    • Une allergie : effacée le lendemain de l’événement. Un téléphone : 30 jours après l’événement.
    • Les inscriptions et les autres réponses : { $days ->
        [365] un an
       *[other] { $days } jours
    } après l’événement. Les prénoms : autant, après votre dernière inscription et votre dernier message.
    • Une question gardée pour l’équipe : 6 mois ; si elle touche à la santé, une semaine.
    • La trace d’un message envoyé, sans son texte : 30 jours, un an pour un rappel.

    • Telegram garde sa propre copie de cette conversation : vous pouvez l’effacer dans le menu de la conversation, « Supprimer la conversation ».

    Vous pouvez tout voir, corriger et effacer à tout moment : /donnees. Si quelque chose ne va pas, vous pouvez aussi vous adresser à la CNIL : cnil.fr.
data-title = <b>Ce que je garde sur vous</b>
data-none = Je ne garde aucune donnée sur votre famille. Les textes de vos messages sont effacés dès qu’ils sont traités.
data-language = Langue : français
data-reminders = { $on ->
        [yes] Rappels : oui
       *[no] Rappels : non
    }
data-phones = { $n ->
        [one] 1 téléphone relié
       *[other] { $n } téléphones reliés
    }
data-number = Numéro de famille : { $number }
data-child = • { $name } (naissance : { $month } { $year })
data-adult = • { $name } (adulte)
data-people = Participants :
data-signups = Inscriptions à venir :
data-over = Inscriptions passées ou annulées :
data-over-count = { $n ->
        [one] Une inscription passée ou annulée (elle est dans le fichier).
       *[other] { $n } inscriptions passées ou annulées (elles sont dans le fichier).
    }
data-entry = • { $title }, { $when } — { $who } : { $state }
data-state-confirmed = place confirmée
data-state-waiting = en liste d’attente, position { $position }
data-state-offered = place gardée jusqu’au { $until }
data-state-cancelled = annulée
data-answers = Réponses aux questions d’un atelier :
data-answer = • { $question }, { $who } ({ $title }) : { $words }
data-question-phone = Téléphone
data-question-alone = Peut repartir sans adulte
data-question-photo = Photos
data-question-allergy = Allergies
data-answer-yes = oui
data-answer-no = non
data-consents = Vos accords :
data-consent = • { $what } : le { $given }
data-consent-ended = • { $what } : le { $given }, retiré le { $ended }
data-consent-notice = Garde de vos données
data-consent-guardian = Parent ou responsable légal
data-consent-photo = Photos
data-consent-allergy = Allergies, gardées jusqu’au lendemain de l’événement
data-messages = { $n ->
        [one] Un message est prêt à partir.
       *[other] { $n } messages sont prêts à partir.
    }
data-draft = Une inscription est commencée.
data-questions = { $n ->
        [one] Une question a été confiée à l’équipe.
       *[other] { $n } questions ont été confiées à l’équipe.
    }
data-questions-noted = { $n ->
        [one] Une question est notée comme restée sans réponse.
       *[other] { $n } questions sont notées comme restées sans réponse.
    }
data-question = • « { $words } », le { $day }
data-file = Recevoir le fichier
data-caption = Vos données, telles que je les garde.
data-caption-json = Les mêmes, pour un ordinateur.
data-back = Mes données
data-photo-off = Ne plus autoriser les photos
data-photo-is-off = C’est noté : aucune photo, pour aucun atelier. Je garde seulement la trace de votre accord et de son retrait.
data-erase = Tout effacer
data-erase-sure = Effacer toutes vos données ? Vos inscriptions à venir seront annulées et les places passées à d’autres familles. On ne peut pas revenir en arrière.
data-erase-yes = Oui, tout effacer
data-erased = Tout est effacé : il ne reste ni prénom ni inscription. Merci de votre visite.

data-correct = Corriger
correct-who = Pour qui faut-il corriger quelque chose ?
correct-what = <b>{ $name }</b> : que faut-il corriger ?
correct-name = Le prénom
correct-birth = Le mois de naissance
correct-ask-name = Écrivez le bon prénom, à la place { DE($name) }<b>{ $name }</b>.
correct-ask-birth = Écrivez le mois et l’année de naissance { DE($name) }<b>{ $name }</b>, par exemple « mars 2018 ».
correct-too-old = Cette date donne plus de 18 ans. Écrivez le mois et l’année de naissance de l’enfant, par exemple « mars 2018 ».
correct-sure-name = <b>{ $old }</b> devient <b>{ $new }</b> : est-ce juste ?
correct-sure-birth = <b>{ $name }</b>, naissance en <b>{ $month } { $year }</b> : est-ce juste ?
correct-yes = Oui, corriger
correct-done = C’est corrigé.
correct-stopped = Rien n’a changé.
correct-same = Vous avez déjà <b>{ $name }</b> avec ce prénom et ce mois de naissance : je n’ai rien changé. Si c’est le même enfant, vous pouvez en retirer un.
correct-unfit = Attention, l’âge ne convient plus pour cette inscription. Je l’ai gardée : à vous de voir, ou de demander à l’équipe.
correct-unfit-one = • { $who } : { $title }, { $when } ({ $ages })
refused-gone-person = Je ne retrouve pas cette personne : je n’ai rien changé.

data-remove-child = Retirer un enfant
data-remove-person = Retirer quelqu’un
remove-who = Qui faut-il retirer ?
remove-sure = Retirer <b>{ $name }</b> ? J’effacerai son prénom, sa naissance et toutes ses inscriptions ; les places à venir iront à d’autres familles. On ne peut pas revenir en arrière.
remove-yes = Oui, retirer { $name }
remove-done = C’est fait : je ne garde plus rien sur { $name }. { $n ->
        [0] {""}
        [one] Une inscription est annulée, la place servira à une autre famille.
       *[other] { $n } inscriptions sont annulées, les places serviront à d’autres familles.
    }
