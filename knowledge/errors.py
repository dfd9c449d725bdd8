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
