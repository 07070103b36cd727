"""English has one month and two months; the messages' ids say months."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.codes.days import D
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.singular import singular
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.words.kpis import quantity
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, kpi

EN, ZH = translator("en"), translator("zh")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("more than 1 months after", "more than 1 month after"),
        ("at least 1 people (1 records)", "at least 1 person (1 record)"),
        ("1 errors, 11 warnings", "1 error, 11 warnings"),
        ("1 working days", "1 working day"),
        ("0.1 points, 0 to 1 points, 2024-07-1 days", "0.1 points, 0 to 1 points, 2024-07-1 days"),
        ("51 days × 1 reports", "51 days × 1 report"),
        ("1 people are held back; 2 people are", "1 person is held back; 2 people are"),
        ("put back: 1 published files", "put back: 1 published file"),
        ("1 marked workbooks, 1 letters of targets", "1 marked workbook, 1 letter of targets"),
    ],
)
def test_one_is_singular(text: str, said: str) -> None:
    """Only after the number one, and not in ranges, dates or decimals."""
    assert singular(text, EN) == said
    assert singular(text, ZH) == text


def test_units_are_singular_too() -> None:
    """One document below the target; a unit in Chinese, or of another number, stays."""
    scheme, _ = read_scheme(
        World(kpis=(kpi(指标="归档", 取值="填报", 单位="documents", 小数位="0"),)).scheme()
    )
    filed = next(k for k in scheme.kpis if k.name == "归档")
    said = [quantity(filed, Fraction(n)) for n in (1, 11, 0)]
    assert said == ["1 document", "11 documents", "0 documents"]
    assert quantity(replace(filed, unit="份"), Fraction(1)) == "1 份"


def test_issues_say_so() -> None:
    """D06 of a scheme that allows one month."""
    details = {"kind": "公布日", "day": "2025-01-05", "months": "1", "quarter": "2024Q3"}
    issue = Issue(D.PUBLICATION_LATE, CellRef("花名册.xlsx"), details=details)
    assert "more than 1 month after" in describe(issue, EN).title
