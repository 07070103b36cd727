"""The sheets of the scheme workbook and their columns."""

from decimal import Decimal

from gacx_reports.core.scheme.behaviour_set import MissingRater, Rater
from gacx_reports.core.scheme.kpi import (
    COMPANY,
    EVERY_DEPARTMENT,
    FewPolicy,
    NaPolicy,
    Rule,
    Source,
)
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET, PostPart
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

ZERO = Decimal(0)
ONE = Decimal(1)

KIND_WORDS = {
    "文本": Kind.TEXT,
    "数值": Kind.NUMBER,
    "比率": Kind.RATIO,
    "日期": Kind.DATE,
    "是否": Kind.YES_NO,
    "等级": Kind.CHOICE,
}
"""The scheme's words for the kinds of a record table's columns."""


def _weight(name: str, note: str) -> Column:
    return Column(name, Kind.RATIO, low=ZERO, high=ONE, note=note)


SETTINGS = SheetForm(
    "设置",
    (
        Column("项目", note=N_("Name of the setting; do not change.")),
        Column(
            "值",
            Kind.ANY,
            named=True,
            keywords=("是", "否", *MissingRater),
            note=N_("Its value."),
        ),
        Column(
            "说明",
            named=True,
            required=False,
            optional_column=True,
            limit=500,
            note=N_("What it does."),
        ),
    ),
    note=N_("One value each for the whole scheme."),
)
POSTS = SheetForm(
    "岗位",
    (
        Column("岗位", named=True, defines=True, limit=30, note=N_("Name of the post.")),
        Column("单位", named=True, limit=30, note=N_("Unit that the post belongs to.")),
        Column(
            "别名", named=True, required=False, note=N_("Other names of the post, separated by 、.")
        ),
        Column(
            "行为组", named=True, required=False, note=N_("Set of behaviour items; blank for none.")
        ),
        _weight("个人权重", N_("Share of the person's own result; the three shares total 100%.")),
        _weight("部门权重", N_("Share of the department's result.")),
        _weight("公司权重", N_("Share of the company's result.")),
    ),
    note=N_("One row per post."),
)
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
        _weight("权重", N_("Weight; those of a post total 100%.")),
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
            note=N_("Highest score; blank for no cap."),
        ),
        Column(
            "保底",
            Kind.NUMBER,
            required=False,
            low=ZERO,
            high=ONE,
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
    ),
    note=N_("One row per KPI of a post."),
)
BANDS = SheetForm(
    "分段",
    (
        Column("分段表", named=True, defines=True, note=N_("Name of the set of bands.")),
        Column(
            "起", Kind.NUMBER, required=False, note=N_("From, inclusive; blank: no lower bound.")
        ),
        Column("止", Kind.NUMBER, required=False, note=N_("To, exclusive; blank: no upper bound.")),
        Column("得分", Kind.NUMBER, low=ZERO, note=N_("Score of a raw value within.")),
    ),
    required=False,
    note=N_("Step bands; each set covers every number exactly once."),
)
SCALES = SheetForm(
    "评分等级",
    (
        Column("量表", named=True, defines=True, note=N_("Name of the rating scale.")),
        Column("等级", named=True, defines=True, limit=20, note=N_("Level, as it is filled in.")),
        Column("含义", named=True, defines=True, limit=100, note=N_("What the level means.")),
        Column("得分", Kind.NUMBER, low=ZERO, high=ONE, note=N_("Its score, 0 to 1.")),
    ),
    note=N_("Rating scales and their levels, best first."),
)
CATEGORIES = SheetForm(
    "行为类别",
    (
        Column("行为组", named=True, defines=True, note=N_("Set of behaviour items.")),
        Column("类别", named=True, defines=True, limit=20, note=N_("Category within the set.")),
        _weight("权重", N_("Weight; those of a set total 100%.")),
    ),
    required=False,
    note=N_("Categories of each set of behaviour items."),
)
ITEMS = SheetForm(
    "行为项",
    (
        Column("行为组", named=True, note=N_("Set of behaviour items.")),
        Column("类别", named=True, limit=20, note=N_("Category within the set.")),
        Column("行为项", named=True, defines=True, limit=40, note=N_("The item that is rated.")),
        Column(
            "权重",
            Kind.RATIO,
            required=False,
            low=ZERO,
            high=ONE,
            note=N_("Weight within the category; all blank: equal weights."),
        ),
    ),
    required=False,
    note=N_("Items of the half-yearly evaluation."),
)
GRADES = SheetForm(
    "等级",
    (
        Column("等级", named=True, defines=True, limit=10, note=N_("Grade.")),
        Column("下限", Kind.NUMBER, low=ZERO, note=N_("Lowest total, inclusive.")),
        Column(
            "上限", Kind.NUMBER, required=False, note=N_("Upper bound, exclusive; blank: none.")
        ),
        Column(
            "绩效系数", Kind.RATIO, low=ZERO, high=ONE, note=N_("Share of the performance pay.")
        ),
        Column("含义", named=True, limit=60, note=N_("What it means, in words.")),
    ),
    note=N_("Grade bands; they cover every total exactly once."),
)
TABLES = SheetForm(
    "记录表",
    (
        Column(
            "记录表",
            named=True,
            defines=True,
            limit=20,
            note=N_("Name of the record table, and of its sheet."),
        ),
        Column(
            "填报人",
            named=True,
            keywords=tuple(Owner),
            note=N_("部门 (its head), 调查组, or the post that fills it in."),
        ),
        Column("说明", named=True, required=False, limit=300, note=N_("What is recorded.")),
    ),
    note=N_("Record tables; each also has the columns 工号, 姓名 and 日期."),
)
TABLE_COLUMNS = SheetForm(
    "记录列",
    (
        Column("记录表", named=True, note=N_("Record table.")),
        Column("列", named=True, defines=True, limit=30, note=N_("Column's header.")),
        Column("类型", Kind.CHOICE, choices=tuple(KIND_WORDS), note=N_("What its cells hold.")),
        Column("量表", named=True, required=False, note=N_("Rating scale of a column of levels.")),
        Column("必填", Kind.YES_NO, note=N_("Whether a blank is an error.")),
        Column("可不适用", Kind.YES_NO, note=N_("Whether N/A is an answer.")),
        Column("最小", Kind.NUMBER, required=False, note=N_("Lowest number.")),
        Column("最大", Kind.NUMBER, required=False, note=N_("Highest number.")),
        Column("说明", named=True, required=False, limit=300, note=N_("What to fill in.")),
    ),
    note=N_("Columns of the record tables."),
)

LINE_ITEMS = SheetForm(
    "加减分项",
    (
        Column(
            "项目",
            named=True,
            defines=True,
            limit=40,
            note=N_("What points are given or taken for, or what is vetoed."),
        ),
        Column("类型", Kind.CHOICE, choices=tuple(LineKind), note=N_("加分, 扣分 or 否决.")),
        Column("上限", Kind.NUMBER, required=False, low=ZERO, note=N_("Most points per quarter.")),
        Column(
            "等级上限",
            named=True,
            required=False,
            limit=10,
            note=N_("否决: the best grade that is left."),
        ),
        Column("说明", named=True, required=False, limit=300, note=N_("When it applies.")),
    ),
    required=False,
    note=N_("Bonuses, deductions and vetoes."),
)
RATERS = SheetForm(
    "评价人",
    (
        Column("行为组", named=True, note=N_("Set of behaviour items.")),
        Column("评价人", Kind.CHOICE, choices=tuple(Rater), note=N_("Who rates.")),
        _weight("权重", N_("Weight; those of a set total 100%.")),
    ),
    required=False,
    note=N_("Who rates behaviours; a set without rows is rated by the supervisor alone."),
)
QUOTAS = SheetForm(
    "强制分布",
    (
        Column("等级", named=True, limit=10, note=N_("Grade.")),
        Column("最低比例", Kind.RATIO, required=False, low=ZERO, high=ONE, note=N_("At least.")),
        Column("最高比例", Kind.RATIO, required=False, low=ZERO, high=ONE, note=N_("At most.")),
    ),
    required=False,
    note=N_("Shares of grades in a unit; a check only, it moves nobody."),
)

ENGLISH = SheetForm(
    ENGLISH_SHEET,
    (
        Column("中文", limit=300, note=N_("A name, as this workbook or the roster writes it.")),
        Column("英文", limit=400, note=N_("What is shown for it with --lang en.")),
    ),
    required=False,
    note=N_("English for whatever the scheme names; what is missing is shown in Chinese."),
)

SPECIFICATIONS = SheetForm(
    "岗位说明",
    (
        Column("岗位", named=True, limit=30, note=N_("Name of the post.")),
        Column(
            "部分", Kind.CHOICE, choices=tuple(PostPart), note=N_("Part of the post's documents.")
        ),
        Column(
            "项目",
            named=True,
            required=False,
            limit=30,
            note=N_("What the line is about; may be blank."),
        ),
        Column(
            "内容", limit=300, note=N_("What is printed; duties in the order of their importance.")
        ),
        Column("衡量标准", required=False, limit=300, note=N_("What a duty is judged by.")),
        Column("内容英文", required=False, limit=500, note=N_("The content in English.")),
        Column("衡量标准英文", required=False, limit=500, note=N_("The measure in English.")),
        Column(
            "示例",
            Kind.YES_NO,
            required=False,
            note=N_("是: a proposal for HR to change; of a duty, its measure."),
        ),
    ),
    required=False,
    note=N_("What the two documents of each post say besides its KPIs and evaluation."),
)

SCHEME_SHEETS = (
    SETTINGS,
    POSTS,
    KPIS,
    BANDS,
    SCALES,
    CATEGORIES,
    ITEMS,
    GRADES,
    TABLES,
    TABLE_COLUMNS,
    LINE_ITEMS,
    RATERS,
    QUOTAS,
    SPECIFICATIONS,
    ENGLISH,
)
