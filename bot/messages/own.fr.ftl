# What is asked of the bot's own doings, and what it says of them
own-kept = Je garde une allergie jusqu’au lendemain de l’événement, un téléphone 30 jours après, l’inscription et les autres réponses { $days ->
        [365] un an
       *[other] { $days } jours
    } après. Tout reste sur la machine de la Cité du numérique ; vous pouvez voir et effacer ce qui vous concerne à tout moment.
own-proof = Une fois l’inscription confirmée, je vous envoie ici un récapitulatif, un fichier pour votre agenda et un code d’entrée par personne, à montrer sur place. « Mes inscriptions » le redit à tout moment.
own-entrance = À l’entrée, montrez le code reçu avec la confirmation : « Le code d’entrée » le renvoie. Il n’y a rien d’autre à présenter, que je sache.
own-guardian = Le responsable légal d’un enfant, c’est son père, sa mère, ou la personne que la loi a désignée pour décider à leur place.
own-other-phone = Une inscription faite depuis un autre téléphone n’est visible que là. L’autre parent peut relier le vôtre : « Mes données », puis « Inviter l’autre parent » ; vous la verrez alors, et les rappels viendront aussi ici.
