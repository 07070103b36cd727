"""Inputs for scoring the KPIs of an assignment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.covered import Covered
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.kpis.measures import RecordRows
from gacx_reports.core.submissions.samples import Samples
from gacx_reports.core.submissions.submissions import Submissions

OthersMean = Callable[[Kpi, str], tuple[Fraction, int] | None]
"""KPI and employee ID → mean over the records of everybody else in the post, and their number; None for none."""

Scored = tuple[KpiOutcome | None, list[Issue]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the score of a KPI may depend on, of one assignment or one project of it."""

    scheme: Scheme
    submissions: Submissions
    rows: RecordRows
    covered: Covered
    samples: Samples
    led: Mapping[Source, tuple[Decimal, ...]]
    """下属均分 or 两级下属均分 → printed totals of the employees led."""
    quarter: Period
    others: OthersMean
    """What the others in the post have, to fill up the records of somebody with too few (并入均值)."""
    project: str = ""
    """Project that the KPIs are about; "" for KPIs that aren't by project, or of who has no projects."""

    def named(self, kpi: Kpi) -> str:
        """Returns the KPI's name for a message, behind the name of the project."""
        return f"{self.project} {kpi.name}" if self.project else kpi.name
