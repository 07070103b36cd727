"""How much an issue weighs."""

from enum import StrEnum


class Severity(StrEnum):
    """Effect of an issue on the result."""

    ERROR = "error"
    """The affected employees are held back."""
    WARNING = "warning"
    """Accepted and reported."""
    NOTE = "note"
    """Accepted and normalised; only in `issues.json`."""
