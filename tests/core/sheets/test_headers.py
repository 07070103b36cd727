"""The type of headers holds every declared header, so that a misspelt one is found by mypy."""

from typing import get_args

from gacx_reports.core.forms import input_sheets
from gacx_reports.core.forms.call_sheet import call_sheet
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.record_table import Owner, RecordTable
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.submissions import acknowledgement_list
from tests.fixtures.markdown_company import World


def declared(scheme: Scheme) -> set[str]:
    """Headers of the scheme, the roster, the input sheets, the call sheets and the list of acknowledgements."""
    forms = [form for form in vars(input_sheets).values() if isinstance(form, SheetForm)]
    forms += [*SCHEME_SHEETS, *ROSTER_SHEETS, input_sheets.lines_sheet(scheme)]
    calls = call_sheet(RecordTable("回访", Owner.SURVEY, ()), scheme)
    listed = {column.name for column in acknowledgement_list.COLUMNS}
    return listed.union(*(form.names for form in (*forms, calls)))


def test_the_type_holds_every_declared_header_and_no_other() -> None:
    """A header that a sheet gains or loses is gained or lost here."""
    scheme, _ = read_scheme(World().scheme())
    assert set(get_args(Header)) == declared(scheme)
