# A form left open; a child who writes
draft-were = Vous étiez en train d’inscrire { $who } à <b>{ $title }</b>.
draft-were-nobody = Vous étiez en train de vous inscrire à <b>{ $title }</b>.
draft-other-is = L’autre événement : <b>{ $title }</b>. Si vous y passez, ce qui est commencé sera laissé.
draft-resume = Reprendre
draft-again = Recommencer
draft-leave = Laisser
draft-other = Passer à l’autre
draft-left = Très bien, je laisse cette inscription : aucune place n’est réservée.
young-met = Bonjour, et merci de m’écrire ! Pour s’inscrire, il faut un adulte. Demande à un parent de m’écrire, depuis son téléphone : vous choisirez l’atelier ensemble, et ce sera fait en une minute. Je n’ai rien gardé de ce que nous nous sommes dit.
    Vous êtes un adulte ? Écrivez « je suis un adulte ».
young-again = Ici, c’est un enfant qui m’a écrit : l’inscription se fait avec un parent, depuis son téléphone ou avec toi. Si un adulte lit ceci, qu’il écrive « je suis un adulte », et je continue avec lui.
young-over = Merci. Vous pouvez maintenant inscrire un enfant : choisissez un atelier.
draft-which-date = <b>{ $title }</b> a plusieurs dates. Laquelle ? Rien de ce qui est déjà dit ne sera redemandé.
