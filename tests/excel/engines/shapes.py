"""Formulas of every recalculated function, with arguments of every shape that people's workbooks have."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tests.excel.engines.arguments import (
    CONDITIONS,
    CRITERIA,
    DIGITS,
    FEW,
    KEYS,
    MODES,
    NUMBERS,
    OPERANDS,
    OPERATORS,
    OTHERS,
    RANGES,
    SOME_CRITERIA,
    SPANS,
    TEXTS,
)


@dataclass(frozen=True)
class Shape:
    """One formula, and what it tries."""

    function: str
    """A function's name, or an operator."""
    arguments: tuple[str, ...]
    """The shape of each."""
    formula: str
    """Without its equals sign; references name no sheet."""


Slots = tuple[dict[str, str], ...]
_ONE_NUMBER = ("ABS", "INT", "SQRT", "DAY", "MONTH", "YEAR", "NOT", "ISBLANK", "ISNUMBER", "ISTEXT")
_SUMS = ("AVERAGE", "COUNT", "COUNTA", "COUNTBLANK", "MAX", "MEDIAN", "MIN", "PRODUCT", "SUM")
_ROUNDED = ("ROUND", "ROUNDDOWN", "ROUNDUP")
_SOME = {k: RANGES[k] for k in ("numbers", "blanks and texts", "blank", "error within", "cell")}
_FIRST = {k: SPANS[k] for k in ("numbers", "blanks and texts", "texts")}
_TWO = {k: SPANS[k] for k in ("blanks and texts", "texts")}
_AMONG = {k: SPANS[k] for k in ("numbers", "blanks and texts", "error within", "whole column")}
_POSITIVE = {"greater": '">0"'}
_TABLES = {
    "rows": "A2:D7",
    "steps": "H2:I7",
    "whole columns": "H:I",
    "with blanks": "D2:I7",
    "texts for numbers": "N2:N7",
    "beyond": "H2:I40",
}
_ACROSS = {"across": "B11:F12", "blank": "B14:F15", "columns": "A1:N7"}
_ARRAYS = {
    "steps": "H2:H7",
    "whole column": "H:H",
    "keys": "A2:A7",
    "mixed": "D2:D7",
    "across": "B11:F11",
    "unordered": "B2:B7",
}
_SHORT_SUMS = {"numbers": "B2:B7"}
_SHORT = {"text": '"G3"', "number": "80", "between": "85", "blank cell": "G2"}
_PLACES = DIGITS | {"1": "1", "half": "1.5", "9": "9"}
SLOTS: dict[str, tuple[Slots, ...]] = {
    **dict.fromkeys(_ONE_NUMBER, ((NUMBERS,),)),
    **dict.fromkeys(_SUMS, ((RANGES,), (_SOME, RANGES))),
    **dict.fromkeys(_ROUNDED, ((NUMBERS, DIGITS),)),
    **dict.fromkeys(("MOD", "POWER"), ((OPERANDS, OPERANDS), (NUMBERS, FEW), (FEW, NUMBERS))),
    **dict.fromkeys(("AND", "OR"), ((CONDITIONS,), (CONDITIONS, CONDITIONS))),
    **dict.fromkeys(("LEN", "LOWER", "UPPER", "TRIM"), ((TEXTS,),)),
    **dict.fromkeys(("LEFT", "RIGHT"), ((TEXTS,), (TEXTS, _PLACES))),
    "MID": ((TEXTS, {"1": "1", "half": "1.5", "0": "0"}, {"1": "1", "9": "9", "0": "0"}),),
    "CONCATENATE": ((TEXTS,), (TEXTS, {"text": '"-"', "blank": "G2", "fraction": "2/3"})),
    "DATE": (
        (
            {"2024": "2024", "blank": "G2", "24": "24", "text": "C2"},
            {"7": "7", "13": "13", "0": "0", "blank": "G2", "half": "2.5"},
            {"31": "31", "0": "0", "-1": "-1", "blank": "G2", "text": '"5"'},
        ),
    ),
    "IF": (
        (CONDITIONS, {"number": "1", "blank cell": "G2", "text": '"合格"', "error": "1/0"}),
        (CONDITIONS, {"number": "1", "cell": "D3"}, {"text": '""', "cell": "B2", "error": "F4"}),
    ),
    "IFERROR": ((NUMBERS, {"0": "0", "text": '"无"', "blank": "G2", "error": "F4"}),),
    **dict.fromkeys(("LARGE", "SMALL"), ((SPANS, _PLACES),)),
    "RANK": ((NUMBERS, _AMONG), ({"cell": "D5", "no such": "5"}, SPANS, {"0": "0", "1": "1"})),
    "SUMPRODUCT": ((SPANS,), (OTHERS, OTHERS)),
    "COUNTIF": ((SPANS, CRITERIA),),
    "COUNTIFS": ((SPANS, SOME_CRITERIA), (_FIRST, CRITERIA), (_TWO, SOME_CRITERIA, OTHERS, _POSITIVE)),
    **dict.fromkeys(
        ("SUMIF", "AVERAGEIF"),
        ((SPANS, SOME_CRITERIA), (_FIRST, CRITERIA), (_TWO, SOME_CRITERIA, OTHERS)),
    ),
    **dict.fromkeys(
        ("SUMIFS", "AVERAGEIFS"),
        (
            (OTHERS, SPANS, _POSITIVE),
            (_SHORT_SUMS, _TWO, CRITERIA),
            (_SHORT_SUMS, _TWO, SOME_CRITERIA, OTHERS, _POSITIVE),
        ),
    ),
    "VLOOKUP": ((KEYS, _TABLES, {"2": "2"}, MODES), (_SHORT, _TABLES, _PLACES, MODES)),
    "HLOOKUP": ((KEYS, _ACROSS, {"2": "2"}, MODES), (_SHORT, {"whole rows": "11:12"}, _PLACES, MODES)),
    "MATCH": ((KEYS, _ARRAYS, {"exact": "0", "below": "1", "above": "-1", "left out": ""}),),
    "INDEX": (
        (SPANS, {"2": "2", "1": "1", "9": "9", "0": "0", "half": "2.5", "blank": "G2"}),
        ({"block": "B2:D7", "whole columns": "B:D", "across": "B11:F12"}, {"2": "2", "0": "0", "9": "9"},
         {"2": "2", "4": "4", "0": "0", "blank": "G2"}),
    ),
}  # fmt: skip
"""Function → the shapes of its arguments, for each number of them."""


def shapes() -> tuple[Shape, ...]:
    """Every function and operator with its arguments in every shape, each formula once."""
    return tuple({shape.formula: shape for shape in (*_calls(), *_operations())}.values())


def _calls() -> Iterator[Shape]:
    for name, choices in SLOTS.items():
        for slots in choices:
            for picked in product(*(slot.items() for slot in slots)):
                given = ",".join(text for _, text in picked).rstrip(",")
                yield Shape(name, tuple(about for about, _ in picked), f"{name}({given})")


def _operations() -> Iterator[Shape]:
    for operator in OPERATORS:
        for (a, left), (b, right) in product(OPERANDS.items(), repeat=2):
            yield Shape(operator, (a, b), f"({left}){operator}({right})")
    for about, text in OPERANDS.items():
        yield Shape("%", (about,), f"({text})%")
        yield Shape("-", (about,), f"-({text})")
