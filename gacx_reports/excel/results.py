"""`results.xlsx`: everything about the quarter as tables, and 发放表 for finance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations
from io import BytesIO
from typing import Any

import xlsxwriter

from gacx_reports.core.catalogue import describe
from gacx_reports.core.issues import Severity
from gacx_reports.core.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.pay import Correction, balance, performance_pay
from gacx_reports.core.rules import rounded
from gacx_reports.core.views.parts import STATUS_WORDS, reason
from gacx_reports.excel.writing import FONT, HEADER, STAMP, text_width
from gacx_reports.i18n import N_

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result sheet."""

    header: str
    """A message id."""
    format: str = ""
    """Number format, "" for text."""


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """A sheet of results."""

    name: str
    """A message id."""
    columns: tuple[ResultColumn, ...]
    rows: Sequence[tuple[Cell, ...]]


TEXT = ""
SCORE = "0.0000"
PERCENT = "0.00%"
MONEY = "#,##0.00"
COUNT = "0"


def results_workbook(
    outcome: QuarterOutcome, t: NullTranslations, corrections: Sequence[Correction] = ()
) -> bytes:
    """The workbook's bytes; the same outcome gives the same bytes."""
    sheets = (
        _overview(outcome, t),
        _kpis(outcome, t),
        _behaviours(outcome),
        _pay(outcome, t),
        *_corrections(corrections, t),
        *_strictness(outcome),
        _issues(outcome, t),
    )
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties(
            {"title": str(outcome.quarter), "author": "gacx-reports", "created": STAMP}
        )
        for sheet in sheets:
            write_sheet(book, sheet, t)
    return buffer.getvalue()


def _columns(*columns: tuple[str, str]) -> tuple[ResultColumn, ...]:
    return tuple(ResultColumn(header, number_format) for header, number_format in columns)


_WHO = ((N_("ID"), TEXT), (N_("Name"), TEXT), (N_("Department"), TEXT), (N_("Post"), TEXT))


def _who(e: EmployeeOutcome) -> tuple[Cell, ...]:
    return (e.person.id, e.person.name, e.person.department, e.person.post)


def _score(value: Fraction | None, places: int = 4) -> Decimal | None:
    return None if value is None else rounded(value, places)


def _overview(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    columns = _columns(
        *_WHO,
        (N_("Status"), TEXT),
        (N_("Reason"), TEXT),
        (N_("KPI score"), SCORE),
        (N_("Behaviour score"), SCORE),
        (N_("Behaviour share"), PERCENT),
        (N_("Total"), SCORE),
        (N_("Computed grade"), TEXT),
        (N_("Grade"), TEXT),
        (N_("Pay factor"), PERCENT),
    )
    rows = [
        (
            *_who(e),
            t.gettext(STATUS_WORDS[e.status]),
            reason(e, t),
            _score(e.kpi_score),
            _score(e.behaviour.score if e.behaviour else None),
            _score(e.behaviour_share) if e.behaviour else None,
            e.total,
            e.computed_grade or None,
            e.grade or None,
            e.pay_factor,
        )
        for e in outcome.employees.values()
    ]
    return ResultSheet(N_("Overview"), columns, rows)


def _kpis(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    columns = _columns(
        *_WHO,
        (N_("KPI"), TEXT),
        (N_("Weight"), PERCENT),
        (N_("Effective weight"), PERCENT),
        (N_("Result"), "0.0000##"),
        (N_("Unit"), TEXT),
        (N_("n"), COUNT),
        (N_("Target"), "0.0000##"),
        (N_("Score"), SCORE),
        (N_("Contribution"), SCORE),
        (N_("Cells"), TEXT),
    )
    rows = [
        (
            *_who(e),
            k.kpi.name,
            k.kpi.weight,
            _score(k.effective_weight, 6),
            _score(k.raw, 6) if k.raw is not None else t.gettext("not applicable"),
            k.kpi.unit,
            k.n,
            _score(k.goal, 6),
            _score(k.score),
            _score(k.weighted) if k.score is not None else None,
            "; ".join(str(p) for p in k.cells),
        )
        for e in outcome.employees.values()
        for k in e.kpis
    ]
    return ResultSheet(N_("KPIs"), columns, rows)


def _behaviours(outcome: QuarterOutcome) -> ResultSheet:
    columns = _columns(
        *_WHO,
        (N_("Half-year"), TEXT),
        (N_("Category"), TEXT),
        (N_("Item"), TEXT),
        (N_("Level"), TEXT),
        (N_("Score"), SCORE),
        (N_("Effective weight"), PERCENT),
        (N_("Cells"), TEXT),
    )
    rows = [
        (
            *_who(e),
            e.behaviour.half,
            i.category,
            i.name,
            i.level,
            _score(i.score),
            _score(weight, 6),
            str(i.place),
        )
        for e in outcome.employees.values()
        if e.behaviour
        for i in e.behaviour.items
        for weight in (e.behaviour.categories[i.category][0] * i.effective_weight,)
    ]
    return ResultSheet(N_("Behaviour"), columns, rows)


def _pay(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    """发放表: blank, never 0, where nothing is decided."""
    columns = _columns(
        *_WHO,
        (N_("Period"), TEXT),
        (N_("Grade"), TEXT),
        (N_("Pay factor"), PERCENT),
        (N_("Base"), MONEY),
        (N_("Payable"), MONEY),
        (N_("Status"), TEXT),
        (N_("Reason"), TEXT),
    )
    rows = [
        (
            *_who(e),
            str(outcome.quarter),
            e.grade or None,
            e.pay_factor,
            e.person.base,
            performance_pay(e),
            t.gettext(STATUS_WORDS[e.status]),
            reason(e, t),
        )
        for e in outcome.employees.values()
    ]
    return ResultSheet(N_("Pay list"), columns, rows)


def _corrections(corrections: Sequence[Correction], t: NullTranslations) -> list[ResultSheet]:
    """差额: what a revision pays or recovers, and the sum of those rounded amounts; absent without one."""
    if not corrections:
        return []
    columns = _columns(
        (N_("ID"), TEXT),
        (N_("Name"), TEXT),
        (N_("Former factor"), PERCENT),
        (N_("New factor"), PERCENT),
        (N_("Formerly payable"), MONEY),
        (N_("Now payable"), MONEY),
        (N_("Difference"), MONEY),
    )
    rows: list[tuple[Cell, ...]] = [
        (c.id, c.name, c.factor_before, c.factor, c.pay_before, c.pay, c.difference)
        for c in corrections
    ]
    rows.append((t.gettext("Sum"), None, None, None, None, None, balance(corrections)))
    return [ResultSheet(N_("Differences"), columns, rows)]


def _strictness(outcome: QuarterOutcome) -> list[ResultSheet]:
    """评价尺度: for HR only; absent where nothing was rated."""
    if not outcome.strictness:
        return []
    columns = _columns(
        (N_("Rater"), TEXT),
        (N_("Levels given"), COUNT),
        (N_("Mean"), SCORE),
        (N_("Spread"), SCORE),
        (N_("Against the others"), SCORE),
    )
    rows = [
        (s.rater, s.n, _score(s.mean), _score(s.spread), _score(s.against_others))
        for s in outcome.strictness
    ]
    return [ResultSheet(N_("Rater strictness"), columns, rows)]


def _issues(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    columns = _columns(
        (N_("Severity"), TEXT),
        (N_("Code"), TEXT),
        (N_("Workbook"), TEXT),
        (N_("Sheet"), TEXT),
        (N_("Cell"), TEXT),
        (N_("Found"), TEXT),
        (N_("Problem"), TEXT),
        (N_("Expected"), TEXT),
        (N_("How to mend"), TEXT),
    )
    rows: list[tuple[Cell, ...]] = []
    for issue in outcome.issues:
        if issue.severity is not Severity.NOTE:
            words = describe(issue, t)
            place = issue.place
            rows.append(
                (
                    t.gettext(SEVERITY_WORDS[issue.severity]),
                    issue.code,
                    place.workbook,
                    place.sheet,
                    place.cell,
                    issue.found,
                    words.title,
                    words.expected,
                    words.mend,
                )
            )
    return ResultSheet(N_("Issues"), columns, rows)


SEVERITY_WORDS = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}


def write_sheet(book: Any, sheet: ResultSheet, t: NullTranslations) -> None:
    """One sheet of results: header, formats, widths, filter, a landscape page."""
    page = book.add_worksheet(t.gettext(sheet.name))
    header = book.add_format({**FONT, **HEADER})
    formats = {
        f: book.add_format({**FONT} | ({"num_format": f} if f else {})) for f in _formats(sheet)
    }
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, t.gettext(column.header), header)
        width = max(text_width(t.gettext(column.header)) + 4, *_widths(sheet, index), 8)
        page.set_column(index, index, min(width, 60))
    for number, row in enumerate(sheet.rows, start=1):
        for index, value in enumerate(row):
            _write_cell(page, (number, index), value, formats[sheet.columns[index].format])
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _formats(sheet: ResultSheet) -> Iterable[str]:
    return dict.fromkeys(c.format for c in sheet.columns)


def _widths(sheet: ResultSheet, index: int) -> Iterator[int]:
    yield 0
    for row in sheet.rows[:300]:
        yield text_width(str(row[index] or "")) + 2


def _write_cell(page: Any, at: tuple[int, int], value: Cell, style: Any) -> None:
    match value:
        case None:
            page.write_blank(*at, None, style)
        case str():
            page.write_string(*at, value, style)
        case _:
            page.write_number(*at, float(value), style)
