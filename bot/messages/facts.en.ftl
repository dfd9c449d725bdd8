# What becomes of an answer of the team, and the things that the team names
fact-proposed = Could this answer help other families?
fact-propose = Make it an answer of the bot
fact-propose-what = What was asked: “{ $asked }”
    Which question does it answer? Write it like this, without repeating it: /fact opening hours of the Cité
fact-asked-in-vain = What families ask
