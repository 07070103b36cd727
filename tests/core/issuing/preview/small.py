"""甲部.xlsx of a small world with its preview, and the totals that it shows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.preview.summary_columns import Field
from gacx_reports.core.issuing.preview.summary_sheet import PREVIEW
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.i18n import Language, translator
from tests.core.issuing.preview.engines import Computed
from tests.core.issuing.preview.filled import Rules, with_preview
from tests.fixtures.markdown_company import World, record_kpi, typed_kpi

DAYS = ("2024-07-01", "2024-07-02", "2024-07-03", "2024-07-04")
CHECKS = "\n".join(
    f"| {who} | {day} | {ok} | | |"
    for who, day, ok in (
        ("G1", DAYS[0], "是"), ("G2", DAYS[1], "是"), ("G1", DAYS[2], "否"), ("G2", DAYS[3], "否"),
    )
)  # fmt: skip
WORLD = World(
    kpis=(record_kpi("是占比", 权重="0.5"), typed_kpi("产出", "0.5")),
    checks=CHECKS,
    typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.5 |",
)
QUARTER = Period(2024, 3)


def with_cells(book: Workbook, cell: Callable[[Raw], Raw]) -> Workbook:
    """The workbook with every cell put through a function."""
    sheets = (
        replace(s, rows=tuple((n, tuple(map(cell, cells))) for n, cells in s.rows))
        for s in book.sheets
    )
    return replace(book, sheets=tuple(sheets))


def dated(book: Workbook) -> Workbook:
    """With dates as a spreadsheet has them, in place of texts."""

    def cell(raw: Raw) -> Raw:
        return datetime.fromisoformat(raw) if isinstance(raw, str) and raw in DAYS else raw

    return with_cells(book, cell)


def built(world: World, tmp_path: Path, edit: Callable[[Workbook], Workbook] = dated) -> Path:
    """甲部.xlsx with its preview, its cells changed by `edit`."""
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, QUARTER)
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    path = tmp_path / form.workbook
    book = edit(world.department()[form.workbook])
    path.write_bytes(with_preview(book, form, Rules(scheme, roster, QUARTER)))
    return path


def totals(computed: Computed, lang: Language = "zh") -> dict[str, Any]:
    """Employee ID → content of column 总分."""
    t = translator(lang)
    cells, wanted = computed[word(PREVIEW, t)], t.gettext(Field.TOTAL)
    heads = {cells[3, c]: c for r, c in cells if r == 3}
    rows = {cells[r, 1]: r for r, c in cells if c == 1 and r > 3}
    return {who: cells[row, heads[wanted]] for who, row in rows.items() if str(who).startswith("G")}
