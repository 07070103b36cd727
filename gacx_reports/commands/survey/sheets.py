"""The sheets of a draw: plans of visits for the heads of departments."""

from dataclasses import replace
from pathlib import Path

from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.survey.frame import FrameRead
from gacx_reports.core.issuing.visit_plan import VisitPlan, visit_plans
from gacx_reports.core.language.text import safe
from gacx_reports.core.language.vocabulary import Names
from gacx_reports.core.scheme.english_names import sheet_worthy
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.i18n import translator

FOLDER = "survey"
"""Folder of call sheets and plans of visits, below the quarter's results."""


def sheets_of(frame: FrameRead, record: DrawRecord, options: RunOptions) -> dict[Path, bytes]:
    """Path → content of every sheet of the draw, in the run's language."""
    if frame.calls:
        return {}
    found = visit_plans(record, frame.jobs(record.drawn_on), frame.found.expected, frame.roster)
    names = sheet_worthy(frame.found.basis.scheme) if options.lang == "en" else {}
    return dict(_plan(_named(plan, names), options) for plan in found)


def _named(plan: VisitPlan, names: Names) -> VisitPlan:
    """The plan with the scheme's names in English; customers stay as they are written."""
    visits = tuple(
        replace(v, kind=names.get(v.kind, v.kind), post=names.get(v.post, v.post))
        for v in plan.visits
    )
    # 抽查记录 is filled in by an 抽查计划.
    table = names.get(plan.table, plan.table.removesuffix("记录"))
    department = names.get(plan.department, plan.department)
    return replace(plan, table=table, department=department, visits=visits)


def _plan(plan: VisitPlan, options: RunOptions) -> tuple[Path, bytes]:
    from gacx_reports.excel.issuing.visit_plan import plan_book

    t = translator(options.lang)
    words = t.gettext("{table} plan-{department}")
    name = safe(words.format(table=plan.table, department=plan.department))
    return options.target / FOLDER / f"{name}.xlsx", plan_book(plan, t)
