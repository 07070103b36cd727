"""Columns of sheet 行为评价 of `results.xlsx` with what each kind of rater gave; never who."""

from collections.abc import Iterable, Iterator

from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scoring.outcomes import ItemOutcome, QuarterOutcome
from gacx_reports.excel.results.table_sheet import COUNT, SCORE, TableCell, score
from gacx_reports.i18n import N_

_HEADERS = {
    Rater.SECOND_SUPERIOR: (N_("Second superior's score"), ""),
    Rater.PEERS: (N_("Peers' score"), N_("Number of peers")),
    Rater.SUBORDINATES: (N_("Subordinates' score"), N_("Number of subordinates")),
    Rater.OTHER_DEPARTMENTS: (N_("Other departments' score"), N_("Number of other departments' raters")),
    Rater.CUSTOMERS: (N_("Customers' score"), N_("Number of customers")),
    Rater.COMMITTEE: (N_("Committee's score"), N_("Number of committee members")),
}  # fmt: skip


def other_kinds(outcome: QuarterOutcome) -> tuple[Rater, ...]:
    """Returns the kinds besides self and supervisor that rated anybody; peers always."""
    rated = (e.behaviour for e in outcome.employees.values() if e.behaviour)
    found = {r.rater for b in rated for item in b.items for r in item.raters}
    return tuple(kind for kind in _HEADERS if kind is Rater.PEERS or kind in found)


def headers_of(kinds: Iterable[Rater]) -> Iterator[tuple[str, str]]:
    """Yields header (message id) and number format of score and, of several raters, their number."""
    for kind in kinds:
        mean, number = _HEADERS[kind]
        yield mean, SCORE
        if number:
            yield number, COUNT


def voices(item: ItemOutcome, kinds: Iterable[Rater]) -> tuple[TableCell, ...]:
    """Returns what supervisor and the person gave; then of each kind its score, 0 to 1, and how many gave a level."""
    given = {r.rater: r for r in item.raters}
    cells: list[TableCell] = []
    for kind in (Rater.SUPERVISOR, Rater.SELF, *kinds):
        one = given.get(kind)
        cells.append(score(one.score) if one else None)
        if kind.several:
            cells.append(one.n if one else None)
    return tuple(cells)
