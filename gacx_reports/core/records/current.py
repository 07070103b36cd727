"""Every record of a quarter as computed now, in the shape in which records are published."""

from collections.abc import Iterable, Mapping

from gacx_reports.core.records.quarter_record import employee_record, fingerprint
from gacx_reports.core.records.record_types import GroupPublication, PersonPublication
from gacx_reports.core.records.report_paths import ReportFiles
from gacx_reports.core.records.revisions import Current, Subject, SubjectKind
from gacx_reports.core.roster.assignments import at_home
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scoring.dependency_order import led, members
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart, QuarterOutcome, Status
from gacx_reports.core.scoring.pay import performance_pay, pooled_together
from gacx_reports.core.scoring.rank_grades import ranked_together
from gacx_reports.core.scoring.unit_members import members_of


def currents(
    quarter: QuarterOutcome, tables: Iterable[str], summary: str, files: ReportFiles
) -> dict[Subject, Current]:
    """Every record of the quarter as computed now; who is held back has none."""
    decided = {i: e for i, e in quarter.employees.items() if e.status is not Status.HELD_BACK}
    ranked = ranked_together(quarter)
    pooled = pooled_together(quarter)
    found = [
        _employee(e, quarter, files.employees, (*ranked.get(i, ()), *pooled.get(i, ())))
        for i, e in decided.items()
    ]
    prints = {c.subject.name: fingerprint(essence(c.record)) for c in found}
    everybody: GroupPublication = {"members": prints}
    final = len(decided) == len(quarter.employees)
    for name in quarter.roster.departments:
        if people := [e.person.id for e in members_of(name, quarter)]:
            record: GroupPublication = {"members": {i: prints.get(i, "") for i in people}}
            subject = Subject(SubjectKind.DEPARTMENT, name)
            whole = all(record["members"].values())
            found.append(Current(subject, record, files.departments[name], whole))
    found.append(Current(Subject(SubjectKind.SUMMARY, summary), everybody, summary, final))
    found += [Current(Subject(SubjectKind.TABLE, n), everybody, n, final) for n in tables]
    return {c.subject: c for c in found}


def _employee(
    e: EmployeeOutcome, quarter: QuarterOutcome, paths: Mapping[str, str], others: Iterable[str]
) -> Current:
    scored = e.status is Status.SCORED
    return Current(
        Subject(SubjectKind.EMPLOYEE, e.person.id),
        published_record(e, quarter),
        paths[e.person.id] if scored else "",
        rests_on=_rests_on(e, quarter, others),
    )


def published_record(e: EmployeeOutcome, quarter: QuarterOutcome) -> PersonPublication:
    """The employee's record with all else that a report prints about the person."""
    pay = performance_pay(e)
    return {
        "result": employee_record(e, quarter.scheme),
        "comment": e.comment.comment if e.comment else "",
        "goals": e.comment.goals if e.comment else "",
        "base": None if e.person.base is None else f"{e.person.base:f}",
        "pay": None if pay is None else f"{pay:f}",
    }


def _rests_on(
    e: EmployeeOutcome, quarter: QuarterOutcome, others: Iterable[str]
) -> tuple[str, ...]:
    """By whose results the person is measured: those led, those of a unit whose result counts, and `others`: those
    among whom the person has a place or shares a pool."""
    roster, scheme = quarter.roster, quarter.scheme
    found: list[str] = []
    for source in {k.kpi.source for k in e.kpis if k.kpi.source.of_people}:
        found += led(e.person.id, roster, source)
        for part in (p for p in e.parts if p.first != e.parts[-1].first):
            found += members(part.department, roster, quarter.quarter)
    shares = e.mix or {}
    if MixPart.DEPARTMENT in shares and scheme.kpis_of_unit(e.person.department):
        found += _ever_in(e.person.department, quarter)
    if MixPart.COMPANY in shares and scheme.kpis_of_unit(COMPANY):
        found += roster.people
    found += others
    return tuple(sorted({i for i in found if i != e.person.id}))


def _ever_in(unit: str, quarter: QuarterOutcome) -> list[str]:
    """IDs of those whom the unit's head evaluated at any time of the quarter."""
    here = at_home(quarter.roster, quarter.quarter).get(unit, ())
    return list(dict.fromkeys(a.id for a in here))


def essence(record: object) -> object:
    """The record without the addresses of cells, which shift when somebody else's row is inserted."""
    match record:
        case dict():
            return {k: essence(v) for k, v in record.items() if k not in ("cells", "cell")}
        case list():
            return [essence(v) for v in record]
    return record
