"""What was learnt of descriptions, kept on disk."""

import numpy as np
import pytest

from intents.errors import ModelError
from intents.model.logistic import Logistic
from intents.model.softmax import Softmax
from intents.statements import file
from intents.statements.matching import Descriptions
from intents.statements.signs import Sign
from intents.statements.telling import Telling

SIGNS = len(Sign)


def some(signs=SIGNS):
    softmax = Softmax(("bring", "snack"), np.ones((8, 2), np.float16), np.zeros(2, np.float32))
    return Descriptions(Telling(softmax), Logistic(np.arange(signs, dtype=np.float32), 0.5))


def test_what_is_saved_is_read_back(tmp_path):
    file.save(some(), tmp_path)
    read = file.load(tmp_path)
    assert read.telling.softmax.labels == ("bring", "snack")
    assert read.judge.bias == 0.5
    assert (read.judge.weights == some().judge.weights).all()


def test_a_broken_a_missing_or_another_versions_file_is_an_error(tmp_path):
    with pytest.raises(ModelError):
        file.load(tmp_path)
    file.save(some(), tmp_path)
    (tmp_path / file.NUMBERS / "weights.npy").write_bytes(b"PK broken")
    with pytest.raises(ModelError):
        file.load(tmp_path)
    file.save(some(signs=3), tmp_path)
    with pytest.raises(ModelError, match="version"):
        file.load(tmp_path)
