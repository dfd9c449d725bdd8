"""What typed words say to « Venez-vous ? », to a new date or to a place on offer: who comes, who does not."""

import pytest

from bot.assistant.learning import Understanding
from intents.meaning.meaning import Clause, Coming
from intents.readers.attending import Attendance, asks_for_another, asks_if_still_on, is_late, read
from intents.speech.listening import Listener
from tests.model_cache import shared_understanding

NAMES = ("Léa", "Tom", "Ana-Lou")
COMING, NOT, UNSURE = Coming.COMING, Coming.NOT_COMING, Coming.UNSURE


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    """The learnt model."""
    return shared_understanding()


class Ear:
    """Reads answers with what was learnt."""

    def __init__(self, understanding: Understanding) -> None:
        self._listener = Listener(understanding.model.detectors)

    def __call__(self, text: str, names: tuple[str, ...] = NAMES) -> Attendance | None:
        return read(text, self._listener.hear(text).clauses, names)


@pytest.fixture(scope="module")
def heard(understanding: Understanding) -> Ear:
    """What an answer says."""
    return Ear(understanding)


@pytest.mark.parametrize(
    "text",
    [
        "Oui", "oui !", "ok", "yes", "OUI MERCI", "👍", "👌🙂", "pas de souci", "c'est noté merci beaucoup", "super",
        "d'accord", "oui pour les deux", "ok pour nous", "that's fine", "oui c'est bon pour nous",
    ],
)  # fmt: skip
def test_a_mere_yes(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is not None
    assert (answer.others, answer.mere) == (COMING, True)


@pytest.mark.parametrize("text", ["Non", "non désolée", "no sorry", "👎", "❌", "non merci"])
def test_a_mere_no(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is not None
    assert answer.others is NOT


@pytest.mark.parametrize(
    "text",
    [
        "On vient", "Nous serons là.", "Présents", "ok on y sera", "yes we'll be there", "ok merci à demain",
        "oui oui pas de soucis on sera la !", "Nous confirmons notre présence", "j'y serai", "comptez sur nous",
        "bonsoir, oui on sera là tous les deux, bonne soirée", "we are coming", "see you tomorrow",
        "oui Léa sera présente", "Léa et Tom seront là", "oui pour léa", "je serai là avec Ana-Lou",
        "Léa viendra avec son papa", "Nous confirmons la présence de Léa",
    ],
)  # fmt: skip
def test_they_come(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is not None
    assert {answer.others, *answer.named.values()} - {None} == {COMING}


@pytest.mark.parametrize(
    "text",
    [
        "on ne vient plus", "Il est malade", "can't make it", "on pourra pas dsl", "impossible pour nous",
        "les deux sont malades", "mercredi on est pas là", "on ne peut pas à cette date", "pas possible dimanche",
        "non ça va pas du tout", "nous devons annuler", "we can't make it on that date", "he's sick",
        "ça va pas être possible", "finalement non", "malheureusement on ne pourra pas venir demain, désolée",
    ],
)  # fmt: skip
def test_they_do_not_come(heard: Ear, text: str) -> None:
    answer = heard(text, ("Léa",))
    assert answer is not None
    assert answer.others is NOT


@pytest.mark.parametrize(
    ("text", "lea", "tom"),
    [
        ("tom est malade mais léa vient", COMING, NOT), ("finalement que léa", COMING, NOT),
        ("seulement tom", NOT, COMING),
        ("non pas tom", None, NOT), ("sans tom finalement", COMING, NOT), ("je viens qu'avec léa", COMING, NOT),
        ("léa oui tom non", COMING, NOT), ("only Tom will come", NOT, COMING), ("tom a la varicelle", None, NOT),
        ("ok pour Léa pas pour Tom", COMING, NOT), ("Léa garde, Tom annule", COMING, NOT), ("Tom pas dispo", None, NOT),
        ("Hugo vient, Tom viendra, Léa ne pourra pas", NOT, COMING), ("Léa vient, pour Tom on verra", COMING, UNSURE),
        ("la petite est malade, mais la grande sera là", NOT, COMING), ("les deux seront là", COMING, COMING),
        ("Tom a de la fièvre, il ne viendra pas", None, NOT), ("ok, mais Tom ne pourra pas venir", COMING, NOT),
        ("Léa vient mais Tom passe la journée avec son parrain", COMING, NOT),
    ],
)  # fmt: skip
def test_some_of_them_come(heard: Ear, text: str, lea: Coming | None, tom: Coming | None) -> None:
    answer = heard(text, ("Léa", "Tom"))
    assert answer is not None
    assert (answer.of("Léa"), answer.of("Tom")) == (lea, tom)


@pytest.mark.parametrize("text", ["ma fille est malade", "un seul des deux viendra", "elle ne viendra pas"])
def test_of_several_it_is_unclear_who_is_meant(heard: Ear, text: str) -> None:
    answer = heard(text, ("Léa", "Tom"))
    assert answer is not None
    assert answer.unclear


def test_of_one_it_is_clear(heard: Ear) -> None:
    answer = heard("ma fille est malade", ("Léa",))
    assert answer is not None
    assert (answer.of("Léa"), answer.ill, answer.unclear) == (NOT, True, False)


@pytest.mark.parametrize("text", ["ok on garde", "On garde !", "Nous gardons.", "we'll keep it", "ça nous va"])
def test_they_keep_the_new_date(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is not None
    assert answer.others is COMING


@pytest.mark.parametrize(
    "text",
    [
        "peut-être", "Peut-être bien", "on sait pas encore", "je ne sais pas encore désolée", "on verra",
        "je ne sais pas si on pourra venir", "peut etre, je vous dis demain", "pas sûr", "ça dépend", "maybe",
        "nous ne savons pas si Léa pourra venir", "not sure yet", "we don't know yet, sorry", "peut-être Léa",
        "oui peut-être", "I'll let you know tomorrow", "je vous confirme ça demain", "on vous redit ça ce soir",
    ],
)  # fmt: skip
def test_they_do_not_know_yet(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is not None
    assert {answer.others, *answer.named.values()} - {None} == {UNSURE}


def test_a_day_and_a_name_are_told(heard: Ear) -> None:
    absent, come = heard("mercredi Tom vient pas"), heard("we are coming on Sunday")
    assert absent is not None
    assert come is not None
    assert (absent.weekday, absent.of("Tom"), absent.of("Léa")) == (2, NOT, None)
    assert (come.weekday, come.others) == (6, COMING)


@pytest.mark.parametrize(
    "text",
    [
        "on sera en retard", "On aura 10 min de retard", "un petit retard désolé", "nous arriverons un peu plus tard",
        "Léa arrive plus tard", "10 minutes de retard svp", "on sera à la bourre", "we'll be 10 minutes late",
        "running late", "on sera pas à l'heure", "bonjour, nous aurons un peu de retard",
        "on arrivera vers 18 h 20 désolés", "on arrive dans 5 min", "on sera là un peu après", "Léa sera là vers 18h",
        "we'll be there in 10 minutes", "we will arrive around 6:20", "on est coincés dans les bouchons",
        "on va rater le début",
    ],
)  # fmt: skip
def test_they_will_be_late(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is not None
    assert answer.late


@pytest.mark.parametrize(
    "text",
    [
        "que se passe-t-il si on arrive en retard ?", "peut-on arriver en retard", "et si on est en retard",
        "le bus est en retard", "quel âge", "non mais il faut quoi",
        "can we come late", "le bus arrive dans combien de temps", "on arrive à l'heure",
        "on vient à combien ?", "il faut venir à quelle heure", "c'est trop tard pour s'inscrire",
        "merci", "bonjour", "Léa", "Léa adore les robots", "Léa a pas d'ordi", "c'est possible",
        "on vient en train", "Tom ?", "et ma sœur ?",
    ],
)  # fmt: skip
def test_anything_else_is_no_answer(heard: Ear, text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("c'est annulé ?", True), ("c est toujours bon pour demain ?", True), ("l'atelier est maintenu ?", True),
        ("ça a bien lieu demain ?", True), ("is it still on?", True), ("c'est annulé", False),
        ("je peux annuler ?", False), ("c'est bon ?", False),
    ],
)  # fmt: skip
def test_whether_it_takes_place_may_be_asked(text: str, asks: bool) -> None:
    assert asks_if_still_on(text) is asks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("seulement Tom", "Tom"), ("oui pour tom", "Tom"), ("pas Tom", "Ana"), ("ana oui tom non", "Ana"),
        ("Tom et Ana viennent", "Tom Ana"), ("ni Tom ni Ana", ""), ("d'accord pour Ana", "Ana"),
    ],
)  # fmt: skip
def test_who_is_left_of_those_asked_about(heard: Ear, text: str, left: str) -> None:
    names = ("Tom", "Ana")
    answer = heard(text, names)
    assert answer is not None
    coming, gone = ({one for one in names if answer.of(one) is says} for says in (COMING, NOT))
    assert (coming or set(names) - gone) == set(left.split())


@pytest.mark.parametrize("text", ["patience", "je vous redis, un peu de patience", "patience svp"])
def test_asking_for_patience_is_no_yes(heard: Ear, text: str) -> None:
    answer = heard(text)
    assert answer is None or answer.others is not COMING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on est en route !", COMING),
        ("en fait Tom a de la fièvre je sais pas encore", UNSURE),
        ("Tom est chez son père, je lui demande et je vous redis", UNSURE),
    ],
)
def test_what_is_said_in_so_many_words_counts_and_who_is_not_decided_gives_nothing_up(
    heard: Ear, text: str, said: Coming
) -> None:
    answer = heard(text, ("Tom",))
    assert answer is not None
    assert answer.of("Tom") is said
    assert not answer.mere


def test_a_delay_may_be_told_as_a_question() -> None:
    assert is_late("on arrive le matin vers 10h15 ça va ?", ())
    assert not is_late("on peut arriver en retard ?", ())


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("et ma sœur ?", True),
        ("oui on vient. et sa cousine, elle peut venir ?", True),
        ("can his sister Lily come as well? she’s 8", True),
        ("sa sœur, elle peut venir aussi", True),
        ("ma sœur peut venir le chercher ?", False),
        ("son frère est malade", False),
        ("et son frère reste à la maison", False),
    ],
)
def test_whether_somebody_else_may_come_is_told_apart_from_who_fetches(text: str, asks: bool) -> None:
    assert asks_for_another(text) is asks


def test_what_keeps_them_busy_beside_a_question_cancels_nothing(heard: Ear) -> None:
    assert heard("c’est à quelle heure, il a foot à 17 h 15", ("Tom",)) is None
    answer = heard("il ne vient pas, c’est à quelle heure la prochaine", ("Tom",))
    assert answer is None or answer.others is NOT


@pytest.mark.parametrize(
    "text", ["Léa viendra pas", "elle ne peut plus venir", "on n'y arrivera pas", "we won't make it"]
)
def test_who_does_not_come_in_so_many_words_does_not_come(text: str) -> None:
    found = read(text, (Clause(text, Coming.COMING),), ("Léa",))
    assert found is not None
    assert found.of("Léa") is Coming.NOT_COMING


@pytest.mark.parametrize("text", ["si elle ne vient pas", "on ne vient pas en voiture", "je viens plus tard"])
def test_what_is_supposed_or_about_how_one_comes_denies_nothing(text: str) -> None:
    found = read(text, (Clause(text, None),), ("Léa",))
    assert found is None or found.of("Léa") is not Coming.NOT_COMING


def test_an_answer_that_is_waited_for_says_nothing_of_who_is_named_in_it() -> None:
    text = "oui on vient tous, par contre je n'ai toujours pas eu de réponse pour l'allergie de Léa"
    told, waits = text.split(", par contre ")
    found = read(text, (Clause(told, Coming.COMING), Clause(waits, Coming.NOT_COMING)), ("Léa", "Tom"))
    assert found is not None
    assert found.of("Léa") is Coming.COMING
