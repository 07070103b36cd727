"""The sheets of a draw: call sheets for the callers, or plans of visits for the heads of departments."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from gacx_reports.commands.issuing.call_sheets import call_sheets
from gacx_reports.commands.issuing.write_issued import put
from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.survey.frame import FrameRead
from gacx_reports.core.issuing.visit_plan import VisitPlan, visit_plans
from gacx_reports.core.language.text import safe
from gacx_reports.core.language.vocabulary import Names
from gacx_reports.core.scheme.english_names import sheet_worthy
from gacx_reports.core.survey.draw_record import DrawRecord

FOLDER = "survey"
"""Folder of call sheets and plans of visits, below the quarter's results."""


def write_sheets(
    made: Mapping[Path, bytes], options: RunOptions, *, missing: bool
) -> tuple[Path, ...]:
    """Write the sheets of a draw, or only `missing` ones; returns where sheets with entries were set aside."""
    wanted = {p.name: book for p, book in made.items() if not missing or not p.exists()}
    return put(options.target, wanted, FOLDER, whole=False)


def sheets_of(frame: FrameRead, record: DrawRecord, options: RunOptions) -> dict[Path, bytes]:
    """Path → content of every sheet of the draw, in the run's language."""
    jobs = frame.jobs(record.drawn_on)
    if frame.calls:
        scheme = frame.found.basis.scheme
        made = call_sheets(record, jobs, scheme, frame.roster, options.lang)
        return {options.target / FOLDER / name: content for name, content in made.items()}
    found = visit_plans(record, jobs, frame.found.expected, frame.roster)
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

    t = options.t
    words = t.gettext("{table} plan-{department}")
    name = safe(words.format(table=plan.table, department=plan.department))
    return options.target / FOLDER / f"{name}.xlsx", plan_book(plan, t)
