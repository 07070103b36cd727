"""Keeps foreign code out: nothing is imported from the folder in which a command is started."""

import contextlib
import os
import sys


def isolate() -> None:
    """Keep the working folder off the module path of every Python process that this one starts, and last on our own.

    A file beside the workbooks that is called like a module, such as `select.py`, would otherwise be run. Here the
    folder stands first after `python -m`, and with an empty entry in PYTHONPATH, as `$PYTHONPATH:/more` makes one.
    Last and not gone, for it may be the clone from which the program runs. What Python imports before our first line
    can't be helped.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
    if given := os.environ.get("PYTHONPATH"):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, given.split(os.pathsep)))
    with contextlib.suppress(FileNotFoundError):
        here = os.getcwd()  # noqa: PTH109 - pathlib would be imported from there
        sys.path.sort(key=lambda place: place == here)
