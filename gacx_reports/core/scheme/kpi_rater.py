"""Who scores a typed KPI that several people score (sheet 指标评价人)."""

from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi_choices import MissingScore

KPI_RATERS = (Rater.SELF, Rater.SUPERVISOR, Rater.SECOND_SUPERIOR)
"""Kinds of raters who may score a typed KPI: each is one known person."""


@dataclass(frozen=True, slots=True)
class KpiRater:
    """One of several who type a KPI's value, each scored alone (sheet 指标评价人)."""

    rater: Rater
    """One of KPI_RATERS."""
    weight: Fraction
    """Fraction of the KPI's score, more than 0; those of a KPI total 1."""
    missing: MissingScore
    place: CellRef = field(compare=False)
