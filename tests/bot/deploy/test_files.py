"""The unit, compose file, Dockerfile, dashboard and alert rules: read, held against the settings, judged by systemd."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.core.settings import ENV_FILE, Settings
from bot.core.telemetry import METRICS
from bot.run import processes

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "bot" / "deploy"
UNIT = (FOLDER / "cite.service").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")
ALERTS: dict[str, Any] = YAML(typ="safe").load(FOLDER / "alerts.yaml")
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))
SETTINGS = {f"CITE_{name.upper()}" for name in Settings.model_fields} | {ENV_FILE}
SECRET = {"CITE_TOKEN", "CITE_SECRET_KEY", "CITE_WEBHOOK_SECRET", "CITE_DATABASE_URL"}


@pytest.mark.parametrize(
    "path",
    [ROOT / "Dockerfile", ROOT / "compose.yaml", FOLDER / "cite.service", FOLDER / "README.md", ROOT / "SECURITY.md"],
    ids=lambda path: path.name,
)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"\bCITE_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named <= SETTINGS
    lower = set(re.findall(r"(?<![-/\w])cite_(?:token|secret_key|webhook_secret|database_url)\b", path.read_text()))
    assert {name.upper() for name in lower} <= SETTINGS


PRINTED = [("unit", "cite.service"), ("dashboard", "dashboard.json"), ("alerts", "alerts.yaml")]


@pytest.mark.parametrize(("what", "file"), PRINTED)
def test_the_command_line_prints_them(what: str, file: str) -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "deploy", what], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == (FOLDER / file).read_bytes()


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit as systemd would read it, with a program that is there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here: apt install systemd")
    path = tmp_path / "cite.service"
    path.write_text(UNIT.replace("/opt/cite/.venv/bin/cite run", "/bin/true run"), encoding="utf-8")
    return path


def test_systemd_understands_the_unit(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    about_it = [line for line in done.stderr.splitlines() if "cite.service" in line]
    assert (done.returncode, about_it) == (0, [])


def test_systemd_finds_that_the_unit_is_hardly_exposed(unit: Path) -> None:
    asked = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_secret_is_on_a_command_line_or_in_the_environment_of_unit_or_container() -> None:
    assert not re.findall(r"^(?:ExecStart|Environment)=.*(?:TOKEN|KEY|SECRET)", UNIT, re.MULTILINE)
    for service in COMPOSE["services"].values():
        given = service.get("environment", {})
        assert not SECRET & set(given)
        assert not any(str(value).startswith("postgres") for value in given.values())
        assert "command" not in service
    assert set(COMPOSE["services"]["bot"]["secrets"]) <= {name.lower() for name in SECRET}
    assert {"/secrets/", ".env.compose"} <= set((ROOT / ".gitignore").read_text().split())


def test_containers_may_write_to_their_data_alone() -> None:
    for service in COMPOSE["services"].values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert "ports" not in COMPOSE["services"]["database"]
    assert {secret for one in COMPOSE["services"].values() for secret in one["secrets"]} == set(COMPOSE["secrets"])


def test_both_containers_are_asked_whether_they_are_well() -> None:
    assert COMPOSE["services"]["database"]["healthcheck"]["test"][1:3] == ["pg_isready", "--host=database"]
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/healthz" in DOCKERFILE
    assert COMPOSE["services"]["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_the_image_takes_its_base_from_outside_and_its_packages_with_hashes_and_runs_without_rights() -> None:
    assert "ARG BASE=debian:13-slim\n" in DOCKERFILE
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${BASE}", "python", "python"]
    assert "--require-hashes --only-binary :all: -r requirements.lock" in DOCKERFILE
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in last
    assert "pip" not in last


def test_only_named_folders_come_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = set(re.findall(r"^COPY ([^-].*) \S+$", DOCKERFILE, re.MULTILINE))
    assert {name for line in copied for name in line.split()} == let_in


def expressions() -> Iterator[str]:
    """Every query of the dashboard and of the rules."""
    yield from (target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])
    yield from (rule["expr"] for group in ALERTS["groups"] for rule in group["rules"])


def test_every_metric_of_dashboard_and_rules_is_one_that_is_counted() -> None:
    named = {name for one in expressions() for name in re.findall(r"\bcite_[a-z_]+", one)}
    plain = {re.sub(r"_(bucket|sum|count)$", "", name) for name in named}
    assert plain <= set(METRICS)
    assert plain == set(METRICS), "each is shown, or warned of"


PRINTED = "from bot.core.telemetry import REGISTRY, generate_latest; print(generate_latest(REGISTRY).decode())"


def test_what_a_rule_waits_for_is_counted_from_nought() -> None:
    at_first = subprocess.run(
        [sys.executable, "-c", PRINTED], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    matched = [found for one in expressions() for found in re.findall(r'(\w+)=~?"([a-z_|]+)"', one)]
    named = {f'{label}="{value}"' for label, values in matched for value in values.split("|")}
    assert 'result="refused"' in named
    assert [one for one in (*named, 'kind="message"') if f"{{{one}}} 0.0" not in at_first] == []


def test_every_rule_says_what_is_wrong_and_what_to_look_at() -> None:
    rules = [rule for group in ALERTS["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    assert all(rule["annotations"].keys() == {"summary", "description"} for rule in rules)
    assert {rule["labels"]["severity"] for rule in rules} == {"page", "ticket"}


def test_panels_do_not_lie_on_each_other() -> None:
    taken = [
        (panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["h"])
    ]
    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24


@pytest.mark.parametrize("abstract", [False, True], ids=["a_file", "an_abstract_name"])
def test_the_supervisor_is_told_by_a_datagram(abstract: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"@cite-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(name.replace("@", "\0", 1) if abstract else name)
        monkeypatch.setenv(processes.SOCKET, name)
        assert processes.notify(processes.READY, "STATUS=serves")
        assert heard.recv(100) == b"READY=1\nSTATUS=serves"


@pytest.mark.parametrize("address", ["", "vsock:2:1234", "/nowhere/at/all"])
def test_without_a_supervisor_nothing_is_told_and_nothing_fails(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(processes.SOCKET, address)
    assert not processes.notify(processes.ALIVE)
