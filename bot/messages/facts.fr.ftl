# Ce qu’une réponse de l’équipe devient, et les choses que l’équipe nomme
fact-proposed = Cette réponse peut-elle servir à d’autres familles ?
fact-propose = En faire une réponse du bot
fact-propose-what = On demandait : « { $asked } »
    À quelle question est-ce la réponse ? Écrivez-le ainsi, sans la répéter : /fait horaires de la Cité
fact-asked-in-vain = Ce que les familles demandent
