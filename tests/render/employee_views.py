"""Employees of every kind, as views."""

from dataclasses import replace

from gacx_reports.core.views.behaviour_raters import RaterColumn
from gacx_reports.core.views.employee.adjustments import LineRow, OverrideView
from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.employee.sources import SourceRow
from gacx_reports.core.views.employee.steps import TotalStep
from gacx_reports.core.views.trend import TrendPoint
from tests.render.pieces_of_views import (
    BANDS,
    BEHAVIOUR,
    COMMENT,
    HEADING,
    KPI,
    KPIS,
    MAKEUP,
    PART,
    STEPS,
)


def employee() -> EmployeeView:
    """A typical engineer."""
    return EmployeeView(
        heading=HEADING,
        id="GA0317",
        name="欧阳建国",
        department="技术服务组",
        post="技术工程师",
        supervisor_post="技术服务组主管",
        total="0.9215",
        grade="A",
        computed_grade="A",
        grade_meaning="全额绩效薪资",
        vetoed=False,
        pay_factor="100%",
        pay="",
        lines=(),
        override=None,
        interview=False,
        weakest=tuple((PART.post, kpi) for kpi in (KPIS[2], KPIS[3], KPIS[1])),
        position=0.9215,
        bands=BANDS,
        parts=(PART,),
        moved=False,
        kpi_score="0.9215",
        reweighted=False,
        behaviour=BEHAVIOUR,
        trend=(
            TrendPoint("2024Q1", "0.7420", "B", 0.742, False),
            TrendPoint("2024Q2", "0.8104", "A", 0.8104, False),
            TrendPoint("2024Q3", "0.9215", "A", 0.9215, True),
        ),
        steps=STEPS,
        makeup=MAKEUP,
        sources=(
            SourceRow("行为评价（上级评分）", "15", ("技术服务组.xlsx › 行为评价 › D2:D16",)),
        ),
        findings=(
            "总分 0.9215，比 A 的下限 0.8 高 0.1215。",
            "比 2024Q2（0.8104）高 0.1111。",
            "安装实施、维修、维护合格率 93.5%，低于目标 1.5 个百分点，得分 0.9840；记录 46 条。",
        ),
        comment=COMMENT,
        goals="1. 反馈卡完整率达到 98%。\n2. 带教新同事一名，独立完成三次上门维护。",
    )


def without_behaviour() -> EmployeeView:
    """A first quarter, with an inapplicable KPI and without comments."""
    rest = tuple(
        replace(k, effective_weight=w, reweighted=True)
        for k, w in zip(KPIS[1:], ("50%", "25%", "25%"), strict=True)
    )
    absent = replace(
        KPI,
        effective_weight="0%",
        reweighted=True,
        raw="不适用",
        n="0",
        interval="",
        score="—",
        weighted="—",
        fill=0.0,
        applies=False,
        remark="样本少于 5 条：不适用",
        cells=(),
    )
    parts = (replace(PART, kpis=(absent, *rest)),)
    view = replace(employee(), parts=parts, reweighted=True, behaviour=None)
    return replace(view, trend=view.trend[-1:], comment="", goals="")


def crowded() -> EmployeeView:
    """As much of everything as there may be."""
    kpis = tuple(
        replace(k, name=f"{k.name}（第{n}项，含返修）", remark="样本少于 20 条，请谨慎判断")
        for n, k in enumerate(KPIS * 3, 1)
    )
    trend = [
        TrendPoint(
            f"{2022 + n // 4}Q{n % 4 + 1}", f"{0.4 + n / 12:.4f}", "ABC"[n % 3], n / 9, False
        )
        for n in range(8)
    ]
    trend[2] = TrendPoint("2022Q3", "", "", 0.0, False)
    trend[-1] = TrendPoint("2024Q3", "1.0500", "A", 1.0, True)
    formula = " + ".join(["0.9840 × 8.33%"] * 12)
    return replace(
        employee(),
        name="阿卜杜热依木·买买提吐尔逊江·艾尼瓦尔",
        post="技术服务组高级售后工程师（华北大区驻场）",
        total="1.0500",
        position=1.0,
        parts=(replace(PART, kpis=kpis),),
        trend=tuple(trend),
        behaviour=replace(BEHAVIOUR, counted=True, share="20%"),
        steps=(replace(STEPS[0], formula=formula), *STEPS),
        comment=(COMMENT * 50)[:2000],
        goals="http://" + "a" * 300 + "\n" + (COMMENT * 50)[:1600],
    )


FIRST_PART = replace(
    PART,
    post="受理岗位",
    department="受理服务组",
    period="2024年7月1日 至 2024年8月9日",
    days="40",
    share="43.5%",
    kpis=tuple(
        replace(k, name=name, weight=weight, effective_weight=effective, weighted=weighted)
        for k, name, weight, effective, weighted in zip(
            KPIS,
            ("客户满意度", "一次解决率", "承诺时限内完成率"),
            ("50%", "30%", "20%"),
            ("21.74%", "13.04%", "8.70%"),
            ("0.2139", "0.1279", "0.0478"),
            strict=False,
        )
    ),
    score="0.8961",
    contribution="0.3896",
)
SECOND_PART = replace(
    PART,
    period="2024年8月10日 至 2024年9月30日",
    days="52",
    share="56.5%",
    kpis=tuple(
        replace(k, effective_weight=effective, weighted=weighted)
        for k, effective, weighted in zip(
            KPIS,
            ("33.91%", "11.30%", "5.65%", "5.65%"),
            ("0.3337", "0.1108", "0.0311", "0.0452"),
            strict=True,
        )
    ),
    contribution="0.5208",
)
BONUS = LineRow("加分", "客户书面表扬", "2024年8月2日", "北京某银行来函致谢", "+0.0300")
DEDUCTION = LineRow("扣分", "反馈卡逾期", "2024年9月11日", "三张反馈卡晚于规定时限交回", "−0.0200")
VETO = LineRow(
    "否决", "重大客户投诉", "2024年9月18日", "现场擅自断电，造成客户呼叫中心停机两小时", "至多 C"
)
OVERRIDE = OverrideView(
    "B", "A", "第三季度承担灾备演练，指标未能反映其工作量，经部门会议讨论同意。", "经理"
)


def moved() -> EmployeeView:
    """Somebody who changed post within the quarter."""
    steps = (
        TotalStep("受理岗位", "0.9840 × 50% + 0.9804 × 30% + 0.5500 × 20%", "0.8961"),
        replace(STEPS[0], label="技术工程师"),
        TotalStep("按在岗天数", "0.8961 × 40/92 + 0.9215 × 52/92", "0.9105"),
        replace(STEPS[1], result="0.9105"),
        replace(STEPS[2], formula="0.8 ≤ 0.9105"),
        STEPS[3],
    )
    return replace(
        employee(),
        moved=True,
        parts=(FIRST_PART, SECOND_PART),
        total="0.9105",
        kpi_score="0.9105",
        steps=steps,
        pay="12,345.50",
    )


def vetoed() -> EmployeeView:
    """A veto: the total of an A, the grade C, hence an interview."""
    return replace(
        employee(),
        total="0.9315",
        steps=(
            STEPS[0],
            TotalStep("加减分", "加分 0.0300，扣分 0.0200，各不超过上限", "+0.0100"),
            replace(STEPS[1], result="0.9315"),
            replace(STEPS[2], formula="0.8 ≤ 0.9315"),
            TotalStep("一票否决", "重大客户投诉：至多 C", "C"),
            TotalStep("绩效系数", "无绩效薪资", "0%"),
        ),
        position=0.9315,
        grade="C",
        grade_meaning="无绩效薪资",
        vetoed=False,
        pay_factor="0%",
        pay="0.00",
        lines=(BONUS, DEDUCTION, VETO),
        interview=True,
    )


def overridden() -> EmployeeView:
    """A grade that was changed by decision, and everybody's ratings."""
    raters = ("0.80", "1.00", "0.85 (4)")
    columns = (RaterColumn("上级", "60%"), RaterColumn("自评", "10%"), RaterColumn("同事", "30%"))
    categories = tuple(
        replace(c, items=tuple(replace(i, raters=raters) for i in c.items))
        for c in BEHAVIOUR.categories
    )
    return replace(
        employee(),
        total="0.7815",
        steps=(
            replace(STEPS[1], result="0.7815"),
            TotalStep("等级", "0.6 ≤ 0.7815 < 0.8", "B"),
            TotalStep("等级调整", "B → A", "A"),
            STEPS[3],
        ),
        position=0.7815,
        computed_grade="B",
        override=OVERRIDE,
        behaviour=replace(BEHAVIOUR, categories=categories, raters=columns),
    )


def rated_by_all_kinds() -> EmployeeView:
    """Ratings of all seven kinds of raters, some of them not averaged."""
    given = ("1.00", "0.80", "0.85 (4)", "0.73 (12)", "0.90 (3)", "0.66 (10)", "1.00 (5)")
    names = ("自评", "上级", "同事", "下级", "其他部门", "客户", "委员会")
    shares = ("10%", "30%", "12.5%", "12.5%", "10%", "15%", "10%")
    categories = tuple(
        replace(c, items=tuple(replace(i, raters=given) for i in c.items))
        for c in BEHAVIOUR.categories
    )
    return replace(
        employee(),
        behaviour=replace(
            BEHAVIOUR,
            categories=categories,
            raters=tuple(RaterColumn(n, s) for n, s in zip(names, shares, strict=True)),
            treated="同事：去极值均值；客户：中位数、按部门校准",
        ),
    )
