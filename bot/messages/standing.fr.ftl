# Where somebody stands with an event, wherever it is said
standing-confirmed = { $who } : inscription confirmée.
standing-called-off = { $who } : l’événement est annulé.
standing-waiting = { $who } : en liste d’attente ; { $where }.
standing-waiting-together = { $who } : en liste d’attente, ensemble ; { $where }.
standing-first = vous êtes en tête de la liste
standing-behind-children = vous êtes { $position }e, { $ahead ->
        [one] un enfant devant vous
       *[other] { $ahead } enfants devant vous
    }
standing-behind-people = vous êtes { $position }e, { $ahead ->
        [one] une personne devant vous
       *[other] { $ahead } personnes devant vous
    }
standing-offered = { $who } : une place vous est gardée jusqu’au { $until }.
standing-cancelled = { $who } : inscription annulée.
who-unnamed = Place sans prénom
who-unnamed-many = { $n } places sans prénom
grouped-together = C’est noté pour <b>{ $title }</b> : je vous écris dès qu’il y a une place pour chacun ({ $who }), ensemble.
grouped-apart = C’est noté pour <b>{ $title }</b> : je vous propose chaque place dès qu’elle se libère ({ $who }), l’une après l’autre.
