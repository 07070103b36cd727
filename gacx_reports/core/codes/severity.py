"""How much an issue weighs."""

from enum import StrEnum


class Severity(StrEnum):
    """How much an issue weighs."""

    ERROR = "error"
    """Whoever it touches is held back."""
    WARNING = "warning"
    """Accepted, and said."""
    NOTE = "note"
    """Accepted and normalised; on record only."""
