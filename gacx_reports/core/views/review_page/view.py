"""Content of HR's review page as one value."""

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
from gacx_reports.core.views.review_page.surveys import ReviewSurvey
from gacx_reports.core.views.review_page.units_and_workbooks import (
    PublishedDifference,
    ReviewUnit,
    WorkbookRow,
)
from gacx_reports.core.views.units.pay_rows import PoolRow
from gacx_reports.i18n import Language


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line of the checklist."""

    state: str
    """`done`, `mend` or `look`."""
    words: str
    target: str = ""
    """Section of the page with details: `problems`, `people`, …; "" for none."""
    only: str = ""
    """Filter of that section: a flag, `status:…` or `grade:…`; "" for none."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Content of the page except for the delivery of published reports."""

    lang: Language
    heading: Heading
    """With blank texts if scheme or roster can't be used."""
    stopped: str
    """Reason why no report was rendered; "" if reports were."""
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
    surveys: tuple[ReviewSurvey, ...] = ()
    pools: tuple[PoolRow, ...] = ()
    violations: tuple[tuple[str, str], ...] = ()
    """(level or company, sentence) for each quota that one misses; those of departments are in `units`."""
    checks: tuple[ChecklistItem, ...] = ()
