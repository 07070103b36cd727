"""Parses one cell by the rules of its column: a value, or a refusal with its code."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from gacx_reports.core.codes.values import V
from gacx_reports.core.exact import decimals, rounded
from gacx_reports.core.language.text import clean, is_chinese, match_key
from gacx_reports.core.language.vocabulary import CHINESE, stands_for
from gacx_reports.core.sheets import parsers, raw_values
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.raw_values import (
    NA,
    BadCell,
    CellFault,
    MixedText,
    Parsed,
    Percent,
    Raw,
    Refusal,
)
from gacx_reports.core.sheets.workbook import NO_SYNONYMS, NOT_TRIED, Synonyms, nearest

LONGEST_NUMBER = 18
"""Numbers with more digits before the decimal point are not rounded."""
_FAULT_CODES = {
    CellFault.ERROR: V.FORMULA_ERROR,
    CellFault.UNCOMPUTED: V.FORMULA_WITHOUT_VALUE,
    CellFault.PICTURE: V.PICTURE_IN_CELL,
    CellFault.EXTERNAL: V.FORMULA_TO_OTHER_WORKBOOK,
    CellFault.GARBLED: V.CELL_DAMAGED,
    CellFault.DISPUTED: V.FORMULA_DISAGREES,
    CellFault.UNSURE: V.ZERO_NOT_CHECKED,
    CellFault.BLANKS: V.FORMULA_OVER_BLANKS,
}


def read_cell(
    raw: Raw, column: Column, *, date1904: bool = False, words: Synonyms = NO_SYNONYMS
) -> Parsed | Refusal | None:
    """Parses one cell by its column's rules; None for a blank cell in an optional column.

    Refusals have a code V, such as V01 for blank, V13 for 不适用 and V03 for out of bounds. `words` holds the
    scheme's names in English, which are read as the Chinese ones.
    """
    if isinstance(raw, BadCell):
        return _refused(raw)
    if raw_values.is_blank(raw):
        return Refusal(V.CELL_BLANK) if column.required else None
    if isinstance(raw, MixedText) and column.kind not in (Kind.TEXT, Kind.ANY):
        return Refusal(V.CHARACTERS_LOOK_UNLIKE)
    # In some columns 不适用 is an ordinary choice, for example in 样本不足时.
    own_word = column.kind in (Kind.TEXT, Kind.ANY) or NA.value in column.choices
    if raw_values.is_na(raw) and not own_word:
        return Parsed(NA) if column.na else Refusal(V.NA_NOT_ALLOWED)
    match column.kind:
        case Kind.NUMBER | Kind.RATIO:
            return _bounded(_number(raw, column), column)
        case Kind.DATE:
            return parsers.parse_date(raw, date1904=date1904)
        case Kind.YES_NO:
            return parsers.parse_yes_no(raw)
        case Kind.ID:
            return parsers.parse_id(raw)
        case Kind.CHOICE:
            return _choice(raw, column, words)
        case Kind.TEXT:
            return _text(raw, column, words)
        case Kind.ANY:
            return Parsed(clean(raw_values.shown(raw)))


def _refused(raw: BadCell) -> Refusal:
    about = {"formula": raw.formula, "computed": raw.computed, "blanks": raw.blanks}
    if raw.fault in (CellFault.UNCOMPUTED, CellFault.UNSURE):
        about |= {"reason": raw.reason or NOT_TRIED, "what": raw.what}
    return Refusal(_FAULT_CODES[raw.fault], {k: v for k, v in about.items() if v})


def _text(raw: Raw, column: Column, words: Synonyms) -> Parsed | Refusal:
    text = raw_values.shown(raw)
    if column.named and (known := words.get(match_key(text))):
        return Parsed(known[0])
    if keyword := _keyword(raw, column):
        return Parsed(keyword)
    return parsers.parse_text(raw, column.limit if is_chinese(text) else column.letters)


def _keyword(raw: Raw, column: Column) -> str:
    """The keyword that the cell holds in either language; "" for none."""
    if not column.keywords or not isinstance(raw, str):
        return ""
    return next((w for w in column.keywords if stands_for(raw, w)), "")


LEAST_AMBIGUOUS = 10
"""From here on a number in a column of ratios is taken for a percentage without its sign: 95, but not 1.5."""


def _number(raw: Raw, column: Column) -> Parsed | Refusal:
    if keyword := _keyword(raw, column):
        return Parsed(keyword)
    if column.kind is Kind.RATIO:
        return _ratio(raw, column)
    if column.points and isinstance(raw, Percent):
        return Refusal(V.PERCENT_FORMAT)
    return parsers.parse_number(raw)


def _ratio(raw: Raw, column: Column) -> Parsed | Refusal:
    """V07 says how to write what may be meant; what no way of writing makes possible is out of bounds (V03)."""
    outcome = parsers.parse_ratio(raw)
    if isinstance(outcome, Parsed) or outcome.code is not V.PERCENTAGE_AMBIGUOUS:
        return outcome
    number = parsers.parse_number(raw)
    assert isinstance(number, Parsed), "it is a number above 1"
    assert isinstance(number.value, Decimal), "it is a number above 1"
    if column.high is not None and number.value < LEAST_AMBIGUOUS:
        return number
    ways = [w for w in (number.value / 100, number.value) if _within(w, column)]
    if not ways:
        return number
    return replace(
        outcome, details={"allowed": "、".join(bound(way, percent=True) for way in ways)}
    )


def _bounded(outcome: Parsed | Refusal, column: Column) -> Parsed | Refusal:
    if isinstance(outcome, Refusal) or not isinstance(outcome.value, Decimal):
        return outcome
    number = outcome.value
    # A longer number has no decimals left, and quantize would exceed Decimal's 28 digits and raise.
    if column.places is not None and number.adjusted() < LONGEST_NUMBER:
        number = number.quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP)
    if not _within(number, column):
        percent = column.kind is Kind.RATIO
        return Refusal(
            V.NUMBER_OUT_OF_RANGE,
            {"low": bound(column.low, percent), "high": bound(column.high, percent)},
        )
    return Parsed(number, outcome.normalised)


def _within(number: Decimal, column: Column) -> bool:
    low, high = column.low, column.high
    return (low is None or low <= number) and (high is None or number <= high)


def bound(number: Decimal | Fraction | None, percent: bool) -> str:
    """Returns an exact number for a message: `95%` for 0.95 if `percent`, else `95`; `∞` for None.

    One that goes on for ever is rounded to 4 decimals: `33.33…%`.
    """
    if number is None:
        return "∞"
    if isinstance(number, Fraction):
        places = decimals(number)
        if places is None:
            shown = rounded(number * 100, 2) if percent else rounded(number, 4)
            return f"{shown:f}…{'%' if percent else ''}"
        number = rounded(number, places)
    return f"{(number * 100).normalize():f}%" if percent else f"{number.normalize():f}"


def _choice(raw: Raw, column: Column, words: Synonyms) -> Parsed | Refusal:
    word = match_key(raw_values.shown(raw))
    by_fold = {match_key(c): c for c in column.choices} | dict(column.aliases)
    meant = (*words.get(word, ()), *CHINESE.get(word, ()))
    for said in (word, *map(match_key, meant)):
        if said in by_fold:
            return Parsed(by_fold[said])
    details = {
        "allowed": "、".join(column.choices[:20]),
        "nearest": nearest(word, column.choices, words),
    }
    return Refusal(V.WORD_NOT_ALLOWED, details)
