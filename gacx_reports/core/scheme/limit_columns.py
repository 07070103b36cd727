"""Columns that limit the grade of somebody with a low score."""

from decimal import Decimal

from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.i18n import N_

LIMITS = (
    Column(
        "低于此分",
        Kind.NUMBER,
        required=False,
        optional_column=True,
        low=Decimal(0),
        note=N_("A score below it limits the grade; blank: never."),
    ),
    Column(
        "等级至多",
        named=True,
        required=False,
        optional_column=True,
        limit=10,
        note=N_("Best grade that is left then."),
    ),
)
