# How something is done, for whoever asks: nothing is done before a button is tapped.
how-sign_up = Pour s’inscrire : choisissez un événement, puis dites qui vient. Rien n’est inscrit avant « Confirmer ».
how-sign_up-here = Pour s’inscrire ici, touchez « S’inscrire ». Rien n’est inscrit avant « Confirmer ».
how-cancel_sign_up = Une inscription s’annule ici : « Mes inscriptions », puis « Annuler ». Je demande toujours confirmation avant, et rien n’est annulé pour l’instant.
how-move = Une inscription se déplace ici : « Mes inscriptions », puis « Changer de date ». L’ancienne place n’est rendue que lorsque la nouvelle est sûre.
how-reminders-on = Les rappels sont actifs dans cette conversation. Ils viennent ici, et dans la conversation de l’autre parent s’il est relié à votre famille.
how-reminders-off = Les rappels sont arrêtés dans cette conversation.
how-erase_data = Tout peut être effacé ici : « Mes données », puis « Tout effacer ». Je demande confirmation avant, et rien n’est effacé pour l’instant.
how-reminders-none = Un rappel vient ici avant chaque date où quelqu’un est inscrit depuis cette conversation. Pour l’instant, personne ne l’est.
parent-agrees = Un enfant est inscrit par son parent ou son responsable légal. Si ce n’est pas vous, envoyez-lui ce lien : il accepte et confirme depuis son téléphone. { $link }
