"""Rows about a project: typed values of KPIs by project, records that name theirs, and targets that can't be of one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.input_sheets import ASKED, PROJECT, TARGETS, WEIGHTS, kpi_column
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment, AssignmentKey
from gacx_reports.core.roster.kpi_groups import scored_by_project
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.core.submissions.parse_entries import (
    about_value,
    kpi_entry,
    read_kpi_entries,
)
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.submissions import SubmittedValue
from gacx_reports.i18n import N_

Typed = dict[tuple[AssignmentKey, str], SubmittedValue]
ByProject = dict[tuple[AssignmentKey, str, str], SubmittedValue]
_ONE_OF = N_("one of: {allowed}")
_NO_COLUMN = N_("column 所属项目, in which each row names its project; this sheet has none")
_NONE = N_("blank: sheet 项目分工 of the roster lists no project of this employee")
_OF_ALL = N_("blank: targets and weights of one's own hold for each of the employee's projects")
_AS_A_WHOLE = N_("blank: this KPI is not scored by project")


def read_with_projects(
    rows: list[TableRow], typed: Typed, by_project: ByProject, context: ParseContext
) -> list[Issue]:
    """Adds typed values to `typed`, and those of KPIs by project of who has projects to `by_project`; returns issues.

    P80 no project of the person, or one where the KPI has none; else as `read_kpi_entries`.
    """
    about = [(r, _kpis(r, context)) for r in rows]
    whole = [r for r, kpis in about if not kpis and not r.text("所属项目")]
    issues = read_kpi_entries(whole, typed, context, "实际值")
    # Of two posts one may have the KPI by project, the other as a whole: a row without a project is the latter's.
    mixed = [r for r, kpis in about if kpis and not r.text("所属项目") and _as_a_whole(r, context)]
    issues += read_kpi_entries(mixed, typed, context, "实际值", partial(_apart, context))
    for r, kpis in about:
        if r in mixed:
            continue
        if kpis:
            issues += _read_value(r, kpis, by_project, context)
        elif r.text("所属项目"):
            known = context.roster.projects.get(r.text("工号"))
            issues.append(_unknown(r, (), _AS_A_WHOLE if known else _NONE))
    return issues


def with_projects(sheet: SheetForm, context: ParseContext) -> SheetForm:
    """Returns the form by which a sheet is read: 个人目标 and 个人指标权重 with 所属项目, where KPIs are by project.

    It is not issued there; who adds it means a target of one project.
    """
    posts = {a.post for a in context.form.people}
    apart = any(k.by_project for post in posts for k in context.scheme.kpis_of(post))
    if sheet.name not in (TARGETS.name, WEIGHTS.name) or not apart:
        return sheet
    return replace(sheet, columns=(*sheet.columns, PROJECT))


def of_all_projects(sheet: SheetForm, rows: list[TableRow]) -> tuple[list[TableRow], list[Issue]]:
    """Returns the rows but those of 个人目标 and 个人指标权重 that name a project, and P80 for each of these."""
    if sheet.name not in (TARGETS.name, WEIGHTS.name):
        return rows, []
    named = [r for r in rows if r.text("所属项目")]
    issues = [_unknown(r, (), _OF_ALL) for r in named]
    return [r for r in rows if r not in named], issues


def _kpis(r: TableRow, context: ParseContext) -> dict[AssignmentKey, Kpi]:
    """Assignment → the KPI that the row names, where it is typed in by project."""
    return {a.key: kpi for a, kpi in _named(r, context) if _apart(context, kpi, a.id)}


def _as_a_whole(r: TableRow, context: ParseContext) -> bool:
    """Whether a post of the person has the KPI that the row names as a whole."""
    return any(not _apart(context, kpi, a.id) for a, kpi in _named(r, context))


def _apart(context: ParseContext, kpi: Kpi, person: str) -> bool:
    return scored_by_project(kpi, person, context.roster)


def _named(r: TableRow, context: ParseContext) -> Iterator[tuple[Assignment, Kpi]]:
    """The typed KPIs that the row may be about, each with its assignment."""
    for a in context.held(r.text("工号")):
        for kpi in filter(ASKED["实际值"], context.scheme.kpis_of(a.post)):
            if r.sheet.means(r.text("指标"), kpi.name):
                yield a, kpi


def _read_value(
    r: TableRow, kpis: dict[AssignmentKey, Kpi], into: ByProject, context: ParseContext
) -> list[Issue]:
    if r.faulty:
        return []
    known = _names(r.text("工号"), context.roster)
    project = _meant(r, known)
    if not project:
        return [_unknown(r, known, _ONE_OF)]
    issues: list[Issue] = []
    for key, kpi in kpis.items():
        if first := into.get((key, kpi.name, project)):
            return [r.issue(P.FILLED_IN_TWICE, "所属项目", key[0], other=str(first.place))]
        column = {kpi.name: kpi_column(kpi, context.scheme, "实际值")}
        _, entry, found = kpi_entry(r, column, "指标", "实际值")
        issues += [i for i in found if i not in issues]
        if entry:
            into[key, kpi.name, project] = entry
    name = context.roster.people[r.text("工号")].name
    about = {"about": about_value(r, name, r.sheet.named(r.text("指标")))}
    return [replace(i, details={**i.details, **about}) for i in issues]


def with_project(
    r: TableRow, table: str, held: Assignment, context: ParseContext
) -> tuple[TableRow, list[Issue]]:
    """Returns a record with its project's name as on the roster, and P80 if it names none of the person's.

    `held` is the assignment that the record is about. Of who has no projects the column stays blank.
    """
    person, kpis = held.id, context.scheme.kpis_of(held.post)
    if "所属项目" in r.faulty:
        return r, []
    if not any(scored_by_project(k, person, context.roster) and k.table == table for k in kpis):
        if not r.text("所属项目") or person in context.roster.projects:
            return r, []
        return r, [_unknown(r, (), _NONE)]
    known = _names(person, context.roster)
    if project := _meant(r, known):
        return r.with_text("所属项目", project), []
    return r, [_unknown(r, known, _ONE_OF)]


def _names(person: str, roster: Roster) -> tuple[str, ...]:
    return tuple(p.name for p in roster.projects.get(person, ()))


def _meant(r: TableRow, known: Iterable[str]) -> str:
    return next((name for name in known if r.sheet.means(r.text("所属项目"), name)), "")


def _unknown(r: TableRow, known: tuple[str, ...], reason: str) -> Issue:
    if "所属项目" not in r.positions:
        return Issue(P.PROJECT_UNKNOWN, r.sheet.place(), "", {"reason": _NO_COLUMN}, r.text("工号"))
    near = nearest(r.text("所属项目"), known) if r.text("所属项目") else ""
    details = {"reason": reason, "allowed": "、".join(known), "nearest": near}
    return r.issue(P.PROJECT_UNKNOWN, "所属项目", r.text("工号"), details=details)
