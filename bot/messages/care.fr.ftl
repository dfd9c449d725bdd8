# Words to somebody in distress, or who tells of somebody who is; and what follows for a few messages.
care-self = Merci de l’avoir écrit. Ce que vous vivez compte, et vous n’avez pas à porter cela en silence. Je suis un programme, je ne peux pas vous aider comme une personne : parlez-en dès aujourd’hui à quelqu’un en qui vous avez confiance.
care-young = Merci de l’avoir écrit. Ce n’est pas ta faute, et tu n’as pas à porter cela en silence. Je suis un programme, je ne peux pas t’aider comme une personne : parles-en dès aujourd’hui à un adulte en qui tu as confiance, dans ta famille, à l’école ou ailleurs.
care-child = Merci de l’avoir écrit. C’est sérieux, et vous n’avez pas à porter cela sans aide. Un enfant a d’abord besoin d’être écouté et cru. Je suis un programme, je ne peux pas vous aider comme une personne : parlez-en dès aujourd’hui à un proche ou à un professionnel en qui vous avez confiance.
care-other = Merci de veiller sur cette personne et de l’avoir écrit. C’est sérieux, et vous n’avez pas à porter cela sans aide. Je suis un programme, je ne peux pas vous aider comme une personne : parlez-en dès aujourd’hui à quelqu’un en qui vous avez confiance.
care-team = L’équipe de la Cité du numérique peut lire votre message : touchez le bouton.
care-team-young = L’équipe de la Cité du numérique peut lire ton message : touche le bouton.
care-no-team = D’ici, je n’ai pas encore de moyen de joindre l’équipe.
care-clear = Si d’autres personnes lisent ce téléphone, cette discussion peut être supprimée depuis le menu de Telegram.
care-doubt = Si vous traversez un moment difficile, l’équipe peut aussi lire votre message : touchez le dernier bouton.
care-still = Je vous lis. Je reste un programme : si vous le voulez, l’équipe peut lire votre message.
care-still-young = Je te lis. Je reste un programme : si tu le veux, l’équipe peut lire ton message.
care-closing = Prenez soin de vous. Vous pouvez revenir écrire ici quand vous voulez.
care-closing-young = Prends soin de toi. Tu peux revenir écrire ici quand tu veux.
button-care = Envoyer mon message à l’équipe
