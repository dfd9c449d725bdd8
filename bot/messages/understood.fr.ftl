# « J’ai compris : … », in one phrase
understood = <i>J’ai compris : { $what }.</i>
understood-ages = pour { $ages } { $oldest ->
        [0] an
        [1] an
       *[other] ans
    }
understood-and = { $some } et { $last }
understood-people = { $who ->
        [adults] pour des adultes
        [little] pour les tout-petits
       *[children] pour des enfants
    }
understood-audience = { $who ->
        [tous] pour tous
        [scolaires] pour des classes
        [collegiens] pour des collégiens
        [lyceens] pour des lycéens
        [etudiants] pour des étudiants
        [seniors] pour des seniors
        [debutants] pour des débutants
        [entreprises] pour des entreprises
        [associations] pour des associations
        [acteurs-publics] pour des acteurs publics
       *[familles] en famille
    }
understood-theme = { $about ->
        [bases] sur les bases du numérique
        [ia] sur l’intelligence artificielle
        [donnees] sur les données
        [securite] sur la sécurité
        [reseaux-sociaux] sur les réseaux sociaux
        [femmes] pour les filles et les femmes
        [addiction] sur les écrans
        [fabrication] sur la fabrication numérique
        [media] sur l’image et le son
        [entrepreneuriat] sur l’entrepreneuriat
        [orientation] sur les métiers
       *[codage] sur le code
    }
understood-not-theme = sans { $about ->
        [bases] bases du numérique
        [ia] intelligence artificielle
        [donnees] protection des données
        [securite] sécurité
        [reseaux-sociaux] réseaux sociaux
        [femmes] ateliers entre filles
        [addiction] débat sur les écrans
        [fabrication] fabrication
        [media] image et son
        [entrepreneuriat] entrepreneuriat
        [orientation] métiers
       *[codage] code
    }
understood-not-audience = sauf { $who ->
        [tous] tout public
        [scolaires] pour des classes
        [collegiens] pour des collégiens
        [lyceens] pour des lycéens
        [etudiants] pour des étudiants
        [seniors] pour des seniors
        [debutants] pour des débutants
        [entreprises] pour des entreprises
        [associations] pour des associations
        [acteurs-publics] pour des acteurs publics
       *[familles] en famille
    }
understood-kind = { $kind ->
        [conference] conférences
        [visit] visites
        [escape] jeux d’évasion
        [course] cours
        [workshop] ateliers
       *[meeting] rencontres
    }
understood-not-kind = sans { $kind ->
        [conference] conférence
        [visit] visite
        [escape] jeu d’évasion
        [course] cours
        [workshop] atelier
       *[meeting] rencontre
    }
understood-day = { $day }
understood-days = du { $first } au { $last }
understood-month = en { $month }
understood-from = à partir du { $first }
understood-until = jusqu’au { $last }
understood-weekdays = le { $days }
understood-not-weekdays = sauf le { $days }
understood-not-day = sauf { $day }
understood-hours = { $part ->
        [morning] le matin
        [afternoon] l’après-midi
        [evening] le soir
       *[between] entre { $first } et { $last }
    }
understood-not-hours = pas { $part ->
        [morning] le matin
        [afternoon] l’après-midi
        [evening] le soir
       *[between] entre { $first } et { $last }
    }
line-for-ages = (pour { $ages } ans)
age-fits = Oui, à { $age } ans on peut venir.
age-too-young = Non, à { $age } ans c’est trop tôt.
age-too-old = Non, à { $age } ans l’âge est dépassé.
