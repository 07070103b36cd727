"""Folders of the program's own files."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def default_templates() -> Path:
    """The folder of the report templates: inside an installed wheel, or `templates/` beside the package in a clone."""
    packaged = PACKAGE / "templates"
    return packaged if packaged.is_dir() else PACKAGE.parent / "templates"
