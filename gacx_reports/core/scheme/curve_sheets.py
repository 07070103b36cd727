"""Sheets 分段 and 折线 of the scheme: step bands and lines by which KPIs are scored."""

from gacx_reports.core.scheme.kpi import Beyond
from gacx_reports.core.scheme.kpi_sheets import ZERO
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

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
POINTS = SheetForm(
    "折线",
    (
        Column("折线表", named=True, defines=True, note=N_("Name of the line.")),
        Column(
            "点",
            named=True,
            required=False,
            limit=20,
            note=N_("What the point is called, such as 目标值; may be blank."),
        ),
        Column("值", Kind.NUMBER, note=N_("Raw value at the point.")),
        Column("得分", Kind.NUMBER, low=ZERO, note=N_("Its score.")),
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
