"""Finds the cells that a formula refers to, or the reason why it can't be recalculated.

Only formulas that the engine certainly computes like Excel are recalculated: cells, numbers and texts, plain
operators, and the functions below, unless `formula_doubts.py` doubts their arguments. All others keep the value that
is stored beside them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from gacx_reports.core.issues.cell_ref import LAST_COLUMN, LAST_ROW, column_index, position
from gacx_reports.excel.reading.formula_tree import MalformedError, Node, tree_of
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.i18n import N_

_PLAIN = """
    ABS AND CONCATENATE DATE DAY IF IFERROR INT ISBLANK ISNUMBER ISTEXT LEFT LEN LOWER MID MOD MONTH NOT OR
    POWER PRODUCT RIGHT ROUND ROUNDDOWN ROUNDUP SQRT TRIM UPPER YEAR
"""
_OVER_RANGES = """
    AND AVERAGE AVERAGEIF AVERAGEIFS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS HLOOKUP INDEX LARGE MATCH MAX
    MEDIAN MIN OR PRODUCT RANK SMALL SUM SUMIF SUMIFS SUMPRODUCT VLOOKUP
"""
PLAIN, OVER_RANGES = frozenset(_PLAIN.split()), frozenset(_OVER_RANGES.split())
"""Functions of single values, and functions of which an argument may be a range on its own (not `A1:A9*2`)."""
VOLATILE = frozenset({"INDIRECT", "NOW", "OFFSET", "RAND", "RANDARRAY", "RANDBETWEEN", "TODAY"})
OPERATORS = frozenset(["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">", "<=", ">=", "%"])

FUNCTION = N_("it uses {what}, which is not recalculated here")
CHANGING = N_("{what} gives another value whenever the workbook is opened")
NAME = N_("it refers to {what} and not to cells")
ARRAY = N_("it computes with whole ranges")
UNREADABLE = N_("its text can't be read")

_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class CellArea:
    """Cells of one sheet; rows 1-based, columns 0-based, ends inclusive."""

    sheet: str
    """As written in the formula; "" is the formula's own sheet."""
    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        """Whether the area is exactly one cell."""
        return (self.top, self.left) == (self.bottom, self.right)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a formula is not recalculated."""

    reason: str
    """A message id that may contain `{what}`."""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A formula of which it is known what it reads."""

    areas: tuple[CellArea, ...]
    tree: Node


def reading_of(formula: str, limits: Limits = LIMITS) -> Reading | Obstacle:
    """What a formula reads, without its equals sign, or why it can't be recalculated whatever it reads."""
    if not formula or formula.startswith("{"):
        return Obstacle(ARRAY if formula else UNREADABLE)
    try:
        tokens = [t for t in Tokenizer(f"={formula}").items if t.type != Token.WSPACE]
    except (TokenizerError, IndexError, ValueError):
        return Obstacle(UNREADABLE)
    areas = []
    functions: list[str] = []
    for index, token in enumerate(tokens):
        if token.subtype == Token.OPEN:
            functions.append(token.value.rstrip("(").upper())
        elif token.subtype == Token.CLOSE:
            functions.pop()
        found = _read(token, tokens[index - 1 : index], tokens[index + 1 : index + 2], functions)
        if isinstance(found, Obstacle):
            return found
        areas += [found] if found else []
    try:
        return Reading(tuple(areas), tree_of(tokens, limits))
    except MalformedError:
        return Obstacle(UNREADABLE)


def _read(
    token: Token, before: Sequence[Token], after: Sequence[Token], functions: Sequence[str]
) -> CellArea | Obstacle | None:
    if token.type == Token.FUNC:
        return _function(token)
    if token.type == Token.ARRAY:
        return Obstacle(ARRAY)
    if token.type in (Token.OP_PRE, Token.OP_IN, Token.OP_POST) and token.value not in OPERATORS:
        return Obstacle(FUNCTION, token.value)
    # A name that the tokenizer takes for a number: inf, nan.
    if token.subtype == Token.NUMBER and token.value[:1].isalpha():
        return Obstacle(NAME, token.value)
    if token.type != Token.OPERAND or token.subtype in (Token.NUMBER, Token.TEXT, Token.LOGICAL):
        return None
    area = area_of(token.value) if token.subtype == Token.RANGE else None
    if area is None:
        return Obstacle(NAME, token.value[:60])
    alone = all(t.type in (Token.FUNC, Token.SEP) for t in (*before, *after))
    takes = bool(functions) and functions[-1] in OVER_RANGES
    return area if area.single or (alone and takes) else Obstacle(ARRAY)


def _function(token: Token) -> Obstacle | None:
    name = token.value.rstrip("(").upper().removeprefix("_XLFN.")
    if token.subtype == Token.CLOSE or name in PLAIN | OVER_RANGES:
        return None
    return Obstacle(CHANGING if name in VOLATILE else FUNCTION, name[:40])


def area_of(reference: str) -> CellArea | None:
    """The area of a reference (`填报值!$B$2:B9`, `A:A`, `3:4`); None if it is no area of this workbook."""
    sheet, _, cells = reference.rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    first, _, last = cells.partition(":")
    ends = [_end(first), _end(last or first)]
    if "[" in reference or ends[0] is None or ends[1] is None:
        return None
    (top, left), (bottom, right) = ends[0], ends[1]
    if not last and not (top and left):
        return None
    rows = sorted((top or 1, bottom or LAST_ROW))
    columns = sorted((left or 1, right or LAST_COLUMN))
    if rows[1] > LAST_ROW or columns[1] > LAST_COLUMN:
        return None
    return CellArea(sheet, rows[0], columns[0] - 1, rows[1], columns[1] - 1)


def _end(text: str) -> tuple[int, int] | None:
    """Row and column, 1-based; row 0 for a whole column, column 0 for a whole row; None if it is no reference."""
    if spot := position(text):
        return spot[0], spot[1] + 1
    if match := _COLUMN.fullmatch(text):
        return 0, column_index(match[1].upper()) + 1
    if match := _ROW.fullmatch(text):
        return int(match[1]), 0
    return None
