"""A scripted person for tests: says, taps, and sees.

    async with running() as server:                       # or: with running_in_a_thread() as server
        camille = Visitor(server.sandbox, "Camille")      # or Visitor("http://127.0.0.1:8081", "Camille")
        await camille.opens()                             # presses Start; opens("e_ABC") follows a deep link
        await camille.sees("Bonjour")                     # waits for the bot, 10 s at most
        await camille.says("c'est où ?")
        answer = await camille.sees("avenue de Vendôme")  # a SeenMessage: .text .labels .document .photo .edited
        press = await camille.taps("S'inscrire")          # the newest message with such a button
        await press.is_answered("C'est noté")             # the toast of answerCallbackQuery

`sees` looks at what the bot wrote or edited since this person's last act (`says`, `taps`, `opens`...), so one
act may be followed by several `sees`, in any order. When the bot writes by itself (a reminder), call
`looks_away()` first to count only what comes after. Nothing sleeps or polls: the sandbox wakes who waits.
Words are compared whatever the kind of space or apostrophe. A failed `sees` raises AssertionError with the
conversation so far.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox import actions
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Impossible
from bot.sandbox.viewer import CallbackAnswer, Eyes, Identity, Line, LocalLine, RemoteLine, SeenMessage, plain

Wanted = str | Callable[[SeenMessage], bool]
PATIENCE = 20.0
_START = "?start="


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a button; `id` is the callback query's, "" when the button opened a link or wrote words."""

    visitor: Visitor
    id: str

    async def answer(self, timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109 (it says how long a person waits)
        """The bot's answerCallbackQuery; AssertionError if it does not come in time."""
        return await self.visitor.answer_to(self.id, timeout)

    async def is_answered(self, words: str = "", timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109 (it says how long a person waits)
        """The answer, checked to hold these words."""
        answer = await self.answer(timeout)
        assert plain(words) in plain(answer.text), f"the toast says {answer.text!r}, not {words!r}"
        return answer


class Visitor:
    """Somebody in a chat with the bot; see the module's docstring.

    `chat_id` negative: in that group (made if need be). `user_id`: a chosen Telegram id, else a new one.
    `met`: they started the bot some day before, so it may write to them first. One visitor belongs to one
    event loop.
    """

    def __init__(
        self,
        where: Sandbox | str,
        first_name: str = "Camille",
        chat_id: int | None = None,
        *,
        user_id: int | None = None,
        last_name: str = "",
        username: str = "",
        language: str = "fr",
        met: bool = False,
    ) -> None:
        self.name = first_name
        self._where = where
        self._identity = Identity(first_name, user_id, chat_id, last_name, username, language, met)
        self._line: Line = _line(where, self._identity)
        self._eyes = Eyes(self._line)
        self.opened_links: list[str] = []

    async def id(self) -> int:
        """The person's Telegram id (and, in private, the chat's)."""
        return await self._line.join()

    async def in_group(self, chat_id: int) -> Visitor:
        """The same person in a group."""
        language = self._identity.language
        return Visitor(self._where, self.name, chat_id, user_id=await self.id(), language=language)

    # What they do

    async def says(self, text: str, reply_to: SeenMessage | None = None, topic_id: int | None = None) -> SeenMessage:
        """Writes, in a topic of the group perhaps; commands are texts too. Returns their own message."""
        return await self._writes(actions.Say(text, reply_to.id if reply_to else None, topic_id))

    async def opens(self, payload: str = "") -> SeenMessage:
        """Presses Start, or follows t.me/<bot>?start=payload (after a block, Start unblocks)."""
        return await self._writes(actions.Open(payload))

    async def edits(self, message: SeenMessage, text: str) -> SeenMessage:
        """Changes a text of their own."""
        return await self._writes(actions.Edit(message.id, text))

    async def sends_photo(self, caption: str = "") -> SeenMessage:
        """A photo."""
        return await self.sends("photo", caption)

    async def sends_voice(self) -> SeenMessage:
        """A voice message."""
        return await self.sends("voice")

    async def sends_sticker(self) -> SeenMessage:
        """A sticker."""
        return await self.sends("sticker")

    async def sends(self, thing: str, caption: str = "", reply_to: SeenMessage | None = None) -> SeenMessage:
        """Anything of `acts.Thing`: photo, voice, sticker, document, contact, location."""
        return await self._writes(actions.Send(actions.Thing(thing), caption, reply_to.id if reply_to else None))

    async def sends_file(self, name: str, content: bytes, reply_to: SeenMessage | None = None) -> SeenMessage:
        """A document of their own."""
        number = reply_to.id if reply_to else None
        return await self._writes(actions.Attach(name, b64encode(content).decode(), reply_to=number))

    async def taps(self, label: str, on: SeenMessage | None = None, timeout: float = PATIENCE) -> Press:  # noqa: ASYNC109 (it says how long a person waits)
        """Presses the button whose words are, or contain, `label`, on the newest message that has one (or on
        `on`).

        Waits for such a button; AssertionError if none comes. A link to this bot opens it; another address
        joins `opened_links`; a button of the reply keyboard writes its words.
        """
        choice = await self._eyes.wait(lambda: self._eyes.choice(label, on), timeout)
        assert choice is not None, f"there is no button {label!r} for {self.name}\n{self.transcript()}"
        if choice.message is None:
            await self.says(choice.button.label)
            return Press(self, "")
        if choice.button.url:
            return await self._follows(choice.button.url)
        return await self.presses(choice.message, choice.button.data)

    async def presses(self, message: SeenMessage, data: str) -> Press:
        """Presses the button with this callback data. Impossible when the message no longer has it."""
        await self._eyes.look_away()
        return Press(self, await self._line.act(actions.Tap(message.id, data)))

    async def reacts(self, message: SeenMessage, emoji: str) -> None:
        """Puts an emoji on a message."""
        await self._eyes.look_away()
        await self._line.act(actions.React(message.id, emoji))

    async def blocks(self) -> None:
        """Blocks the bot."""
        await self._eyes.look_away()
        await self._line.act(actions.Block())

    async def unblocks(self) -> None:
        """Lets it write again."""
        await self._eyes.look_away()
        await self._line.act(actions.Unblock())

    async def looks_away(self) -> None:
        """From now on only what comes after counts for `sees`."""
        await self._eyes.look_away()

    # What they see

    async def sees(self, wanted: Wanted = "", timeout: float = PATIENCE) -> SeenMessage:  # noqa: ASYNC109 (it says how long a person waits)
        """The newest message of the bot since the last act with these words, or for which the function is
        true.
        """
        message = await self._eyes.wait(lambda: self._fresh(wanted), timeout)
        assert message is not None, f"{self.name} does not see {wanted!r} within {timeout} s\n{self.transcript()}"
        return message

    async def sees_nothing(self, wanted: Wanted = "", within: float = 0.5) -> None:
        """AssertionError if such a message is there, or comes within that many seconds."""
        message = await self._eyes.wait(lambda: self._fresh(wanted), within)
        assert message is None, f"{self.name} sees {message and message.text!r}\n{self.transcript()}"

    async def answer_to(self, callback_id: str, timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109 (it says how long a person waits)
        """What answerCallbackQuery showed for this press."""
        if not callback_id:
            raise Impossible("a link or a keyboard button is never answered")
        answer = await self._eyes.wait(lambda: self._eyes.answers.get(callback_id), timeout)
        assert answer is not None, f"the press was not answered within {timeout} s\n{self.transcript()}"
        return answer

    async def downloads(self, message: SeenMessage) -> bytes:
        """The document or photo of a message, as it arrived."""
        if message.file_id is None:
            raise Impossible("there is no file in this message")
        return await self._line.file(message.file_id)

    @property
    def messages(self) -> list[SeenMessage]:
        """The whole chat, oldest first (remote: as of the last await)."""
        self._eyes.glance()
        return self._eyes.shown()

    @property
    def last(self) -> SeenMessage:
        """The bot's newest message."""
        found = [message for message in self.messages if message.from_bot]
        assert found, f"the bot has not written to {self.name}"
        return found[-1]

    @property
    def buttons(self) -> tuple[str, ...]:
        """The words on the inline buttons of the bot's newest message."""
        return self.last.labels

    @property
    def toasts(self) -> list[str]:
        """The callback answers so far that had words."""
        self._eyes.glance()
        return [answer.text for answer in self._eyes.answers.values() if answer.text]

    def transcript(self) -> str:
        """The conversation, for people."""
        self._eyes.glance()
        return self._eyes.transcript(self.name)

    # How

    def _fresh(self, wanted: Wanted) -> SeenMessage | None:
        matches = wanted if callable(wanted) else lambda message: message.says(wanted)
        return next((message for message in self._eyes.fresh() if matches(message)), None)

    async def _writes(self, act: actions.Act) -> SeenMessage:
        await self._eyes.look_away()
        number = int(await self._line.act(act))
        await self._eyes.look()
        return self._eyes.message(number)

    async def _follows(self, url: str) -> Press:
        self.opened_links.append(url)
        if "t.me/" in url and _START in url:
            await self.opens(url.partition(_START)[2])
        return Press(self, "")


def _line(where: Sandbox | str, identity: Identity) -> Line:
    return LocalLine(where, identity) if isinstance(where, Sandbox) else RemoteLine(where, identity)
