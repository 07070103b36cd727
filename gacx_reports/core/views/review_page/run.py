"""The run that HR's review page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.revisions import Differs
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.return_status import Return
from gacx_reports.core.views.trend import History


@dataclass(frozen=True, slots=True)
class Run:
    """Results of a run and the files that it wrote."""

    quarter: Period
    outcome: QuarterOutcome | None
    """None if scheme or roster has errors."""
    past: History
    issues: tuple[Issue, ...]
    returns: tuple[Return, ...]
    returned: frozenset[str]
    """Workbooks with a marked copy."""
    files: frozenset[str]
    """Existing files with this run's results, as paths below the output folder."""
    strict: bool = False
    """Whether errors stopped the run before rendering (--strict)."""
    differing: tuple[Differs, ...] = ()
    """Differences from published records; the run kept the published ones."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths of reports below the output folder."""

    people: Mapping[str, str]
    """Employee ID → path of the report."""
    departments: Mapping[str, str]
    """Department → path of the report, in the roster's order."""
