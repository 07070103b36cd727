"""Pages of the survey, as views."""

from dataclasses import replace

from gacx_reports.core.views.survey.plan import PlanCells, PlanColumn, PlanView
from gacx_reports.core.views.survey.rates import RateRow
from gacx_reports.core.views.survey.remarks import DepartmentSurvey, RemarkRow
from gacx_reports.core.views.survey.section import (
    CallerRow,
    CoverageRow,
    SurveySection,
    TimeRow,
)
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from tests.render.pieces_of_views import HEADING
from tests.render.unit_views import department, summary


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


RATES = ("100.0%", "92.3%", "10.0%", "85.7%")
DIGITS = "0123456789abcdef" * 4


def section() -> SurveySection:
    """A survey of four departments by ten callers, one of whom differs by more than chance."""
    kinds = ("安装实施", "维修", "维护", "培训", "其他")
    months = ("2024-07", "2024-08", "2024-09")
    coverage = tuple(
        CoverageRow(name, 1234, "20.0%", "19.5%", "18.0%", 0.2, 0.18) for name in (*kinds, *months)
    )
    callers = tuple(
        CallerRow(RateRow(f"调查员{n}", 120, 90, RATES), "88.1%", "+7.5", "±5.2", n == 3)
        for n in range(10)
    )
    return SurveySection(
        table="调查回访",
        headers=(("应答率", "RR2"), ("合作率", "COOP2"), ("拒访率", "REF1"), ("接触率", "CON1")),
        rates=tuple(
            RateRow(n, 300, 200, RATES) for n in ("客户服务部", "受理服务组", "技术服务组", "合计")
        ),
        outcomes=(("完成", 190), ("部分完成", 10), ("拒访", 30), ("无人接听", 70)),
        kinds=coverage[:5],
        months=coverage[5:],
        callers=callers,
        times=tuple(
            TimeRow(n, 123, 45, "36.6%", 0.366)
            for n in ("12:00 以前", "12:00 至 18:00", "18:00 以后")
        ),
        proof=(
            ("抽样", "第 2 次抽样，2024年10月8日"),
            ("理由", "总体在首次抽样后由部门更正。"),
            *((name, DIGITS) for name in ("总体的 SHA-256", "抽样承诺", "盐值")),
        ),
    )


def surveyed_summary() -> SummaryView:
    """The summary of a quarter whose calls were drawn."""
    return replace(summary(), surveys=(section(),))


def remarked() -> DepartmentView:
    """A department with the most remarks on a page, some long."""
    words = "人很客气，手艺也好；就是约好上午，下午三点才到，事先没有来电话说明，希望以后改进。"
    rows = tuple(
        RemarkRow(
            f"GA{n:04}", "买买提吐尔逊·艾尼瓦尔", "北＊＊", "不满意、满意", words * (1 + n % 2)
        )
        for n in range(24)
    )
    return replace(department(), survey=DepartmentSurvey("拨打 240 位客户，200 位作答。", rows, 7))
