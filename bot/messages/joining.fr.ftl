# A second parent's phone
invite-button = Inviter l’autre parent
invite-stop = Annuler l’invitation
invite-stopped = C’est annulé : le lien ne sert plus à rien.
invite-none = Il n’y a pas d’invitation ouverte.
invite-full = Deux téléphones sont déjà reliés à votre famille : c’est le maximum.
invite-open = Une invitation attend l’autre parent, jusqu’au { $until }.

join-no = Non
join-left = Très bien, rien ne change.
join-refused-unknown = Je ne connais pas ce lien. Demandez à l’autre parent de vous en envoyer un nouveau, avec /donnees.
join-refused-own = C’est le lien de votre propre famille : envoyez-le à l’autre parent, sans l’ouvrir vous-même.
join-refused-ended = Ce lien a déjà servi, ou il a été annulé. Demandez à l’autre parent de vous en envoyer un nouveau, avec /donnees.
join-refused-full = Deux téléphones sont déjà reliés à cette famille : c’est le maximum.

take-out-button = Retirer l’autre téléphone

invite-link =
    Envoyez ce lien à l’autre parent :

    { $link }

    Il sert une seule fois, jusqu’au { $until }. Quand quelqu’un l’ouvre, je vous demande d’abord si vous êtes d’accord. Ensuite, cette personne verra vos enfants et vos inscriptions, et pourra inscrire et annuler comme vous : n’acceptez que l’autre parent.
invite-asked = Quelqu’un demande à rejoindre votre famille, jusqu’au { $until }.
join-ask =
    Un parent vous invite à relier ce téléphone à sa famille. Il devra d’abord vous accepter.

    • Vous verrez les mêmes enfants et les mêmes inscriptions, et chacun de vous pourra inscrire et annuler.
    • Vous recevrez tous les deux les rappels et les nouvelles.{ $own ->
        [yes] {"\u000A"}• Les enfants et les inscriptions de ce téléphone rejoindront cette famille : l’autre parent les verra aussi.
       *[no] {""}
    }
    • Chacun peut quitter la famille quand il veut, avec les enfants et les inscriptions qu’il a apportés : /donnees.

    En rejoignant, vous dites être adulte, parent ou responsable légal des enfants, et d’accord pour que je garde ces données.
join-yes = Demander à rejoindre
join-asked = C’est demandé. Je vous écris dès que l’autre parent a répondu ; il a un jour pour le faire.
join-nobody = Quelqu’un
join-request =
    <b>{ $name }</b> veut rejoindre votre famille, avec le lien que vous avez envoyé. C’est le nom choisi sur Telegram : en cas de doute, demandez à l’autre parent si c’est bien lui.

    Si vous acceptez, cette personne verra vos enfants et vos inscriptions, et pourra inscrire et annuler comme vous.
join-accept = Accepter
join-decline = Refuser
join-accepted = C’est fait : deux téléphones sont reliés à votre famille. Vous voyez tous les deux les mêmes enfants et les mêmes inscriptions.
join-declined = C’est refusé : personne n’a rejoint votre famille. Ce lien ne sert plus à rien.
join-impossible = Cela n’est plus possible : ce téléphone, ou votre famille, est relié autrement depuis. Rien n’a changé.
join-was-declined = Votre demande n’a pas été acceptée : rien ne change pour vous.
join-done = C’est accepté : ce téléphone est relié à la famille.
join-done-merged = C’est accepté : ce téléphone est relié à la famille, et vos enfants aussi. Un même enfant n’est compté qu’une fois.
join-refused-asked = Votre demande attend la réponse de l’autre parent.
join-refused-expired = Ce lien n’est plus valable : il durait un jour. Demandez à l’autre parent de vous en envoyer un nouveau, avec /donnees.
join-refused-shared = Ce téléphone est déjà relié à une famille qui a un deuxième téléphone. Quittez-la d’abord, avec « Quitter cette famille » dans /donnees, ou demandez à l’équipe.
join-refused-suspended = Ce téléphone vient d’être retiré d’une famille, et rien n’est encore définitif. Répondez d’abord, dans /donnees.

take-out-sure = Retirer l’autre téléphone ? Il partira avec les enfants et les inscriptions qu’il a apportés ; les vôtres restent ici. Pendant 48 heures, il peut refuser : l’équipe décide alors.
take-out-yes = Oui, le retirer
take-out-done = C’est fait : l’autre téléphone ne voit plus que les enfants qu’il a apportés, et ne peut rien changer. Ce sera définitif le { $until }, sauf s’il refuse.
removed-told =
    Un autre téléphone de votre famille a retiré celui-ci.

    Vous gardez les enfants et les inscriptions que vous avez apportés. Jusqu’au { $until }, vous pouvez les voir, sans rien changer.
removed-looks-only = Ce téléphone a été retiré d’une famille, et rien n’est encore définitif. Jusqu’au { $until }, vous pouvez voir vos enfants et vos inscriptions, sans rien changer.
removed-toast = Rien n’a changé.
removed-agree = D’accord, je pars
removed-refuse = Je ne suis pas d’accord
removed-refused = C’est noté. L’équipe de la Cité décide d’ici au { $until } ; sans décision, le retrait sera définitif. Rien n’est perdu : vos enfants et leurs inscriptions restent à vous.
removed-refused-others = L’autre téléphone n’est pas d’accord pour être retiré. L’équipe de la Cité décide d’ici au { $until }.
removed-final = C’est définitif : ce téléphone a sa propre famille, avec les enfants et les inscriptions que vous avez apportés. Vous pouvez de nouveau tout faire.
removed-final-others = C’est définitif : l’autre téléphone ne fait plus partie de votre famille.
removed-returned = L’équipe a annulé le retrait : ce téléphone fait de nouveau partie de la famille, avec tout ce qu’il avait apporté.
removed-returned-others = L’équipe a annulé le retrait : l’autre téléphone fait de nouveau partie de votre famille.
leave-family-button = Quitter cette famille
leave-family-sure = Quitter cette famille ? Ce téléphone partira avec les enfants et les inscriptions qu’il a apportés. L’autre parent garde les siens.
leave-family-yes = Oui, quitter
leave-family-done = C’est fait : ce téléphone a sa propre famille, avec les enfants et les inscriptions que vous avez apportés.
left-others = L’autre téléphone a quitté votre famille, avec les enfants et les inscriptions qu’il avait apportés. Tout le reste est ici.
erased-told-yes = L’autre téléphone a effacé ses données et n’est plus relié. Les enfants et les inscriptions restent ici.
erased-told-mine = L’autre téléphone a quitté votre famille et effacé les enfants qu’il avait apportés. Tout le reste est ici.
remove-of-others = L’autre parent a aussi apporté <b>{ $name }</b> : je n’efface rien sans lui. Pour ne plus partager, quittez la famille, dans /donnees.
data-phone-this = • Ce téléphone{ $since ->
        [none] {""}
       *[other] , relié le { $since }
    }
data-phone-other = • L’autre téléphone{ $since ->
        [none] {""}
       *[other] , relié le { $since }
    }
data-elsewhere = Inscriptions que vous avez faites pour un enfant de l’autre parent (à voir seulement) :
mine-elsewhere = <b>Faites par vous, pour un enfant de l’autre parent</b> (à voir seulement)
data-erase-sure-here = Un autre téléphone est relié à votre famille. Les enfants que vous avez apportés peuvent rester à l’autre parent, avec leurs inscriptions, ou être effacés aussi. Ceux de l’autre parent restent. On ne peut pas revenir en arrière.
data-erase-leave = Effacer, et laisser les enfants
data-erase-mine = Effacer aussi mes enfants
data-erased-here = C’est effacé, et ce téléphone n’est plus relié à votre famille. L’autre parent garde les prénoms et les inscriptions ; lui aussi peut tout effacer.
data-erased-mine = C’est effacé, avec les enfants que vous aviez apportés. Ce téléphone n’est plus relié à votre famille.
data-telegram-copy = Telegram garde sa propre copie de cette conversation. Pour l’effacer : ouvrez le menu de la conversation, puis « Supprimer la conversation », et cochez la suppression pour le bot aussi.
data-clear = Supprimer aussi mes derniers messages
cleared = C’est demandé à Telegram : mes messages des dernières 48 heures disparaissent. Il ne permet pas de supprimer les plus anciens ; vous le pouvez, dans le menu de la conversation.

staff-removed = <b>Famille { $number }</b> : un téléphone en a retiré un autre, qui est maintenant seul dans la famille { $other }, avec ce qu’il avait apporté. Il ne peut rien changer. Ce sera définitif le { $until }, sauf s’il refuse.
staff-removal-refused = <b>Famille { $number }</b> : le téléphone retiré (famille { $other }) n’est pas d’accord. À vous de décider d’ici au { $until }, après avoir entendu les deux ; sans décision, le retrait sera définitif.
staff-left = <b>Famille { $number }</b> : un téléphone est parti de lui-même, avec ce qu’il avait apporté (famille { $other }).
staff-removal-undo = Annuler ce retrait
staff-removal-confirm = Rendre le retrait définitif
staff-removal-back = C’est annulé et noté : les deux téléphones sont de nouveau dans la famille { $number }. Ils le savent.
staff-removal-final = C’est définitif et noté : les familles { $number } et { $other } sont séparées. Elles le savent.
staff-removal-over = Cela ne se peut plus : c’est déjà décidé, ou l’une des deux familles est effacée ou a un autre téléphone.
staff-not-yours = Réservé aux responsables.
