"""Employee IDs that a spreadsheet made numbers of: G0101 typed as 101 matches nobody, in cell after cell."""

import re
from collections.abc import Iterable, Sequence

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.cell_ref import CellRef, position, ranges
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.table_row import TableRow

_ID = re.compile(r"([^\W\d_]*)[-_.]?(\d+)", re.ASCII)
_UNKNOWN = (P.ID_UNKNOWN, P.SUPERVISOR_UNKNOWN)


def same_number(written: str, ids: Iterable[str]) -> list[str]:
    """Returns the IDs that differ from what is written only in letters and zeros in front, which one of both lacks."""
    wanted = _parts(written)
    if wanted is None:
        return []
    letters, number = wanted
    known = ((i, parts) for i in ids if i != written and (parts := _parts(i)))
    return [i for i, (own, n) in known if n == number and (not own or not letters)]


def _parts(text: str) -> tuple[str, int] | None:
    """Letters in front, and the number behind them."""
    found = _ID.fullmatch(text)
    return (found[1].casefold(), int(found[2])) if found else None


def as_numbers(places: Sequence[CellRef], written: str, whole: str) -> Issue:
    """Returns P43 for cells of one column, the first of which has `written` in place of the ID `whole`."""
    spots = [spot for place in places if (spot := position(place.cell))]
    cells = ranges([row for row, _ in spots], spots[0][1])
    place = CellRef(places[0].workbook, places[0].sheet, cells)
    details = {"count": str(len(places)), "number": written, "whole": whole}
    return Issue(P.IDS_AS_NUMBERS, place, written, details)


def folded(issues: Sequence[Issue], people: Sequence[TableRow]) -> list[Issue]:
    """The roster's issues, with unknown IDs (P01, P09) that are numbers, or that its own IDs are, as one P43 a column.

    An ID that two people could be stays an issue of its own. `people` are all rows of sheet 花名册.
    """
    ids = {r.text("工号"): r for r in people if r.text("工号")}
    rest: list[Issue] = []
    columns: dict[tuple[str, str], list[tuple[Issue, str]]] = {}
    own: dict[str, str] = {}
    for issue in issues:
        meant = same_number(issue.found, ids) if issue.code in _UNKNOWN else []
        if len(meant) != 1:
            rest.append(issue)
        elif meant[0].isdigit() and not issue.found.isdigit():
            own[meant[0]] = issue.found
        else:
            column = issue.place.cell.rstrip("0123456789")
            columns.setdefault((issue.place.sheet, column), []).append((issue, meant[0]))
    for found in columns.values():
        first, whole = found[0]
        rest.append(as_numbers([i.place for i, _ in found], first.found, whole))
    if own:
        bare = [r.place("工号") for i, r in ids.items() if i.isdigit()]
        number, whole = next(iter(own.items()))
        rest.append(as_numbers(bare, number, whole))
    return rest
