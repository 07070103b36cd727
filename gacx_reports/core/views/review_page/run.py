"""A run that HR's review page is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.revisions import Differs
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.return_status import Return
from gacx_reports.core.views.trend import History


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found and wrote."""

    quarter: Quarter
    outcome: QuarterOutcome | None
    """None where scheme or roster have errors."""
    past: History
    issues: tuple[Issue, ...]
    returns: tuple[Return, ...]
    returned: frozenset[str]
    """Workbooks of which there is a marked copy."""
    files: frozenset[str]
    """Paths below the output folder that are there and show this run's results."""
    strict: bool = False
    """Errors stopped it before anything was rendered."""
    differing: tuple[Differs, ...] = ()
    """What it would have changed of a published quarter, and did not."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where reports lie."""

    people: Mapping[str, str]
    """Employee ID → path of the report."""
    departments: Mapping[str, str]
    """Name → path, in the roster's order."""
