"""The sheets of a draw: call sheets for the survey team, plans of visits for the heads of departments."""

from dataclasses import replace
from pathlib import Path

from gacx_reports.commands.issuing.call_sheets import SURVEY_FOLDER, call_sheets, write_call_sheets
from gacx_reports.commands.issuing.write_issued import put
from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.survey.frame import FrameRead
from gacx_reports.core.issuing.visit_plan import VisitPlan, visit_plans
from gacx_reports.core.language.text import safe
from gacx_reports.core.language.vocabulary import Names
from gacx_reports.core.scheme.english_names import sheet_worthy
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.i18n import Language, other, translator

Written = tuple[tuple[Path, ...], tuple[Path, ...]]
"""Paths of written sheets, and of former ones that were set aside because somebody has typed in them."""


def all_there(frame: FrameRead, record: DrawRecord, options: RunOptions) -> bool:
    """Whether every sheet of the draw is in the folder, in the run's language."""
    folder = options.target / SURVEY_FOLDER
    return all((folder / name).exists() for name in _made(frame, record, options))


def write_sheets(frame: FrameRead, record: DrawRecord, options: RunOptions) -> Written:
    """Write every sheet of the draw in the run's language, in place of an earlier run's."""
    if frame.calls:
        basis, jobs = frame.found.basis, frame.jobs(record.drawn_on)
        return write_call_sheets(
            record, jobs, basis.scheme, basis.roster, options.target, options.lang
        )
    made = _plans(frame, record, options.lang)
    languages = (options.lang, other(options.lang))
    stems = tuple(_stem(frame, record.table, lang) for lang in languages)
    kept = put(options.target, made, SURVEY_FOLDER, stems)
    return tuple(options.target / SURVEY_FOLDER / name for name in made), kept


def _made(frame: FrameRead, record: DrawRecord, options: RunOptions) -> dict[str, bytes]:
    if not frame.calls:
        return _plans(frame, record, options.lang)
    basis, jobs = frame.found.basis, frame.jobs(record.drawn_on)
    return call_sheets(record, jobs, basis.scheme, basis.roster, options.lang)


def _plans(frame: FrameRead, record: DrawRecord, lang: Language) -> dict[str, bytes]:
    """File name → plan of visits of each department."""
    from gacx_reports.excel.issuing.visit_plan import plan_book

    jobs = frame.jobs(record.drawn_on)
    found = visit_plans(record, jobs, frame.found.expected, frame.roster)
    stem, names = _stem(frame, record.table, lang), _names(frame, lang)
    return {
        f"{stem}{safe(names.get(plan.department, plan.department))}.xlsx": plan_book(
            _named(plan, names), translator(lang)
        )
        for plan in found
    }


def _names(frame: FrameRead, lang: Language) -> Names:
    return sheet_worthy(frame.found.basis.scheme) if lang == "en" else {}


def _stem(frame: FrameRead, table: str, lang: Language) -> str:
    """How the names of the table's plans begin: `抽查计划-`."""
    words = translator(lang).gettext("{table} plan-")
    return safe(words.format(table=_shown(table, _names(frame, lang))))


def _shown(table: str, names: Names) -> str:
    """The table's name; 抽查记录 is filled in by an 抽查计划."""
    return names.get(table, table.removesuffix("记录"))


def _named(plan: VisitPlan, names: Names) -> VisitPlan:
    """The plan with the scheme's names in the reader's language; customers stay as they are written."""
    visits = tuple(
        replace(v, kind=names.get(v.kind, v.kind), post=names.get(v.post, v.post))
        for v in plan.visits
    )
    department = names.get(plan.department, plan.department)
    table = _shown(plan.table, names)
    return replace(plan, table=table, department=department, visits=visits)
