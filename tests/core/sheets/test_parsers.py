"""The edges of what each parser accepts, and whether a record is left that a cell was written otherwise."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from gacx_reports.core.codes.values import V
from gacx_reports.core.sheets import parsers
from gacx_reports.core.sheets.raw_values import Parsed, Percent, Raw, Refusal

DAY = date(2024, 7, 1)


def accepted(value: object, *, normalised: bool) -> Parsed:
    """What a parser returns for a value that it accepts."""
    assert isinstance(value, str | Decimal | date | bool)
    return Parsed(value, normalised)


@pytest.mark.parametrize(
    ("raw", "value", "normalised"),
    [
        (95, Decimal(95), False),
        (0.1 + 0.2, Decimal("0.3"), False),
        (1e15, Decimal("1E+15"), False),
        ("+95", Decimal(95), True),
        ("1,234,567.5", Decimal("1234567.5"), True),
        ("9" * 40, Decimal("9" * 40), True),
    ],
)
def test_numbers_that_are_accepted(raw: Raw, value: Decimal, normalised: bool) -> None:
    """To 15 digits as a spreadsheet shows them, or up to 40 as text, which leaves a record."""
    assert parsers.parse_number(raw) == accepted(value, normalised=normalised)


@pytest.mark.parametrize(
    "raw", ["9" * 41, "1234,567", "1,2345", "1.", ".5", "--1", "1 2", "", None]
)
def test_numbers_that_are_refused(raw: Raw) -> None:
    """41 characters, misplaced commas, a point without digits on either side, and nothing."""
    found = parsers.parse_number(raw)
    assert isinstance(found, Refusal)
    assert (found.code, found.details) == ("V02", {})


@pytest.mark.parametrize(
    ("raw", "value", "normalised"),
    [
        (0.95, "0.95", False),
        (Percent(0.95), "0.95", False),
        (Percent(2), "2", False),
        ("95%", "0.95", True),
        ("250%", "2.5", True),
        ("0.95", "0.95", True),
        (-0.5, "-0.5", False),
    ],
)
def test_ratios_that_are_accepted(raw: Raw, value: str, normalised: bool) -> None:
    """A percentage in words may be any, one by format up to 200 %."""
    assert parsers.parse_ratio(raw) == accepted(Decimal(value), normalised=normalised)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (Percent(2.01), "V07"),
        (Percent(95), "V07"),
        (1.01, "V07"),
        ("1.01", "V07"),
        ("95%%", "V02"),
        ("%", "V02"),
        ("九成%", "V02"),
        (True, "V11"),
        (None, "V02"),
    ],
)
def test_ratios_that_are_refused(raw: Raw, code: str) -> None:
    """Above 1 a number may be a percentage without its sign."""
    found = parsers.parse_ratio(raw)
    assert isinstance(found, Refusal)
    assert found.code == code


@pytest.mark.parametrize(
    ("raw", "value", "normalised"),
    [
        (DAY, DAY, False),
        (datetime.combine(DAY, time(0)), DAY, False),
        (datetime.combine(DAY, time(8, 30)), DAY, True),
        (45474, DAY, True),
        (45474.9, DAY, True),
        (20000, date(1954, 10, 3), True),
        (79999, date(2119, 1, 10), True),
        ("2024-7-1", DAY, True),
        ("2024-07-01  08:30:15.0", DAY, True),
        ("2024-07-01 23:00", DAY, True),
        ("2024-07-01 19:59:59", DAY, True),
        ("2024-02-29", date(2024, 2, 29), True),
    ],
)
def test_dates_that_are_accepted(raw: Raw, value: date, normalised: bool) -> None:
    """A time of day is dropped, which leaves a record, as does every date that was not a date cell."""
    assert parsers.parse_date(raw) == accepted(value, normalised=normalised)


@pytest.mark.parametrize(
    "raw",
    [19999, 80000, 0, float("nan"), float("inf"), "2023-02-29", "2024-07-01 8", "2024-07-01 08:60",
     "2024-07-01 08:30:15.5", "2024-07-0108:30", "2024年7月1", "2024-07-011", "", None, time(8)],
)  # fmt: skip
def test_dates_that_are_refused(raw: Raw) -> None:
    """Numbers of no likely year, days that no calendar has, and times that no clock shows."""
    assert parsers.parse_date(raw) == Refusal(V.NOT_A_DATE)


def test_a_number_is_a_day_by_the_workbooks_own_count() -> None:
    """Old Macs count from 1904."""
    assert parsers.parse_date(44012, date1904=True) == accepted(DAY, normalised=True)


@pytest.mark.parametrize(
    ("raw", "value", "normalised"),
    [
        (True, True, True),
        (False, False, True),
        ("是", True, False),
        (" Yes ", True, False),
        ("√", True, False),
        ("×", False, False),
        ("No", False, False),
    ],
)
def test_answers_that_are_accepted(raw: Raw, value: bool, normalised: bool) -> None:
    """A word is one of the answers; a TRUE of the spreadsheet leaves a record."""
    assert parsers.parse_yes_no(raw) == accepted(value, normalised=normalised)


@pytest.mark.parametrize("raw", ["也许", 1, None])
def test_other_answers_name_the_two(raw: Raw) -> None:
    """V06 with what is allowed."""
    found = parsers.parse_yes_no(raw)
    assert found == Refusal(V.WORD_NOT_ALLOWED, {"allowed": "是、否"})


@pytest.mark.parametrize(
    ("raw", "text", "normalised"),
    [
        ("张\u200b伟", "张伟", True),
        ("张\x07伟", "张伟", True),
        ("张\u00a0伟", "张 伟", False),
        (" 张伟 ", "张伟", False),
        ("一\r\n二", "一\n二", False),
        ("一\r二", "一\n二", False),
        (95.0, "95", False),
        (DAY, "2024-07-01", False),
        (None, "", False),
    ],
)
def test_texts_that_are_cleaned(raw: Raw, text: str, normalised: bool) -> None:
    """Only characters that nobody sees leave a record, not blanks or line ends."""
    assert parsers.parse_text(raw) == accepted(text, normalised=normalised)


def test_a_text_may_be_as_long_as_its_limit() -> None:
    """2,000 characters where the column has no limit of its own."""
    assert parsers.parse_text("长" * 2000) == Parsed("长" * 2000)
    assert parsers.parse_text("长" * 5, 5) == Parsed("长" * 5)
    for raw, limit in (("长" * 2001, 2000), ("长" * 6, 5)):
        found = parsers.parse_text(raw, limit)
        details = {"limit": str(limit), "length": str(limit + 1)}
        assert found == Refusal(V.TEXT_TOO_LONG, details)


def test_a_character_may_carry_eight_marks() -> None:
    """Counted anew behind every other character."""
    eight = "x" + "\u0301" * 8
    assert isinstance(parsers.parse_text(eight + eight), Parsed)
    assert isinstance(parsers.parse_text("\u0301" * 8 + "x"), Parsed)
    assert isinstance(parsers.parse_text("\u0301" * 9), Refusal)
    nine = parsers.parse_text(eight + "x" + "\u0301" * 9)
    assert nine == Refusal(V.TEXT_TOO_LONG, {"limit": "8", "length": "19"})


@pytest.mark.parametrize(
    ("raw", "text", "normalised"),
    [
        ("G0301", "G0301", False),
        (" G0301", "G0301", True),
        ("Ｇ０３０１", "G0301", True),
        ("G_3.0-1", "G_3.0-1", False),
        ("张伟", "张伟", False),
        ("9" * 32, "9" * 32, False),
        (0, "0", True),
        (0.0, "0", True),
        (999999999999999, "9" * 15, True),
        (999999999999999.0, "9" * 15, True),
    ],
)
def test_ids_that_are_accepted(raw: Raw, text: str, normalised: bool) -> None:
    """Up to 32 characters as text, 15 digits as a number."""
    assert parsers.parse_id(raw) == accepted(text, normalised=normalised)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (10**15, "V19"),
        (1e15, "V19"),
        (float("inf"), "V19"),
        (-1, "V14"),
        (-1.0, "V14"),
        (0.5, "V14"),
        (float("nan"), "V14"),
        ("9" * 33, "V14"),
        ("G²", "V14"),
        ("G③", "V14"),
        ("G٣", "V14"),
        ("G½", "V14"),
        ("", "V14"),
        (None, "V14"),
        (DAY, "V14"),
    ],
)
def test_ids_that_are_refused(raw: Raw, code: str) -> None:
    """Of a number with 16 digits the last is lost; a negative number or a fraction is no ID."""
    found = parsers.parse_id(raw)
    assert isinstance(found, Refusal)
    assert (found.code, found.details) == (code, {})
