"""`python -m tests.audit`: known vulnerabilities of what the locks install, by pip-audit in an environment of its own.

Exit code 1 for a vulnerability. Where the index, or what tells vulnerabilities, cannot be reached, the reason is
printed and nothing fails: an audit that did not happen is no finding.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "tests" / "audit.lock"
AUDITED = (ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock")
PATIENCE_S = 300


def main() -> int:
    """Say what was found."""
    with tempfile.TemporaryDirectory() as folder:
        program = _installed(Path(folder))
        return 0 if program is None else sum(_audit(program, lock) for lock in AUDITED) and 1


def _installed(folder: Path) -> Path | None:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    options = ("--quiet", "--require-hashes", "--only-binary", ":all:")
    done = _run(python, "-m", "pip", "install", *options, "-r", LOCK)
    if done.returncode:
        return _not_done("pip-audit cannot be installed", done)
    return python


def _audit(python: Path, lock: Path) -> bool:
    """Whether something vulnerable is in the lock."""
    done = _run(
        python, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip", "--format", "json"
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, LookupError):
        _not_done(f"{lock.relative_to(ROOT)} was not audited", done)
        return False
    told, name = [one for one in found if "skip_reason" not in one], lock.relative_to(ROOT)
    if not told:
        why = found[0]["skip_reason"] if found else "it is empty"
        sys.stdout.write(f"{name} was not audited, nothing of it is known where pip-audit asks: {why}\n")
    bad = [(one["name"], one["version"], flaw["id"]) for one in told for flaw in one["vulns"]]
    for package, version, flaw in bad:
        sys.stdout.write(f"{name}: {package} {version} has {flaw}\n")
    sys.stdout.write(f"{name}: {len(told)} of {len(found)} packages audited, {len(bad)} vulnerabilities\n")
    return bool(bad)


def _run(*command: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(words, 1, "", f"no answer within {PATIENCE_S} s")


def _not_done(what: str, done: subprocess.CompletedProcess[str]) -> None:
    why = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
    sys.stdout.write(f"{what}: {why}\n")


if __name__ == "__main__":
    sys.exit(main())
