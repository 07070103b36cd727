"""Where spreadsheet programs part, or ours from all others: what is given to a function there is not recalculated.

A table of rules per function and operator. `python -m tests.excel.engines` shows what each rule keeps out: it
computes thousands of formulas with three programs, and a test lets none through on which they differ.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gacx_reports.excel.reading.cell_contents import CellContents
from gacx_reports.excel.reading.doubtful_arguments import (
    Doubt,
    any_of,
    boolean,
    error,
    hair,
    mixed,
    no_rank,
    one_of_both,
    part,
    text,
    typed_text,
    unequal_pairs,
    unequal_to_sum,
    unequal_to_sums,
    unlike_criteria,
    unlike_digits,
    unlike_floor,
    unlike_half,
    unlike_index,
    unlike_lookup,
    unlike_match,
    unlike_power,
    unlike_rest,
    unlike_step,
    whole_rows,
)
from gacx_reports.excel.reading.formula_references import Obstacle
from gacx_reports.excel.reading.formula_tree import COMPARISONS
from gacx_reports.i18n import N_

BOOLEAN = N_("programs differ in {what} of TRUE and FALSE")
TEXT = N_("programs differ in {what} of a text where a number is meant")
ERROR = N_("programs differ in {what} where one of the cells shows an error")
BLANK = N_("programs differ in {what} of a blank")
HAIR = N_("programs differ in {what} of a computed number that is a hair off a round one")
DIGITS = N_("programs differ in the digits of a computed number that {what} joins to a text")
CRITERION = N_("programs differ in what {what} counts by such a condition")
SHAPE = N_("programs differ in {what} of ranges of such shapes")
LOOKUP = N_("programs differ in what {what} finds there")
EARLY = N_("programs differ in {what} of days before March 1900")
POWER = N_("programs differ in {what} of such a base and exponent")

FIRST_SURE_DAY = 61
"""1 March 1900: programs agree on the numbers of days from here on."""
ALL, FIRST, REST = slice(None), slice(1), slice(1, None)


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """When a function's result is not sure."""

    at: slice
    """The arguments that are looked at, in order."""
    doubtful: Doubt
    reason: str


def _every(*rules: tuple[Callable[[CellContents], bool], str]) -> tuple[DoubtRule, ...]:
    """Rules for each argument by itself."""
    return tuple(DoubtRule(ALL, any_of(test), reason) for test, reason in rules)


_SUMS = _every((typed_text, TEXT), (boolean, BOOLEAN))
_RANKED = (
    *_SUMS,
    DoubtRule(FIRST, any_of(lambda one: one.single), SHAPE),
    DoubtRule(REST, any_of(part), LOOKUP),
)
_JOINED = _every((boolean, BOOLEAN), (unlike_digits, DIGITS))
_CUT = (
    DoubtRule(FIRST, any_of(boolean), BOOLEAN),
    DoubtRule(FIRST, any_of(unlike_digits), DIGITS),
    DoubtRule(REST, any_of(lambda one: one.blank), BLANK),
    DoubtRule(REST, any_of(hair), HAIR),
)
_LOGIC = _every((typed_text, TEXT), (error, ERROR))
_OF_DAYS = (
    *_every((text, TEXT), (hair, HAIR)),
    DoubtRule(FIRST, any_of(lambda one: (one.number or 0) < FIRST_SURE_DAY), EARLY),
)
_ROUNDED = (DoubtRule(slice(2), unlike_half, HAIR), DoubtRule(REST, any_of(hair), HAIR))
_COUNTED = _every((error, ERROR), (whole_rows, SHAPE))
_ADDED = (*_COUNTED, *_every((boolean, BOOLEAN)))
CONDITIONS = slice(1, None, 2)
RULES: dict[str, tuple[DoubtRule, ...]] = {
    **dict.fromkeys(("AVERAGE", "COUNT", "MAX", "MEDIAN", "MIN", "PRODUCT", "SUM"), _SUMS),
    "SUMPRODUCT": (*_SUMS, *_every((error, ERROR)), DoubtRule(ALL, any_of(lambda one: one.single), SHAPE)),
    **dict.fromkeys(("LARGE", "SMALL"), _RANKED),
    "RANK": (*_SUMS, DoubtRule(slice(2), no_rank, LOOKUP)),
    **dict.fromkeys(("&", "CONCATENATE", "LEN", "LOWER", "TRIM", "UPPER"), _JOINED),
    **dict.fromkeys(("LEFT", "MID", "RIGHT"), _CUT),
    **dict.fromkeys(("AND", "OR"), _LOGIC),
    "NOT": _every((text, TEXT)),
    "IF": (DoubtRule(FIRST, any_of(text), TEXT),),
    "ISNUMBER": _every((boolean, BOOLEAN)),
    **dict.fromkeys(("=", "<>"), (DoubtRule(ALL, one_of_both, BOOLEAN),)),
    **dict.fromkeys(COMPARISONS - {"=", "<>"}, (DoubtRule(ALL, mixed, BOOLEAN),)),
    **dict.fromkeys(("DAY", "MONTH", "YEAR"), _OF_DAYS),
    "DATE": (
        *_every((text, TEXT), (hair, HAIR)),
        DoubtRule(FIRST, any_of(lambda one: (one.number or 0) <= 1900), EARLY),
    ),
    "INT": (DoubtRule(FIRST, unlike_floor, HAIR),),
    **dict.fromkeys(("ROUNDDOWN", "ROUNDUP"), (*_ROUNDED, DoubtRule(slice(2), unlike_step, HAIR))),
    "ROUND": _ROUNDED,
    "COUNTBLANK": _every((lambda one: not one.reference, SHAPE)),
    "MOD": (*_every((text, TEXT)), DoubtRule(ALL, unlike_rest, HAIR)),
    **dict.fromkeys(("^", "POWER"), (
        *_every((text, TEXT), (hair, HAIR)),
        DoubtRule(ALL, unlike_power, POWER),
    )),
    **dict.fromkeys(("COUNTIF", "COUNTIFS"), (
        *_COUNTED,
        DoubtRule(CONDITIONS, any_of(boolean), BOOLEAN),
        DoubtRule(ALL, unequal_pairs, SHAPE),
        DoubtRule(ALL, unlike_criteria, CRITERION),
    )),
    **dict.fromkeys(("SUMIF", "AVERAGEIF"), (
        *_ADDED,
        DoubtRule(ALL, unequal_to_sum, SHAPE),
        DoubtRule(slice(2), unlike_criteria, CRITERION),
    )),
    **dict.fromkeys(("SUMIFS", "AVERAGEIFS"), (
        *_ADDED,
        DoubtRule(ALL, unequal_to_sums, SHAPE),
        DoubtRule(REST, unlike_criteria, CRITERION),
    )),
    **dict.fromkeys(("VLOOKUP", "HLOOKUP"), (DoubtRule(ALL, unlike_lookup, LOOKUP),)),
    "MATCH": (DoubtRule(ALL, unlike_match, LOOKUP),),
    "INDEX": (DoubtRule(ALL, unlike_index, SHAPE),),
}  # fmt: skip
"""Function or operator → when its result is not sure. One that is not here is computed alike by all."""


def doubt_about(name: str, given: Sequence[CellContents]) -> Obstacle | None:
    """Why what a function or operator makes of these arguments is not recalculated; None where it is sure."""
    for rule in RULES.get(name, ()):
        if rule.doubtful(given[rule.at]):
            return Obstacle(rule.reason, name)
    return None
