# What was answered, put right in words
corrected-phone = Corrigé : téléphone { $said }.
corrected-alone-yes = Corrigé : repartir sans adulte, c’est oui pour { $who }.
corrected-alone-no = Corrigé : repartir sans adulte, c’est non pour { $who }.
corrected-photo-yes = Corrigé : les photos, c’est oui pour { $who }.
corrected-photo-no = Corrigé : les photos, c’est non pour { $who }.
corrected-allergy = Corrigé : allergie { DE($who) }{ $who } : { $said }.
corrected-allergy-no = Corrigé : aucune allergie pour { $who }.
corrected-name = Corrigé : le prénom est { $name }.
corrected-birth = Corrigé : { $name }, naissance en { $month } { $year }.
noted-beside = C’est noté.
corrected-same = C’est bien ce qui est noté.
corrected-whom = <b>Pour qui</b> est-ce ?
corrected-all = { $n ->
        [2] Les deux
       *[other] Tous
    }
corrected-nobody = Ne rien changer
corrected-nothing = Rien n’a changé.
corrected-which = <b>Pour quelle inscription</b> est-ce ?
corrected-event = { $title }, { $day }
corrected-everywhere = Toutes
corrected-for = { $title }, { $when }
corrected-ask-phone = Quel est le <b>nouveau numéro</b> ? Écrivez-le, par exemple 06 12 34 56 78.
corrected-ask-alone = À la fin, autorisez-vous <b>{ $who }</b> à <b>repartir sans adulte</b> ?
corrected-ask-photo = Acceptez-vous que l’équipe <b>prenne { $who } en photo</b> ?
corrected-ask-allergy = <b>{ $who }</b> : quelle <b>allergie</b> faut-il noter ? Écrivez-la en quelques mots, ou touchez « Aucune ».
corrected-gone = Cette inscription n’est plus active : je n’ai rien changé.
problem-no = D’accord. Que voulez-vous faire ? Touchez un bouton, ou « Abandonner » pour tout arrêter.
corrected-unread = Je ne peux plus lire cette réponse ({ $who }) : redites-la-moi, s’il vous plaît.
