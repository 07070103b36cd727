"""Jobs in which something happens to the process that does them; a worker's process imports nothing else for them."""

import os
import signal
import time

UNLUCKY = 1


def act(kind: str, _settings: object, job: int) -> int:
    """The square; the unlucky job dies, hangs or fails."""
    if job == UNLUCKY and kind == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job == UNLUCKY and kind == "hang":
        time.sleep(60)
    if job == UNLUCKY and kind == "fail":
        raise ZeroDivisionError
    return job * job
