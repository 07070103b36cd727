"""A comparison in place of a value in 条件值 or 占比值: `≥ 10`, `<95%`."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word

_SIGNS = {">=": "≥", "≧": "≥", "<=": "≤", "≦": "≤", "⩾": "≥", "⩽": "≤"}
_WRITTEN = re.compile(r"(>=|<=|[≥≤><≧≦⩾⩽])\s*(.*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class NumberComparison:
    """A sign and the number that a cell is compared with."""

    sign: str
    """≥, ≤, > or <."""
    bound: Decimal
    typed: str
    """The number as it was written, with a percent sign if it has one."""

    def holds(self, value: Decimal) -> bool:
        """Whether the value compares so."""
        match self.sign:
            case "≥":
                return value >= self.bound
            case "≤":
                return value <= self.bound
            case ">":
                return value > self.bound
            case _:
                return value < self.bound

    def __str__(self) -> str:
        """As it is printed: `≥ 10`."""
        return f"{self.sign} {self.typed}"


def compares(text: str) -> bool:
    """Returns whether the text begins with a sign of comparison, in any width."""
    return _WRITTEN.match(unicodedata.normalize("NFKC", text.strip())) is not None


def comparison_of(text: str) -> NumberComparison | None:
    """Returns the comparison that the text writes, such as `≥10`, `>= 95%` or `＜３`; None for any other text."""
    written = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    if not written:
        return None
    sign, typed = _SIGNS.get(written[1], written[1]), written[2].strip()
    plain = typed.removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    number = Decimal(plain)
    return NumberComparison(sign, number / 100 if typed.endswith("%") else number, typed)


def wanted_words(value: str, t: NullTranslations) -> str:
    """Returns a value that is looked for, or a comparison, as it is printed: `是`, `≥ 10`."""
    comparison = comparison_of(value)
    return str(comparison) if comparison else word(value, t)


def condition_words(column: str, value: str, one: str, t: NullTranslations) -> str:
    """Returns a condition as it is printed: `数量 ≥ 10`, any other by the pattern `one`, `{column} is {value}`."""
    if comparison := comparison_of(value):
        return f"{column} {comparison}"
    return one.format(column=column, value=word(value, t))
