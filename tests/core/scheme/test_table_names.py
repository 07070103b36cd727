"""Names of record tables, which are names of sheets."""

import pytest

from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.injections import injected
from tests.fixtures.markdown_company import World, record_kpi

WORLD = World(kpis=(record_kpi("是占比"),))


@pytest.mark.parametrize(
    "name",
    ["抽/查", "抽\\查", "抽:查", "[抽查]", "抽查?", "'抽查", "x" * 32, "封面", "History", "cover"],
)
def test_a_table_that_no_sheet_can_be_called_is_refused(name: str) -> None:
    """C36 at the name; the workbook would not open, or not be made."""
    _, issues = read_scheme(injected(WORLD.scheme(), {"抽查": name}))
    assert [(i.code, i.place.cell, i.found) for i in issues] == [("C36", "A2", name)]


@pytest.mark.parametrize("name", ["抽查 (一)", "=抽查", "抽查&<b>", "x" * 31])
def test_any_other_name_is_fine(name: str) -> None:
    """Also one that would be code elsewhere."""
    assert not read_scheme(injected(WORLD.scheme(), {"抽查": name}))[1]
