"""Parts from which views are composed."""

from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.views.behaviour import BehaviourItemRow, BehaviourView, CategoryRows
from gacx_reports.core.views.employee.parts import PartView
from gacx_reports.core.views.employee.steps import TotalStep
from gacx_reports.core.views.employee.total_chart import Makeup, Segment
from gacx_reports.core.views.gauges import Gauge
from gacx_reports.core.views.heading import Band, Heading
from gacx_reports.core.views.kpi_row import KpiRow

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
ITEM = BehaviourItemRow("", "4", "良好，常超出要求", "0.80", (), 0.8, True)
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
    TotalStep("指标得分", "0.9840 × 60% + 0.9804 × 20% + 0.5500 × 10% + 0.8000 × 10%", "0.9215"),
    TotalStep("总分", "精确值四舍五入到 4 位小数", "0.9215"),
    TotalStep("等级", "0.8 ≤ 0.9215", "A"),
    TotalStep("绩效系数", "全额绩效薪资", "100%"),
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
