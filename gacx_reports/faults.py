"""Log files about faults of the program: kind of error and lines of code, without any content of a workbook."""

import hashlib
import traceback
from pathlib import Path

from gacx_reports import __version__, files
from gacx_reports.locations import state_folder


def record(error: BaseException) -> Path:
    """Write the error's type and stack to a log file and return its path.

    The error's message is left out because it could hold personal data. The same fault has the same file name.
    """
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    text = "\n".join([f"gacx-reports {__version__}", type(error).__name__, *frames, ""])
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    path = state_folder() / f"fault-{digest}.log"
    files.write(path, text.encode())
    return path
