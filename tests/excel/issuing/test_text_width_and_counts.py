"""Issued workbooks of a real quarter: whose they are, that words fit, and what their counters count."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.text_width import LATIN, height_of, lines_of, longest_word, text_width
from gacx_reports.excel.issuing.form_workbook import issued_book
from gacx_reports.i18n import translator
from tests.fixtures.read_once import read_once

QUARTER = Period(2024, 4)


@cache
def desks(folder: Path) -> tuple[FormInputs, ...]:
    """A desk for every form of the quarter."""
    books = [read_once(folder / name, folder).read[0] for name in ("考核方案.xlsx", "花名册.xlsx")]
    scheme = read_scheme(books[0])[0]  # type: ignore[arg-type]
    roster = read_roster(books[1], scheme, QUARTER)[0]  # type: ignore[arg-type]
    return tuple(FormInputs(f, scheme, roster, QUARTER) for f in forms(scheme, roster, QUARTER))


@pytest.fixture(scope="module", params=["zh", "en"])
def support(
    request: pytest.FixtureRequest, samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """The workbook of a department of several posts, in each language."""
    lang = request.param
    desk = next(d for d in desks(samples / str(QUARTER)) if d.form.workbook == "受理服务组.xlsx")
    path = tmp_path_factory.mktemp("support") / f"{lang}.xlsx"
    path.write_bytes(issued_book(desk, translator(lang)))
    return lang, path


def texts(page: Any, column: int) -> Iterator[Any]:
    """Cells of a column that hold words and no formula."""
    for (cell,) in page.iter_rows(min_row=2, min_col=column, max_col=column):
        if isinstance(cell.value, str) and not cell.value.startswith("="):
            yield cell


def test_a_post_stands_whole_above_its_people(support: tuple[str, Path]) -> None:
    """In 试算 the post's name is wrapped at words, and its row is high enough."""
    lang, path = support
    page = openpyxl.load_workbook(path)["试算" if lang == "zh" else "Preview"]
    width = page.column_dimensions["A"].width
    bands = [c for c in texts(page, 1) if c.row > 3 and c.alignment.wrap_text]
    assert bands
    for cell in bands:
        assert longest_word(cell.value) + 2 <= width, cell.value
        assert page.row_dimensions[cell.row].height >= height_of(lines_of(cell.value, width))


def test_a_state_fits_its_column(support: tuple[str, Path]) -> None:
    """Sheet 人员, its last column: `takes no part` as well as `complete`."""
    lang, path = support
    page = openpyxl.load_workbook(path)["人员" if lang == "zh" else "People"]
    width = page.column_dimensions[get_column_letter(page.max_column)].width
    said = ("未完成", "不参加") if lang == "zh" else ("incomplete", "takes no part")
    shown = [c.value for c in texts(page, page.max_column)]
    assert all(LATIN * text_width(word) + 2 <= width for word in (*said, *shown))


def test_comments_are_counted_not_ids(support: tuple[str, Path]) -> None:
    """None of those listed while nothing is typed; then one with a goal alone and one with both."""
    lang, path = support
    page = openpyxl.load_workbook(path)["评语" if lang == "zh" else "Comments"]
    listed = len(list(texts(page, 1)))
    assert listed > 2
    counter = next(c for c in page[1] if isinstance(c.value, str) and c.value.startswith("="))
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    index = [s["name"] for s in model.get_worksheets_properties()].index(page.title)

    def counted() -> list[int]:
        model.evaluate()
        said = str(model.get_cell_value(index, counter.row, counter.column))
        return [int(word) for word in said.split() if word.isdigit()]

    assert counted() == [0, listed]
    for row, column in ((2, 4), (3, 3), (3, 4)):
        model.set_user_input(index, row, column, "typed")
    assert counted() == [2, listed]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_raters_workbook_is_headed_by_its_rater(lang: str, samples: Path) -> None:
    """By name and post: a path with an ID in it tells nobody whose ratings they are."""
    desk = next(d for d in desks(samples / str(QUARTER)) if d.form.kind is FormKind.RATER)
    name = desk.form.owner.partition("（")[0]
    book = openpyxl.load_workbook(BytesIO(issued_book(desk, translator(lang))))
    heading = str(book.worksheets[0]["A1"].value)
    assert name in heading or desk.scheme.english.get(name, name) in heading
    assert "/" not in heading
