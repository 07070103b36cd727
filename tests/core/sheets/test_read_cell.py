"""Cells → values: every spelling that is accepted, and a refusal for everything else."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.language.text import clean
from gacx_reports.core.sheets import parsers, raw_values
from gacx_reports.core.sheets.raw_values import Parsed, Raw, Refusal

DAY = date(2024, 7, 1)


def value(outcome: Parsed | Refusal) -> object:
    return outcome.value if isinstance(outcome, Parsed) else outcome.code


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_survives_the_spreadsheets_binary_float(number: Decimal) -> None:
    """A number with up to 15 digits is read back exactly, though the file stores a binary float."""
    read = parsers.parse_number(float(number))
    assert isinstance(read, Parsed)
    assert isinstance(read.value, Decimal)
    assert Fraction(read.value) == Fraction(number)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (95, Decimal(95)),
        (95.00000000000001, Decimal("95.0000000000000")),
        ("９５．５", Decimal("95.5")),
        (" 95.5 ", Decimal("95.5")),
        ("1,234.5", Decimal("1234.5")),
        ("-0.5", Decimal("-0.5")),
        (True, "V11"),
        (float("nan"), "V02"),
        (float("inf"), "V02"),
        ("九十五", "V02"),
        ("95分", "V02"),
        ("~95", "V02"),
        ("≥95", "V02"),
        ("1,23", "V02"),
        ("95%", "V02"),
        ("1e5", "V02"),
        ("９" * 50, "V02"),
        (datetime(2024, 7, 1), "V02"),  # noqa: DTZ001
    ],
)
def test_numbers(raw: Raw, expected: object) -> None:
    """Digits in any width are numbers; words, signs and dates are refused, never guessed."""
    assert value(parsers.parse_number(raw)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (0.95, Decimal("0.95")),
        (1, Decimal(1)),
        (0, Decimal(0)),
        ("95%", Decimal("0.95")),
        ("95％", Decimal("0.95")),
        ("９５ ％", Decimal("0.95")),
        ("100%", Decimal(1)),
        (95, "V07"),
        (1.5, "V07"),
        ("95", "V07"),
        ("九成", "V02"),
    ],
)
def test_ratios(raw: Raw, expected: object) -> None:
    """A ratio is 0.95 or 95%; a bare 95 is refused."""
    assert value(parsers.parse_ratio(raw)) == expected


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2024, 7, 1),  # noqa: DTZ001
        DAY,
        45474,
        45474.0,
        "2024年7月1日",
        "2024.7.1",
        "2024/7/1",
        "2024-07-01",
        "20240701",
        "２０２４－７－１",
        "2024-07-01 00:00:00",
        "2024/7/1 8:30",
        "2024-07-01T23:59:59.000",
        "2024年7月1日 08:30",
    ],
)
def test_dates(raw: Raw) -> None:
    """A closed list of ways to write a date, serial numbers included."""
    assert value(parsers.parse_date(raw)) == DAY


@pytest.mark.parametrize(
    "raw",
    [
        "2020/13/1",
        "7月1日",
        "24-7-1",
        "昨天",
        "2024-07-01 24:00",
        "2024-07-01 8时",
        -1,
        10**7,
        True,
        "2024-02-30",
    ],
)
def test_no_dates(raw: Raw) -> None:
    """Anything else is refused."""
    assert value(parsers.parse_date(raw)) == "V04"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("是", True),
        ("合格", True),
        ("Ｙ", True),
        (True, True),
        ("否", False),
        ("不合格", False),
        ("N", False),
    ],
)
def test_yes_and_no(raw: Raw, expected: bool) -> None:
    """The words that people use for yes and no."""
    assert value(parsers.parse_yes_no(raw)) is expected


@pytest.mark.parametrize("raw", [1, 0, "也许", "", 0.5])
def test_neither_yes_nor_no(raw: Raw) -> None:
    """A number is no answer."""
    assert value(parsers.parse_yes_no(raw)) == "V06"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("G0301", "G0301"),
        (" G0301\u200b", "G0301"),
        ("Ｇ０３０１", "G0301"),
        ("001", "001"),
        (1001, "1001"),
        (1001.0, "1001"),
        (110101199001011234, "V19"),
        (1.10101199001011e17, "V19"),
        (1.5, "V14"),
        (True, "V14"),
        ("G 0301", "V14"),
        ("../x", "V14"),
    ],
)
def test_ids(raw: Raw, expected: str) -> None:
    """An ID is text; a number passes as its digits as long as none are lost."""
    assert value(parsers.parse_id(raw)) == expected


def test_three_states_of_a_cell() -> None:
    """Blank, 不适用 and zero are three different states."""
    assert raw_values.is_blank(None)
    assert raw_values.is_blank("\u3000 ")
    assert not raw_values.is_blank(0)
    assert raw_values.is_na("不适用")
    assert raw_values.is_na(" n/a ")
    assert not raw_values.is_na("-")
    assert not raw_values.is_na("无")


def test_text_is_cleaned_but_stays_itself() -> None:
    """Invisible, control and bidi characters go; markup and formulas are plain text."""
    assert clean("张\u200b伟\u00a0\x07\u202e") == "张伟"
    assert clean("第一行\r\n第二行") == "第一行\n第二行"
    assert clean("_x000D_") == "_x000D_", "an escape is decoded once, where the file is read"
    assert clean("<b>=1+1 ../x") == "<b>=1+1 ../x"


def test_texts_that_would_choke_the_layout() -> None:
    """Too long, or with combining marks piled up: refused with the limit."""
    assert value(parsers.parse_text("长" * 2001)) == "V10"
    assert value(parsers.parse_text("a" + "\u0301" * 20)) == "V10"
    assert value(parsers.parse_text("é à ü")) == "é à ü"


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates()))
def test_no_parser_ever_raises(raw: Raw) -> None:
    """Whatever a cell holds, the answer is a value or a refusal."""
    for parse in (
        parsers.parse_number,
        parsers.parse_ratio,
        parsers.parse_date,
        parsers.parse_yes_no,
        parsers.parse_text,
        parsers.parse_id,
    ):
        assert isinstance(parse(raw), Parsed | Refusal)
