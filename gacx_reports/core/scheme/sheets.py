"""The sheets of the scheme workbook with their columns; `SCHEME_SHEETS` lists all."""

from dataclasses import replace
from decimal import Decimal

from gacx_reports.core.calendar.appraised_periods import PERIOD_KINDS
from gacx_reports.core.scheme.behaviour_sheets import CATEGORIES, ITEMS, RATERS, SCALES
from gacx_reports.core.scheme.grades.flag_rule import FLAGS
from gacx_reports.core.scheme.grades.grade_band import (
    PLACES,
    DepartmentFactor,
    FactorKind,
    GradeBy,
    PlaceRounding,
    PoolSharing,
    RankUnit,
)
from gacx_reports.core.scheme.grades.quota import QUOTAS
from gacx_reports.core.scheme.kpi_rater import RATERS_OF_KPIS
from gacx_reports.core.scheme.kpi_sheets import KPIS, ZERO
from gacx_reports.core.scheme.sampling_sheet import SAMPLING
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET, PostPart
from gacx_reports.core.scheme.settings.choices import (
    FourEyes,
    MissingPeriod,
    MissingRater,
    PartService,
    PeriodWeighing,
)
from gacx_reports.core.scheme.table_sheets import BANDS, LINE_ITEMS, POINTS, TABLE_COLUMNS, TABLES
from gacx_reports.core.scheme.weights import shared_weight_column, weight_column
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

MOST_FACTOR = Decimal(10)
"""A larger pay factor is a percentage without its sign."""
SETTING_WORDS = (
    "是",
    *FourEyes,
    *MissingRater,
    *DepartmentFactor,
    *GradeBy,
    *RankUnit,
    *PlaceRounding,
    *PoolSharing,
    *PERIOD_KINDS,
    *PeriodWeighing,
    *MissingPeriod,
    *PartService,
)
SETTINGS = SheetForm(
    "设置",
    (
        Column("项目", note=N_("Name of the setting; do not change.")),
        Column(
            "值",
            Kind.ANY,
            named=True,
            required=False,
            keywords=SETTING_WORDS,
            note=N_("Its value."),
            blanks=N_("Must be filled in; only the two caps and the quarters may stay blank."),
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
        weight_column(
            "个人权重", N_("Share of the person's own result; the three shares total 100%.")
        ),
        weight_column("部门权重", N_("Share of the department's result.")),
        weight_column("公司权重", N_("Share of the company's result.")),
        Column(
            "试用考核",
            Kind.YES_NO,
            required=False,
            optional_column=True,
            note=N_("是: people on probation in this post are appraised, too; blank: 否."),
        ),
        Column(
            "层级",
            named=True,
            required=False,
            optional_column=True,
            limit=20,
            note=N_("Level of the post, such as supervisors, for quotas; may be blank."),
        ),
        replace(
            weight_column(
                "各期权重",
                N_("Share of the published periods, as of a year's quarters; part of the 100%."),
            ),
            required=False,
            optional_column=True,
        ),
    ),
    note=N_("One row per post."),
)
DIMENSIONS = SheetForm(
    "维度",
    (
        Column("岗位", named=True, limit=30, note=N_("Post whose KPIs have dimensions.")),
        Column("维度", named=True, defines=True, limit=20, note=N_("Dimension, such as finance.")),
        shared_weight_column(
            N_("Weight; those of a post's dimensions total 100%. 均分: equal parts of the rest.")
        ),
    ),
    required=False,
    note=N_("Weights of the dimensions of a post; its KPIs weigh within them."),
)
GRADES = SheetForm(
    "等级",
    (
        Column("等级", named=True, defines=True, limit=10, note=N_("Grade.")),
        Column("下限", Kind.NUMBER, low=ZERO, marks=True, note=N_("Lowest total, inclusive.")),
        Column(
            "上限",
            Kind.NUMBER,
            required=False,
            marks=True,
            note=N_("Upper bound, exclusive; blank: none."),
        ),
        Column(
            "绩效系数",
            Kind.RATIO,
            low=ZERO,
            high=MOST_FACTOR,
            note=N_("Share of the performance pay: 0.5, 50% or 1.2."),
        ),
        Column("含义", named=True, limit=60, note=N_("What it means, in words.")),
        Column(
            "系数算法",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(FactorKind),
            note=N_(
                "固定: as it is (also blank); 总分: × the total; 区间线性: up to 上限系数 in the band."
            ),
        ),
        Column(
            "上限系数",
            Kind.RATIO,
            required=False,
            optional_column=True,
            low=ZERO,
            high=MOST_FACTOR,
            note=N_("Of 区间线性: the factor at the upper bound."),
        ),
        PLACES,
    ),
    note=N_("Grade bands; they cover every total exactly once."),
)

PERIODS = SheetForm(
    "各期",
    (
        Column("期", limit=10, note=N_("Period within the year, such as Q1; others do not count.")),
        shared_weight_column(
            N_("Weight; those of all periods total 100%. 均分: equal parts of the rest.")
        ),
    ),
    required=False,
    note=N_("Weights of the periods, where the setting 各期计权 is 给定."),
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
    DIMENSIONS,
    KPIS,
    BANDS,
    POINTS,
    SCALES,
    CATEGORIES,
    ITEMS,
    GRADES,
    TABLES,
    TABLE_COLUMNS,
    SAMPLING,
    LINE_ITEMS,
    RATERS,
    QUOTAS,
    FLAGS,
    PERIODS,
    RATERS_OF_KPIS,
    SPECIFICATIONS,
    ENGLISH,
)
