# « J’ai compris : … », in one phrase
understood = <i>What I understood: { $what }.</i>
understood-ages = { $oldest ->
        [0] for a baby
       *[other] for the age of { $ages }
    }
understood-and = { $some } and { $last }
understood-people = { $who ->
        [adults] for adults
        [little] for little ones
       *[children] for children
    }
understood-audience = { $who ->
        [tous] for everyone
        [scolaires] for school classes
        [collegiens] for middle school pupils
        [lyceens] for high school pupils
        [etudiants] for students
        [seniors] for seniors
        [debutants] for beginners
        [entreprises] for companies
        [associations] for associations
        [acteurs-publics] for public bodies
       *[familles] for families
    }
understood-theme = { $about ->
        [bases] about digital basics
        [ia] about artificial intelligence
        [donnees] about data
        [securite] about security
        [reseaux-sociaux] about social networks
        [femmes] for girls and women
        [addiction] about screens
        [fabrication] about digital making
        [media] about pictures and sound
        [entrepreneuriat] about starting a business
        [orientation] about careers
       *[codage] about coding
    }
understood-not-theme = without { $about ->
        [bases] digital basics
        [ia] artificial intelligence
        [donnees] data protection
        [securite] security
        [reseaux-sociaux] social networks
        [femmes] girls’ workshops
        [addiction] screen time
        [fabrication] making
        [media] pictures and sound
        [entrepreneuriat] business
        [orientation] careers
       *[codage] coding
    }
understood-not-audience = except { $who ->
        [tous] for everyone
        [scolaires] for school classes
        [collegiens] for middle school pupils
        [lyceens] for high school pupils
        [etudiants] for students
        [seniors] for seniors
        [debutants] for beginners
        [entreprises] for companies
        [associations] for associations
        [acteurs-publics] for public bodies
       *[familles] for families
    }
understood-kind = { $kind ->
        [conference] talks
        [visit] visits
        [escape] escape games
        [course] courses
        [workshop] workshops
       *[meeting] meetings
    }
understood-not-kind = without { $kind ->
        [conference] talks
        [visit] visits
        [escape] escape games
        [course] courses
        [workshop] workshops
       *[meeting] meetings
    }
understood-day = { $day }
understood-days = from { $first } to { $last }
understood-month = in { $month }
understood-from = from { $first } on
understood-until = until { $last }
understood-weekdays = on { $days }
understood-not-weekdays = except on { $days }
understood-not-day = except { $day }
understood-hours = { $part ->
        [morning] in the morning
        [afternoon] in the afternoon
        [evening] in the evening
       *[between] between { $first } and { $last }
    }
understood-not-hours = not { $part ->
        [morning] in the morning
        [afternoon] in the afternoon
        [evening] in the evening
       *[between] between { $first } and { $last }
    }
line-for-ages = (for age { $ages })
age-fits = Yes, { $age } years old is fine.
age-too-young = No, { $age } years old is too young.
age-too-old = No, { $age } years old is over the age limit.
