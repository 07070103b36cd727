"""Column 目标 of reports for a KPI by bands (分段) that has no target: where its bands begin."""

from pathlib import Path

import pytest

from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from tests.fixtures.sound_quarter import sound_quarter
from tools.samples.practice_folders import QUARTER
from tools.samples.workbook_edits import Edit, append_row, edit, put

SCHEME = "考核方案.xlsx"
RISING = ((None, 0.8, 0), (0.8, 0.95, 0.6), (0.95, None, 1))
FALLING = ((None, 0.02, 1), (0.02, 0.1, 0.8), (0.1, None, 0.3))


def bands(*steps: tuple[float | None, float | None, float]) -> list[Edit]:
    """The set of bands of 返修产品合格率, and no target."""
    rows = (dict(zip(("分段表", "起", "止", "得分"), ("新段", *s), strict=True)) for s in steps)
    cells = (append_row("分段", {k: v for k, v in r.items() if v is not None}) for r in rows)
    return [put("指标", "L27", None), put("指标", "O27", "新段"), *cells]


@pytest.mark.parametrize(
    ("edits", "printed"),
    [
        (bands(*RISING), "≥ 95.0%: 1; ≥ 80.0%: 0.6"),
        (bands(*FALLING), "< 2.0%: 1; < 10.0%: 0.8"),
        (bands((None, None, 1)), "—"),
        ([put("指标", "L27", 0.9)], "≥ 90.0%"),
    ],
)
def test_the_bands_stand_where_no_target_does(
    edits: list[Edit], printed: str, tmp_path: Path
) -> None:
    """The best band first; a target is printed as ever."""
    files = dict(sound_quarter())
    edit(SCHEME, *edits)(files)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    outcome = read_and_score(tmp_path, QUARTER).outcome
    assert outcome
    view = employee_view(outcome.employees["G0121"], outcome, {}, translator("zh"))
    rows = [row for part in view.parts for row in part.kpis]
    assert [r.target.replace("\u00a0", " ") for r in rows if r.name == "返修产品合格率"] == [
        printed
    ]
