"""The library as it was last read, kept beside the model."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from knowledge.library import library
from knowledge.library.content import ContentError
from knowledge.library.library import CONTENT, Library, content_files, load_library
from knowledge.library.things import Topic
from tests.knowledge.library.test_library import GOOD, written


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return written(folder, GOOD)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "deep"


def the_file(kept: Path) -> Path:
    (file,) = kept.iterdir()
    return file


def same(one: Library, other: Library) -> bool:
    return one.topics == other.topics


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a content file is an error."""

    def refuse(files: list[Path]) -> None:
        raise AssertionError(f"read {files}")

    monkeypatch.setattr("knowledge.library.library._read", refuse)


def test_what_is_kept_is_what_was_read(content: Path, kept: Path) -> None:
    read = load_library(content)
    assert same(load_library(content, kept), read)
    assert same(load_library(content, kept), read)
    assert load_library(content, kept).topic("address").answer["fr"].startswith("«\u00a0Ici")


def test_the_shipped_library_comes_back_as_it_is(tmp_path: Path) -> None:
    topics = load_library().topics
    files = content_files(CONTENT)
    assert library.recall(tmp_path, files, lambda: topics) == topics
    assert library.recall(tmp_path, files, lambda: ()) == topics


def test_the_second_time_no_content_file_is_parsed(content: Path, kept: Path, request: pytest.FixtureRequest) -> None:
    load_library(content, kept)
    request.getfixturevalue("unread")
    assert len(load_library(content, kept)) == 2


def test_a_mapping_that_comes_back_cannot_be_changed(content: Path, kept: Path) -> None:
    load_library(content, kept)
    answer = load_library(content, kept).topic("address").answer
    with pytest.raises(TypeError):
        answer["fr"] = "ailleurs"  # type: ignore[index]  # that it cannot be written is what is tested


def test_a_changed_file_is_read_anew_and_the_old_library_cleared_away(content: Path, kept: Path) -> None:
    load_library(content, kept)
    first = the_file(kept)
    written(content, GOOD.replace("Here!", "There!"))
    assert load_library(content, kept).topic("address").answer["en"] == "There!"
    assert the_file(kept) != first


def test_a_changed_file_is_noticed_even_when_its_date_and_size_stay(content: Path, kept: Path) -> None:
    load_library(content, kept)
    stat = (content / "venue.yaml").stat()
    written(content, GOOD.replace("Here!", "Hier!"))
    os.utime(content / "venue.yaml", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert load_library(content, kept).topic("address").answer["en"] == "Hier!"


def test_a_file_more_is_noticed(content: Path, kept: Path) -> None:
    load_library(content, kept)
    more = (
        GOOD.replace("address", "gate").replace("phone", "fax").replace("where", "which gate").replace("c'est où", "où")
    )
    more = more.replace("votre numéro", "votre fax").replace("your number", "your fax")
    (content / "more.yaml").write_text(more, encoding="utf-8")
    assert len(load_library(content, kept)) == 4


def test_other_code_reads_anew(content: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_library(content, kept)
    first = the_file(kept).name
    code = tmp_path / "code"
    code.mkdir()
    (code / "topics.py").write_text("# another shape of topics")
    (code / "values.py").write_text("")
    monkeypatch.setattr(library, "_HERE", code)
    load_library(content, kept)
    assert the_file(kept).name != first


@pytest.mark.parametrize("broken", [b"", b"[{", b"null", b"3", b"[{}]", b"[[]]", b"\xff\xfe", b"\x00" * 40])
def test_a_broken_kept_file_is_made_anew(content: Path, kept: Path, broken: bytes) -> None:
    read = load_library(content, kept)
    whole = the_file(kept).read_bytes()
    the_file(kept).write_bytes(broken)
    assert same(load_library(content, kept), read)
    assert the_file(kept).read_bytes() == whole


def test_a_kept_file_cut_short_is_made_anew(content: Path, kept: Path) -> None:
    read = load_library(content, kept)
    whole = the_file(kept).read_bytes()
    the_file(kept).write_bytes(whole[: len(whole) // 2])
    assert same(load_library(content, kept), read)


def test_processes_that_start_together_do_not_trip_over_each_other(content: Path, kept: Path) -> None:
    topics, files, together = load_library(content).topics, content_files(content), Barrier(4)

    def read() -> tuple[Topic, ...]:
        together.wait(5)
        return topics

    for number in range(10):
        with ThreadPoolExecutor(4) as several:
            found = [several.submit(library.recall, kept / str(number), files, read) for _ in range(4)]
        assert all(one.result() == topics for one in found)
        assert [file.suffix for file in (kept / str(number)).iterdir()] == [".json"]


def test_a_faulty_content_file_is_told_and_nothing_is_kept(content: Path, kept: Path) -> None:
    written(content, GOOD.replace("source: [8]", "source: [59]"))
    with pytest.raises(ContentError):
        load_library(content, kept)
    assert not kept.exists()


def test_a_fault_written_later_is_told_although_a_good_library_is_kept(content: Path, kept: Path) -> None:
    load_library(content, kept)
    written(content, GOOD.replace("source: [8]", "source: [59]"))
    with pytest.raises(ContentError):
        load_library(content, kept)


def test_what_else_lies_in_the_folder_stays(content: Path, kept: Path) -> None:
    kept.mkdir(parents=True)
    (kept / "model.json").write_text("{}")
    load_library(content, kept)
    written(content, GOOD.replace("Here!", "There!"))
    load_library(content, kept)
    assert (kept / "model.json").read_text() == "{}"
