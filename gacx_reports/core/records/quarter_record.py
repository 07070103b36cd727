"""Outcomes → the records of `results.json`: plain values, numbers as decimal strings."""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import twelve_places
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.employee_types import (
    AdjustmentRecord,
    BehaviourRecord,
    EmployeeRecord,
    LineRecord,
    OverrideRecord,
    PartRecord,
)
from gacx_reports.core.records.kpi_record import kpi_record, number
from gacx_reports.core.records.period_record import period_record
from gacx_reports.core.records.pool_records import pool_records
from gacx_reports.core.records.quota_records import flag_records, quota_record, wider_quotas
from gacx_reports.core.records.rater_record import rater_record
from gacx_reports.core.records.record_types import (
    DepartmentRecord,
    IssueRecord,
    QuarterRecord,
)
from gacx_reports.core.records.scheme_record import full_mark, scheme_record
from gacx_reports.core.roster.roster import Department
from gacx_reports.core.scheme.grades.grade_band import PoolSharing
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.adjustments import Adjusted
from gacx_reports.core.scoring.distribution import missed
from gacx_reports.core.scoring.kpis.kpi_outcome import Part
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    QuarterOutcome,
    UnitOutcome,
)
from gacx_reports.core.scoring.quota_groups import department as quota_group
from gacx_reports.core.submissions.submissions import AdjustmentLine


def quarter_record(
    outcome: QuarterOutcome, reports: Mapping[str, str], revisions: Mapping[str, int] | None = None
) -> QuarterRecord:
    """The whole of `results.json`; `reports` maps employee ID to the PDF's path below the output folder, `revisions`
    to the number of the result's revision, 1 where there is none.
    """
    numbers = revisions or {}
    record: QuarterRecord = {
        "quarter": str(outcome.quarter),
        "scheme": scheme_record(outcome.scheme),
        "departments": [_department(d, outcome) for d in outcome.roster.departments.values()],
        "company": unit_result(outcome.units.get(COMPANY)),
        "issues": [issue_record(i) for i in outcome.issues],
        "employees": [
            {
                **employee_record(e, outcome.scheme),
                "report": reports.get(e.person.id),
                "revision": numbers.get(e.person.id, 1),
            }
            for e in outcome.employees.values()
        ],
    }
    if outcome.scheme.wider_quotas:
        record["quotas_missed"] = wider_quotas(outcome)
    if outcome.scheme.flags:
        record["flags"] = flag_records(outcome)
    if outcome.scheme.settings.pool_sharing is not PoolSharing.NONE:
        record["pools"] = pool_records(outcome)
    return record


def _department(department: Department, outcome: QuarterOutcome) -> DepartmentRecord:
    return {
        "name": department.name,
        "upper": department.upper or None,
        "head": department.head,
        "result": unit_result(outcome.units.get(department.name)),
        "quotas_missed": [quota_record(v) for v in missed(quota_group(department.name), outcome)],
    }


def unit_result(unit: UnitOutcome | None) -> str | None:
    """A unit's result as a decimal string; None where there is none."""
    return number(unit.result) if unit else None


def issue_record(issue: Issue) -> IssueRecord:
    """An issue without words: those depend on the reader's language."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "workbook": issue.place.workbook,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "found": issue.found,
        "person": issue.person or None,
    }


def employee_record(outcome: EmployeeOutcome, scheme: Scheme) -> EmployeeRecord:
    """One employee's own record; it says nothing about anybody else, and is the same in every language."""
    outcome = outcome.original or outcome
    person = outcome.person
    record: EmployeeRecord = {
        "id": person.id,
        "name": person.name,
        "department": person.department,
        "post": person.post,
        "status": outcome.status.value,
        "reason": _reason(outcome),
        "kpis": [] if outcome.in_parts else [kpi_record(k) for k in outcome.kpis],
        "parts": [_part(p) for p in outcome.parts] if outcome.in_parts else [],
        "kpi_score": number(outcome.kpi_score),
        "behaviour": _behaviour(outcome.behaviour, outcome.behaviour_share),
        "mix": {
            part.value: {"share": twelve_places(s), "result": twelve_places(r)}
            for part, (s, r) in (outcome.mix or {}).items()
        },
        "adjustments": _adjustments(outcome.adjusted),
        "vetoes": [{**_line(v), "ceiling": v.item.ceiling} for v in outcome.adjusted.vetoes],
        "override": _override(outcome),
        "total": None
        if outcome.total is None
        else f"{outcome.total:.{scheme.settings.total_places}f}",
        "grade": outcome.grade or None,
        "computed_grade": outcome.computed_grade or None,
        "pay_factor": None if outcome.pay_factor is None else f"{outcome.pay_factor:f}",
    }
    if scheme.full != 1:
        record["full_mark"] = full_mark(scheme)
    if found := outcome.ranking:
        record["ranking"] = {"unit": found.unit.value, "place": found.place, "people": found.people}
    if outcome.periods:
        record["periods"] = [period_record(row) for row in outcome.periods.rows]
    return record


def _reason(outcome: EmployeeOutcome) -> str | None:
    if outcome.reason:
        return outcome.reason.value
    codes = [i.code for i in outcome.issues] + [P.HELD_BACK_BELOW] * bool(outcome.held_by)
    return ",".join(dict.fromkeys(codes)) or None


def _part(part: Part) -> PartRecord:
    record: PartRecord = {
        "post": part.post,
        "department": part.department,
        "first": part.first.isoformat(),
        "last": part.last.isoformat(),
        "days": part.days,
        "share": twelve_places(part.share),
        "kpis": [kpi_record(k) for k in part.kpis],
    }
    if part.of_projects:
        weight = part.project_weight
        record["project"] = part.project or None
        record["project_weight"] = None if weight is None else twelve_places(weight)
    return record


def _adjustments(adjusted: Adjusted) -> list[AdjustmentRecord]:
    return [
        {
            "item": a.item.name,
            "kind": a.item.kind.value,
            "applied": twelve_places(a.applied),
            "lines": [{**_line(line), "points": f"{line.points:f}"} for line in a.lines],
        }
        for a in adjusted.adjustments
    ]


def _line(line: AdjustmentLine) -> LineRecord:
    return {
        "item": line.item.name,
        "date": line.day.isoformat(),
        "reason": line.reason,
        "cell": str(line.place),
    }


def _override(outcome: EmployeeOutcome) -> OverrideRecord | None:
    override = outcome.override
    if override is None:
        return None
    return {
        "computed": override.computed,
        "grade": override.grade,
        "reason": override.reason,
        "by": override.office,
    }


def _behaviour(behaviour: BehaviourOutcome | None, share: Fraction) -> BehaviourRecord | None:
    if behaviour is None:
        return None
    return {
        "half": behaviour.half,
        "share": twelve_places(share),
        "score": twelve_places(behaviour.score),
        "categories": {
            name: {"effective_weight": twelve_places(weight), "score": number(score)}
            for name, (weight, score) in behaviour.categories.items()
        },
        "items": [
            {
                "category": i.category,
                "name": i.name,
                "level": i.level or None,
                "score": number(i.score),
                "effective_weight": twelve_places(i.effective_weight),
                "raters": {r.rater.value: rater_record(r) for r in i.raters},
                "cell": str(i.place),
            }
            for i in behaviour.items
        ],
    }


def canonical(record: object) -> str:
    """The record as text, always the same for the same record."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(record: object) -> str:
    """The record's SHA-256, in hex."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def fingerprint(record: object) -> str:
    """The first 16 hex digits of the record's SHA-256, as printed in a report's footer."""
    return digest(record)[:16]
