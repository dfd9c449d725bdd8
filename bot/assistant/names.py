"""What the team has named, as the bot hears it: new things, and further names of those that it has learnt."""

from collections.abc import Iterable

from intents.text.reading import Alias, Aliases
from intents.understanding.named import Names, plain_words
from knowledge.library.filled import Name
from knowledge.library.things import Things


def heard(things: Things, names: Iterable[Name]) -> Names:
    """`things`: with the new ones among them."""
    names = tuple(names)
    new = [one for one in names if one.is_new and one.thing in things.things]
    known = [one for one in names if not one.is_new and one.thing in things.things]
    return Names(
        new=Aliases.of(Alias(one.thing, alias, strong=True) for one in new for alias in one.aliases),
        attributes={
            one.thing: frozenset(name for name in things.attributes if things.is_asked_of(name, one.thing))
            for one in new
        },
        learnt={
            plain_words(alias): things.things[one.thing].strong["fr"][0]
            for one in known
            for alias in one.aliases
            if things.things[one.thing].strong["fr"]
        },
    )


def thing_named(text: str, things: Things) -> str | None:
    """The thing that these words name, beyond doubt first; None when they name none."""
    every = Aliases.of(
        Alias(thing.id, alias, strong)
        for thing in things.things.values()
        for strong, listed in ((True, thing.strong), (False, thing.weak))
        for aliases in listed.values()
        for alias in aliases
    )
    found = every.things(plain_words(text))
    return found[0] if found else None


def names_already(alias: str, things: Things) -> str | None:
    """The thing that this very name stands for already, beyond doubt or not."""
    said = plain_words(alias)
    every = ((thing.id, one) for thing in things.things.values() for listed in (thing.strong, thing.weak)
             for aliases in listed.values() for one in aliases)  # fmt: skip
    return next((thing for thing, one in every if plain_words(one) == said), None)
