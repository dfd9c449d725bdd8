"""What can be wrong with what the bot understands by. One base class, leaves named after the cause."""


class IntentsError(Exception):
    """Something of the understanding cannot be used as it is."""


class CatalogueError(IntentsError):
    """A phrase file says something wrong, at this place: `where` is "folder/file:line"."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"{where}: {reason}")


class ModelError(IntentsError):
    """The stored model cannot be read; it has to be learnt again."""
