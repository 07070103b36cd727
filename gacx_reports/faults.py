"""Log files about faults of the program: kind of error and lines of code, without any content of a workbook."""

import hashlib
import traceback
from pathlib import Path

from gacx_reports import __version__, files
from gacx_reports.locations import state_folder


def described(error: BaseException) -> str:
    """The error's type and stack as lines of text.

    The error's message is left out because it could hold personal data.
    """
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join([f"gacx-reports {__version__}", type(error).__name__, *frames, ""])


def record(text: str) -> Path:
    """Write a description to a log file and return its path; the same fault has the same file name.

    Raises OSError if the state folder can't be written.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    path = state_folder() / f"fault-{digest}.log"
    files.write(path, text.encode())
    return path


def logs() -> list[Path]:
    """The log files that there are, by name."""
    return sorted(state_folder().glob("fault-*.log"))
