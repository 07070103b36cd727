"""The summary with those who published and approved the quarter."""

from collections.abc import Iterable
from dataclasses import replace

from gacx_reports.commands.reports import QuarterView
from gacx_reports.core.records.delivery import Signatories
from gacx_reports.core.views.units.signatories import signatory_rows
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.i18n import Language, translator


def signed(view: QuarterView, found: Iterable[Signatories], lang: Language) -> QuarterView:
    """The summary with a row for each publication, if a second person approved any of them; else as it is."""
    assert isinstance(view, SummaryView)
    return replace(view, signatories=signatory_rows(found, translator(lang)))
