"""The live preview in the real LibreOffice: computed on opening, and equal to the program."""

from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.sheets.raw_values import Percent
from gacx_reports.core.sheets.workbook import Workbook
from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_libreoffice
from tests.core.issuing.preview.quarters import english_previews, random_previews, sample_previews
from tests.core.issuing.preview.small import built, totals, with_cells
from tests.fixtures.markdown_company import World, kpi

pytestmark = pytest.mark.system
QUARTERS = (Period(2023, 4), *(Period(2024, n) for n in (1, 2, 3, 4)))
SEEDS = 22


def test_libreoffice_previews_what_the_program_scores(
    samples: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Every sample quarter and random ones: every figure equal at the printed places."""
    books = tmp_path / "books"
    books.mkdir()
    previews = [p for q in QUARTERS for p in sample_previews(samples / str(q), q, books)]
    seeds = range(SEEDS + int(pytestconfig.getoption("--parity")))
    previews += random_previews(seeds, books)
    paths = [path for path, _, _ in previews]
    computed = by_libreoffice(paths, tmp_path / "computed", tmp_path / "profile")
    parity = Parity()
    for path, form, outcome in previews:
        compare(computed[path.name], outcome, form, parity, path.stem)
    assert parity.differences == []
    assert parity.books == len(previews)
    assert parity.cells > 2500


def test_libreoffice_previews_an_english_edition(samples: Path, tmp_path: Path) -> None:
    """Sheets, names, lists and words in English: the figures are the program's all the same."""
    books = tmp_path / "books"
    books.mkdir()
    quarter = QUARTERS[-1]
    previews = list(english_previews(samples / str(quarter), quarter, books))
    computed = by_libreoffice(
        [path for path, _, _ in previews], tmp_path / "computed", tmp_path / "profile"
    )
    parity = Parity()
    for path, form, outcome in previews:
        compare(computed[path.name], outcome, form, parity, path.stem, "en")
    assert parity.differences == []
    assert parity.cells > 300


def test_a_percentage_above_100_is_one_where_the_cell_shows_it(tmp_path: Path) -> None:
    """105 % typed into a percent cell is 1.05; 1.06 in a cell of another format is faulty, as in reading (V07)."""
    rate = kpi(指标="完成率", 取值="填报", 单位="%", 小数位="1")
    world = World(kpis=(rate,), typed="| G1 | 完成率 | 1.05 |\n| G2 | 完成率 | 1.06 |")

    def as_typed(book: Workbook) -> Workbook:
        return with_cells(book, lambda raw: Percent(1.05) if raw == 1.05 else raw)

    path = built(world, tmp_path, as_typed)
    (cells,) = by_libreoffice([path], tmp_path / "computed", tmp_path / "profile").values()
    assert totals(cells) == {"G1": 1.05, "G2": "有误"}
