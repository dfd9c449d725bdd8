notice =
    Avant de commencer, voici ce qu’il faut savoir :

    • <b>Qui</b> garde vos données : l’équipe de la Cité du numérique, sur sa propre machine.
    • <b>Quoi</b> : le prénom de chaque participant et, pour un enfant, son mois et son année de naissance.
    • <b>Pourquoi</b> : inscrire et vous prévenir. Rien d’autre.
    • <b>Combien de temps</b> : jusqu’à ce que vous les effaciez ; l’équipe n’a pas encore fixé de durée.
    • <b>Vos droits</b> : tout voir et tout effacer, à tout moment, avec /donnees.
    • En acceptant, vous dites être adulte et, pour un enfant, son parent ou son responsable légal.
notice-agree = J’accepte et je continue
notice-more = Lire plus
notice-refuse = Non
notice-refused = Très bien, je n’ai rien gardé. Vous pouvez continuer à me poser toutes vos questions.

ask-name-child = Quel est le <b>prénom de l’enfant</b> ?
ask-name-adult = Quel est le <b>prénom de la personne</b> ?
ask-name-sure = Est-ce bien un prénom : <b>{ $name }</b> ?
name-is = Oui, c’est un prénom
name-is-not = Non
ask-birth = Quels sont le mois et l’année de naissance de <b>{ $name }</b> ? Écrivez-les, par exemple « mars 2018 », ou touchez l’année.
ask-month = <b>{ $name }</b>, { $year } : quel mois ?
is-adult = C’est un adulte
other-year = Une autre année

ask-who = <b>Qui participe ?</b> Touchez un prénom pour le cocher.
ask-who-adults = <b>Qui participe ?</b> Cochez des prénoms, ou prenez des places sans prénom.
tick-on = ☑ { $name } — inscrire
tick-off = ☐ { $name }
tick-on-child = ☑ { $name } ({ $age ->
        [0] moins d’un an
        [one] { $age } an
       *[other] { $age } ans
    }) — inscrire
tick-off-child = ☐ { $name } ({ $age ->
        [0] moins d’un an
        [one] { $age } an
       *[other] { $age } ans
    })
tick-too-young = { $name } : trop jeune
tick-too-old = { $name } : âge dépassé
add-child = Ajouter un enfant
add-adult = Ajouter un adulte
places-more = Une place sans prénom de plus
places-less = Une place sans prénom de moins
places-count = { $n ->
        [0] Aucune place sans prénom pour l’instant.
        [one] Une place sans prénom.
       *[other] { $n } places sans prénom.
    }
continue = Continuer
stop = Abandonner

ask-short-none = { $n ->
        [one] C’est complet. Voulez-vous une place en liste d’attente ? Je vous écris dès qu’une place se libère.
       *[other] C’est complet. Voulez-vous { $n } places en liste d’attente ? Je vous écris dès qu’une place se libère.
    }
ask-short-some = { $free ->
        [one] Il reste <b>une place</b> pour { $n } personnes.
       *[other] Il reste <b>{ $free } places</b> pour { $n } personnes.
    } Les premiers prénoms cochés seraient inscrits tout de suite, les autres en liste d’attente.
short-wait-all = Liste d’attente
short-wait-rest = { $free ->
        [one] Une place, les autres en attente
       *[other] { $free } places, les autres en attente
    }
short-change = Choisir autrement

recap = <b>Vérifions ensemble</b>
recap-who = Participants : { $who }
recap-unnamed = { $n ->
        [one] une place sans prénom
       *[other] { $n } places sans prénom
    }
recap-wait = S’il n’y a pas assez de places libres, les derniers seront en <b>liste d’attente</b>.
confirm = Confirmer
change = Modifier

done-title = <b>C’est noté !</b>
done-already = <b>C’était déjà noté.</b>
done-reminder = Je vous enverrai un rappel avant. Si vous ne pouvez plus venir, prévenez-moi avec « Mes inscriptions » : la place servira à une autre famille.
calendar-caption = À ajouter à votre agenda : { $title }, { $when }.
calendar-caption-cancelled = Annulé : { $title }, { $when }. Ouvrez ce fichier pour le retirer de votre agenda.

refused-age-young = { $who } est trop jeune pour cet événement ({ $ages }).
refused-age-old = { $who } a dépassé l’âge prévu pour cet événement ({ $ages }).
refused-age-unnamed = Cet événement a une limite d’âge ({ $ages }) : donnez les prénoms des participants.
refused-cap = { $cap ->
        [one] Une famille peut prendre une seule place à cet événement.
       *[other] Une famille peut prendre { $cap } places au plus à cet événement.
    } { $holds ->
        [0] Vous n’en avez pas encore.
        [one] Vous en avez déjà une.
       *[other] Vous en avez déjà { $holds }.
    }
refused-list-closed = Il n’y a plus assez de places, et il est trop tard pour la liste d’attente : l’événement commence bientôt.
refused-closed = Les inscriptions à cet événement sont closes.
refused-not-open = Les inscriptions ouvriront le { $when }.
refused-cancelled = Cet événement est annulé.
refused-past = Cet événement a déjà commencé.
refused-not-needed = Pas besoin de s’inscrire : venez simplement.
refused-unknown = Je ne retrouve pas cet événement. Voici ce qui est prévu :
choose-event = À quel événement voulez-vous vous inscrire ?
no-event = Aucun événement n’est ouvert aux inscriptions pour le moment.

problem-nobody = Cochez au moins un prénom, puis « Continuer ».
problem-name = Je n’ai pas compris ce prénom. Écrivez-le seul, par exemple « Léa ».
problem-birth = Je n’ai pas compris la date. Écrivez par exemple « mars 2018 » ou « 03/2018 ».
problem-future = Cette date est dans le futur. Écrivez le mois et l’année de naissance, par exemple « mars 2018 ».
problem-too-old = Cette date donne plus de 18 ans, et cet événement est pour les enfants. Écrivez le mois et l’année de naissance de l’enfant, par exemple « mars 2018 ».
problem-unfit = L’âge ne convient pas à cet événement ({ $ages }).
problem-unclear = Je n’ai pas compris. Touchez un bouton, ou écrivez ses mots.

resume = Reprenons votre inscription :
ask-stop = Abandonner cette inscription ? Aucune place ne sera réservée.
stop-yes = Oui, abandonner
stop-no = Non, continuer
stopped = C’est abandonné, aucune place n’a été réservée.
form-over = Cette étape est terminée.
