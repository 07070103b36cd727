"""A fault, or something worth saying, in what people sent in. A value, never an exception."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gacx_reports.core.places import Place


class Severity(StrEnum):
    """How much an issue weighs."""

    ERROR = "error"
    """Whoever it touches is held back."""
    WARNING = "warning"
    """Accepted, and said."""
    NOTE = "note"
    """Accepted and normalised; on record only."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault at one place. The words come from the catalogue, by `code`, in the reader's language."""

    code: str
    """Stable; every code is explained in `docs/codes.md`."""
    place: Place
    found: str = ""
    """What stands there, as the user would see it."""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the catalogue's words need: expected range, nearest name, …"""
    person: str = ""
    """Employee ID when the issue touches one person only; else it touches all who need the place."""
    severity: Severity = Severity.ERROR


def errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Those that hold somebody back."""
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)


def in_order(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Errors first, then by place as a reader walks through the workbooks; doubles dropped."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    unique = {(i.code, i.place, i.found, i.person): i for i in issues}
    return tuple(
        sorted(unique.values(), key=lambda i: (rank[i.severity], _walk(i.place), i.code, i.person))
    )


def _walk(place: Place) -> tuple[str, str, int, str]:
    digits = "".join(c for c in place.cell.split(":")[0] if c.isdigit())
    return (place.workbook, place.sheet, int(digits or 0), place.cell)
