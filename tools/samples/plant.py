"""A fault that stands in a practice folder, and the story behind it."""

from dataclasses import dataclass, replace

from gacx_reports.core.forms.forms import SCHEME_WORKBOOK, SURVEY_WORKBOOK
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.sheets.stamp import Stamp
from tools.samples.broken_edits import Damage
from tools.samples.editions import Change

SCHEME, ROSTER, SURVEY = SCHEME_WORKBOOK, ROSTER_WORKBOOK, SURVEY_WORKBOOK
TOP, HEAD = "客户服务部.xlsx", "经理评价.xlsx"
OWNER_FILE = f"~${TOP}"
LOOKUP = "_xlfn.XLOOKUP(A2,返修检验!A2:A9,返修检验!E2:E9)"
"""A formula that is not recalculated."""
ISSUED = Stamp("department", TOP, "2024Q3", "2024.1")
EARLIER_ISSUE = replace(ISSUED, quarter="2024Q2")
EARLIER = "../2024Q2/"
"""Below the quarter's folder, that of the quarter before."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A sound quarter with one fault in it."""

    code: str
    workbook: str
    sheet: str
    cell: str
    """The place that `check` is to name; empty strings where it is not narrower."""
    story: str
    damages: tuple[Damage, ...]
    edition: tuple[Change, ...] = ()
    """How the scheme differs that the quarter is filled in under, where the usual one can't show the fault."""


def plant(code: str, where: str, story: str, *damages: Damage) -> Plant:
    """A fault at `workbook`, `workbook › sheet` or `workbook › sheet › cell`."""
    workbook, sheet, cell = (*where.split(" › "), "", "")[:3]
    return Plant(code, workbook, sheet, cell, story, damages)
