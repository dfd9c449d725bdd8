"""What can go wrong in the sandbox."""


class SandboxError(Exception):
    """The base of everything raised here."""


class Refused(SandboxError):
    """Telegram's answer is no: `{"ok": false}` with this code and description.

    A plain refusal belongs to normal life (a blocked bot, a message that is gone).
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class Malformed(Refused):
    """The request itself is wrong: a bug of the bot, kept among the sandbox's violations."""

    def __init__(self, problem: str) -> None:
        super().__init__(400, f"Bad Request: {problem}")


class Impossible(SandboxError):
    """A person tried what no Telegram client offers: a button that is not there, a chat they blocked."""
