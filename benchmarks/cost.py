"""What a command costs, with all processes that it starts, also those that outlive it for a moment.

The system adds a process's CPU time to the one that waits for its end. So an agent runs the command and, where the
system knows how (Linux), becomes the parent of what loses its own: `python benchmarks/cost.py COMMAND …`.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl."""
KILOBYTES = 1 if sys.platform.startswith("linux") else 1024


@dataclass(frozen=True)
class Cost:
    """Of one run."""

    cpu: float
    """Seconds of all processes together."""
    wall: float
    """Seconds."""
    peak_mb: float
    """Megabytes of the largest process."""
    own: float
    """Seconds of CPU of the command's first process alone; 0 where the system doesn't tell."""


def cost(
    command: Sequence[str],
    sound: Sequence[int] = (0, 1),
    settings: Mapping[str, str] | None = None,
    folder: Path = ROOT,
) -> Cost:
    """Run the command in the folder, whose program `python -m` takes before any other.

    SystemExit with its output where it ends otherwise than with a `sound` code.
    """
    agent = [sys.executable, __file__, *command]
    environment = os.environ | (settings or {})
    run = subprocess.run(
        agent, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    told, _, found = run.stdout.rpartition("\n")
    if run.returncode not in sound:
        sys.exit(f"{' '.join(command)}\n{told}\n{run.stderr}")
    return Cost(**json.loads(found))


def _main() -> int:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    begin = time.perf_counter()
    first = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
    # It stays readable until it is waited for.
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    wall = time.perf_counter() - begin
    own = _own(first)
    code = os.waitstatus_to_exitcode(os.waitpid(first, 0)[1])
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = used.ru_maxrss / KILOBYTES / 1024
    found = Cost(used.ru_utime + used.ru_stime, wall, peak, own)
    print(f"\n{json.dumps(asdict(found))}", end="")
    return code


def _own(process: int) -> float:
    """User and system time of the process itself, fields 14 and 15 of its `stat`."""
    try:
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(_main())
