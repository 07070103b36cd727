"""Sheets of the scheme that declare record tables, items of adjustments, step bands and lines."""

from gacx_reports.core.scheme.kpi_choices import Beyond
from gacx_reports.core.scheme.kpi_sheets import ZERO
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

KIND_WORDS = {
    "文本": Kind.TEXT,
    "数值": Kind.NUMBER,
    "比率": Kind.RATIO,
    "日期": Kind.DATE,
    "是否": Kind.YES_NO,
    "等级": Kind.CHOICE,
}
"""Word in column 类型 of sheet 记录列 → kind of the column."""
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
        Column(
            "上限",
            Kind.NUMBER,
            required=False,
            low=ZERO,
            marks=True,
            note=N_("Most points per quarter."),
        ),
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
BANDS = SheetForm(
    "分段",
    (
        Column("分段表", named=True, defines=True, note=N_("Name of the set of bands.")),
        Column(
            "起", Kind.NUMBER, required=False, note=N_("From, inclusive; blank: no lower bound.")
        ),
        Column("止", Kind.NUMBER, required=False, note=N_("To, exclusive; blank: no upper bound.")),
        Column("得分", Kind.NUMBER, low=ZERO, marks=True, note=N_("Score of a raw value within.")),
    ),
    required=False,
    note=N_("Step bands; each set covers every number exactly once."),
)
POINTS = SheetForm(
    "折线",
    (
        Column("折线表", named=True, defines=True, note=N_("Name of the line.")),
        Column(
            "点",
            named=True,
            required=False,
            limit=20,
            note=N_("What the point is called, such as the target; may be blank."),
        ),
        Column("值", Kind.NUMBER, note=N_("Raw value at the point.")),
        Column("得分", Kind.NUMBER, low=ZERO, marks=True, note=N_("Its score.")),
        Column(
            "以外",
            Kind.CHOICE,
            required=False,
            choices=tuple(Beyond),
            note=N_(
                "Beyond the first or last point: 不变 (also blank) or 延伸, on along the line."
            ),
        ),
    ),
    required=False,
    note=N_("Points of lines for 折线, two or more a line; between them in proportion."),
)
