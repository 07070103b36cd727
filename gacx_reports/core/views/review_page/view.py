"""What HR's review page shows, as one value."""

from dataclasses import dataclass

from gacx_reports.core.views.headcount import (
    Comparison,
    GradeCount,
)
from gacx_reports.core.views.heading import Heading
from gacx_reports.core.views.review_page.histogram import Histogram
from gacx_reports.core.views.review_page.people import PersonRow
from gacx_reports.core.views.review_page.problems import (
    Problem,
)
from gacx_reports.core.views.review_page.units_and_workbooks import (
    PublishedDifference,
    ReviewUnit,
    WorkbookRow,
)
from gacx_reports.i18n import Language


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line of the checklist."""

    state: str
    words: str
    target: str = ""
    """Part of the page that shows more: `problems`, `people`, …"""
    only: str = ""
    """Which people to show there: a flag, `status:…` or `grade:…`."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything on the page but what became of published reports."""

    lang: Language
    heading: Heading
    """Blank texts where scheme or roster can't be used."""
    stopped: str
    """Why nothing was rendered, "" where it was."""
    people: tuple[PersonRow, ...]
    units: tuple[ReviewUnit, ...]
    workbooks: tuple[WorkbookRow, ...]
    problems: tuple[Problem, ...]
    differing: tuple[PublishedDifference, ...]
    grades: tuple[GradeCount, ...]
    totals: Histogram
    comparison: Comparison | None
    scored: int
    held_back: int
    not_scored: int
    errors: int
    warnings: int
    pay: str
    files: tuple[str, ...]
    summary_stale: bool
    checks: tuple[ChecklistItem, ...] = ()
