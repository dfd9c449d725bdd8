# The sign-up form: its notice, each step, questions, recap
notice =
    Avant de commencer, voici ce qu’il faut savoir :

    • <b>Qui</b> garde vos données : l’équipe de la Cité du numérique, sur sa propre machine.
    • <b>Quoi</b> : le prénom de chaque participant et, pour un enfant, son mois et son année de naissance ; à certains événements aussi un téléphone, une allergie, vos accords.
    • <b>Pourquoi</b> : inscrire et vous prévenir. Rien d’autre.
    • <b>Combien de temps</b> : { $days ->
        [365] un an
       *[other] { $days } jours
    } après l’événement ; une allergie, jusqu’au lendemain ; un téléphone, 30 jours.
    • <b>Vos droits</b> : tout voir et tout effacer, à tout moment, avec /donnees.
    • En acceptant, vous dites être adulte et, pour un enfant, son parent ou son responsable légal.
notice-again = Pour continuer, il me faut d’abord <b>votre accord</b> sur les données (le message plus haut).
notice-agree = J’accepte et je continue
notice-more = Lire plus
notice-refuse = Non
notice-refused = Très bien, je n’ai rien gardé. Vous pouvez continuer à me poser toutes vos questions.

ask-name-child = Quel est le <b>prénom de l’enfant</b> ?
ask-name-adult = Quel est le <b>prénom de la personne</b> ?
ask-name-sure = Est-ce bien un prénom : <b>{ $name }</b> ?
name-is = Oui, c’est un prénom
name-is-not = Non
ask-birth = Quels sont le mois et l’année de naissance { DE($name) }<b>{ $name }</b> ? Écrivez-les, par exemple « mars 2018 », ou touchez l’année.
ask-birth-year = <b>{ $name }</b>, { $month } : quelle année ?
ask-month = <b>{ $name }</b>, { $year } : quel mois ?
is-adult = C’est un adulte
other-year = Une autre année

ask-who = <b>Qui participe ?</b> Touchez un prénom pour le cocher.
ask-who-adults = <b>Qui participe ?</b> Cochez des prénoms, ou prenez des places sans prénom.
tick-on = ☑ { $who } — inscrire
tick-off = ☐ { $who }
tick-already = { $who } : inscription déjà faite
tick-waiting = { $who } : déjà en liste d’attente
tick-too-young = { $who } : trop jeune ({ $ages })
tick-too-old = { $who } : âge dépassé ({ $ages })
who-child = { $name } ({ $age ->
        [0] moins d’un an
        [one] { $age } an
       *[other] { $age } ans
    })
ages-short = { $low }–{ $high } ans
ages-short-from = dès { $low } ans
ages-short-to = jusqu’à { $high } ans
reason-too-young = { $who } : trop jeune pour cet événement.
reason-too-old = { $who } : âge dépassé pour cet événement.
fits-these = Ce qui convient à l’âge { DE($name) }{ $name } :
fits-nothing = Rien d’autre ne convient à l’âge { DE($name) }{ $name } dans l’agenda pour le moment.
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
without-name = Sans { $name }
back-to-list = Revenir à la liste

ask-short-none = { $n ->
        [one] C’est complet. Voulez-vous une place en liste d’attente ? Je vous écris dès qu’une place se libère.
       *[other] C’est complet. Voulez-vous { $n } places en liste d’attente ?
    }
ask-short-some = { $free ->
        [one] Il reste <b>une place</b> pour { $n } personnes.
       *[other] Il reste <b>{ $free } places</b> pour { $n } personnes.
    }
ask-short-some-children = { $free ->
        [one] Il reste <b>une place</b> pour { $n } enfants.
       *[other] Il reste <b>{ $free } places</b> pour { $n } enfants.
    }
short-explained = « Un par un » : { $n ->
        [one] { $seated } prend la place
       *[other] { $seated } prennent les places
    }, je vous écris pour chaque place qui se libère ensuite.
short-explained-none = « Un par un » : je vous écris pour chaque place qui se libère.
short-explained-together = « Ensemble » : je vous écris dès qu’il y a des places pour tous.
short-list-closed = Il est trop tard pour la liste d’attente : elle est close.
short-choose = { $n ->
        [one] Choisir une personne
       *[other] Choisir { $n } personnes
    }
short-choose-children = { $n ->
        [one] Choisir un enfant
       *[other] Choisir { $n } enfants
    }
short-wait-all = Liste d’attente
short-together = Ensemble obligatoirement
short-together-free = Tous ensemble en liste d’attente
short-one-by-one = Un par un, dès qu’une place se libère
ask-seats = { $n ->
        [one] <b>Qui prend la place ?</b> Touchez son prénom.
       *[other] <b>Qui prend les { $n } places ?</b> Touchez { $n } prénoms.
    }
ask-seats-others = Les autres iront en liste d’attente, un par un.
seat-off = ☐ { $name }
seat-on = ☑ { $name } — prend une place

kept-until = { $n ->
        [one] Votre place est gardée jusqu’à { $at }.
       *[other] Vos { $n } places sont gardées jusqu’à { $at }.
    }
kept-no-more = { $n ->
        [one] Le délai est passé : votre place n’est plus gardée. S’il en reste une quand vous confirmez, elle est à vous.
       *[other] Le délai est passé : vos places ne sont plus gardées. S’il en reste assez quand vous confirmez, elles sont à vous.
    }

step-of = (étape { $step } sur { $last })
question-phone = À quel <b>numéro de téléphone</b> vous joindre le jour J ? Écrivez-le, par exemple 06 12 34 56 78.
question-alone = À la fin, autorisez-vous <b>{ $who }</b> à <b>repartir sans adulte</b> ?
question-photo = Accord facultatif : acceptez-vous que l’équipe <b>prenne { $who } en photo</b> pendant l’événement ? Sans votre « oui », c’est non.
question-allergy = <b>{ $who }</b> : une <b>allergie</b> à signaler ? Écrivez-la en quelques mots, ou touchez « Aucune ». En l’écrivant, vous acceptez que je la garde pour l’équipe jusqu’au lendemain de l’événement ; vous pouvez la retirer quand vous voulez : /donnees.
ask-same = { $first } : { $said }. <b>Même réponse pour { $others } ?</b>
what-phone = le téléphone pour le jour J
what-alone = { $who } peut repartir sans adulte
what-photo = { $who } en photo
what-allergy = une allergie pour { $who }
why-phone = Pourquoi ? Pour vous joindre ce jour-là en cas d’imprévu. L’équipe seule voit ce numéro ; il est effacé 30 jours après.
why-alone = Pourquoi ? Pour que l’équipe sache si elle peut laisser partir l’enfant, ou si elle attend un adulte. La réponse est gardée avec l’inscription.
why-photo = Pourquoi ? On ne photographie pas un enfant sans accord. Votre réponse ne change rien à l’inscription ; elle est gardée avec elle.
why-allergy = Pourquoi ? Pour que l’équipe y veille ce jour-là. C’est facultatif ; la réponse est effacée le lendemain de l’événement.
answer-yes = Oui
answer-no = Non
answer-none = Aucune
skip = Passer
why = Pourquoi ?
leave = Laisser à l’équipe
said-yes = oui
said-no = non
said-none = aucune
said-nothing = non précisé
said-team = à voir avec l’équipe
resume-question = Reprenons : { $what } ?
resume-recap = Reprenons votre inscription. Vérifions : je <b>confirme pour { $who }</b> ?
resume-who = Reprenons votre inscription à { $title } : <b>Qui participe ?</b>

recap = <b>Vérifions ensemble</b>
recap-who = Participants : { $who }
recap-unnamed = { $n ->
        [one] une place sans prénom
       *[other] { $n } places sans prénom
    }
recap-said = { $name } : { $said }
answered-phone = Téléphone : { $said }
answered-alone = Repartir sans adulte : { $said }
answered-photo = Photos : { $said }
answered-allergy = Allergie : { $said }
recap-wait-one = En <b>liste d’attente</b> : je vous écris dès qu’une place se libère.
recap-wait-together = Tous ensemble en <b>liste d’attente</b> : je vous écris dès qu’il y a des places pour tous.
recap-wait-some = Places tout de suite : { $seated }. En <b>liste d’attente</b>, un par un : { $waiting }.
recap-overlap = <b>Attention</b> : { $who } a déjà quelque chose à la même heure, <b>{ $title }</b>, { $when }. Vous pouvez continuer.
recap-wait = S’il n’y a pas assez de places libres, les derniers seront en <b>liste d’attente</b>.
confirm = Confirmer
change = Modifier
change-who = Modifier les participants
change-phone = Modifier le téléphone
change-alone = Modifier le retour sans adulte
change-photo = Modifier l’accord photo
change-allergy = Modifier l’allergie
change-wait = Modifier la liste d’attente

done-title = <b>C’est noté !</b>
done-already = <b>C’était déjà noté.</b>
done-reminder = Je vous enverrai un rappel avant. Si vous ne pouvez plus venir, prévenez-moi avec « Mes inscriptions » : la place servira à une autre famille.
calendar-caption = À ajouter à votre agenda : { $title }, { $when }.
calendar-caption-given-up = Place rendue : { $title }, { $when }. Ouvrez ce fichier pour retirer cette date de votre agenda.
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
refused-list-closed = Il n’y a plus assez de places, et il est trop tard pour la liste d’attente : elle est close.
refused-closed = Les inscriptions à cet événement sont closes.
refused-not-open = Les inscriptions ouvriront le { $when }.
refused-cancelled = Cet événement est annulé.
refused-past = Cet événement a déjà commencé.
refused-not-needed = Pas besoin de s’inscrire : venez simplement.
refused-unknown = Je ne retrouve pas cet événement. Voici ce qui est prévu :
choose-near = Voici ce qui s’en approche le plus. Touchez l’événement qui vous convient.
choose-event-first = Faisons une inscription à la fois : par quel événement commençons-nous ? L’autre viendra juste après.
choose-event = À quel événement voulez-vous vous inscrire ?
choose-event-noted = C’est noté. Et pour quel événement ?
no-event = Aucun événement n’est ouvert aux inscriptions pour le moment.

problem-nobody = Cochez au moins un prénom, puis « Continuer ».
problem-name = Je n’ai pas compris ce prénom. Écrivez-le seul, par exemple « Léa ».
problem-birth = Je n’ai pas compris la date. Écrivez par exemple « mars 2018 » ou « 03/2018 ».
problem-future = Cette date est dans le futur. Écrivez le mois et l’année de naissance, par exemple « mars 2018 ».
problem-too-old = Cette date donne plus de 18 ans, et cet événement est pour les enfants. Écrivez le mois et l’année de naissance de l’enfant, par exemple « mars 2018 ».
one-after-the-other = Commençons par « { $first } » ; « { $others } » viendra juste après.
problem-noted = C’est noté pour { $who } : ce sera juste après.
problem-crowd = { $n ->
        [one] L’événement n’a qu’une place : il ne peut pas y en avoir pour tous à la fois.
       *[other] L’événement n’a que { $n } places : il ne peut pas y en avoir pour tous à la fois.
    }
problem-unfit = L’âge ne convient pas à cet événement ({ $ages }).
problem-children = Cet événement est pour les enfants : cochez ou ajoutez ceux qui viennent.
problem-other = { $who } : j’ai un autre mois de naissance. Pour le corriger, tapez /donnees.
problem-already = { $who } : c’est déjà noté pour cet événement.
problem-phone = Je n’ai pas reconnu un numéro de téléphone. Écrivez par exemple 06 12 34 56 78, ou +44 7911 123456.
problem-phone-more = Il me faut un numéro complet, avec ses dix chiffres : par exemple 06 12 34 56 78. Touchez « Pourquoi ? » pour savoir à quoi il sert.
problem-alone = Je n’ai pas compris. Répondez par exemple « oui » ou « non ».
problem-alone-more = Touchez « Oui » si l’enfant peut repartir sans adulte, sinon « Non ».
problem-photo = Je n’ai pas compris. Répondez par exemple « oui » ou « non ».
problem-photo-more = Touchez « Oui », « Non » ou « Passer ».
problem-allergy = Je n’ai pas compris. Écrivez par exemple « arachides », ou « aucune ».
problem-allergy-more = Écrivez le nom de l’allergie, ou touchez « Aucune » ou « Passer ».
problem-leave = Je n’y arrive pas. Vous pouvez toucher « Laisser à l’équipe » : elle verra cela avec vous.
problem-long = C’est un peu long : 200 caractères au plus, s’il vous plaît.
problem-needed = L’équipe a besoin de cette réponse. Touchez « Pourquoi ? » pour en savoir plus.
problem-unclear = Je n’ai pas compris. Touchez un bouton, ou écrivez ses mots.

form-not-yet = Rien n’est encore inscrit : il reste ce qui suit, jusqu’à « Confirmer ».
health-not-asked = À cet événement, je n’ai pas de case pour une allergie. Pour que l’équipe le sache, touchez le bouton ; l’inscription continue en dessous.
another-may-come = Chaque participant a besoin d’une place : si l’âge convient et s’il en reste, touchez « S’inscrire ».
in-already = { $who } : l’inscription à « { $title } » est déjà faite, rien d’autre n’est à remplir. Voulez-vous que je transmette votre message à l’équipe ?
form-this-date = Oui, c’est bien pour le { $when }.
resume = Reprenons votre inscription :
ask-stop = Abandonner cette inscription ? Aucune place ne sera réservée.
stop-yes = Oui, abandonner
stop-no = Non, continuer
stopped = C’est abandonné, aucune place n’a été réservée.
form-over = Cette étape est terminée.
