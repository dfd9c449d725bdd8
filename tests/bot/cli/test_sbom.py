"""The bill of materials names every package of the lock, with what may be installed for it."""

import json
from pathlib import Path

import pytest

from bot.cli.running import LOCK, bill, packages
from bot.core.errors import BotError


def test_every_package_of_the_lock_is_named_with_its_hashes() -> None:
    whole = json.loads(bill(packages()))
    names = [line.split()[0].replace("==", "@") for line in LOCK.read_text().splitlines() if line[:1].isalpha()]
    assert (whole["bomFormat"], whole["specVersion"]) == ("CycloneDX", "1.6")
    assert [one["purl"] for one in whole["components"]] == [f"pkg:pypi/{name}" for name in names]
    assert sum(len(one["hashes"]) for one in whole["components"]) == LOCK.read_text().count("--hash=")
    assert len({one["bom-ref"] for one in whole["components"]}) == len(names)


@pytest.mark.parametrize("text", ["thing==1.0\n", "thing>=1.0\nother==2 \\\n    --hash=md5:00\n"])
def test_what_is_no_lock_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text(text)
    with pytest.raises(BotError):
        packages(tmp_path / "requirements.lock")
    with pytest.raises(BotError):
        packages(tmp_path / "missing.lock")
