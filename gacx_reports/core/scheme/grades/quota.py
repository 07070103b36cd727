"""Quotas of grades (强制分布): a check that moves nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_


class QuotaScope(StrEnum):
    """Of whose grades a quota is a share (column 范围)."""

    DEPARTMENT = "部门"
    """The people whom one head evaluates; also a blank cell."""
    LEVEL = "层级"
    """The people in the posts of a level."""
    COMPANY = "公司"


@dataclass(frozen=True, slots=True)
class Quota:
    """Lowest and highest share of a unit's employees with a grade (强制分布)."""

    grade: str
    least: Decimal | None
    most: Decimal | None
    """Fractions of the scored employees, 0 to 1; None: no bound."""
    place: CellRef
    scope: QuotaScope = QuotaScope.DEPARTMENT
    subject: str = ""
    """The department or level that it is for; "" for each of them."""
    department_grade: str = ""
    """部门等级: only for departments whose own result lies in the band of that grade; "" for all."""


def wider_than_departments(quotas: Iterable[Quota], levels: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the levels and 公司, as far as one of the quotas is for them."""
    scopes = {q.scope for q in quotas}
    found = levels if QuotaScope.LEVEL in scopes else ()
    return (*found, QuotaScope.COMPANY.value) if QuotaScope.COMPANY in scopes else found


def _share(header: str, note: str) -> Column:
    return Column(header, Kind.RATIO, required=False, low=Decimal(0), high=Decimal(1), note=note)


QUOTAS = SheetForm(
    "强制分布",
    (
        Column("等级", named=True, limit=10, note=N_("Grade.")),
        _share("最低比例", N_("At least.")),
        _share("最高比例", N_("At most.")),
        Column(
            "范围",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(QuotaScope),
            note=N_("Share of whom: of each 部门 (also blank), each 层级, or the whole 公司."),
        ),
        Column(
            "对象",
            named=True,
            required=False,
            optional_column=True,
            limit=40,
            note=N_("Only for this department or level; blank: for each."),
        ),
        Column(
            "部门等级",
            named=True,
            required=False,
            optional_column=True,
            limit=10,
            note=N_("Only for departments whose own result has this grade; blank: for all."),
        ),
    ),
    required=False,
    note=N_("Shares of grades in a unit; a check only, it moves nobody."),
)
