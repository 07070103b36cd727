"""Where the files that belong to the program itself lie."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def default_templates() -> Path:
    """The wheel's own copy when installed from one, templates/ beside the package in a clone."""
    packaged = PACKAGE / "templates"
    return packaged if packaged.is_dir() else PACKAGE.parent / "templates"
