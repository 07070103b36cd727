"""A disk that gets full: a small file system in memory."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from torture import operations
from torture.judge import Fault, ended, next_run, states
from torture.office import Scene, command_line, environment
from torture.program import running
from torture.rows import Case, Row

MEGABYTES = 64
NEEDED = 1_500_000
"""Bytes that a run needs at most."""


def full(case: Case) -> list[Fault]:
    """So much room is left that the run ends anywhere. It says that the disk is full; with room, the next succeeds."""
    scene = case.scene()
    room = case.rng.randrange(NEEDED)
    if not may_mount():
        return _pretended(scene, case)
    with _small_disk(scene.root):
        scene.reset()
        filler = scene.root / "filler"
        _fill(filler, room)
        with running(command_line(scene.root, scene.command), environment(scene.root)) as run:
            faults = ended(run, (0, 12))
        faults += states(scene)
        filler.unlink()
        return faults + next_run(scene)


def _fill(filler: Path, room: int) -> None:
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(filler.parent).free - room)


def _pretended(scene: Scene, case: Case) -> list[Fault]:
    """Without the right to mount: from some operation on, the system says that the disk is full."""
    at = case.rng.randint(1, len(scene.operations))
    given = environment(scene.root)
    odd = operations.disturbed(given, scene.root, at, errno.ENOSPC, always=True)
    with running(command_line(scene.root, scene.command), odd) as run:
        faults = ended(run, (0, 12))
    return faults + states(scene) + next_run(scene)


@contextmanager
def _small_disk(place: Path) -> Iterator[None]:
    """An empty disk at the place, which is a folder again at the end."""
    owner = f"uid={os.getuid()},gid={os.getgid()},mode=0700"
    _as_root("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,{owner}", "torture", str(place))
    try:
        yield
    finally:
        _as_root("umount", "--lazy", str(place))


def _as_root(*command: str) -> None:
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    subprocess.run([*sudo, *command], check=True, capture_output=True)


@cache
def may_mount() -> bool:
    """Whether this user may mount a disk."""
    with TemporaryDirectory() as folder:
        try:
            with _small_disk(Path(folder)):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


def _how() -> str:
    return " (a small disk in memory)" if may_mount() else " (pretended: this user may not mount)"


ROWS = (Row("disk", "disk full", 50, full, _how),)
