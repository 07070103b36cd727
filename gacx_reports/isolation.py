"""Keeps foreign code out: no process imports anything from the folder in which a command is started."""

import os


def isolate() -> None:
    """Keep the working folder off the module path of every Python process that this one starts.

    A file beside the workbooks that is called like a module, such as `select.py`, would otherwise be run. This process
    has the folder of its own script there; `python -m` puts the working folder on it before any of our code runs.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
