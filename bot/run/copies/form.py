"""What a copy is: a zip with a file of JSON lines for each table, and what must be in them.

A line is a row as it is stored, its cells in the order of their names, sealed cells still sealed; lines stand in the
order of the primary key. So SQLite and PostgreSQL give the same lines for the same rows.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.core.errors import BotError

FORMAT = 1
CONTENTS = "contents.json"
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class TableCopy(BaseModel):
    """One table: its columns, how many rows it has, and the SHA-256 of its lines."""

    model_config = ConfigDict(frozen=True)

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        """Its name in the zip."""
        return f"tables/{self.name}.jsonl"


class Contents(BaseModel):
    """What is in a copy; `schema_number`: the newest migration that ran; `keys`: names of those that it takes."""

    model_config = ConfigDict(frozen=True)

    format: int
    made_at: datetime
    schema_number: str
    keys: tuple[str, ...]
    tables: tuple[TableCopy, ...]
    digest: str = ""

    def with_digest(self) -> "Contents":
        """The same, with the digest of everything."""
        return self.model_copy(update={"digest": self._digest()})

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was written."""
        return self.digest == self._digest()

    def _digest(self) -> str:
        tables = (f"{one.name} {','.join(one.columns)} {one.rows} {one.sha256}" for one in self.tables)
        said = "\n".join((str(self.format), self.made_at.isoformat(), self.schema_number, *self.keys, *tables))
        return hashlib.sha256(said.encode()).hexdigest()


def line_of(row: Row) -> bytes:
    """A row as a line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Copy:
    """A copy that is open for reading, its contents read and known to be as they were written."""

    def __init__(self, path: Path, file: zipfile.ZipFile, contents: Contents) -> None:
        self.path, self._file, self.contents = path, file, contents

    def rows(self, table: TableCopy) -> Iterator[Row]:
        """The rows, one by one; raises BotError at the end when they are not those that were written."""
        digest, count = hashlib.sha256(), 0
        try:
            with self._file.open(table.file) as lines:
                for line in lines:
                    digest.update(line)
                    count += 1
                    yield tuple(json.loads(line))
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile, OSError) as error:
            raise damaged(self.path) from error
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise damaged(self.path)

    def check(self) -> None:
        """Read all of it; raises BotError when it is not what was written."""
        for table in self.contents.tables:
            for _ in self.rows(table):
                pass


@contextmanager
def opened(path: Path) -> Iterator[Copy]:
    """A copy; BotError when it is none, or of a later format."""
    try:
        with zipfile.ZipFile(path) as file:
            contents = Contents.model_validate_json(file.read(CONTENTS))
            if contents.format > FORMAT:
                raise BotError(f"{path} is of a later version of the bot: install that one. Nothing was changed.")
            if not contents.is_whole:
                raise damaged(path)
            yield Copy(path, file, contents)
    except (zipfile.BadZipFile, KeyError, ValidationError, EOFError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> BotError:
    """One sentence for whatever is wrong inside a copy."""
    return BotError(f"{path} is damaged, or no copy of this bot's database: nothing was changed.")
