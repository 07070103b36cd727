#!/bin/sh
# anyio 4.16.0: a worker process that ends while it starts is not always the error that is meant for it.
#
# anyio.to_process.run_sync promises BrokenWorkerProcess where the process ends by itself. If it ends before it says
# that it is ready and the event loop has noticed that already, the library's own kill() of it raises first, and the
# caller gets ProcessLookupError, an OSError without code and words. Whoever starts another process after
# BrokenWorkerProcess must expect both.
#
# Here the interpreter of the workers is a program that ends at once. Ends with 1 if that has changed.
# Output of 4.16.0:
#   anyio 4.16.0: ProcessLookupError, BrokenWorkerProcess was meant
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check anyio==4.16.0
"$folder/venv/bin/python" - <<'END'
import logging
import sys
from importlib.metadata import version

import anyio
from anyio import BrokenWorkerProcess, to_process

sys.executable = "/bin/false"
logging.disable()  # asyncio notices as well, and says so


async def seen():
    found = set()
    for _ in range(2000):  # which of the two comes first depends on how busy the machine is
        try:
            await to_process.run_sync(abs, -1)
        except (ProcessLookupError, BrokenWorkerProcess) as error:
            found.add(type(error).__name__)
            if "ProcessLookupError" in found:
                break
    return found


found = anyio.run(seen)
print(f"anyio {version('anyio')}: {', '.join(sorted(found - {'BrokenWorkerProcess'}))}, BrokenWorkerProcess was meant")
sys.exit("ProcessLookupError" not in found)
END
