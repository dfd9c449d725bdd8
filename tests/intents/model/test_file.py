"""The learnt model on disk."""

import os
import shutil

import numpy as np
import pytest

from intents.model import file as model_file
from intents.model.telling import tell
from intents.text.reading import Read
from intents.text.text import ModelError

BOTH = (f"{model_file.NUMBERS}/intents_weights.npy", model_file.WORDS)


@pytest.fixture(scope="module")
def whole(model, tmp_path_factory):
    """A kept model."""
    folder = tmp_path_factory.mktemp("models") / "whole"
    model_file.save(model, folder)
    return folder


@pytest.fixture
def kept(whole, tmp_path):
    """A kept model that may be broken."""
    return shutil.copytree(whole, tmp_path / "kept")


def _scores(model, *texts):
    return np.stack(model.scores([_read(model, text) for text in texts]))


def _read(model, text):
    return Read(text, tuple(model.reader.words(text)))


def test_a_model_written_down_and_read_back_gives_the_very_same_scores(model, tmp_path):
    texts = ["où êtes-vous ?", "l'imprimmante 3d", "zorglub", "kelkechose bcp", ""]
    model_file.save(model, tmp_path / "m")
    back = model_file.load(tmp_path / "m")
    assert np.array_equal(_scores(back, *texts), _scores(model, *texts))
    assert back.labels == model.labels
    assert back.languages == model.languages
    assert back.reader.speller.known == model.reader.speller.known
    assert back.reader.speller.real == model.reader.speller.real
    assert np.array_equal(back.groups.families, model.groups.families)


@pytest.mark.parametrize("text", ["où êtes-vous ?", "le prix de l'imprimante 3D", "la surface du labo", "zorglub", ""])
def test_what_is_read_back_is_as_sure_of_what_is_asked_of_which_things(model, whole, text):
    back, read = model_file.load(whole), _read(model, text)
    asked = model.asked(read)
    assert np.array_equal(back.asked(read), asked)
    (scores,) = model.scores([read])
    assert tell(back, scores, read, asked).ranked == tell(model, scores, read, asked).ranked
    assert back.attributes.best(asked) == model.attributes.best(asked)
    assert back.attributes.aliases.things(read.words) == model.attributes.aliases.things(read.words)


def test_a_model_that_is_not_there_is_an_error_of_ours(tmp_path):
    assert not model_file.is_kept(tmp_path / "none")
    with pytest.raises(ModelError, match="none"):
        model_file.load(tmp_path / "none")


@pytest.mark.parametrize("name", BOTH)
def test_half_a_model_is_an_error_of_ours(kept, name):
    (kept / name).unlink()
    with pytest.raises(ModelError):
        model_file.load(kept)


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_an_error_of_ours(kept, name, share):
    whole = (kept / name).read_bytes()
    (kept / name).write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelError):
        model_file.load(kept)


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    "garbage", [b"", b"null", b"[]", b"{}", b"3", b'"x"', b"\x00" * 99, b"PK\x03\x04", b"\xff\xfe"]
)
def test_a_file_of_something_else_is_an_error_of_ours(kept, name, garbage):
    (kept / name).write_bytes(garbage)
    with pytest.raises(ModelError):
        model_file.load(kept)


def test_a_model_is_kept_once_its_last_file_is_whole(kept):
    assert model_file.is_kept(kept)
    assert sorted(file.name for file in kept.iterdir()) == [model_file.WORDS, model_file.NUMBERS]


def test_only_the_newest_models_stay(model, tmp_path):
    (tmp_path / "another thing").mkdir()
    for written, name in enumerate(["oldest", "older", "old"], 1_000):
        (tmp_path / name).mkdir()
        (tmp_path / name / model_file.WORDS).touch()
        os.utime(tmp_path / name / model_file.WORDS, (written, written))
    model_file.save(model, tmp_path / "new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["another thing", "new", "old", "older"]
