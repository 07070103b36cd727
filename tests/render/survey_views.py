"""Pages of the survey, as views."""

from gacx_reports.core.views.survey.plan import PlanCells, PlanColumn, PlanView
from tests.render.pieces_of_views import HEADING


def column(name: str, kpi: str = "", rule: str = "") -> PlanColumn:
    """A group of people, whose interval narrows from call to call."""
    widths = tuple(1 - n / 40 for n in range(30))
    flips = tuple(0.3 / (n + 1) for n in range(30))
    cells = tuple(
        PlanCells(f"{w:.1%}", f"{f:.1%}", str(30 - n), str(1234 + n), bool(rule) and 7 < n < 20)
        for n, (w, f) in enumerate(zip(widths, flips, strict=True))
    )
    return PlanColumn(name, kpi, "234", rule, cells, widths, flips)


def plan() -> PlanView:
    """The most posts that fit on the page, with long names."""
    sentence = (
        "受理服务代表：按方案最少的 8 个电话，“客户满意度”的区间平均宽 54.8%，0.6% 的样本会因运气得出不同的等级；"
        "13 人中有 1 人的机会超过 5%。"
    )
    return PlanView(
        heading=HEADING,
        table="调查回访",
        before="2024年第2季度",
        risk="5%",
        everybody=column("合计"),
        groups=tuple(
            column(post, "客户针对实施情况满意度", "8 至 20")
            for post in ("受理服务代表", "大客户代表", "技术工程师")
        ),
        more_groups=1,
        findings=(sentence,) * 4,
        left_out=8,
        tallest_flip=0.3,
    )
