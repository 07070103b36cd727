"""The seven scoring rules as formulas; `core.scoring.rules` computes the same exactly."""

from decimal import Decimal

from gacx_reports.core.issuing.preview.formula_sheet import literal
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.scheme.kpi import Kpi, Rule


def score(kpi: Kpi, raw: str, target: str, cut: str, constants: Constants) -> str:
    """Returns a formula for the score, between floor and cap; `raw` and `target` are references or formulas.

    `target` is already cut to the days; `cut` is "" or the factor `*x/y` that raises a raw value to the whole
    quarter. Bounds are compared at 10 decimals, so that 22/25 reaches 88 % in spite of binary floats.
    """
    value = _uncut(kpi, raw, target, cut, constants)
    if kpi.cap is not None:
        value = f"MIN({constants.kpi(kpi, 'cap')},{value})"
    return f"MAX({constants.kpi(kpi, 'floor')},{value})"


def _uncut(kpi: Kpi, raw: str, target: str, cut: str, constants: Constants) -> str:
    best = literal(max(kpi.cap or Decimal(1), Decimal(1)))
    whole = f"({raw}{cut})"
    match kpi.rule:
        case Rule.SHARE_OF_TARGET:
            return f"IF(N({target})>0,{raw}/{target},1)"
        case Rule.LOWER_IS_BETTER:
            none = f"IF(N({target})>0,{best},1)"
            return f"IF(ROUND({raw},10)<=0,{none},N({target})/{raw})"
        case Rule.BANDS:
            bands = constants.bands(kpi.bands)
            return f"INDEX({bands.values},MATCH(ROUND({whole},10),{bands.keys},1))"
        case Rule.LINEAR:
            zero, full = constants.kpi(kpi, "zero_at"), constants.kpi(kpi, "full_at")
            return f"MIN(MAX(({whole}-{zero})/({full}-{zero}),0),{best})"
        case Rule.AT_LEAST:
            return f"IF(ROUND({raw},10)>=ROUND(N({target}),10),1,0)"
        case Rule.AT_MOST:
            return f"IF(ROUND({raw},10)<=ROUND(N({target}),10),1,0)"
        case Rule.AS_IS:
            return raw
