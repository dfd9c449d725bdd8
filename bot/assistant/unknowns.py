"""« Je ne sais pas combien coûte l’escape game »: what is said of an attribute that nothing tells."""

from dataclasses import dataclass

from bot.messages import Messages
from intents.catalogue import GAP
from knowledge.things import VENUE, Cell, Thing, Things

OTHER = "other"
_CONTRACTED = {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was asked and is not known: a cell, or nothing that has a name."""

    cell: Cell | None

    @classmethod
    def of(cls, intent: str, named: tuple[str, ...], things: Things) -> "Unknown":
        """From a gap's intent and the things that the message names: the first that the attribute applies to."""
        attribute = intent.removeprefix(GAP)
        if attribute not in things.attributes:
            return cls(None)
        fitting = (one for one in (*named, VENUE) if one in things.things and things.is_asked_of(attribute, one))
        thing = next(fitting, None)
        return cls(None if thing is None else Cell(thing, attribute))

    @classmethod
    def named(cls, code: str, things: Things) -> "Unknown":
        """From what it is counted as; what names no cell of today is "other"."""
        return cls(next((cell for cell in things.cells() if str(cell) == code), None))

    @property
    def code(self) -> str:
        """What it is counted as: "escape.price", or "other"."""
        return OTHER if self.cell is None else str(self.cell)

    def said(self, things: Things, words: Messages) -> str:
        """The sentence, as Telegram HTML."""
        if self.cell is None:
            return words.say("unknown-other")
        asked = things.attributes[self.cell.attribute].unknown[words.language]
        return words.say("unknown-cell", asked=filled(asked, things.things[self.cell.thing], words.language))


def filled(sentence: str, thing: Thing, language: str) -> str:
    """The sentence about this thing: its name for {T}, and after a preposition for {de}, {à} and {dans}."""
    name = thing.name[language]
    return sentence.format(
        T=name, de=after("de", name), à=after("à", name), dans=f"dans {name}"
    )


def after(preposition: str, name: str) -> str:
    """« du laboratoire », « au Département », « de l’entrée »: the name after "de" or "à"."""
    together = f"{preposition} {name}"
    apart = next((one for one in _CONTRACTED if together.startswith(one)), None)
    return together if apart is None else _CONTRACTED[apart] + together[len(apart) :]
