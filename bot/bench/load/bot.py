"""The bot's own process, metered: `cite run`, which writes what it has spent to a file at each SIGUSR1."""

import json
import os
import signal
import time
from dataclasses import asdict
from pathlib import Path

from bot.bench.load.meter import Meter
from bot.cli import main

FILE_VARIABLE = "LOAD_METER"


def _write(meter: Meter, file: Path) -> None:
    stages = {name: asdict(one) for name, one in meter.spent().items()}
    written = file.with_suffix(".new")
    written.write_text(json.dumps({"cpu_ms": 1000 * time.process_time(), "stages": stages}), encoding="utf-8")
    written.replace(file)


if __name__ == "__main__":
    watching = Meter()
    watching.attach()
    signal.signal(signal.SIGUSR1, lambda *given: _write(watching, Path(os.environ[FILE_VARIABLE])))
    main()
