"""The sheets on which a head judges people."""

from collections.abc import Iterator

from gacx_reports.core.forms.input_sheets import (
    ASKED,
    COMMENTS,
    RATINGS,
    WEIGHTS,
    lines_sheet,
    targets_sheet,
    typed_sheet,
)
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import SheetForm


def judgement_sheets(posts: set[str], scheme: Scheme, rated: bool) -> Iterator[SheetForm]:
    """Yields the sheets on which a head judges people of these posts; ratings only if they are `rated`."""
    kpis: list[Kpi] = [k for post in posts for k in scheme.kpis_of(post)]
    if any(map(ASKED["实际值"], kpis)):
        yield typed_sheet(kpis)
    if rated and any(scheme.behaviours_of(p) for p in posts):
        yield RATINGS
    if any(k.personal_target for k in kpis):
        yield targets_sheet(kpis)
    if any(k.own_weights for k in kpis):
        yield WEIGHTS
    if scheme.line_items:
        yield lines_sheet(scheme)
    yield COMMENTS
