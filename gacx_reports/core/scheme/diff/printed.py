"""The values of a scheme as its workbook has them, for a comparison."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.language.formats import NONE
from gacx_reports.core.scheme.diff.labels import SHARES
from gacx_reports.core.scheme.table_sheets import KIND_WORDS
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.read_cell import bound


def printed_values(thing: object, words: Mapping[str, str]) -> dict[str, tuple[object, str]]:
    """Returns field's message id → value and printed text, of the fields in `words`."""
    values = {field: getattr(thing, field) for field in words}
    return {words[f]: (v, printed(v, f in SHARES)) for f, v in values.items()}


_KINDS = {kind: word for word, kind in KIND_WORDS.items()}


def printed(value: object, percent: bool = False) -> str:
    """A value as written in the scheme's workbook, exact; a dash for none."""
    match value:
        case None | "" | ():
            return NONE
        case bool():
            return "是" if value else "否"
        case Decimal() | Fraction():
            return bound(value, percent)
        case tuple():
            return "、".join(str(v) for v in value)
        case PeriodKind():
            return PERIOD_WORDS[value]
        case Kind():
            return _KINDS[value]
        case _:
            return str(value)
