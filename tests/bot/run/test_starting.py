"""A start brings in no more than serving needs, and looks for no garbage in what stays."""

import gc
import subprocess
import sys
from contextlib import suppress

from bot.core.starting import nothing_is_garbage

NEVER = ("alembic", "mako", "scipy", "sklearn", "openpyxl", "icalendar", "typst")
LOOK = f"""
import gc, sys
looked = []
gc.callbacks.append(lambda phase, info: looked.append(phase))
from bot.__main__ import main
sys.argv = ["cite", "run"]
try:
    main()
except SystemExit:
    pass
print([name for name in {NEVER} if name in sys.modules], "bot.run.app" in sys.modules, len(looked) < 100)
"""


def test_a_start_imports_nothing_that_only_migrating_or_a_file_needs_and_hardly_looks_for_garbage() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, env={})
    assert done.stdout == "[] True True\n", done.stderr


def test_nothing_is_garbage_for_as_long_as_it_is_said() -> None:
    before = gc.get_freeze_count()
    with suppress(ValueError), nothing_is_garbage():
        assert not gc.isenabled()
        raise ValueError("broke")
    assert gc.isenabled()
    assert gc.get_freeze_count() > before
    gc.unfreeze()
