"""The record of a department's report, of the summary and of a comparison: sums, nobody's own data.

Each is attached to its PDF. Whose results the figures sum up is told by a digest alone.
"""

from collections.abc import Iterable, Sequence

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.records.quarter_record import (
    digest,
    employee_record,
    unit_result,
)
from gacx_reports.core.records.record_types import (
    ComparedSchemeRecord,
    ComparisonRecord,
    DepartmentReportRecord,
    FigureRecord,
    SummaryRecord,
    SurveyedSummaryRecord,
    SurveyRecord,
)
from gacx_reports.core.records.scheme_record import scheme_record
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scoring.distribution import mean_total
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.submissions.survey_outcome import SurveyOutcome
from gacx_reports.core.survey.outcomes import CallOutcome


def department_record(
    name: str, members: Sequence[EmployeeOutcome], quarter: QuarterOutcome
) -> DepartmentReportRecord:
    """A department's own figures."""
    return {
        "quarter": str(quarter.quarter),
        "scheme": scheme_record(quarter.scheme),
        "department": name,
        "result": unit_result(quarter.units.get(name)),
        **_figures(members, quarter),
    }


def summary_record(
    quarter: QuarterOutcome, units: Iterable[tuple[str, Sequence[EmployeeOutcome]]]
) -> SummaryRecord | SurveyedSummaryRecord:
    """The figures of all and of each department, and of surveys whose calls were drawn."""
    everybody = tuple(quarter.employees.values())
    record: SummaryRecord = {
        "quarter": str(quarter.quarter),
        "scheme": scheme_record(quarter.scheme),
        "result": unit_result(quarter.units.get(COMPANY)),
        **_figures(everybody, quarter),
        "departments": {name: _figures(members, quarter) for name, members in units},
    }
    if not quarter.surveys:
        return record
    return {**record, "surveys": [_survey(s) for s in quarter.surveys]}


def _survey(survey: SurveyOutcome) -> SurveyRecord:
    drawn, counts = survey.record, survey.summary.counts
    return {
        "table": drawn.table,
        "draw": drawn.draw,
        "drawn_on": drawn.drawn_on.isoformat(),
        "reason": drawn.reason,
        "commitment": drawn.commitment,
        "salt": drawn.salt,
        "frame_sha256": drawn.frame.sha256,
        "outcomes": {o.value: n for o in CallOutcome if (n := counts.outcomes[o])},
    }


def comparison_record(before: QuarterOutcome, after: QuarterOutcome) -> ComparisonRecord:
    """A quarter under two schemes."""
    return {
        "quarter": str(before.quarter),
        "before": _under_a_scheme(before),
        "after": _under_a_scheme(after),
    }


def _under_a_scheme(quarter: QuarterOutcome) -> ComparedSchemeRecord:
    everybody = tuple(quarter.employees.values())
    return {"scheme": scheme_record(quarter.scheme), **_figures(everybody, quarter)}


def _figures(members: Sequence[EmployeeOutcome], quarter: QuarterOutcome) -> FigureRecord:
    mean = mean_total(members)
    records = {e.person.id: employee_record(e, quarter.scheme) for e in members}
    return {
        "people": len(members),
        "status": {s.value: sum(e.status is s for e in members) for s in Status},
        "grades": {
            g.name: sum(e.grade == g.name for e in members if e.status is Status.SCORED)
            for g in quarter.scheme.grades
        },
        "mean_total": None if mean is None else twelve_places(mean),
        "members_sha256": digest(records),
    }
