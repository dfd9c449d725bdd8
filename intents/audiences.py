"""For whom and about what: the agenda's audience and theme codes that the words of a sentence point to."""

from intents.word_codes import codes_in_text

AUDIENCES = frozenset(
    {"tous", "scolaires", "collegiens", "lyceens", "etudiants", "seniors", "debutants", "familles"}
    | {"entreprises", "associations", "acteurs-publics"}
)
THEMES = frozenset(
    {"bases", "ia", "donnees", "securite", "reseaux-sociaux", "femmes", "addiction", "codage", "fabrication"}
    | {"media", "entrepreneuriat", "orientation"}
)


def find_audiences(text: str) -> frozenset[str]:
    """The audience codes a sentence speaks of ("mon ado" is both collegiens and lyceens)."""
    return codes_in_text("audiences", text)


def find_themes(text: str) -> frozenset[str]:
    """The theme codes a sentence speaks of."""
    return codes_in_text("themes", text)
