"""The image, built once for all tests of a run that look into it."""

from collections.abc import Iterator

import pytest

from tests.bot.deploy import debian
from tests.bot.deploy.image import Image, built


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """Built from a clean Debian; skips where that cannot be done."""
    debian.require("buildah", "mmdebstrap", "unshare")
    with built(tmp_path_factory.mktemp("image")) as made:
        yield made
