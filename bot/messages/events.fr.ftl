# An event: its card, its line in a list
card-title = <b>{ $title }</b>
card-when = Quand : { $when }
card-where = Où : { $room }, 5/11, avenue de Vendôme, Blois
card-where-unknown = Où : 5/11, avenue de Vendôme, Blois (salle non précisée)
card-ages = Pour qui : { $ages }
card-places = { $free ->
        [0] Places : complet, liste d’attente ouverte
        [one] Places : il en reste 1 sur { $capacity }
       *[other] Places : il en reste { $free } sur { $capacity }
    }
card-no-signup = Inscription : pas nécessaire, venez simplement (sans limite de places annoncée)
card-price = Tarif : non précisé
card-cancelled = <b>Cet événement est annulé.</b>
card-past = Cet événement est passé.
card-made-up = <i>Événement inventé pour la démonstration.</i>
card-closed = Les inscriptions sont closes.
ages-all = tous les âges
ages-range = de { $from } à { $to } ans
ages-from = à partir de { $from } ans
ages-to = jusqu’à { $to } ans
agenda-title = <b>Ce qui est prévu</b>
agenda-empty = Rien n’est prévu dans l’agenda pour le moment.
agenda-line = • <b>{ $title }</b> — { $when }, { $ages }
agenda-full = (complet, liste d’attente)
agenda-more = Écrivez une date ou un âge pour choisir, par exemple « samedi, pour un enfant de 7 ans ».
agenda-next = Suite
button-waiting = Liste d’attente
