"""Messages about a blank rating and a text in place of a date: person, item and accepted values."""

from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue, grouped
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.translation import issues_in
from gacx_reports.i18n import Language, translator
from tests.fixtures.read_once import read_once

QUARTER, BOOK = Period(2024, 4), "技术服务组.xlsx"
Cells = dict[tuple[str, int], Raw]
"""(header, row) → replaced content of the cell."""


@pytest.fixture(scope="module")
def folder(samples: Path) -> Path:
    """The sample quarter."""
    return samples / str(QUARTER)


def book(folder: Path, name: str) -> Workbook:
    """A workbook of the folder."""
    found, _ = read_once(folder / name, folder).read
    assert isinstance(found, Workbook)
    return found


def changed(sheet: Sheet, cells: Cells) -> Sheet:
    """With other contents in some cells."""
    headers = sheet.rows[0][1]
    rows = tuple(
        (n, tuple(cells.get((str(h), n), c) for h, c in zip(headers, row, strict=False)))
        for n, row in sheet.rows
    )
    return replace(sheet, rows=rows)


def said(folder: Path, sheet: str, cells: Cells, lang: Language) -> list[tuple[str, str]]:
    """(cells, expected value) of every line about the sheet."""
    scheme = read_scheme(book(folder, "考核方案.xlsx"))[0]
    roster = read_roster(book(folder, "花名册.xlsx"), scheme, QUARTER)[0]
    given = book(folder, BOOK)
    sheets = tuple(changed(s, cells) if s.name == sheet else s for s in given.sheets)
    asked = [f for f in forms(scheme, roster, QUARTER) if f.workbook == BOOK]
    books = {BOOK: replace(given, sheets=sheets)}
    _, issues = read_submissions(books, asked, scheme, roster, QUARTER)
    mine: list[Issue] = [i for i in issues if i.place.sheet == sheet and i.code in ("V01", "V04")]
    lines = grouped(issues_in(lang, mine, None, scheme.english))
    return [(f.place.cell, describe(f.issue, translator(lang)).expected) for f in lines]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", "“等级”的值（{who} › {item}），以下之一：{levels}"),
        ("en", "a value for Level ({who} › {item}), one of: {levels}"),
    ],
)
def test_a_blank_rating_says_whose_and_which_levels_there_are(
    lang: Language, expected: str, folder: Path
) -> None:
    """As a word that is no level does; several blanks are one line that names nobody in particular."""
    scheme = read_scheme(book(folder, "考核方案.xlsx"))[0]
    page = book(folder, BOOK).sheet("行为评价")
    assert page
    _, who, item, *_ = next(row for n, row in page.rows if n == 2)
    levels = [level.name for level in scheme.scales[scheme.settings.behaviour_scale].levels]
    if lang == "en":
        item, levels = scheme.english[str(item)], [scheme.english.get(x, x) for x in levels]
    listed = (", " if lang == "en" else "、").join(levels)
    ((_, words),) = said(folder, "行为评价", {("等级", 2): None}, lang)
    assert words == expected.format(who=who, item=item, levels=listed)
    ((cells, words),) = said(folder, "行为评价", {("等级", 2): None, ("等级", 30): None}, lang)
    assert cells == "D2, D30"
    assert str(who) not in words
    assert listed in words


def test_the_example_of_a_day_lies_in_the_quarter(folder: Path) -> None:
    """And is written as it may be typed."""
    ((_, words),) = said(folder, "作业记录", {("日期", 2): "昨天"}, "zh")
    assert words == "“日期”应为日期，如 2024-10-01"
    ((_, words),) = said(folder, "作业记录", {("日期", 2): "昨天"}, "en")
    assert words == "a date for Date, such as 2024-10-01"
