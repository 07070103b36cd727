"""The outcome of one KPI: raw value, score, weights, and the cells behind them; and parts of a result, made of them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scoring.opinions.kpi_ratings import KpiRating
from gacx_reports.core.submissions.samples import Sample
from gacx_reports.i18n import N_


class BelowMinimum(StrEnum):
    """Treatment of a KPI with fewer records than its minimum."""

    NO = "no"
    """It has enough records."""
    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    POOLED = "pooled"
    EMPTY = "empty"
    """It has no record at all, and the scheme says what it scores then (无记录时)."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A raw value filled up with the mean of the others in the post, all exact and in the KPI's own unit."""

    own: Fraction
    """Of the employee's own records alone."""
    others: Fraction
    """Of the records of everybody else in the post."""
    others_n: int
    """Their records."""

    def raw(self, n: int, minimum: int) -> Fraction:
        """Returns the raw value of `n` own records, 1 to `minimum`, and the others' mean in place of the rest."""
        return (n * self.own + (minimum - n) * self.others) / minimum


@dataclass(frozen=True, slots=True)
class KpiOutcome:
    """One KPI of one employee or unit."""

    kpi: Kpi
    raw: Fraction | None
    """In the KPI's own unit, a ratio as a fraction of 1; None: not applicable. Of several raters the weighted mean."""
    n: int | None
    """Records or people that count; None for a typed value."""
    hits: int | None
    """Records with 是, of a share; else None."""
    target: Decimal | None
    """Before it is cut to the days; None: the KPI has none."""
    personal: bool
    """Whether `target` is a personal target."""
    score: Fraction | None
    """0 to the full mark, or up to the KPI's cap; None: not applicable, its weight is shared out."""
    cells: tuple[CellRef, ...]
    """Cells that count."""
    few: BelowMinimum = BelowMinimum.NO
    effective_weight: Fraction = Fraction(0)
    """Weight after the weights of inapplicable KPIs are shared out; the weights of a person total 1."""
    level: str = ""
    """Name and meaning of the level, if the typed value is one; else ""."""
    pooled: Pooled | None = None
    """What `raw` was filled up with; None: it is of the employee's own records alone."""
    sample: Sample | None = None
    """None: the records weren't drawn."""
    days: tuple[int, int] | None = None
    """(days in the post, days of the quarter) to which the target is cut; None: not cut."""
    ratings: tuple[KpiRating, ...] = ()
    """Whose scores `score` is the weighted mean of; empty where the scheme names no raters."""
    project: str = ""
    """Project that it is about; "" for a KPI of the person as a whole, or of a unit."""

    @property
    def name(self) -> str:
        """The KPI's name, behind that of the project."""
        return f"{self.project} {self.kpi.name}" if self.project else self.kpi.name

    @property
    def cut(self) -> Fraction:
        """Factor of target and thresholds: days in the post ÷ days of the quarter; 1 if not cut."""
        return Fraction(*self.days) if self.days else Fraction(1)

    @property
    def goal(self) -> Fraction | None:
        """The target after the cut, as used for the score; None: the KPI has none."""
        return None if self.target is None else Fraction(self.target) * self.cut

    @property
    def without_value(self) -> str:
        """A message id: why there is no raw value."""
        return N_("no record") if self.few is BelowMinimum.EMPTY else N_("not applicable")

    @property
    def weighted(self) -> Fraction:
        """Contribution: effective weight × score; 0 if not applicable."""
        return self.effective_weight * (self.score or 0)


def with_effective_weights(kpis: list[KpiOutcome]) -> tuple[KpiOutcome, ...]:
    """Returns the KPIs with effective weights: KPIs without a score get 0, the others share their weight in proportion.

    The effective weights total 1; if no KPI has a score, the outcomes are returned unchanged.
    """
    applying = sum((Fraction(k.kpi.weight) for k in kpis if k.score is not None), Fraction(0))
    if not applying:
        return tuple(kpis)
    return tuple(
        replace(
            k,
            effective_weight=Fraction(k.kpi.weight) / applying
            if k.score is not None
            else Fraction(0),
        )
        for k in kpis
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The result of one assignment of the quarter, or of one project in it, or of its KPIs that aren't by project.

    An employee without a transfer and without projects has one part.
    """

    post: str
    department: str
    first: date
    last: date
    days: int
    share: Fraction
    """Days ÷ days of all parts, × the share of a project; the shares of a person total 1. 0 where only KPIs that
    weigh 0 apply."""
    kpis: tuple[KpiOutcome, ...]
    """With effective weights already multiplied by the share."""
    kpi_score: Fraction
    """KPI score of the part alone, before multiplying by the share."""
    project: str = ""
    """Project that it is about; "" for none."""
    project_weight: Fraction | None = None
    """The project's weight on the roster, 0 to 1; None without a project."""
    of_projects: bool = False
    """Whether the assignment has several parts, because of projects."""

    @property
    def weights(self) -> Fraction:
        """The weights of its KPIs in the scheme, in total: 1, or less of a part because of projects."""
        if not self.of_projects:
            return Fraction(1)
        return sum((k.kpi.weight for k in self.kpis), Fraction(0))

    @property
    def scale(self) -> Fraction:
        """What a KPI's weight in the scheme is multiplied by, where every KPI of the part applies."""
        return self.share / self.weights if self.weights else Fraction(0)

    def within(self, weight: Fraction) -> Fraction:
        """Returns what an effective weight, or a contribution, is within the part, before multiplying by the share."""
        return weight / self.share if self.share else Fraction(0)
