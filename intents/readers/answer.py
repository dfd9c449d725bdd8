"""The values of an answer to what an event asks of everybody who comes."""

from dataclasses import dataclass
from enum import StrEnum

YES, NO = "yes", "no"  # the words of ALONE and PHOTO; NO of ALLERGY is that there is none


class Topic(StrEnum):
    """What is answered."""

    PHONE = "phone"
    ALONE = "alone"  # may the child leave alone
    PHOTO = "photo"  # may the child be photographed
    ALLERGY = "allergy"


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that was told, or put right: « en fait elle rentre seule ».

    `words`: YES or NO, a number, an allergy in the family's words; None when they do not tell what is true now.
    `people` are the ids of those named, perhaps nobody; `everybody`: all are meant. `adds`: what was answered before
    stays true too.
    """

    question: Topic
    words: str | None = None
    people: tuple[int, ...] = ()
    everybody: bool = False
    adds: bool = False
