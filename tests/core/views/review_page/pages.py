"""Review pages of the sample company and of crowds, without rendering a PDF."""

import json
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.records.delivery import Deliveries
from gacx_reports.core.records.quarter_record import canonical
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.views.review_page.delivery import delivery_view
from gacx_reports.core.views.review_page.page import TABLES, review_view
from gacx_reports.core.views.review_page.people import PersonRow
from gacx_reports.core.views.review_page.review_record import ReviewViewRecord
from gacx_reports.core.views.review_page.run import Run
from gacx_reports.core.views.review_page.view import ReviewView
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.quarter import Intake, read_and_score
from gacx_reports.locations import default_templates
from gacx_reports.render.review import review_page

ROOT = Path(__file__).parents[4]
Q3 = Period(2024, 3)


@cache
def intake(quarter: Period = Q3) -> Intake:
    """The sample quarter, read once."""
    return read_and_score(ROOT / "input_samples" / str(quarter), quarter, lambda _: [])


def whole_run(**more: Any) -> Run:
    """A run over the samples that made every file."""
    now, before = intake(), intake(Q3.previous)
    assert now.outcome
    assert before.outcome
    reports = report_files(now.outcome, "zh")
    files = frozenset((*reports.employees.values(), *reports.departments.values(), *TABLES))
    past = {Q3.previous: before.outcome}
    run = Run(Q3, now.outcome, past, now.issues, now.returns, frozenset(), files)
    return replace(run, **more)


def view_of(run: Run, lang: Language = "zh") -> ReviewView:
    """The view of a run."""
    return review_view(run, lang, translator(lang))


def crowd(view: ReviewView, people: int) -> ReviewView:
    """The view with its people repeated under other IDs until there are so many."""
    rows: list[PersonRow] = []
    for n in range(people):
        row = view.people[n % len(view.people)]
        unit = f"{row.department}{n // 50:02}"
        rows.append(replace(row, id=f"G{n:05}", department=unit, unit=unit))
    return replace(view, people=tuple(rows))


def html_of(
    view: ReviewView, found: Deliveries | None = None, compiled: bytes | None = None
) -> str:
    """The page as a run writes it."""
    record: ReviewViewRecord = json.loads(canonical(asdict(view)))
    shown = {p.id: (p.total, p.grade) for p in view.people}
    delivery = delivery_view(shown, found or Deliveries(), translator(view.lang))
    return review_page(record, delivery, default_templates() / "review", compiled)
