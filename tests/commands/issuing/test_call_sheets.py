"""Call sheets on disk: what is written, and that nobody's entries are lost when they are issued again."""

from pathlib import Path

import openpyxl
import pytest

from gacx_reports.commands.issuing.call_sheets import SURVEY_FOLDER, write_call_sheets
from gacx_reports.excel.issuing.call_page import HEADER_ROW
from gacx_reports.i18n import Language
from tests.fixtures.surveyed_company import CALLERS, surveyed


def written(target: Path, lang: Language = "zh") -> tuple[list[str], list[str]]:
    """Names of the sheets that are written, and of those set aside, below the target."""
    c = surveyed()
    made, kept = write_call_sheets(c.record, c.jobs, c.scheme, c.roster, target, lang)
    assert all(path.is_file() for path in (*made, *kept))
    return [p.name for p in made], [p.relative_to(target).as_posix() for p in kept]


@pytest.mark.parametrize(("lang", "stem"), [("zh", "满意度调查"), ("en", "Satisfaction survey")])
def test_every_caller_gets_a_workbook(lang: Language, stem: str, tmp_path: Path) -> None:
    """In the folder `survey`, beside the templates."""
    made, kept = written(tmp_path, lang)
    assert sorted(made) == sorted(f"{stem}-{caller}.xlsx" for caller in CALLERS)
    assert not kept
    assert sorted(p.name for p in (tmp_path / SURVEY_FOLDER).iterdir()) == sorted(made)


def test_a_sheet_with_entries_is_set_aside(tmp_path: Path) -> None:
    """Issuing again replaces untouched sheets only."""
    made, _ = written(tmp_path)
    path = tmp_path / SURVEY_FOLDER / made[0]
    book = openpyxl.load_workbook(path)
    book.worksheets[2].cell(HEADER_ROW + 1, 9, "typed")
    book.save(path)
    _, kept = written(tmp_path)
    assert kept == [f"kept/{path.stem} 1.xlsx"]
