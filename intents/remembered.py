"""An encoder that remembers the last texts: one message is read by several, and encoding is half of what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from intents.encoder import Encoder
from intents.vectors import Floats

_MOST = 64  # texts


@dataclass(frozen=True, slots=True)
class Remembering:
    """Encodes each text once as long as it is among the last ones. Threads may share it."""

    encoder: Encoder
    kept: dict[str, Floats] = field(default_factory=dict)

    def __call__(self, texts: Sequence[str], /) -> Floats:
        """One row of length one for each text."""
        known = {text: row for text in texts if (row := self.kept.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self.encoder(new), strict=True))
            if len(self.kept) > _MOST:
                self.kept.clear()
            self.kept.update(known)
        return np.array([known[text] for text in texts])
