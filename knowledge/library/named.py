"""Things that the team has named while the bot runs: new ones, and further names of those that the content knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from knowledge.library.things import Thing, Things
from knowledge.library.yaml import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """How a thing is called. A new one has a `kind`, and stands in a sentence as `fr` or `en`, with its article.

    `aliases`: as families say it, without article; each names it beyond doubt. Without English, `en` is empty.
    """

    thing: str
    fr: str = ""
    en: str = ""
    kind: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the content does not know this thing."""
        return bool(self.kind)


def named(things: Things, names: Iterable[Name]) -> Things:
    """These things, and those that were named; a name of a thing that is gone, or of no known kind, is left out.

    Further names of known things are not put in: they are heard as the names that were learnt (see `Names` in
    `intents.understanding.named`).
    """
    kinds = {one.kind for one in things.things.values()}
    new = {one.thing: _thing(one) for one in names if one.is_new and one.kind in kinds}
    return replace(things, things={**things.things, **new})


def _thing(name: Name) -> Thing:
    said: Mapping[str, str] = {"fr": in_language(name.fr, "fr"), "en": in_language(name.en or name.fr, "en")}
    return Thing(
        id=name.thing,
        name=said,
        feminine=False,
        plural=False,
        kind=name.kind,
        parent=None,  # what is told of the venue is not told of it
        strong={"fr": name.aliases, "en": ()},
        weak={"fr": (), "en": ()},
    )
