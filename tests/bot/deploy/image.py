"""The image as `buildah` makes it of the Dockerfile, unpacked, and entered as a container would be."""

import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot.deploy import debian
from tests.bot.deploy.debian import ROOT, run

OURS = 10001
HOME = "/var/lib/cite"
ENTER = """
set -e
mount --bind {tree} {root}
mount -o remount,ro,bind {root}
mount -t proc none {root}/proc
mount -t tmpfs -o size=64m,mode=1777 none {root}/tmp
mount -t tmpfs -o mode=755 none {root}/run
mkdir {root}/run/secrets
mount --bind {secrets} {root}/run/secrets
mount --bind {data} {root}{home}
exec chroot --userspec=10001:10001 {root} "$@"
"""


@dataclass(frozen=True)
class Image:
    """What was built, unpacked, and how it wants to be run."""

    tree: Path
    folder: Path
    environment: dict[str, str]
    command: list[str]
    health: list[str]
    user: str

    def inside(self, *command: str, **more: str) -> list[str]:
        """This command, entered as a container would be."""
        root, data, secrets = (self.folder / name for name in ("root", "data", "secrets"))
        script = ENTER.format(tree=self.tree, root=root, data=data, secrets=secrets, home=HOME)
        env = [f"{name}={value}" for name, value in (self.environment | more).items()]
        return ["unshare", "--mount", "sh", "-c", script, "sh", "/usr/bin/env", "-i", "-C", HOME, *env, *command]


@contextmanager
def built(folder: Path) -> Iterator[Image]:
    """Built in this folder: ten minutes."""
    tool = _built(folder)
    made = run(*tool, "from", "--pull-never", "localhost/cite").strip()
    tree = Path(run(*tool, "mount", made).strip())
    config = json.loads(run(*tool, "inspect", "--type", "image", "localhost/cite"))["Docker"]["config"]
    for name, mode in (("root", 0o755), ("data", 0o700), ("secrets", 0o700)):
        (folder / name).mkdir(mode=mode)
        os.chown(folder / name, OURS, OURS)
    environment = dict(one.split("=", 1) for one in config["Env"])
    command = [*config["Entrypoint"], *config["Cmd"]]
    yield Image(tree, folder, environment, command, config["Healthcheck"]["Test"], config["User"])
    run(*tool, "umount", made)
    run(*tool, "rm", made)


def _built(folder: Path) -> list[str]:
    """The tool with the store that holds the image now."""
    tool = ["buildah", "--storage-driver", "vfs", "--root", str(folder / "store"), "--runroot", str(folder / "run")]
    scratch = run(*tool, "from", "scratch").strip()
    run(*tool, "add", scratch, debian.base(folder), "/")
    run(*tool, "commit", scratch, "localhost/base")
    (folder / "pip.conf").write_text(debian.pip_settings(), encoding="utf-8")
    kinds = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
    limits = [f"--ulimit={name}={_limit(kind)}" for name, kind in kinds.items()]
    run(
        *tool, "bud", "--isolation", "chroot", *limits, "--format", "docker", "--pull-never",
        "--build-arg", "BASE=localhost/base", "--secret", f"id=pip,src={folder / 'pip.conf'}",
        "--volume", f"{debian.trusted()}:{debian.TRUST}:ro", "-t", "localhost/cite", ROOT,
    )  # fmt: skip
    return tool


def _limit(kind: int) -> str:
    soft, hard = resource.getrlimit(kind)
    return f"{soft}:{hard}"
