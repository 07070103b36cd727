"""Columns of sheet 指标 about what may be one person's own: weights and projects, and which KPIs can have these."""

from collections.abc import Iterator

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.vocabulary import stands_for
from gacx_reports.core.scheme.kpi import is_unit
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.i18n import N_

OF_ONE_PERSON = (
    Column(
        "可改权重",
        Kind.YES_NO,
        required=False,
        optional_column=True,
        note=N_("是: a person may have a weight of their own, in sheet 个人指标权重."),
    ),
    Column(
        "按项目",
        Kind.YES_NO,
        required=False,
        optional_column=True,
        note=N_("是: of who has projects (roster sheet 项目分工), scored for each by itself."),
    ),
)

_NOT_OF_RECORDS = N_("it is of a unit, or the mean of people's results")
_DRAWN = N_(
    "the calls of {table} are drawn, and nobody fills in their projects; without its rows in sheet 抽样 whoever fills "
    "in the table chooses them, and names their projects"
)
_OF_RATERS = N_(
    "several people score it, each for the whole of it; without its rows in sheet 指标评价人 the supervisor does for "
    "each project"
)
_OWN_COLUMN = N_(
    "{table} has a column {column} of its own, which the program adds: delete it in sheet 记录列"
)


def by_project(scheme: Scheme) -> Iterator[Issue]:
    """C50: only a KPI of a post can be scored by project, from typed values or records that can name one."""
    for kpi in (k for k in scheme.kpis if k.by_project):
        table = scheme.tables.get(kpi.table) if kpi.source.from_records else None
        details = {"table": kpi.table, "column": "所属项目"}
        if is_unit(kpi.post) or kpi.source.of_people:
            reason = _NOT_OF_RECORDS
        elif kpi.raters:
            reason = _OF_RATERS
        elif table and any(rule.table == kpi.table for rule in scheme.sampling):
            reason = _DRAWN
        elif table and any(
            stands_for(n, "所属项目") for c in table.columns for n in scheme.either(c.name)
        ):
            reason = _OWN_COLUMN
        else:
            continue
        yield Issue(C.PROJECTS_MAKE_NO_SENSE, kpi.at("按项目"), "是", {"reason": reason, **details})
