"""What is asked of the bot's own doings."""

import pytest

from intents.readers.asking import Own, own_asked


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Et mon ex, il reçoit aussi le rappel ?", Own.REMINDERS),
        ("do both of us get the reminder?", Own.REMINDERS),
        ("vous conservez nos numéros combien de temps ?", Own.KEPT),
        ("how long do you keep the allergy?", Own.KEPT),
        ("redites-moi ce que vous avez noté pour Paul svp", Own.NOTED),
        ("can you tell me what you have written down for him?", Own.NOTED),
        ("montrez-moi juste leur inscription", Own.BOOKINGS),
        ("rappelez-moi à quoi on a inscrit les enfants", Own.BOOKINGS),
        ("j'ai une preuve qu'elle est sur la liste ?", Own.PROOF),
        ("il faut présenter quoi à l'accueil", Own.ENTRANCE),
        ("je suis son parrain, je peux l'inscrire quand même ?", Own.FOR_OTHERS),
        ("I'm her aunt, am I allowed to sign her up?", Own.FOR_OTHERS),
        ("responsable légal, ça veut dire quoi ?", Own.GUARDIAN),
        ("son père l'a inscrit il paraît, vous pouvez confirmer ?", Own.OF_ANOTHER),
    ],
)
def test_it_is_told_which_of_its_doings_is_meant(text: str, meant: Own) -> None:
    assert own_asked(text) is meant


@pytest.mark.parametrize(
    "text",
    [
        "une partie des gardiens du numérique, ça dure combien de temps ?",
        "ma voisine viendra la chercher, elle a le droit ?",
        "coupez les rappels s'il vous plaît",
        "vous délivrez une attestation de présence ?",
        "sa tante vient aussi, on peut faire quoi en mars ?",
        "je garde deux enfants après l'école, vous acceptez cet âge ?",
    ],
)
def test_what_is_about_something_else_is_none_of_it(text: str) -> None:
    assert own_asked(text) is None
