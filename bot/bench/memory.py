"""How much memory a process holds."""

import re
from pathlib import Path


def resident_mb(process: int) -> float | None:
    """The megabytes that a process holds in memory; None where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else None
