"""The scoring rules as formulas: computed a second time on purpose, so that a slip in either shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.issuing.preview.formula_sheet import literal
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.kpi import Kpi


@dataclass(frozen=True, slots=True)
class RuleCells:
    """What a formula of one KPI of one person refers to."""

    kpi: Kpi
    raw: str
    target: str
    """Already cut to the days."""
    cut: str
    """`*x/y`, which undoes the cut for rules with thresholds; "" without one."""
    constants: Constants
    line: str
    """The values of the line's points, already cut, in a row of cells; "" where they are the scheme's alone."""

    @property
    def whole(self) -> str:
        """The raw value as for the whole quarter."""
        return f"({self.raw}{self.cut})"

    @property
    def best(self) -> str:
        """The highest share of the full mark, at least 1."""
        cap = self.kpi.full if self.kpi.cap is None else self.kpi.cap
        return literal(max(Fraction(cap) / Fraction(self.kpi.full), Fraction(1)))


def score(kpi: Kpi, raw: str, target: str, cut: str, constants: Constants, line: str = "") -> str:
    """Returns a formula for the score, between floor and cap; `raw` and `target` are references or formulas.

    `target` is already cut to the days, and so are the values of the points in the row of cells `line`; `cut` is
    "" or the factor `*x/y` that raises a raw value to the whole quarter. Bounds are compared at 10 decimals, so that
    22/25 reaches 88 % in spite of binary floats.
    """
    value = FORMULAS[kpi.rule](RuleCells(kpi, raw, target, cut, constants, line))
    if kpi.rule in SHARES and kpi.full != 1:
        value = f"{literal(kpi.full)}*{value}"
    if kpi.cap is not None:
        value = f"MIN({constants.kpi(kpi, 'cap')},{value})"
    return f"MAX({constants.kpi(kpi, 'floor')},{value})"


def _share_of_target(c: RuleCells) -> str:
    return f"IF(N({c.target})>0,{c.raw}/{c.target},1)"


def _lower_is_better(c: RuleCells) -> str:
    none = f"IF(N({c.target})>0,{c.best},1)"
    return f"IF(ROUND({c.raw},10)<=0,{none},N({c.target})/{c.raw})"


def _bands(c: RuleCells) -> str:
    bands = c.constants.bands(c.kpi.bands)
    return f"INDEX({bands.values},MATCH(ROUND({c.whole},10),{bands.keys},1))"


def _linear(c: RuleCells) -> str:
    zero, full = c.constants.kpi(c.kpi, "zero_at"), c.constants.kpi(c.kpi, "full_at")
    return f"MIN(MAX(({c.whole}-{zero})/({full}-{zero}),0),{c.best})"


def _piecewise(c: RuleCells) -> str:
    """The piece that holds the value: its first point, and the differences to its second."""
    keys, values, scores, spans, rises = c.constants.line(c.kpi)
    if c.line:
        return _personal_line(c, scores, rises)
    piece = f"MATCH(ROUND({c.whole},10),{keys},1)"
    at = {
        name: f"INDEX({span},{piece})"
        for name, span in zip("xyws", (values, scores, spans, rises), strict=True)
    }
    return f"{at['y']}+({c.whole}-{at['x']})*{at['s']}/{at['w']}"


def _personal_line(c: RuleCells, scores: str, rises: str) -> str:
    """The same with a person's own points: piece 1 lies below the first of them, the last above all."""
    piece = f"(IFERROR(MATCH(ROUND({c.raw},10),{c.line},1),0)+1)"
    first = f"MAX({piece}-1,1)"
    one = f"MIN({first},{len(c.kpi.points) - 1})"
    wide = f"(INDEX({c.line},1,{one}+1)-INDEX({c.line},1,{one}))"
    rise = f"INDEX({rises},{piece})"
    return f"INDEX({scores},{piece})+({c.raw}-INDEX({c.line},1,{first}))*{rise}/{wide}"


def _points_off(c: RuleCells) -> str:
    return f"{_base(c)}-{c.whole}*{c.constants.kpi(c.kpi, 'each')}"


def _points_on_top(c: RuleCells) -> str:
    return f"{_base(c)}+{c.whole}*{c.constants.kpi(c.kpi, 'each')}"


def _base(c: RuleCells) -> str:
    return literal(c.kpi.full) if c.kpi.base is None else c.constants.kpi(c.kpi, "base")


def _at_least(c: RuleCells) -> str:
    return f"IF(ROUND({c.raw},10)>=ROUND(N({c.target}),10),1,0)"


def _at_most(c: RuleCells) -> str:
    return f"IF(ROUND({c.raw},10)<=ROUND(N({c.target}),10),1,0)"


def _as_is(c: RuleCells) -> str:
    per_value = Fraction(c.kpi.full) / c.kpi.full_value
    return c.raw if per_value == 1 else f"{literal(per_value)}*{c.raw}"


SHARES = (
    Rule.SHARE_OF_TARGET,
    Rule.LOWER_IS_BETTER,
    Rule.LINEAR,
    Rule.AT_LEAST,
    Rule.AT_MOST,
)
"""Rules whose formula gives a share of the full mark; the others give marks."""
FORMULAS: Mapping[Rule, Callable[[RuleCells], str]] = {
    Rule.SHARE_OF_TARGET: _share_of_target,
    Rule.LOWER_IS_BETTER: _lower_is_better,
    Rule.BANDS: _bands,
    Rule.LINEAR: _linear,
    Rule.PIECEWISE: _piecewise,
    Rule.POINTS_OFF: _points_off,
    Rule.POINTS_ON_TOP: _points_on_top,
    Rule.AT_LEAST: _at_least,
    Rule.AT_MOST: _at_most,
    Rule.AS_IS: _as_is,
}
