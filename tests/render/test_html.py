"""Every view becomes a page that is safe, whole and within its number of sheets."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import page
import pytest
from jinja2 import UndefinedError
from pypdf import PdfReader

from gacx_reports.core.views.behaviour import BehaviourView, CategoryRows, ItemRow, RaterColumn
from gacx_reports.core.views.changes import LineRow, OverrideView
from gacx_reports.core.views.department import (
    Comparison,
    DepartmentView,
    GradeCount,
    LowKpi,
    MemberRow,
    PostTable,
)
from gacx_reports.core.views.employee import EmployeeView
from gacx_reports.core.views.gauges import Gauge
from gacx_reports.core.views.kpi_rows import KpiRow, PartView
from gacx_reports.core.views.makeup import Makeup, Segment
from gacx_reports.core.views.movement import MoveRow
from gacx_reports.core.views.parts import Apart, Band, Heading
from gacx_reports.core.views.pay_rows import PayRow
from gacx_reports.core.views.rater_rows import RaterRow
from gacx_reports.core.views.sources import SourceRow
from gacx_reports.core.views.steps import Step
from gacx_reports.core.views.summary import Extreme, SummaryView, UnitRow
from gacx_reports.core.views.trend import TrendPoint
from gacx_reports.i18n import Language
from gacx_reports.locations import default_templates
from gacx_reports.render.fonts import FontSet
from gacx_reports.render.html import Pages
from gacx_reports.render.pdf import Rendered, Renderer

View = EmployeeView | DepartmentView | SummaryView

HEADING = Heading(
    company="国安创想（GACX）",
    quarter="2024Q3",
    quarter_name="2024年第3季度",
    first_day="2024年7月1日",
    last_day="2024年9月30日",
    published="2024年10月21日",
    appeals_until="2024年10月28日",
    scheme_version="2024.3 示例",
    confidential="保密：仅限本人、直接上级和人力资源部阅读，请勿转发。",
    fingerprint="8f2c61d09ab4e375",
)
BANDS = (
    Band("C", "0", "0.6", "无绩效薪资", "0%", 0.0, 0.6),
    Band("B", "0.6", "0.8", "半额绩效薪资", "50%", 0.6, 0.2),
    Band("A", "0.8", "", "全额绩效薪资", "100%", 0.8, 0.2),
)
KPI = KpiRow(
    name="安装实施、维修、维护合格率",
    nature="定量",
    weight="60%",
    effective_weight="60%",
    reweighted=False,
    target="≥ 95.0%",
    personal_target=False,
    raw="93.5%",
    n="46",
    interval="82.5%–97.8%",
    rule="按目标完成比例",
    score="0.9840",
    weighted="0.5904",
    fill=0.984,
    applies=True,
    remark="",
    source="客户端拜访抽查",
    watched_by="技术主管",
    cells=("技术服务组.xlsx › 抽查记录 › F4:F33, F41:F56",),
    sample=False,
    number=1,
    gauge=Gauge(0.87, 0.9, 0.65, 0.956, "right", "50%", "100%", "合格率 93.5%，目标 95.0%"),
)
KPIS = (
    KPI,
    replace(
        KPI,
        name="客户针对实施情况满意度",
        weight="20%",
        effective_weight="20%",
        target="≥ 90.0%",
        personal_target=True,
        raw="88.2%",
        n="17",
        interval="",
        score="0.9804",
        weighted="0.1961",
        remark="样本少于 20 条，请谨慎判断",
        source="调查回访",
        watched_by="技术助理",
        cells=("满意度调查.xlsx › 回访记录 › H12:H28",),
    ),
    replace(
        KPI,
        name="安装实施、维修、维护数量",
        weight="10%",
        effective_weight="10%",
        target="20 → 40 次",
        raw="31 次",
        n="31",
        interval="",
        rule="两值之间线性",
        score="0.5500",
        weighted="0.0550",
        fill=0.55,
        source="作业记录",
        cells=("技术服务组.xlsx › 作业记录 › B4:B34",),
        sample=True,
    ),
    replace(
        KPI,
        name="质量反馈卡填写质量",
        nature="定性",
        weight="10%",
        effective_weight="10%",
        target="—",
        raw="4",
        n="",
        interval="",
        rule="直接取值",
        score="0.8000",
        weighted="0.0800",
        fill=0.8,
        source="质量反馈卡",
        watched_by="技术助理",
        cells=("技术服务组-技术助理.xlsx › 质量反馈卡 › D7",),
        sample=True,
    ),
)
PART = PartView(
    post="技术工程师",
    department="技术服务组",
    period="2024年7月1日 至 2024年9月30日",
    days="92",
    share="100.0%",
    kpis=KPIS,
    score="0.9215",
    contribution="0.9215",
)
ITEMS = {
    "核心能力": ("了解客户需求", "判断评估能力", "解决问题能力", "准确性", "效率"),
    "参考能力": ("口头沟通", "创新能力", "自信", "灵活性"),
    "态度": (
        "认真完成任务",
        "责任感，愿意承担更多责任",
        "及时正确向上级汇报",
        "虚心好学、要求上进",
        "出勤率",
        "遵守上级指示",
    ),
}
ITEM = ItemRow("", "4", "良好，常超出要求", "0.80", (), 0.8, True)
BEHAVIOUR = BehaviourView(
    half="2024年上半年",
    counted=False,
    share="",
    score="0.7860",
    categories=tuple(
        CategoryRows(name, weight, "0.8000", 0.8, tuple(replace(ITEM, name=i) for i in ITEMS[name]))
        for name, weight in zip(ITEMS, ("50%", "20%", "30%"), strict=True)
    ),
)
STEPS = (
    Step("指标得分", "0.9840 × 60% + 0.9804 × 20% + 0.5500 × 10% + 0.8000 × 10%", "0.9215"),
    Step("总分", "精确值四舍五入到 4 位小数", "0.9215"),
    Step("等级", "0.8 ≤ 0.9215", "A"),
    Step("绩效系数", "全额绩效薪资", "100%"),
)
MAKEUP = Makeup(
    tuple(
        Segment(str(n), k.name, k.weighted, Fraction(k.weighted), start, float(k.weighted))
        for n, (k, start) in enumerate(zip(KPIS, (0.0, 0.5904, 0.7865, 0.8415), strict=True), 1)
    ),
    1.0,
    0.9215,
)
COMMENT = (
    "本季度现场安装一次合格率稳定，能主动向客户讲解设备维护要点；反馈卡偶有漏填，需在离场前复核。"
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
    """A first quarter, with a KPI that doesn't apply and nothing said."""
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
        Step("受理岗位", "0.9840 × 50% + 0.9804 × 30% + 0.5500 × 20%", "0.8961"),
        replace(STEPS[0], label="技术工程师"),
        Step("按在岗天数", "0.8961 × 40/92 + 0.9215 × 52/92", "0.9105"),
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
            Step("加减分", "加分 0.0300，扣分 0.0200，各不超过上限", "+0.0100"),
            replace(STEPS[1], result="0.9315"),
            replace(STEPS[2], formula="0.8 ≤ 0.9315"),
            Step("一票否决", "重大客户投诉：至多 C", "C"),
            Step("绩效系数", "无绩效薪资", "0%"),
        ),
        position=0.9315,
        grade="C",
        grade_meaning="无绩效薪资",
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
            Step("等级", "0.6 ≤ 0.7815 < 0.8", "B"),
            Step("等级调整", "B → A", "A"),
            STEPS[3],
        ),
        position=0.7815,
        computed_grade="B",
        override=OVERRIDE,
        behaviour=replace(BEHAVIOUR, categories=categories, raters=columns),
    )


def member(n: int, kpis: int = 4) -> MemberRow:
    """The nth member of a post."""
    scores = tuple(f"{0.6 + (n * 7 + k * 3) % 40 / 100:.4f}" for k in range(kpis))
    total = f"{0.95 - n / 60:.4f}"
    change = f"{'+' if n % 2 else '−'}0.0{n:03}" if n % 5 else ""
    names = ("王芳", "欧阳建国", "李晓明", "买买提吐尔逊·艾尼瓦尔")
    remarks = ("", "", "调岗，加扣分 +0.03", "", "", "一票否决，计算等级 A")
    return MemberRow(
        id=f"GA{300 + n:04}",
        name=names[n % 4],
        scores=scores,
        tones=tuple((n + k) % 3 for k in range(kpis)),
        rank=str(n + 1),
        remark=remarks[n % 6],
        behaviour="0.7860",
        total=total,
        grade="AAB"[n % 3],
        change=change,
    )


def table(post: str, people: int, kpis: int = 4) -> PostTable:
    """The table of a post."""
    return PostTable(
        post=post,
        kpis=tuple(KPIS[k % 4].name for k in range(kpis)),
        weights=("10%",) * kpis,
        with_behaviour=True,
        members=tuple(member(n, kpis) for n in range(people)),
        means=("0.8123",) * kpis,
        mean_behaviour="0.7860",
        mean_total="0.8411",
    )


HELD = Apart(
    "GA0333",
    "赵敏",
    "技术工程师",
    "暂缓",
    "V03 日期不在本季度内（另有 2 项）",
    "技术服务组.xlsx › 抽查记录 › C17",
)
LATE = Apart("GA0334", "孙浩", "技术助理", "未参与考核", "在本季度首个工作日之后入职", "")
LOWEST = tuple(
    LowKpi("技术工程师", k.name, f"0.{n}123", 9, n / 10) for n, k in enumerate(KPIS[:3], 5)
)
MOVES = tuple(
    MoveRow("技术工程师", k.name, "0.8123", "0.7745", "−0.0378", 0.8123, 0.7745) for k in KPIS
)
GRADES = (
    GradeCount("A", 9, "60.0%", 0.6, 7, 0.5),
    GradeCount("B", 5, "33.3%", 0.333, 6, 0.429),
    GradeCount("C", 1, "6.7%", 0.067, 1, 0.071),
)
COMPARISON = Comparison(15, 14, "0.8123", "0.7988", "+0.0135", "2024Q2")

MISSED = (
    "A：9 人，按 20% 最多 3 人（参与考核 15 人）",
    "C：0 人，按 10% 最少 1 人（参与考核 15 人）",
)


def department() -> DepartmentView:
    """A department where somebody is held back."""
    return DepartmentView(
        heading=HEADING,
        department="技术服务组",
        head="周立新",
        people=17,
        incomplete=True,
        held_back=1,
        not_scored=1,
        grades=GRADES,
        comparison=COMPARISON,
        tables=(table("技术工程师", 12), table("技术助理", 3, 3)),
        apart=(HELD, LATE),
        lowest=LOWEST,
        moves=MOVES,
        bounds=("0.8", "0.6", "0"),
        violations=MISSED,
    )


def first_quarter() -> DepartmentView:
    """A department of which nobody is scored, and no earlier quarter."""
    return replace(
        department(),
        grades=tuple(
            replace(g, count=0, share="0.0%", fill=0.0, before=None, before_fill=0.0)
            for g in GRADES
        ),
        comparison=Comparison(0, None, "—", "—", "", ""),
        tables=(),
        lowest=(),
        moves=(),
    )


def large() -> DepartmentView:
    """Two hundred people and twelve KPIs."""
    tables = (table("技术工程师", 50, 12), table("受理岗位", 50, 5))
    return replace(department(), tables=tables, apart=(HELD, LATE) * 10)


def summary() -> SummaryView:
    """Four departments."""
    names = ("公司管理层", "客户服务部", "受理服务组", "技术服务组")
    counts, fills = tuple(g.count for g in GRADES), tuple(g.fill for g in GRADES)
    unit = UnitRow("", "", 17, 15, 1, 1, counts, fills, "0.8123", "0.7988", "+0.0135", "123,456.78")
    people = tuple(
        Extreme(f"GA{n:04}", "欧阳建国", "技术服务组", "技术工程师", f"0.{99 - n}00", "A")
        for n in range(7)
    )
    return SummaryView(
        heading=HEADING,
        grades=GRADES,
        comparison=COMPARISON,
        units=(replace(unit, name=names[0], pay=""), *(replace(unit, name=n) for n in names[1:])),
        people=68,
        held_back=4,
        not_scored=4,
        apart=tuple((n, a) for n in names for a in (HELD, LATE)),
        lowest=LOWEST,
        violations=tuple(("技术服务组", words) for words in MISSED),
        pay="370,370.34",
        top=people,
        bottom=people[:5],
        errors=5,
        warnings=12,
        pay_rows=tuple(
            PayRow(n, 17, "98,000.00", "77,000.00", "78.6%", 0.786, "75,500.00", "+1,500.00")
            for n in names
        ),
        raters=tuple(
            RaterRow(f"欧阳建国（{n}主管）", 90, "0.812", "0.113", "−0.045", 0.812) for n in names
        ),
        more_raters=7,
        moves=MOVES,
    )


@pytest.fixture(scope="module")
def pages() -> Pages:
    """The pages in Chinese."""
    return Pages(default_templates(), "zh")


@pytest.fixture(scope="module")
def renderer(fonts: FontSet, pages: Pages) -> Renderer:
    """The renderer that the program uses."""
    return Renderer(fonts, pages.assets)


def html_of(pages: Pages, view: View) -> str:
    """The page of whatever view it is."""
    match view:
        case EmployeeView():
            return pages.employee(view)
        case DepartmentView():
            return pages.department(view)
        case SummaryView():
            return pages.summary(view)


def printed(renderer: Renderer, pages: Pages, view: View) -> Rendered:
    """The finished document; equal pages are laid out once."""
    html = html_of(pages, view)
    if html not in _printed:
        _printed[html] = renderer.render(html, pages.stylesheets)
    return _printed[html]


_printed: dict[str, Rendered] = {}


@cache
def text_of(pdf: bytes) -> str:
    """What a reader can copy out of it, without spaces and line ends."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (employee, 2),
        (without_behaviour, 2),
        (crowded, 5),
        (moved, 3),
        (vetoed, 4),
        (overridden, 3),
        (department, 2),
        (first_quarter, 1),
        (large, 9),
        (summary, 3),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_view_is_printed_whole(
    renderer: Renderer, make: Callable[[], View], most: int, lang: Language
) -> None:
    """Nothing that WeasyPrint complains of, no more sheets than needed, foot on each of them."""
    view = make()
    found = printed(renderer, Pages(default_templates(), lang), view)
    assert found.warnings == ()
    assert found.pages <= most
    text = text_of(found.pdf)
    assert text.count(HEADING.fingerprint) == found.pages
    assert text.count("".join(HEADING.confidential.split())) == found.pages
    assert len(found.pdf) < 160_000


def test_an_employees_pdf_says_whose_it_is_and_what_came_out(
    renderer: Renderer, pages: Pages
) -> None:
    """In print, and in the metadata by which a file is found again."""
    view = without_behaviour()
    pdf = printed(renderer, pages, view).pdf
    text = text_of(pdf)
    for shown in (
        view.id,
        view.name,
        view.total,
        view.pay_factor,
        *(k.name for k in view.parts[0].kpis),
    ):
        assert shown in text
    metadata = PdfReader(BytesIO(pdf)).metadata
    assert metadata is not None
    assert {key: str(metadata[key]) for key in ("/employeeid", "/quarter", "/record")} == {
        "/employeeid": view.id,
        "/quarter": HEADING.quarter,
        "/record": HEADING.fingerprint,
    }
    assert metadata.author == HEADING.company
    assert view.id in str(metadata["/Title"])


def test_who_moved_sees_each_post_with_its_days(renderer: Renderer, pages: Pages) -> None:
    """Post, department, period, days and share, the score within the post, and the sum of all."""
    view = moved()
    text = text_of(printed(renderer, pages, view).pdf)
    for part in view.parts:
        for shown in (part.post, part.department, part.period, part.days, part.share):
            assert "".join(shown.split()) in text
        assert f"{part.score}{part.contribution}" in text
    assert view.kpi_score in text
    assert 'class="part"' not in pages.employee(employee())


def test_a_changed_grade_stands_beside_the_computed_one(renderer: Renderer, pages: Pages) -> None:
    """In the score card, whether a veto or a decision changed it."""
    for view, both in ((vetoed(), "A→C"), (overridden(), "B→A")):
        assert both in text_of(printed(renderer, pages, view).pdf)
    assert "→</span>" not in pages.employee(employee())


def test_bonus_deduction_and_veto_stand_with_date_and_reason(
    renderer: Renderer, pages: Pages
) -> None:
    """Every line; nobody without one has the section."""
    text = text_of(printed(renderer, pages, vetoed()).pdf)
    for line in (BONUS, DEDUCTION, VETO):
        for shown in (line.kind, line.item, line.day, line.reason, line.points):
            assert "".join(shown.split()) in text
    assert BONUS.kind not in text_of(printed(renderer, pages, employee()).pdf)


def test_a_decision_is_printed_with_reason_and_by_whom(renderer: Renderer, pages: Pages) -> None:
    """The employee can see why a grade isn't the computed one."""
    text = text_of(printed(renderer, pages, overridden()).pdf)
    assert OVERRIDE.reason in text
    assert OVERRIDE.by in text
    assert 'class="decision"' not in pages.employee(vetoed())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_interview_has_a_page_of_its_own(renderer: Renderer, lang: Language) -> None:
    """One sheet more, whole, with the facts that the talk is about; nobody else has it."""
    view, pages = vetoed(), Pages(default_templates(), lang)
    found = printed(renderer, pages, view)
    without = printed(renderer, pages, replace(view, interview=False))
    assert found.pages == without.pages + 1
    last = "".join(PdfReader(BytesIO(found.pdf)).pages[-1].extract_text().split())
    for shown in (view.name, view.total, "A→C", *(kpi.name for _, kpi in view.weakest)):
        assert shown in last


def test_the_interview_stays_on_one_sheet(renderer: Renderer, pages: Pages) -> None:
    """With long names, and KPIs of two posts."""
    long = crowded()
    kpis = long.parts[0].kpis[:3]
    view = replace(
        moved(), name=long.name, post=long.post, weakest=tuple((long.post, kpi) for kpi in kpis)
    )
    found, without = (
        printed(renderer, pages, replace(view, interview=shown)) for shown in (True, False)
    )
    assert found.pages == without.pages + 1


def test_pay_is_printed_only_where_there_is_one(pages: Pages) -> None:
    """Neither a label nor a column without an amount."""
    assert moved().pay in pages.employee(moved())
    assert 'class="figure amount"' not in pages.employee(employee())
    none = tuple(replace(unit, pay="") for unit in summary().units)
    assert "77,000.00" in pages.summary(summary())
    assert "77,000.00" not in pages.summary(replace(summary(), units=none, pay_rows=()))


def test_ranks_remarks_and_missed_quotas_are_the_departments(
    renderer: Renderer, pages: Pages
) -> None:
    """The quotas as a check; no section where all are kept."""
    text = text_of(printed(renderer, pages, department()).pdf)
    for shown in (*MISSED, *(m.remark for m in department().tables[0].members)):
        assert "".join(shown.split()) in text
    assert 'quotas"' not in pages.department(replace(department(), violations=()))
    assert 'quotas"' not in pages.summary(replace(summary(), violations=()))


def test_the_summary_names_five_at_each_end(pages: Pages) -> None:
    """Who ties with the fifth is counted, so that the list can't spill."""
    html = pages.summary(summary())
    named = [person.id in html for person in summary().top]
    assert named == [True] * 5 + [False] * 2


def test_who_is_held_back_stands_in_the_departments_pdf(renderer: Renderer, pages: Pages) -> None:
    """With the reason and the cell to mend."""
    text = text_of(printed(renderer, pages, department()).pdf)
    for shown in (HELD.name, HELD.id, HELD.reason, HELD.place, LATE.name):
        assert "".join(shown.split()) in text


def test_only_an_incomplete_department_is_marked_so(pages: Pages) -> None:
    """未完成 disappears once nobody is held back."""
    whole = replace(department(), incomplete=False, held_back=0, apart=(LATE,))
    assert 'class="unfinished"' in pages.department(department())
    assert 'class="unfinished"' not in pages.department(whole)


def test_many_kpis_turn_the_page(pages: Pages) -> None:
    """Twelve columns of scores need a sheet on its side; four don't."""
    assert '<body class="lying">' in pages.department(large())
    assert '<body class="">' in pages.department(department())


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "{{ 7*7 }}", "{% raw %}", "\"'><script>", "&lt;", "%s"]
)
def test_what_people_wrote_stays_text(pages: Pages, text: str) -> None:
    """Neither markup nor a template, in whatever field it stands."""
    view = employee()
    written = replace(
        view,
        heading=replace(HEADING, scheme_version=text, fingerprint=text, confidential=text),
        id=text,
        name=text,
        total=text,
        comment=text,
        parts=(
            replace(PART, kpis=(replace(KPI, name=text, score=text, remark=text, cells=(text,)),)),
        ),
        lines=(replace(BONUS, item=text, reason=text),),
        override=replace(OVERRIDE, reason=text, by=text),
    )
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace('"', "&#34;").replace("'", "&#39;")
    html = pages.employee(written)
    assert html.count(escaped) >= 18
    assert text == escaped or text not in html


def test_a_name_that_a_view_does_not_have_is_an_error(tmp_path: Path) -> None:
    """A restyled template with a misspelt name never prints a blank instead."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "employee.html").write_text("{{ view.totl }}", "utf-8")
    with pytest.raises(UndefinedError, match="totl"):
        Pages(tmp_path, "zh").employee(employee())


def test_chance_and_clock_are_out_of_a_templates_reach(tmp_path: Path) -> None:
    """The same view is the same page."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for source in ("{{ lipsum() }}", "{{ now() }}"):
        (folder / "employee.html").write_text(source, "utf-8")
        with pytest.raises(UndefinedError):
            Pages(tmp_path, "zh").employee(employee())


def test_the_page_states_its_language() -> None:
    """Readers, screen readers and line breaking go by it."""
    chinese, english = (Pages(default_templates(), lang) for lang in ("zh", "en"))
    assert '<html lang="zh-CN">' in chinese.employee(employee())
    assert '<html lang="en">' in english.employee(employee())


def test_a_restyled_folder_restyles_text_and_pictures(
    tmp_path: Path, fonts: FontSet, renderer: Renderer, pages: Pages
) -> None:
    """Own colours, logo and wording, by editing files as docs/restyle.md says; still for the archive."""
    folder = tmp_path / "reports"
    shutil.copytree(default_templates() / "reports", folder)
    sheet = folder / "style.css"
    sheet.write_text(sheet.read_text("utf-8").replace("#1d4a63", "#7a1f5c"), "utf-8")
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">'
        '<title>A</title><circle cx="24" cy="24" r="24" fill="#00aa44"/></svg>'
    )
    wording = folder / "employee.html"
    wording.write_text(
        wording.read_text("utf-8").replace('{{ _("Data sources") }}', "数据出处"), "utf-8"
    )
    own = Pages(tmp_path, "zh")
    pdf = Renderer(fonts, own.assets).render(own.employee(employee()), own.stylesheets).pdf
    text = text_of(pdf)
    assert "数据出处" in text
    assert "数据来源" not in text
    drawn = painted(pdf)
    before = painted(printed(renderer, pages, employee()).pdf)
    purple, blue, green = (rgb(c) for c in ("7a1f5c", "1d4a63", "00aa44"))
    assert blue in before
    assert {purple, green} <= drawn
    assert blue not in drawn
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


def painted(pdf: bytes) -> set[tuple[float, ...]]:
    """Every fill colour that is used."""
    content = b"\n".join(p.get_contents().get_data() for p in PdfReader(BytesIO(pdf)).pages)  # type: ignore[union-attr]
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", content)
    return {tuple(round(float(part), 2) for part in colour) for colour in found}


def rgb(hexadecimal: str) -> tuple[float, ...]:
    """`1d4a63` as a PDF has it."""
    return tuple(round(part / 255, 2) for part in bytes.fromhex(hexadecimal))
