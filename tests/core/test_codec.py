"""A value comes back equal and of the same types, and a text makes nothing but values of the core."""

import json
import zlib
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

from gacx_reports.core.codec import PIECE, TooLongError, UnknownTypeError, packed, unpacked
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.raw_values import (
    NA,
    BadCell,
    CellFault,
    PartlyStruckText,
    Percent,
    StruckText,
    ZonedTime,
)
from gacx_reports.core.sheets.workbook import Formula, Merge, Sheet, Workbook

PLAIN = (None, True, False, 0, 10**30, -1.5, 0.1, "", "㛃 'x' \ud800", "a\x00b")
NUMBERS = (Fraction(-1, 3), Decimal("0.810"), Decimal("1E+3"), Percent(0.95))
TIMES = (
    date(2024, 9, 30),
    datetime(2024, 9, 30, 8, 0, 0, 7),  # noqa: DTZ001 - a cell has no time zone
    ZonedTime(2024, 9, 30, 8),
    time(8, 30),
    timedelta(days=-1, microseconds=3),
)
TEXTS = (StruckText("废"), PartlyStruckText("半废"))
HOLDERS = ((), ((1,), [2, []]), {(1, 2): "x", "": None}, frozenset({1, 2}), {3}, Counter("aab"))
OWN = (
    NA,
    CellFault.ERROR,
    V.CELL_BLANK,
    BadCell(CellFault.ERROR, "#N/A"),
    Issue(V.CELL_BLANK, CellRef("甲部.xlsx", "填报值", "C7"), details={"column": "工号"}),
    Workbook(
        "a.xlsx",
        (Sheet("a.xlsx", "s", ((1, ("x", 1.0)),), merges=(Merge(1, 0, 2, 0),), formulas={(1, 1): Formula("1")}),),
    ),
)  # fmt: skip


@pytest.mark.parametrize("value", [*PLAIN, *NUMBERS, *TIMES, *TEXTS, *HOLDERS, *OWN], ids=repr)
def test_what_is_told_is_understood(value: object) -> None:
    """Also where Python holds values of two types for equal: 1, True and 1.0, a text and a crossed-out one."""
    found = unpacked(packed((value,)))[0][0]
    assert (type(found), repr(found)) == (type(value), repr(value))
    assert found == value


def test_a_read_only_mapping_becomes_a_dict() -> None:
    """Equal to it."""
    assert unpacked(packed(MappingProxyType({"a": 1})))[0] == {"a": 1}


def test_what_is_too_long_is_not_told() -> None:
    """Unpacking it would take more memory than it saves time."""
    assert unpacked(packed((("x",) * 99,), 1000))[0] == (("x",) * 99,)
    with pytest.raises(TooLongError):
        packed((("x",),) * 999, 1000)


@pytest.mark.parametrize("length", [1, PIECE - 1, PIECE + 1, 3 * PIECE])
def test_a_value_of_any_length_is_whole(length: int) -> None:
    """However many pieces it is compressed in; what stands behind it is given back."""
    value = ("考" * length, ("x", 1) * length)
    assert unpacked(packed(value) + b"more") == (value, b"more")


class Stranger:
    """A type of somebody else."""


@pytest.mark.parametrize("value", [Stranger(), b"bytes", [len], 1j])
def test_a_value_of_another_type_is_refused(value: object) -> None:
    """Rather than told so that it is not understood."""
    with pytest.raises(UnknownTypeError):
        packed(value)


@pytest.mark.parametrize(
    "name",
    [
        "issues.cell_ref:re",
        "issues.cell_ref:column_letters",
        "issues.issue:CellRef",
        "issues.issue:Mapping",
        "no.such.module:Thing",
        "issues.issue:Nothing",
    ],
)
def test_a_text_names_only_types_of_the_core(name: str) -> None:
    """Neither functions nor modules, nor a type under another module's name."""
    number = json.loads(zlib.decompress(packed(CellRef("a"))))[0][0]
    with pytest.raises(UnknownTypeError):
        unpacked(zlib.compress(json.dumps([[number, "a"], [name]]).encode()))
