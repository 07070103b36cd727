"""Names with `~`, `*`, `?`, `<` and `=` in the real LibreOffice: lists, sums of weights and the preview."""

from pathlib import Path

import openpyxl
import pytest

from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_libreoffice
from tests.core.issuing.preview.small import built
from tests.core.issuing.preview.test_odd_names import company, department, rated
from tests.excel.issuing.test_odd_names import NAMES, TILDES, listed, weighed
from tests.fixtures.markdown_company import World
from tests.system.office import soffice

pytestmark = pytest.mark.system


def test_lists_and_sums_take_a_name_as_it_is(tmp_path: Path) -> None:
    """Every name is in its list, the last is in none, and all weights total 100 %."""
    names = (*TILDES, *NAMES)
    paths = [listed(names, tmp_path / "list.xlsx"), weighed(names, tmp_path / "scheme.xlsx")]
    soffice("xlsx:Calc MS Excel 2007 XML", paths, tmp_path / "saved", tmp_path / "profile")
    valid, sums = (
        openpyxl.load_workbook(tmp_path / "saved" / p.name, data_only=True)["校验"] for p in paths
    )
    found = [valid.cell(row, 2).value for row, _ in enumerate(names, start=1)]
    assert found == [True] * (len(names) - 1) + [False]
    assert sums["A1"].value == "所有权重合计都是 100%。"


@pytest.mark.parametrize("world", [company(), rated()], ids=["rows", "ratings"])
def test_the_preview_takes_a_name_as_it_is(world: World, tmp_path: Path) -> None:
    """Every figure is the program's."""
    outcome, form = department(world)
    path, parity = built(world, tmp_path), Parity()
    (cells,) = by_libreoffice([path], tmp_path / "computed", tmp_path / "profile").values()
    compare(cells, outcome, form, parity, "")
    assert parity.differences == []
    assert parity.totals == 1
