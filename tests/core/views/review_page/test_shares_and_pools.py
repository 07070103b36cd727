"""What the review page says of wider quotas, grades that recur, and pools that wait."""

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scoring.flags import with_flags
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.views.review_page.run import Run
from gacx_reports.core.views.review_page.view import ReviewView
from tests.core.scoring.test_bonus_pool import LACKING
from tests.core.scoring.test_flags import quarter, world
from tests.core.scoring.test_quota_groups import FIVE_A
from tests.core.scoring.test_quota_groups import world as quotas
from tests.core.views.review_page.pages import Q3, html_of, view_of
from tests.fixtures.markdown_company import score


def page(outcome: QuarterOutcome) -> ReviewView:
    """Of a run that made no file."""
    return view_of(Run(Q3, outcome, {}, outcome.issues, (), frozenset(), frozenset()))


def said(view: ReviewView, state: str) -> list[str]:
    """The checklist's items of that state."""
    return [c.words for c in view.checks if c.state == state]


def test_a_pool_that_waits_is_to_be_mended() -> None:
    """With those for whom it waits."""
    view = page(score(LACKING))
    assert "“甲部”的奖金包尚未分配：G0、G3 暂缓" in said(view, "mend")
    assert html_of(view)


def test_a_quota_of_the_company_is_to_be_looked_at() -> None:
    """In the checklist, and below the table of departments."""
    view = page(score(quotas("| A | | 0.2 | 公司 | | |", *FIVE_A)))
    words = "A：6 人，按 20% 最多 2 人（参与考核 6 人）"
    assert view.violations == (("全公司", words),)
    assert any(words in line for line in said(view, "look"))
    assert html_of(view).count(words) >= 2


def test_grades_that_recur_can_be_looked_up() -> None:
    """Counted in the checklist, filtered for, and in the person's remark."""
    past = {Period(2024, 2): quarter("2024Q2", "C", world())}
    view = page(with_flags(quarter("2024Q3", "C", world()), past))
    (row,) = [p for p in view.people if "recurring" in p.flags]
    assert (row.id, row.remark) == ("G1", "连续 2 期 C 级：调岗或培训")
    assert "1 人有等级提醒：查看后果" in said(view, "look")
