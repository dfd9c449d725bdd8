"""What can be wrong with what the bot knows. One base class, leaves named after the cause."""


class KnowledgeError(Exception):
    """Something in the knowledge base cannot be used as it is written."""


class ContentError(KnowledgeError):
    """A content file says something wrong, at this place: `where` is "file:line:column"."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"{where}: {reason}")


class UnknownTopic(KnowledgeError):
    """No topic has this id."""

    def __init__(self, topic_id: str) -> None:
        self.topic_id = topic_id
        super().__init__(f"no topic is called {topic_id!r}")


class UnknownCell(KnowledgeError):
    """Nothing that can be asked about is written so; the message says what is wrong with it."""


class InvalidFact(KnowledgeError):
    """The words, the author or the days of a fact cannot be used; the message says which and why."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field  # of the entry
        super().__init__(message)


class ToldByTopic(KnowledgeError):
    """The cell is told by a topic already, which is the place to change it."""

    def __init__(self, cell: str, topic_id: str) -> None:
        self.cell, self.topic_id = cell, topic_id
        super().__init__(f"{cell} is told by topic {topic_id}: change it there")


class BeingFilled(KnowledgeError):
    """Somebody else fills the same cell at this very moment."""

    def __init__(self, cell: str) -> None:
        self.cell = cell
        super().__init__(f"{cell} is being filled by somebody else: look at what they wrote, then try again")
