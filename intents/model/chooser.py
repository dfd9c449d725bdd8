"""What was learnt of the spans of a message: which of them are asked."""

from dataclasses import dataclass

from intents.model.logistic import Logistic


@dataclass(frozen=True, slots=True)
class Chooser:
    """How likely a span asks for the fact of its verdict (`fact`), or for what its verdict says is not known (`gap`);
    how likely two of them are two questions (`pair`). Their signs are those of intents/questions/signs.py.
    """

    fact: Logistic
    gap: Logistic
    pair: Logistic
