"""What was learnt of descriptions, kept on disk."""

import numpy as np
import pytest

from intents.model.softmax import Logistic, Softmax
from intents.statements import matching
from intents.statements.matching import Descriptions, Sign, Telling
from intents.text.text import ModelError

SIGNS = len(Sign)


def some(signs=SIGNS):
    softmax = Softmax.of(("bring", "snack"), np.ones((8, 2), np.float32), np.zeros(2, np.float32))
    return Descriptions(Telling(softmax), Logistic(np.arange(signs, dtype=np.float32), 0.5))


def test_what_is_saved_is_read_back(tmp_path):
    matching.save(some(), tmp_path)
    read = matching.load(tmp_path)
    assert read.telling.softmax.labels == ("bring", "snack")
    assert read.judge.bias == 0.5
    assert (read.judge.weights == some().judge.weights).all()


def test_a_broken_a_missing_or_another_versions_file_is_an_error(tmp_path):
    with pytest.raises(ModelError):
        matching.load(tmp_path)
    matching.save(some(), tmp_path)
    (tmp_path / matching.NUMBERS / "told_weights.npy").write_bytes(b"PK broken")
    with pytest.raises(ModelError):
        matching.load(tmp_path)
    matching.save(some(signs=3), tmp_path)
    with pytest.raises(ModelError, match="version"):
        matching.load(tmp_path)
