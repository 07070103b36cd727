"""Where places decide grades, the preview has totals and a word: the others' totals are elsewhere."""

from dataclasses import replace
from pathlib import Path

from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.small import built, totals
from tests.core.scoring.test_rank_grades import FIVE
from tests.fixtures.markdown_company import score

REASON = "经研究同意调整本季度的等级。"


def test_a_grade_by_place_awaits_the_summary(tmp_path: Path) -> None:
    """Both grades, also where one was changed; the total is the program's."""
    given = replace(FIVE, overrides=f"| G2 | B | A | {REASON} | G0 |")
    computed = by_ironcalc(built(given, tmp_path))
    page = computed["试算"]
    heads = {page[3, c]: c for r, c in page if r == 3}
    rows = {page[r, 1]: r for r, c in page if c == 1 and r > 3}
    for who in ("G1", "G2"):
        assert [page[rows[who], heads[h]] for h in ("计算等级", "最终等级")] == ["待汇总"] * 2
    outcome = score(given)
    assert {who: round(t, 4) for who, t in totals(computed).items()} == {
        f"G{n}": float(outcome.employees[f"G{n}"].total or 0) for n in range(1, 6)
    }
