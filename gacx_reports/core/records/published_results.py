"""Records of the ledger → the results of a period, as they count in a longer one."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.periods.published import PeriodState, PublishedKpi, PublishedResult
from gacx_reports.core.records.employee_types import EmployeeRecord
from gacx_reports.core.records.record_types import of_person
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind


def published_results(standing: Mapping[Subject, Published]) -> dict[str, PublishedResult]:
    """Returns employee ID → result, from the last revision of every record of a period."""
    return {
        subject.name: _result(published)
        for subject, published in standing.items()
        if subject.kind is SubjectKind.EMPLOYEE
    }


def _result(published: Published) -> PublishedResult:
    record = of_person(published.record)["result"]
    total = record["total"]
    return PublishedResult(
        record["name"],
        PeriodState(record["status"]),
        record["reason"] or "",
        record["post"],
        record["department"],
        None if total is None else Decimal(total),
        record["grade"] or "",
        published.revision,
        tuple(_kpis(record)),
    )


def _kpis(record: EmployeeRecord) -> Iterator[PublishedKpi]:
    for kpi in (*record["kpis"], *(k for part in record["parts"] for k in part["kpis"])):
        if kpi["score"] is not None:
            yield PublishedKpi(kpi["name"], Fraction(Decimal(kpi["score"])))
