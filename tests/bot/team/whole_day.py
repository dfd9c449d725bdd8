"""Plays the whole day written in tests/dialogues/days/whole: what `Days` knows, with files and the door."""

from fnmatch import fnmatch
from typing import Any

from sqlalchemy.orm import Session

from bot.sandbox.viewer import plain
from bot.sandbox.visitor import Visitor
from knowledge.agenda import agenda
from tests.bot.team.agenda import files
from tests.bot.team.days import Days
from tests.bot.team.doors.day import files_of, read_back, token_of


class WholeDay(Days):
    """Besides the lines of `Days`:

    « for each » plays its `lines` for one after the other `of` its mappings, `{name}` standing for what they say;
    « Sophie sends » (a file of these events, in the format of its name), « Sophie receives » (a file whose name ends
    so, with these words), « Sophie sends back » (such a file, unchanged), « Sophie scans » (the code of somebody at an
    event), « Ali follows » (the poster of an event), « Sophie has buttons » (with these words, in the last three
    messages), « only these see » (words, and who of the families and animators has them in their chat, whenever they
    were written).
    """

    async def play(self, line: dict[str, Any]) -> None:
        """One line, and all that it leads to."""
        ((key, value),) = line.items()
        if key == "for each":
            for one in value["of"]:
                for each in value["lines"]:
                    await self.play(_filled(each, one))
        elif key == "only these see":
            self._only_these_see(value)
        else:
            await super().play(line)

    async def _sends(self, person: Visitor, name: str, sent: dict[str, Any]) -> None:
        self._since[name] = self.bot.sandbox.version
        await person.sends_file(sent["file"], files.content(sent["file"], sent["events"]))

    async def _sends_back(self, person: Visitor, name: str, ending: str) -> None:
        """The newest file whose name ends so, as it came."""
        there = files_of(person, ending)[-1]
        self._since[name] = self.bot.sandbox.version
        await person.sends_file(f"agenda.{ending}", await person.downloads(there))

    async def _follows(self, person: Visitor, name: str, title: str) -> None:
        self._since[name] = self.bot.sandbox.version
        await person.opens(f"e_{self.bot.db.do(_code_of, title)}")

    async def _scans(self, person: Visitor, name: str, whose: str) -> None:
        who, _, title = whose.partition(" at ")
        self._since[name] = self.bot.sandbox.version
        await person.opens(f"ci_{self.bot.db.do(_token, who, title)}")

    async def _receives(self, person: Visitor, name: str, expected: dict[str, list[str]]) -> None:
        for ending, words in expected.items():
            there = files_of(person, ending)
            assert there, f"{name} has no {ending}\n{person.transcript()[-2500:]}"
            text = read_back(await person.downloads(there[-1]), ending)
            assert [one for one in words if plain(one) not in text] == [], text

    async def _has_buttons(self, person: Visitor, name: str, labels: list[str]) -> None:
        last = [one for one in person.messages if one.from_bot][-3:]
        there = [plain(label) for one in last for label in one.labels]
        assert [one for one in labels if not any(plain(one) in label for label in there)] == [], there

    def _only_these_see(self, expected: dict[str, list[str]]) -> None:
        families = {name: who for name, who in self.people.items() if not fnmatch(name, "Sophie*")}
        for words, names in expected.items():
            have = [name for name, who in families.items() if any(m.from_bot and m.says(words) for m in who.messages)]
            assert sorted(have) == sorted(names), (words, have)


def _filled(line: Any, values: dict[str, str]) -> Any:
    """The same line, or a part of it, with what one mapping says in the place of its names."""
    if isinstance(line, dict):
        return {_filled(key, values): _filled(value, values) for key, value in line.items()}
    if isinstance(line, list):
        return [_filled(one, values) for one in line]
    if isinstance(line, str):
        for name, said in values.items():
            line = line.replace("{" + name + "}", str(said))
    return line


def _uid_of(session: Session, title: str) -> str:
    return next(one.uid for one in agenda.everything(session) if one.title == title)


def _code_of(session: Session, title: str) -> str:
    found = agenda.by_uid(session, _uid_of(session, title))
    assert found is not None
    return found.code


def _token(session: Session, name: str, title: str) -> str:
    return token_of(session, name, _uid_of(session, title))
