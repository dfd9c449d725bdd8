"""What `docker` and `docker compose` do with compose.yaml, as far as a chroot can, for a machine without containers.

Heard: images, users, environment, secrets as files, volumes, read-only roots, tmpfs, capabilities, new privileges,
shared memory, health checks, dependencies, the end. Not heard: networks (a service's name is an address of the
machine's own), limits of processes and memory, restarts.

`python -m tests.bot.deploy.containers compose up --detach` in the folder of compose.yaml; MACHINE names a file of JSON.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PATIENCE_S = 120.0
# In a mount namespace of its own, so that nothing of it is left when its process is gone.
ENTER = """
set -e
mount --bind {tree} {root}
[ "{read_only}" = False ] || mount -o remount,ro,bind {root}
mount -t proc none {root}/proc
mount -t tmpfs -o mode=755 none {root}/run
mount -t tmpfs -o size={shm},mode=1777 none {root}/dev/shm
{mounts}
mount --bind {hosts} {root}/etc/hosts
exec "$@"
"""


@dataclass(frozen=True, slots=True)
class Image:
    """What is known of an image: its unpacked tree, and what its makers set."""

    tree: Path
    user: str
    environment: dict[str, str]
    entrypoint: list[str]
    command: list[str]
    stop_signal: int


@dataclass(frozen=True, slots=True)
class Machine:
    """Images by name, the addresses of services, and a folder for what runs."""

    images: dict[str, Image]
    addresses: dict[str, str]
    folder: Path

    @classmethod
    def read(cls, path: Path) -> "Machine":
        """As the test wrote it."""
        said = json.loads(path.read_text(encoding="utf-8"))
        images = {name: Image(**{**one, "tree": Path(one["tree"])}) for name, one in said["images"].items()}
        return cls(images, said["addresses"], Path(said["folder"]))

    def made(self, *names: str) -> Path:
        """A folder there."""
        path = self.folder.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path


class Service:
    """One service of compose.yaml on this machine."""

    def __init__(self, name: str, machine: Machine, compose: dict[str, Any]) -> None:
        self.name, self._machine, self._compose = name, machine, compose
        self.said: dict[str, Any] = compose["services"][name]
        self.image = machine.images[self.said["image"]]
        self.pid_file = machine.made("pids") / name
        self.log = machine.made("logs") / name

    @property
    def pid(self) -> int | None:
        """Of its process, while that lives."""
        try:
            pid = int(self.pid_file.read_text())
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        return None if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z" else pid

    def entered(self, command: list[str], user: str | None = None) -> list[str]:
        """This command, in a new container of the service."""
        root = self._machine.made("roots", self.name)
        hosts = self._machine.folder / "hosts"
        hosts.write_text("".join(f"{address} {name}\n" for name, address in self._machine.addresses.items()))
        (self.image.tree / "etc/hosts").touch()
        script = ENTER.format(
            tree=self.image.tree,
            root=root,
            hosts=hosts,
            read_only=self.said.get("read_only", False),
            shm=self.said.get("shm_size", "64m"),
            mounts="\n".join(self._mounts(root)),
        )
        return ["unshare", "--mount", "sh", "-c", script, "sh", "chroot", str(root), *self._confined(command, user)]

    def beside(self, command: list[str]) -> list[str]:
        """This command, in the container that runs."""
        return ["nsenter", f"--target={self.pid}", "--mount", "--root", "--wdns=/", *self._confined(command, None)]

    def _confined(self, command: list[str], user: str | None) -> list[str]:
        assert self.said["cap_drop"] == ["ALL"]
        granted = ["-all", *(f"+{name.lower()}" for name in self.said.get("cap_add", []))]
        limits = [f"--bounding-set={','.join(granted)}", "--inh-caps=-all"]
        if "no-new-privileges:true" in self.said.get("security_opt", []):
            limits.append("--no-new-privs")
        number = (user or self.image.user).partition(":")[0]
        who = [f"--reuid={number}", f"--regid={number}", "--clear-groups"] if number else []
        env = [f"{name}={value}" for name, value in self._environment().items()]
        return ["setpriv", *who, *limits, "env", "-i", *env, *command]

    def _environment(self) -> dict[str, str]:
        file = self.said.get("env_file")
        lines = Path(file).read_text(encoding="utf-8").splitlines() if file else []
        given = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        return self.image.environment | given | self.said.get("environment", {})

    def _mounts(self, root: Path) -> list[str]:
        def place(path: str) -> Path:
            return root / path.replace("/var/run/", "/run/", 1).lstrip(
                "/"
            )  # a link to the machine's own, seen from here

        lines = []
        for one in self.said.get("tmpfs", []):
            path, _, options = one.partition(":")
            lines += [f"mkdir -p {place(path)}", f"mount -t tmpfs -o {options} none {place(path)}"]
        for one in self.said.get("volumes", []):
            name, path = one.split(":")
            lines.append(f"mount --bind {self._machine.made('volumes', name)} {place(path)}")
        for name in self.said.get("secrets", []):
            source, target = Path(self._compose["secrets"][name]["file"]).resolve(), root / "run/secrets" / name
            lines += [f"mkdir -p {target.parent}", f"touch {target}", f"mount --bind {source} {target}"]
        return lines

    def start(self) -> None:
        """As its own process, which outlives this one."""
        with self.log.open("ab") as log:
            command = self.entered([*self.image.entrypoint, *self.image.command])
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.pid_file.write_text(str(process.pid))

    def wait_until_healthy(self) -> None:
        """Ask as compose.yaml says, until it is well."""
        test = self.said["healthcheck"]["test"]
        assert test[0] == "CMD"
        deadline = time.monotonic() + PATIENCE_S
        while not (self._is_inside() and self._says(test[1:])):
            if self.pid is None or time.monotonic() > deadline:
                sys.exit(f"{self.name} is not well: {self.log.read_text()}")
            time.sleep(0.2)

    def _is_inside(self) -> bool:
        """Whether it has come so far: before that, what is run beside it would be run on the machine itself."""
        return self.pid is not None and Path(f"/proc/{self.pid}/root").readlink() != Path("/")

    def _says(self, command: list[str]) -> bool:
        return subprocess.run(self.beside(command), check=False, capture_output=True).returncode == 0

    def stop(self) -> None:
        """In order; within the time that it is given."""
        pid = self.pid
        if pid is None:
            return
        os.kill(pid, self.image.stop_signal)
        deadline = time.monotonic() + float(self.said.get("stop_grace_period", "10s").rstrip("s"))
        while self.pid is not None:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                sys.exit(f"{self.name} had to be killed")
            time.sleep(0.1)


def up(services: dict[str, Service]) -> None:
    """Start whoever does not run, after those that it depends on."""
    for service in sorted(services.values(), key=lambda one: bool(one.said.get("depends_on"))):
        for name, wanted in service.said.get("depends_on", {}).items():
            assert wanted == {"condition": "service_healthy"}
            services[name].wait_until_healthy()
        if service.pid is None:
            service.start()


def main(arguments: list[str]) -> int:
    """The commands of the page."""
    machine = Machine.read(Path(os.environ["MACHINE"]))
    compose: dict[str, Any] = YAML(typ="safe").load(Path("compose.yaml"))
    services = {name: Service(name, machine, compose) for name in compose["services"]}
    match arguments:
        case ["compose", "build"]:
            return 0
        case ["compose", "up", "--detach"]:
            up(services)
        case ["compose", "stop", name]:
            services[name].stop()
        case ["compose", "exec", name, *command]:
            return subprocess.run(services[name].beside(command), check=False).returncode
        case ["compose", "run", "--rm", name, *command]:
            entry = services[name].image.entrypoint
            return subprocess.run(services[name].entered([*entry, *command]), check=False).returncode
        case ["run", "--rm", name, *command]:
            image = machine.images[name]
            env = [f"{key}={value}" for key, value in image.environment.items()]
            whole = [
                "chroot",
                "--userspec",
                image.user,
                str(image.tree),
                "env",
                "-i",
                *env,
                *image.entrypoint,
                *command,
            ]
            return subprocess.run(whole, check=False).returncode
        case _:
            sys.exit(f"not known here: {arguments}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
