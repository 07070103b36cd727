"""The sheets that departments, raters and the survey team fill in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from gacx_reports.core.roster.sheets import ENTRY
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.headers import Header
from gacx_reports.i18n import N_

COMMENT_LIMIT = 2000
ID = Column("工号", Kind.ID, fill=True, note=N_("Employee ID, as on the roster."))
NAME = Column(
    "姓名",
    fill=True,
    required=False,
    optional_column=True,
    limit=40,
    note=N_("Name, as on the roster."),
)
REMARK = Column(
    "说明", required=False, optional_column=True, limit=500, note=N_("Remark; optional.")
)
COVER = SheetForm(
    "封面",
    ENTRY,
    note=N_("Which quarter, department and scheme the workbook is for."),
)


def _of_people(
    name: str, about: Column, value: Column, note: str, *more: Column, required: bool
) -> SheetForm:
    """A sheet with a value per person and thing, such as a KPI."""
    columns = (ID, NAME, about, value, REMARK, *more)
    return SheetForm(name, columns, person="工号", required=required, note=note)


PROJECT = Column(
    "所属项目",
    required=False,
    optional_column=True,
    limit=60,
    note=N_("Project that the row is about, as on the roster; blank for who has none."),
)
TYPED = _of_people(
    "填报值",
    Column("指标", limit=160, note=N_("KPI, as in the scheme.")),
    Column("实际值", Kind.ANY, note=N_("What was reached; N/A where the KPI does not apply.")),
    N_("KPI values that no record table gives."),
    PROJECT,
    required=True,
)
RATINGS = _of_people(
    "行为评价",
    Column("行为项", limit=160, note=N_("Item of the half-yearly evaluation.")),
    Column("等级", Kind.ANY, note=N_("Level of the rating scale, or N/A.")),
    N_("Half-yearly evaluation of ability and attitude."),
    required=True,
)
TARGETS = _of_people(
    "个人目标",
    Column("指标", limit=160, note=N_("KPI that allows a target of one's own.")),
    Column("目标", Kind.ANY, note=N_("The person's target.")),
    N_("Targets that differ from the scheme's."),
    Column(
        "点",
        named=True,
        required=False,
        optional_column=True,
        limit=20,
        note=N_("Point of the KPI's line whose value this is; blank for any other KPI."),
    ),
    required=False,
)
WEIGHTS = _of_people(
    "个人指标权重",
    Column("指标", limit=160, note=N_("KPI whose weight may be the person's own.")),
    Column("权重", Kind.ANY, note=N_("The person's weight; those of all their KPIs total 100%.")),
    N_("Weights that differ from the scheme's."),
    required=False,
)
VALUES: Mapping[str, tuple[Header, Header]] = {
    TYPED.name: ("指标", "实际值"),
    RATINGS.name: ("行为项", "等级"),
    TARGETS.name: ("指标", "目标"),
    WEIGHTS.name: ("指标", "权重"),
}
"""Sheet → the column that names the row's KPI or item, and the column with its value."""


def typed_sheet(kpis: Iterable[Kpi]) -> SheetForm:
    """Returns sheet 填报值 for these KPIs; with column 所属项目 only if one of them is typed in by project."""
    if any(k.by_project and ASKED["实际值"](k) for k in kpis):
        return TYPED
    return replace(TYPED, columns=tuple(c for c in TYPED.columns if c is not PROJECT))


def targets_sheet(kpis: Iterable[Kpi]) -> SheetForm:
    """Returns sheet 个人目标 for these KPIs; with column 点 only if one of them has points."""
    if any(k.own_points for k in kpis):
        return TARGETS
    return replace(TARGETS, columns=tuple(c for c in TARGETS.columns if c.name != "点"))


COMMENTS = SheetForm(
    "评语",
    (
        ID,
        NAME,
        Column("评语", required=False, limit=COMMENT_LIMIT, note=N_("The supervisor's comment.")),
        Column(
            "下季度目标",
            required=False,
            limit=COMMENT_LIMIT,
            note=N_("Goals for the next quarter."),
        ),
    ),
    person="工号",
    required=False,
    note=N_("Comments and goals, printed on the report."),
)
LINES = "加减分"


def lines_sheet(scheme: Scheme) -> SheetForm:
    """Returns sheet 加减分: bonuses, deductions and vetoes, with the scheme's items as choices."""
    items = Column(
        "项目", Kind.CHOICE, choices=tuple(scheme.line_items), note=N_("One of the scheme's items.")
    )
    form = SheetForm(
        LINES,
        (
            ID,
            NAME,
            items,
            Column(
                "分值",
                Kind.NUMBER,
                required=False,
                low=Decimal(0),
                high=Decimal(1),
                marks=True,
                note=N_("Points, such as 0.02; blank for a veto."),
                marks_note=N_("Points, in marks; blank for a veto."),
            ),
            Column("日期", Kind.DATE, note=N_("Day of the event, within the quarter.")),
            Column("事由", limit=300, note=N_("What happened; printed on the report.")),
        ),
        person="工号",
        required=False,
        note=N_("Bonuses, deductions and vetoes, with their reasons."),
    )
    return form.counted_to(scheme.settings.full_mark)


def record_sheet(table: RecordTable, scheme: Scheme) -> SheetForm:
    """Returns the sheet of a record table: employee ID, name, date and the scheme's own columns."""
    columns = [
        ID,
        NAME,
        Column("日期", Kind.DATE, note=N_("Day of the event, within the quarter.")),
    ]
    columns += [c.cells(scheme.scales.get(c.scale)) for c in table.columns]
    if any(k.by_project and k.table == table.name for k in scheme.kpis):
        columns.append(PROJECT)
    return SheetForm(table.name, tuple(columns), person="工号", note=table.note, own_name=True)


ASKED: Mapping[Header, Callable[[Kpi], bool]] = {
    "实际值": lambda kpi: kpi.asks(Rater.SUPERVISOR),
    "目标": lambda kpi: kpi.personal_target,
    "权重": lambda kpi: kpi.own_weights,
}
"""Column with the value of an entry → which KPIs may have one in the workbook of a department or head."""


def kpi_column(kpi: Kpi, scheme: Scheme, name: str) -> Column:
    """Returns the column for the KPI's typed value (`name` 实际值), personal target (目标) or personal weight (权重).

    A value is a level of the KPI's scale, a ratio or a number, and may be 不适用; a target is a ratio or a number, a
    weight 0 to 1.
    """
    if name == "权重":
        return Column(name, Kind.RATIO, low=Decimal(0), high=Decimal(1))
    scale = scheme.scales.get(kpi.scale)
    if scale and name == "实际值":
        return Column(
            name,
            Kind.CHOICE,
            na=True,
            choices=tuple(level.name for level in scale.levels),
            aliases=scale.words,
        )
    kind = Kind.RATIO if kpi.percent else Kind.NUMBER
    points = kind is Kind.NUMBER
    low = None if kpi.negative else Decimal(0)
    return Column(name, kind, na=name == "实际值", low=low, points=points)
