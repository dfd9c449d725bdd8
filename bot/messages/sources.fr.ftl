# « D’où vient cette information ? »
source-button = D’où vient cette info ?
source-document =
    <b>{ $subject }</b>
    Cela figure dans { $name }, relu le { $day }.
source-agenda-too = Les ateliers et leurs dates viennent de l’agenda.
source-agenda = Cela vient de l’agenda de la Cité du numérique.
source-none = Justement, je n’ai pas cette information : il n’y a donc pas de source à vous donner.
source-all = Ce que je sais du lieu figure dans { $name }, relu le { $day }. Les ateliers et leurs dates viennent de l’agenda. Ce que je n’y trouve pas, je vous le dis.
