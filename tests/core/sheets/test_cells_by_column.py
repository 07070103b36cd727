"""A cell by the rules of its column: a value, or a refusal that says what the column accepts."""

from datetime import date
from decimal import Decimal

import pytest

from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.raw_values import (
    NA,
    BadCell,
    CellFault,
    MixedText,
    Parsed,
    PartlyStruckText,
    Percent,
    Raw,
    Refusal,
)
from gacx_reports.core.sheets.read_cell import bound, read_cell
from gacx_reports.core.sheets.workbook import NOT_TRIED

Answer = object
SHARE = Column("占比", Kind.RATIO, low=Decimal(0), high=Decimal(1))
RATE = Column("系数", Kind.RATIO, low=Decimal("0.5"), high=Decimal(20))
SCALE = Column("比率", Kind.RATIO, high=Decimal(20))
LEVELS = Column("等级", Kind.CHOICE, choices=("优秀", "良好", "Good"), aliases={"5": "优秀"})
ENGLISH = {"excellent": ("优秀",), "tidy": ("整洁",)}


def answer(raw: Raw, column: Column) -> Answer:
    """The value, with a `~` where it was written otherwise; or code and details of the refusal."""
    found = read_cell(raw, column, words=ENGLISH)
    match found:
        case Parsed(value=value, normalised=True):
            return "~", value
        case Parsed(value=value):
            return value
        case Refusal():
            return found.code, found.details
    return found


@pytest.mark.parametrize(
    ("fault", "code", "details"),
    [
        (CellFault.ERROR, "V09", {"formula": "=A1/0"}),
        (CellFault.UNCOMPUTED, "V08", {"formula": "=A1/0", "reason": NOT_TRIED}),
        (CellFault.PICTURE, "V16", {"formula": "=A1/0"}),
        (CellFault.EXTERNAL, "V18", {"formula": "=A1/0"}),
        (CellFault.GARBLED, "V17", {"formula": "=A1/0"}),
        (CellFault.DISPUTED, "V21", {"formula": "=A1/0"}),
        (CellFault.UNSURE, "V24", {"formula": "=A1/0", "reason": NOT_TRIED}),
        (CellFault.BLANKS, "V25", {"formula": "=A1/0"}),
    ],
)
def test_each_fault_of_a_cell_has_its_code(
    fault: CellFault, code: str, details: dict[str, str]
) -> None:
    """A reason is given where one is missing for recalculating; what is not known is left out."""
    assert answer(BadCell(fault, "?", formula="=A1/0"), SHARE) == (code, details)


def test_a_formula_is_told_with_all_that_is_known_of_it() -> None:
    """Its recalculated value, the blank cells behind it, the reason and what it names."""
    known = {"formula": "=SUM(B2)", "computed": "3", "blanks": "B2"}
    why = {"reason": "{what} is unknown", "what": "SUMX"}
    cell = BadCell(CellFault.UNSURE, "0", **known, **why)
    assert answer(cell, SHARE) == ("V24", known | why)
    assert answer(BadCell(CellFault.DISPUTED, "0", **known, **why), SHARE) == ("V21", known)


@pytest.mark.parametrize("raw", [None, "", " \u3000", "\u200b"])
def test_a_blank_is_refused_only_where_a_value_is_needed(raw: Raw) -> None:
    """Blanks and invisible characters alike."""
    assert answer(raw, Column("备注")) == ("V01", {})
    assert answer(raw, Column("备注", required=False)) is None


@pytest.mark.parametrize("kind", Kind)
def test_characters_that_are_partly_crossed_out_are_a_text_or_nothing(kind: Kind) -> None:
    """9̶5 may mean 5, so nobody guesses."""
    column = Column("值", kind, choices=("95",))
    expected: Answer = "95" if kind in (Kind.TEXT, Kind.ANY) else ("V28", {})
    assert answer(MixedText("95"), column) == expected
    assert answer(PartlyStruckText("95"), column) == expected


@pytest.mark.parametrize("raw", ["不适用", " N/A ", "n.a."])
def test_na_is_a_value_where_the_column_allows_it(raw: str) -> None:
    """Elsewhere it is refused; in a text, or as a choice of the column, it is an ordinary word."""
    assert answer(raw, Column("值", Kind.NUMBER, na=True)) is NA
    assert answer(raw, Column("值", Kind.NUMBER)) == ("V13", {})
    assert answer(raw, Column("值", Kind.CHOICE, choices=("好",), na=True)) is NA
    assert answer(raw, Column("值", na=True)) == raw.strip()
    assert answer(raw, Column("值", Kind.ANY)) == raw.strip()


def test_na_as_a_choice_is_that_choice() -> None:
    """In column 样本不足时 it is a policy."""
    policies = Column("样本不足时", Kind.CHOICE, choices=("暂缓", "不适用"), na=True)
    assert answer("不适用", policies) == "不适用"


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (Kind.NUMBER, 7, Decimal(7)),
        (Kind.RATIO, 0.5, Decimal("0.5")),
        (Kind.DATE, date(2024, 7, 1), date(2024, 7, 1)),
        (Kind.YES_NO, "合格", True),
        (Kind.ID, "G1", "G1"),
        (Kind.CHOICE, "好", "好"),
        (Kind.TEXT, "好\u200b", ("~", "好")),
        (Kind.ANY, "好\u200b", "好"),
        (Kind.ANY, 0.5, "0.5"),
    ],
)
def test_the_kind_of_a_column_decides(kind: Kind, raw: Raw, expected: Answer) -> None:
    """How its cells are parsed; of kind ANY they are read later, as they are shown."""
    assert answer(raw, Column("值", kind, choices=("好",))) == expected


def test_a_date_counts_from_the_workbooks_own_first_day() -> None:
    """Day 44012 of an old Mac's workbook is day 45474 of any other."""
    column = Column("日期", Kind.DATE)
    day = Parsed(date(2024, 7, 1), normalised=True)
    assert read_cell(44012, column, date1904=True) == read_cell(45474, column) == day


@pytest.mark.parametrize(
    ("raw", "named", "expected"),
    [
        ("Tidy", True, "整洁"),
        ("Tidy", False, "Tidy"),
        ("Company", False, "公司"),
        (" company", True, "公司"),
        ("公司", False, "公司"),
        ("Department", False, "Department"),
    ],
)
def test_a_name_in_english_is_the_schemes_name(raw: str, named: bool, expected: str) -> None:
    """Only in columns of names; a keyword of the program may be in either language."""
    assert answer(raw, Column("岗位", named=named, keywords=("公司",))) == expected


@pytest.mark.parametrize(
    ("text", "named", "limit"),
    [("长" * 20, True, 10), ("l" * 20, True, 20), ("l" * 20, False, 10), ("长" * 20, False, 10)],
)
def test_two_letters_are_as_wide_as_a_character(text: str, named: bool, limit: int) -> None:
    """A name may have twice as many of them; a text may not."""
    column = Column("类别", limit=10, named=named)
    assert answer(text[:limit], column) == text[:limit]
    longer = {"limit": str(limit), "length": str(limit + 1)}
    assert answer(text[0] * (limit + 1), column) == ("V10", longer)


def test_percent_format_is_refused_in_a_column_of_points() -> None:
    """95 typed into a cell that shows 95% is stored as 0.95."""
    assert answer(Percent(0.95), Column("分值", Kind.NUMBER, points=True)) == ("V33", {})
    assert answer(0.95, Column("分值", Kind.NUMBER, points=True)) == Decimal("0.95")
    assert answer(Percent(0.95), Column("分值", Kind.NUMBER)) == Decimal("0.95")


@pytest.mark.parametrize(
    ("raw", "column", "expected"),
    [
        (1, SHARE, Decimal(1)),
        ("九成", SHARE, ("V02", {})),
        (95, SHARE, ("V07", {"allowed": "95%"})),
        (10, SHARE, ("V07", {"allowed": "10%"})),
        (100, SHARE, ("V07", {"allowed": "100%"})),
        (9.9, SHARE, ("V03", {"low": "0%", "high": "100%"})),
        (101, SHARE, ("V03", {"low": "0%", "high": "100%"})),
        (15, SCALE, ("V07", {"allowed": "15%、1500%"})),
        (20, SCALE, ("V07", {"allowed": "20%、2000%"})),
        (21, SCALE, ("V07", {"allowed": "21%"})),
        (20, RATE, ("V07", {"allowed": "2000%"})),
        (50, RATE, ("V07", {"allowed": "50%"})),
        (49, RATE, ("V03", {"low": "50%", "high": "2000%"})),
        (1.5, RATE, Decimal("1.5")),
        (Percent(1.5), RATE, Decimal("1.5")),
        (1.5, Column("率", Kind.RATIO), ("V07", {"allowed": "1.5%、150%"})),
    ],
)
def test_a_number_that_may_be_a_percentage_is_asked_about(
    raw: Raw, column: Column, expected: Answer
) -> None:
    """With each way of writing it that the column accepts; where there is none it is out of bounds."""
    assert answer(raw, column) == expected


@pytest.mark.parametrize(
    ("raw", "places", "expected"),
    [
        (1.005, 2, Decimal("1.01")),
        (-1.005, 2, Decimal("-1.01")),
        (1.004, 2, Decimal("1.00")),
        (2.5, 0, Decimal(3)),
        (1.005, None, Decimal("1.005")),
        (10.0**20, 2, Decimal(10**20)),
        ("1" * 18, 4, ("~", Decimal("1" * 18))),
        ("1" * 19 + ".55", 1, ("~", Decimal("1" * 19 + ".55"))),
    ],
)
def test_a_number_is_rounded_half_up_to_the_columns_decimals(
    raw: Raw, places: int | None, expected: Answer
) -> None:
    """One of 19 digits or more before the point stays as it is."""
    assert answer(raw, Column("分值", Kind.NUMBER, places=places)) == expected


@pytest.mark.parametrize(
    ("raw", "low", "high", "expected"),
    [
        (0, 0, 100, Decimal(0)),
        (100, 0, 100, Decimal(100)),
        ("100", 0, 100, ("~", Decimal(100))),
        (-1, 0, 100, ("V03", {"low": "0", "high": "100"})),
        (101, 0, 100, ("V03", {"low": "0", "high": "100"})),
        (-1, 0, None, ("V03", {"low": "0", "high": "∞"})),
        (-1, None, 100, Decimal(-1)),
        (101, 0, None, Decimal(101)),
    ],
)
def test_bounds_are_inclusive(
    raw: Raw, low: int | None, high: int | None, expected: Answer
) -> None:
    """And told, where a number lies beyond one of them."""
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert answer(raw, Column("分值", Kind.NUMBER, low=ends[0], high=ends[1])) == expected


def test_bounds_hold_for_the_rounded_number() -> None:
    """100.004 is 100.00."""
    column = Column("分值", Kind.NUMBER, high=Decimal(100), places=2)
    assert answer(100.004, column) == Decimal("100.00")


@pytest.mark.parametrize(
    ("number", "percent", "text"),
    [
        ("0.95", True, "95%"),
        ("0.9500", False, "0.95"),
        ("1E+2", False, "100"),
        ("1", True, "100%"),
        (None, True, "∞"),
    ],
)
def test_a_bound_in_a_message(number: str | None, percent: bool, text: str) -> None:
    """Whole, without needless zeros."""
    assert bound(None if number is None else Decimal(number), percent) == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("优 秀", "优秀"),
        ("5", "优秀"),
        (5, "优秀"),
        ("EXCELLENT", "优秀"),
        ("ｇｏｏｄ", "Good"),
        ("优良", ("V06", {"allowed": "优秀、良好、Good", "nearest": ""})),
        ("秀优", ("V06", {"allowed": "优秀、良好、Good", "nearest": "优秀"})),
        ("excellen", ("V06", {"allowed": "优秀、良好、Good", "nearest": "优秀"})),
    ],
)
def test_a_choice_is_found_by_any_of_its_names(raw: Raw, expected: Answer) -> None:
    """Blanks, width, case, an alias or its English; of another word the likely meaning is named."""
    assert answer(raw, LEVELS) == expected


def test_a_fixed_word_in_english_is_the_choice() -> None:
    """Without any name of the scheme."""
    column = Column("单位", Kind.CHOICE, choices=("部门", "公司"))
    assert read_cell("Company", column) == Parsed("公司")


def test_a_long_list_of_choices_is_cut_in_the_message() -> None:
    """After twenty."""
    names = tuple(f"岗位{i}" for i in range(21))
    found = read_cell("无", Column("岗位", Kind.CHOICE, choices=names))
    assert isinstance(found, Refusal)
    assert found.details["allowed"] == "、".join(names[:20])
