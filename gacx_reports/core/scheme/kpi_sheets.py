"""Sheet 指标 of the scheme."""

from decimal import Decimal

from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.grades.grade_band import LIMITS
from gacx_reports.core.scheme.kpi import COMPANY, EVERY_DEPARTMENT
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, FewPolicy, Join, NaPolicy, Source
from gacx_reports.core.scheme.one_person import OF_ONE_PERSON
from gacx_reports.core.scheme.weights import shared_weight_column
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

ZERO = Decimal(0)
ONE = Decimal(1)
KPIS = SheetForm(
    "指标",
    (
        Column(
            "岗位",
            named=True,
            keywords=(COMPANY, EVERY_DEPARTMENT),
            limit=30,
            note=N_("Post that the KPI belongs to."),
        ),
        Column("指标", named=True, defines=True, limit=60, note=N_("Name of the KPI.")),
        shared_weight_column(
            N_("Weight; those of a post total 100%. 均分: equal parts of the rest.")
        ),
        Column(
            "性质", Kind.CHOICE, choices=("定量", "定性"), note=N_("Quantitative or qualitative.")
        ),
        Column(
            "取值", Kind.CHOICE, choices=tuple(Source), note=N_("Where the raw value comes from.")
        ),
        Column(
            "记录表", named=True, required=False, note=N_("Record table that it is computed from.")
        ),
        Column(
            "列",
            named=True,
            required=False,
            note=N_("Column of the record table; not needed for a count."),
        ),
        Column(
            "条件列", named=True, required=False, note=N_("Count only rows where this column …")
        ),
        Column(
            "条件值",
            named=True,
            keywords=("是", "否"),
            required=False,
            note=N_("… holds this value."),
        ),
        Column(
            "量表",
            named=True,
            required=False,
            note=N_("Rating scale of a typed value that is a level."),
        ),
        Column(
            "计分", Kind.CHOICE, choices=tuple(Rule), note=N_("How the raw value becomes a score.")
        ),
        Column(
            "目标",
            Kind.NUMBER,
            required=False,
            note=N_("Target; of a percentage KPI as a percentage."),
        ),
        Column("零分值", Kind.NUMBER, required=False, note=N_("Linear: raw value that scores 0.")),
        Column("满分值", Kind.NUMBER, required=False, note=N_("Linear: raw value that scores 1.")),
        Column(
            "分段表",
            named=True,
            required=False,
            note=N_("Step bands: name of the set in sheet 分段."),
        ),
        Column(
            "封顶",
            Kind.NUMBER,
            required=False,
            low=ZERO,
            marks=True,
            note=N_("Highest score; blank for no cap."),
        ),
        Column(
            "保底",
            Kind.NUMBER,
            required=False,
            low=ZERO,
            high=ONE,
            marks=True,
            note=N_("Lowest score; blank is 0."),
        ),
        Column(
            "最少样本",
            Kind.NUMBER,
            required=False,
            low=ZERO,
            places=0,
            note=N_("Fewest records to judge by."),
        ),
        Column(
            "样本不足时",
            Kind.CHOICE,
            required=False,
            choices=tuple(FewPolicy),
            note=N_("What happens below that number."),
        ),
        Column("不适用时", Kind.CHOICE, choices=tuple(NaPolicy), note=N_("What N/A does.")),
        Column(
            "个人目标", Kind.YES_NO, note=N_("Whether a person may have a target of their own.")
        ),
        Column(
            "目标按天数",
            Kind.YES_NO,
            required=False,
            optional_column=True,
            note=N_(
                "Whether the target of who moved is cut to the days in the post; blank: 是 for 计数 and 合计."
            ),
        ),
        Column(
            "单位",
            named=True,
            required=False,
            limit=10,
            note=N_("% for a ratio; else the unit behind the number."),
        ),
        Column(
            "小数位",
            Kind.NUMBER,
            low=ZERO,
            high=Decimal(4),
            places=0,
            note=N_("Decimals in print."),
        ),
        Column(
            "信息来源",
            named=True,
            required=False,
            limit=60,
            note=N_("Where the information comes from."),
        ),
        Column(
            "监控岗位", named=True, required=False, limit=30, note=N_("Post that watches the KPI.")
        ),
        Column("示例", Kind.YES_NO, note=N_("是: a proposal for HR to change.")),
        # Later ones stand at the end, so that the columns of older workbooks keep their letters.
        Column(
            "维度",
            named=True,
            required=False,
            optional_column=True,
            limit=20,
            note=N_("Dimension of sheet 维度; the weight is then that within it."),
        ),
        Column(
            "条件关系",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(Join),
            note=N_("且: both conditions (also blank); 或: at least one of them."),
        ),
        Column(
            "条件列2",
            named=True,
            required=False,
            optional_column=True,
            note=N_("Second condition: this column …"),
        ),
        Column(
            "条件值2",
            named=True,
            keywords=("是", "否"),
            required=False,
            optional_column=True,
            note=N_("… holds this value."),
        ),
        Column(
            "参照列",
            named=True,
            required=False,
            optional_column=True,
            note=N_("合计比: column whose sum divides; 加权均值: column with the weights."),
        ),
        Column(
            "占比值",
            named=True,
            keywords=("是", "否"),
            required=False,
            optional_column=True,
            note=N_("值占比: the value whose share is measured."),
        ),
        Column(
            "折线表",
            named=True,
            required=False,
            optional_column=True,
            note=N_("Piecewise linear: name of the line in sheet 折线."),
        ),
        Column(
            "每次分值",
            Kind.NUMBER,
            required=False,
            optional_column=True,
            low=ZERO,
            marks=True,
            note=N_("按次扣分 and 按次加分: points for every event, such as 0.05."),
            marks_note=N_("按次扣分 and 按次加分: points for every event."),
        ),
        Column(
            "基准分",
            Kind.NUMBER,
            required=False,
            optional_column=True,
            low=ZERO,
            marks=True,
            note=N_("按次扣分 and 按次加分: score before any event; blank: 1 for 按次扣分."),
            marks_note=N_(
                "按次扣分 and 按次加分: score before any event; blank: the full mark for 按次扣分."
            ),
        ),
        Column(
            "无记录时",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(EmptyPolicy),
            note=N_("What happens without any record; blank: as with too few."),
        ),
        Column(
            "可为负",
            Kind.YES_NO,
            required=False,
            optional_column=True,
            note=N_("是: a typed value or target may be below 0, such as growth."),
        ),
        *LIMITS,
        *OF_ONE_PERSON,
    ),
    note=N_("One row per KPI of a post."),
)
