"""Memory of one process that makes reports: `python -m benchmarks.memory FOLDER COUNT` prints megabytes as JSON.

The people's reports are made again and again, until there are so many.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path

from benchmarks.companies import Company
from benchmarks.cost import ROOT
from benchmarks.naive.measure import employees, fonts_of_this_machine, ours

_STEPS = (1, 100, 500, 1000, 2000)


def memory(company: Company, count: int) -> Mapping[str, float]:
    """Number of documents → resident megabytes after them; {} where the system doesn't tell."""
    command = [sys.executable, "-m", "benchmarks.memory", f"{company.folder}", f"{count}"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _resident() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError("VmRSS")


def _main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    found = {}
    if Path("/proc/self/status").exists():
        fonts = fonts_of_this_machine()
        views = islice(cycle(employees(folder, 100, fonts)), count)
        for n, _ in enumerate(ours(list(views), fonts), start=1):
            if n in _STEPS or n == count:
                found[str(n)] = round(_resident(), 1)
    print(json.dumps(found))


if __name__ == "__main__":
    _main()
