# The numbers of the weeks, as the team reads them
command-chiffres = Les chiffres des dernières semaines
figures-title = La Cité en chiffres
figures-weeks = { $n } semaines, du { $first } au { $last }
figures-none = Rien n’a encore été compté. Les premiers chiffres viennent d’ici une heure.
figures-questions = Questions, et part des réponses du bot
figures-answered = Répondues
figures-unanswered = Sans réponse
figures-signed-up = Inscriptions
figures-filled = Places prises
figures-absent = Absences sans prévenir
figures-percent = { $n } %
figures-picture = Les chiffres en image
figures-this-week = <b>Cette semaine, jusqu’ici</b>
figures-last-week = <b>La semaine dernière</b>
figures-line-questions = • { $asked ->
        [0] aucune question
        [one] une question, dont { $n } avec réponse du bot ({ $rate } %)
       *[other] { $asked } questions, dont { $n } avec réponse du bot ({ $rate } %)
    }
figures-line-handed-on = • { $asked ->
        [0] aucune question transmise à l’équipe
        [one] une question transmise à l’équipe, qui a répondu à { $n }
       *[other] { $asked } questions transmises à l’équipe, qui a répondu à { $n }
    }
figures-line-signed-up = • { $asked ->
        [0] aucune inscription
        [one] une inscription
       *[other] { $asked } inscriptions
    }, { $n ->
        [0] aucune annulation
        [one] une annulation
       *[other] { $n } annulations
    }
figures-line-filled = • { $n ->
        [0] aucune place prise
        [one] une place prise
       *[other] { $n } places prises
    } sur { $asked } ({ $rate } %)
figures-line-absent = • { $asked ->
        [0] aucune absence sans prévenir
        [one] une absence sans prévenir
       *[other] { $asked } absences sans prévenir
    } sur { $n } attendus
figures-line-nothing = • rien n’a été compté
