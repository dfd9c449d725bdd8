"""Messages and buttons as a person sees them."""

from dataclasses import dataclass, field

from bot.sandbox.values import Json

_PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "’": "'"})


def plain(text: str) -> str:
    """For comparing: ordinary spaces and apostrophes, whatever the typography."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button (`data` or `url`), or a button of the reply keyboard (neither)."""

    label: str
    data: str = ""
    url: str = ""
    row: int = 0

    def bears(self, label: str) -> bool:
        """Whether this is the button meant: the same words, or words it contains."""
        return plain(label).casefold() in plain(self.label).casefold()


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One message of the chat. `raw` is Telegram's own JSON."""

    id: int
    version: int
    from_bot: bool = True
    deleted: bool = False
    raw: Json = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The text, or the caption."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return "edit_date" in self.raw

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The inline buttons, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(
            Button(item["text"], item.get("callback_data", ""), item.get("url", ""), number)
            for number, row in enumerate(rows)
            for item in row
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the inline buttons."""
        return tuple(button.label for button in self.buttons)

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses behind words of the text."""
        return tuple(entity["url"] for entity in self.entities if "url" in entity)

    @property
    def entities(self) -> tuple[Json, ...]:
        """Telegram's entities of the text or caption."""
        return tuple(self.raw.get("entities") or self.raw.get("caption_entities") or ())

    @property
    def document(self) -> Json | None:
        """The file sent with it: file_id, file_name, mime_type."""
        found: Json | None = self.raw.get("document")
        return found

    @property
    def photo(self) -> Json | None:
        """The picture sent with it, the largest size: file_id, width, height."""
        found: list[Json] = self.raw.get("photo", [])
        return found[-1] if found else None

    @property
    def file_id(self) -> str | None:
        """The id of the document or photo sent with it."""
        file = self.document or self.photo
        return None if file is None else str(file["file_id"])

    @property
    def reply_to(self) -> int | None:
        """The message it answers."""
        answered = self.raw.get("reply_to_message")
        return int(answered["message_id"]) if answered else None

    def says(self, words: str) -> bool:
        """Whether these words are in it; any space or apostrophe stands for any other, the case counts."""
        return plain(words) in plain(self.text)


def seen(view: Json) -> SeenMessage:
    """A message out of the page's interface."""
    return SeenMessage(view["id"], view["version"], view["from_bot"], view["deleted"], view.get("message", {}))
