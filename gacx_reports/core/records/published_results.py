"""Records of the ledger → the results of a period, as they count in a longer one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.periods.published import PeriodState, PublishedKpi, PublishedResult
from gacx_reports.core.records.employee_types import EmployeeRecord
from gacx_reports.core.records.kpi_record import KpiRecord
from gacx_reports.core.records.record_types import of_person
from gacx_reports.core.records.revisions import Published, SubjectKind


def published_results(records: Iterable[Published]) -> dict[str, PublishedResult]:
    """Returns employee ID → result, from the records of a period with all revisions, oldest first.

    A revision that leaves the result as it was, such as one that corrects a day, does not count as another.
    """
    found: dict[str, PublishedResult] = {}
    for published in records:
        if published.subject.kind is not SubjectKind.EMPLOYEE:
            continue
        now, before = _result(published), found.get(published.subject.name)
        if before is None or replace(now, revision=before.revision) != before:
            found[published.subject.name] = now
    return found


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
        Decimal(record.get("full_mark", "1")),
    )


def _kpis(record: EmployeeRecord) -> Iterator[PublishedKpi]:
    """The KPIs that have a score; of one by project its mean over the assignment's projects, by their weights."""
    scores: dict[tuple[str, str], list[tuple[Fraction, Fraction]]] = {}
    for first, project_weight, kpi in _with_weights(record):
        if kpi["score"] is not None:
            pair = project_weight, Fraction(Decimal(kpi["score"]))
            scores.setdefault((first, kpi["name"]), []).append(pair)
    for (_, name), pairs in scores.items():
        whole = sum((w for w, _ in pairs), Fraction(0))
        yield PublishedKpi(name, sum((w * s for w, s in pairs), Fraction(0)) / whole)


def _with_weights(record: EmployeeRecord) -> Iterator[tuple[str, Fraction, KpiRecord]]:
    """First day of the part, weight of its project (1 without one) and KPI."""
    for kpi in record["kpis"]:
        yield "", Fraction(1), kpi
    for part in record["parts"]:
        weight = Fraction(Decimal(part.get("project_weight") or "1"))
        for kpi in part["kpis"]:
            yield part["first"], weight, kpi
