"""Sheets of the scheme about the half-yearly evaluation: scales, categories, items, raters."""

from gacx_reports.core.scheme.behaviour_set import Calibration, Pooling, Rater
from gacx_reports.core.scheme.grades.grade_band import LIMITS
from gacx_reports.core.scheme.kpi_sheets import ONE, ZERO
from gacx_reports.core.scheme.weights import EQUAL, shared_weight_column
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

SCALES = SheetForm(
    "评分等级",
    (
        Column("量表", named=True, defines=True, note=N_("Name of the rating scale.")),
        Column("等级", named=True, defines=True, limit=20, note=N_("Level, as it is filled in.")),
        Column("含义", named=True, defines=True, limit=100, note=N_("What the level means.")),
        Column(
            "得分",
            Kind.NUMBER,
            low=ZERO,
            high=ONE,
            marks=True,
            note=N_("Its score, 0 to 1."),
            marks_note=N_("Its score, 0 to the full mark."),
        ),
    ),
    note=N_("Rating scales and their levels, best first."),
)
CATEGORIES = SheetForm(
    "行为类别",
    (
        Column("行为组", named=True, defines=True, note=N_("Set of behaviour items.")),
        Column("类别", named=True, defines=True, limit=20, note=N_("Category within the set.")),
        shared_weight_column(
            N_("Weight; those of a set total 100%. 均分: equal parts of the rest.")
        ),
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
            keywords=(EQUAL,),
            note=N_("Weight within the category; all blank: equal weights."),
        ),
        *LIMITS,
    ),
    required=False,
    note=N_("Items of the half-yearly evaluation."),
)
RATERS = SheetForm(
    "评价人",
    (
        Column("行为组", named=True, note=N_("Set of behaviour items.")),
        Column("评价人", Kind.CHOICE, choices=tuple(Rater), note=N_("Who rates.")),
        shared_weight_column(
            N_("Weight; those of a set total 100%. 均分: equal parts of the rest.")
        ),
        Column(
            "汇总",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(Pooling),
            note=N_("How several raters of the kind become one score; blank: 均值."),
        ),
        Column(
            "校准",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(Calibration),
            note=N_(
                "Moves the levels in each department, or of each rater, to the company's mean before weighting."
            ),
        ),
    ),
    required=False,
    note=N_("Who rates behaviours; a set without rows is rated by the supervisor alone."),
)
