"""Folders of the program's own files."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def default_templates() -> Path:
    """The folder of the report templates: inside an installed wheel, or `templates/` beside the package in a clone."""
    packaged = PACKAGE / "templates"
    return packaged if packaged.is_dir() else PACKAGE.parent / "templates"


def state_folder() -> Path:
    """This user's private folder for the program's state ($XDG_STATE_HOME or ~/.local/state)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "gacx-reports"
