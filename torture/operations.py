"""Lets the N-th change to a file fail, or be the last: builds and loads operations.c."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from torture.program import finished


@cache
def library(name: str) -> Path:
    """A library built from its source here, in a folder that is removed at the end of the process."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise SystemExit("A C compiler is needed: tools/setup.sh system installs one.")
    source, target = Path(__file__).with_name(f"{name}.c"), Path(_folder().name) / f"{name}.so"
    options = ["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-O1"]
    subprocess.run([compiler, *options, "-o", str(target), str(source)], check=True)
    return target


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="torture-")


def disturbed(
    environment: Mapping[str, str], root: Path, at: int, error: int = 0, *, always: bool = False
) -> dict[str, str]:
    """The environment in which the operation below `root` with this number, from 1, fails with `error`; 0 kills."""
    ours = {
        "LD_PRELOAD": str(library("operations")),
        "TORTURE_ROOT": str(root),
        "TORTURE_LOG": str(log(root)),
        "TORTURE_AT": str(at),
        "TORTURE_ERROR": str(error),
        "TORTURE_ALWAYS": str(int(always)),
    }
    log(root).unlink(missing_ok=True)
    return {**environment, **ours}


def log(root: Path) -> Path:
    """Where the operations are written down."""
    return root.with_name(f"{root.name}.operations")


def last(root: Path) -> str:
    """The operation that was disturbed, where it was the last one, for messages."""
    lines = log(root).read_text("utf-8").splitlines() if log(root).exists() else []
    return f"{len(lines)}: {lines[-1]}" if lines else "none"


def counted(command: Sequence[str], environment: Mapping[str, str], root: Path) -> tuple[str, ...]:
    """Run the command undisturbed: its operations. Raises RuntimeError if it fails."""
    code, said = finished(command, disturbed(environment, root, 0))
    if code:
        raise RuntimeError(said)
    return tuple(log(root).read_text("utf-8").splitlines())
