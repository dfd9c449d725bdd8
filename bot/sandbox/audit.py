"""What the bot did, for tests that judge it afterwards."""

from dataclasses import dataclass

from bot.sandbox.values import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API request that was carried out or refused; `at` is in seconds of the elapsed clock."""

    method: str
    params: Json
    at: float
    ok: bool
    error_code: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A request Telegram would never accept from a sound bot, and why."""

    method: str
    description: str
    params: Json
    at: float


@dataclass(slots=True)
class Press:
    """A button press that waits for answerCallbackQuery; `answered_at` is None until the first answer."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    answered_at: float | None = None


class Audit:
    """Every call, violation and button press since the start, or since `clear`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.presses: dict[str, Press] = {}

    def clear(self) -> None:
        """Forgets the calls and violations, not the presses (they can still be answered)."""
        self.calls.clear()
        self.violations.clear()

    def unanswered(self, now: float, older_than: float) -> list[Press]:
        """Presses without any answer `older_than` seconds after they were made."""
        open_presses = (press for press in self.presses.values() if press.answered_at is None)
        return [press for press in open_presses if now - press.at >= older_than]
