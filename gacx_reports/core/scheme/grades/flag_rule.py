"""Rules for grades that recur (等级提醒): words that follow, never another grade or pay."""

from dataclasses import dataclass
from decimal import Decimal

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

MOST_PERIODS = 8
"""Periods of a trend, the present one included: no flag looks further back."""


@dataclass(frozen=True, slots=True)
class FlagRule:
    """`count` periods with the grade within `within` periods of the same kind have a consequence in words."""

    grade: str
    or_worse: bool
    """及以下: whether worse grades count, too."""
    count: int
    within: int
    """Periods looked at, the present one included; equal to `count`: periods in a row."""
    consequence: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class GradeFlag:
    """A rule that somebody's grades meet."""

    rule: FlagRule
    periods: tuple[str, ...]
    """In which they had the grade, oldest first, the present one last."""


FLAGS = SheetForm(
    "等级提醒",
    (
        Column("等级", named=True, limit=10, note=N_("Grade that recurs.")),
        Column(
            "及以下",
            Kind.YES_NO,
            required=False,
            note=N_("是: worse grades count, too; blank: 否."),
        ),
        Column(
            "期数",
            Kind.NUMBER,
            low=Decimal(1),
            places=0,
            high=Decimal(MOST_PERIODS),
            note=N_("Periods with the grade, this one included: 2."),
        ),
        Column(
            "几期内",
            Kind.NUMBER,
            required=False,
            low=Decimal(1),
            places=0,
            high=Decimal(MOST_PERIODS),
            note=N_("Within how many periods; blank: one after the other."),
        ),
        Column("后果", named=True, limit=60, note=N_("What follows, in words; printed.")),
    ),
    required=False,
    note=N_("Grades that recur: words that follow; no grade and no pay is changed."),
)
