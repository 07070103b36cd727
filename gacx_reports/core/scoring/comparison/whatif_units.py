"""Unit results for a what-if: the roster was filled in for the quarter's scheme, another scheme may need others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.codes.code import Code
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme


def under_another(
    roster: Roster, issues: Sequence[Issue], scheme: Scheme, computed: Mapping[str, Fraction]
) -> tuple[Roster, tuple[Issue, ...]]:
    """Returns the roster adapted to the other scheme, and the issues that remain.

    If the other scheme has KPIs for a unit, the typed result is left out (P32, warning, instead of P30);
    if it needs a typed result that is missing, the result `computed` under the quarter's own scheme is used
    (P33, warning, instead of P19).
    """
    typed = {u: r for u, r in roster.unit_results.items() if not scheme.kpis_of_unit(u)}
    lent = {u: r for u, r in computed.items() if u not in typed and not scheme.kpis_of_unit(u)}
    left: list[Issue] = []
    for issue in issues:
        unit = issue.details.get("unit", "")
        if issue.code == P.UNIT_RESULT_ALSO_COMPUTED:
            left.append(_said(P.TYPED_RESULT_LEFT_OUT, issue.place, unit))
        elif issue.code != P.UNIT_RESULT_MISSING or unit not in lent:
            left.append(issue)
    asked = {
        i.details["unit"]
        for i in issues
        if i.code == P.UNIT_RESULT_MISSING and i.details["unit"] in lent
    }
    left += [
        _said(P.COMPUTED_RESULT_TAKEN, roster.unit_sheet, unit) for unit in lent if unit in asked
    ]
    return replace(roster, unit_results=typed, lent=lent), tuple(left)


def _said(code: Code, place: CellRef, unit: str) -> Issue:
    return Issue(code, place, unit, {"unit": unit})
