# A second parent's phone
invite-button = Inviter l’autre parent
invite-link =
    Envoyez ce lien à l’autre parent :

    { $link }

    Il sert une seule fois, jusqu’au { $until }. La personne qui l’ouvre verra vos enfants et vos inscriptions, et pourra inscrire et annuler comme vous : ne l’envoyez qu’à l’autre parent.
invite-stop = Annuler l’invitation
invite-stopped = C’est annulé : le lien ne sert plus à rien.
invite-none = Il n’y a pas d’invitation ouverte.
invite-full = Deux téléphones sont déjà reliés à votre famille : c’est le maximum.
invite-open = Une invitation attend l’autre parent, jusqu’au { $until }.

join-ask =
    Un parent vous invite à relier ce téléphone à sa famille.

    • Vous verrez les mêmes enfants et les mêmes inscriptions, et chacun de vous pourra inscrire et annuler.
    • Vous recevrez tous les deux les rappels et les nouvelles.{ $own ->
        [yes] {"\u000A"}• Les enfants et les inscriptions de ce téléphone rejoindront cette famille : l’autre parent les verra aussi.
       *[no] {""}
    }
    • Chacun peut tout effacer de son côté, ou retirer l’autre téléphone, avec /donnees.

    En rejoignant, vous dites être adulte, parent ou responsable légal des enfants, et d’accord pour que je garde ces données.
join-yes = Rejoindre
join-no = Non
join-left = Très bien, rien ne change.
join-done = C’est fait : ce téléphone est relié à la famille.
join-done-merged = C’est fait : ce téléphone est relié à la famille, et vos enfants aussi. Un même enfant n’est compté qu’une fois.
join-told = Un deuxième téléphone est relié à votre famille, avec le lien que vous avez envoyé. Vous voyez tous les deux les mêmes inscriptions.
join-odd = Ce n’est pas normal : retirer
join-refused-unknown = Je ne connais pas ce lien. Demandez à l’autre parent de vous en envoyer un nouveau, avec /donnees.
join-refused-own = C’est le lien de votre propre famille : envoyez-le à l’autre parent, sans l’ouvrir vous-même.
join-refused-ended = Ce lien a déjà servi, ou il a été annulé. Demandez à l’autre parent de vous en envoyer un nouveau, avec /donnees.
join-refused-expired = Ce lien n’est plus valable : il durait 7 jours. Demandez à l’autre parent de vous en envoyer un nouveau, avec /donnees.
join-refused-full = Deux téléphones sont déjà reliés à cette famille : c’est le maximum.
join-refused-shared = Ce téléphone est déjà relié à une famille qui a un deuxième téléphone. Quittez-la d’abord, avec « Tout effacer » dans /donnees, ou demandez à l’équipe.

take-out-button = Retirer l’autre téléphone
take-out-sure = Retirer l’autre téléphone ? Il ne verra plus vos enfants ni vos inscriptions. Tout ce qui est inscrit reste ici.
take-out-yes = Oui, le retirer
take-out-done = C’est fait : seul ce téléphone est relié à votre famille.
take-out-told = Ce téléphone n’est plus relié à la famille que vous aviez rejointe. Vous pouvez continuer à me poser toutes vos questions.
