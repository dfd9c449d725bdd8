# Places given up, put back, moved to another date
cancel-one = Annuler { $who }, { $day }
cancel-one-unnamed = Annuler une place, { $day }
cancel-button = Annuler…
cancel-which = Qui ne viendra pas ?
cancel-which-hint = Vous pouvez aussi écrire plusieurs prénoms.
cancel-which-how-many = Vous pouvez aussi écrire combien de places.
cancel-not-there = Je ne trouve pas cette inscription. Voici les vôtres : laquelle faut-il annuler ?
cancel-sure = Annuler l’inscription { DE($who) }<b>{ $who }</b> à <b>{ $title }</b>, le { $when } ?
cancel-sure-unnamed = Annuler une place à <b>{ $title }</b>, le { $when } ?
cancel-sure-waiting = Quitter la liste d’attente { DE($title) }<b>{ $title }</b>, le { $when }, pour <b>{ $who }</b> ?
cancel-sure-all = Annuler <b>toutes vos inscriptions</b> à <b>{ $title }</b>, le { $when } ({ $who }) ?
cancel-sure-some = Annuler <b>{ $who }</b> à <b>{ $title }</b>, le { $when } ? Rien ne change pour { $left }.
cancel-yes = Confirmer l’annulation
cancel-yes-waiting = Oui, quitter la liste
cancel-keep = Non, garder
cancel-all = Tout annuler
cancel-done = C’est annulé : { $who }, <b>{ $title }</b>, { $when }. Merci d’avoir prévenu, cela aide une autre famille.
cancel-undo-note = Une erreur ? Vous pouvez rétablir pendant 10 minutes.
cancel-undo-how = C’est bien annulé. Si c’était une erreur, touchez « Rétablir » ou écrivez-le.
cancel-undo = Rétablir { $who }
cancel-undo-all = Tout rétablir
cancel-kept = Très bien, rien ne change.
cancel-no-place = Je ne trouve pas d’inscription à venir pour { $who }.
cancel-gone = Cette inscription est déjà annulée.
cancel-unknown = Je ne retrouve pas cette inscription parmi les vôtres.
cancel-begun = <b>{ $title }</b> a déjà commencé : il n’y a plus rien à annuler.
restored = C’est rétabli.
not-restored = Je n’ai pas pu rétablir : la place a été reprise, ou il est trop tard.

# Moving to another date
move-button = Changer de date
move-which = Pour quel atelier faut-il changer de date ?
move-who = Pour qui faut-il changer de date ?
move-all = Tout le monde
move-dates = Quelle date pour <b>{ $who }</b> ? La place actuelle est gardée jusqu’à ce que la nouvelle soit sûre.
move-date = { $when } ({ $free ->
        [0] complet
        [one] 1 place
       *[other] { $free } places
    })
move-sure =
    Changer de date pour <b>{ $who }</b> ?

    <b>{ $title }</b>
    Avant : { $before }
    Après : { $after }
move-yes = Confirmer le changement
move-keep = Garder le { $day }
move-short =
    { $free ->
        [0] Il n’y a pas de place libre pour <b>{ $who }</b> à cette date :
        [one] Il y a une seule place libre pour <b>{ $who }</b> à cette date, les autres attendraient :
       *[other] Il y a { $free } places libres pour <b>{ $who }</b> à cette date, les autres attendraient :
    }

    <b>{ $title }</b>
    Votre date : { $before }
    L’autre date : { $after }

    En liste d’attente, vous gardez la place que vous avez. Elle ne sera rendue que lorsque vous en prendrez une à l’autre date.
move-wait = La liste d’attente du { $to }, en gardant le { $from }
move-done = <b>C’est changé !</b>
move-waiting = <b>C’est noté.</b>
move-given-up = Ancienne date, rendue : { $when } ({ $who }).
move-kept = En attendant, l’ancienne place est gardée : { $when } ({ $who }).
move-none = Il n’y a pas d’autre date pour cet événement en ce moment.
move-still = Rien n’a changé : { $who }, { $when }, c’est toujours d’accord.
move-already = C’est déjà fait.
offer-taken = <b>C’est confirmé, la place est à vous.</b>
