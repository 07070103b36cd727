"""Inputs for scoring a quarter, and the results so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.periods.weigh import PeriodsResult
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.held_back import Errors
from gacx_reports.core.scoring.kpis.kpi_outcome import Part
from gacx_reports.core.scoring.kpis.measures import RecordRows
from gacx_reports.core.scoring.opinions.calibrated import Calibrations
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, EmployeeOutcome, UnitOutcome
from gacx_reports.core.scoring.pooling import Pools
from gacx_reports.core.submissions.samples import Samples
from gacx_reports.core.submissions.submissions import Submissions


@dataclass(frozen=True, slots=True)
class IndividualResult:
    """An employee's individual result before the mix, or the reasons for having none."""

    person: Person
    decided: EmployeeOutcome | None = None
    """Final outcome of an employee who is exempt or not scored; else None."""
    parts: tuple[Part, ...] = ()
    kpi_score: Fraction = Fraction(0)
    behaviour: BehaviourOutcome | None = None
    share: Fraction = Fraction(0)
    """Share of the behaviour score, 0 to 1."""
    periods: PeriodsResult | None = None
    """Published results of shorter periods; None if they are no part of the total."""
    alone: bool = False
    """Whether they are all of the total, as the person served a part of the appraisal only."""
    issues: tuple[Issue, ...] = ()
    held_by: tuple[str, ...] = ()
    """IDs of employees led who are held back, if a KPI is their mean; of others whose records a pooled KPI lacks."""

    @property
    def sound(self) -> bool:
        """Whether the employee has an individual result."""
        return self.decided is None and not self.issues and not self.held_by

    @property
    def has_own(self) -> bool:
        """Whether there is something of the person's own beside the periods: KPIs or behaviours."""
        return bool(self.parts or self.behaviour)

    @property
    def own(self) -> Fraction:
        """The individual result, exact: (1 − share) × KPI score + share × behaviour score."""
        rated = self.share * self.behaviour.score if self.behaviour else 0
        return (1 - self.share) * self.kpi_score + rated


@dataclass(frozen=True)
class ScoringContext:
    """Inputs of the quarter and results so far; scoring fills the last three dictionaries in dependency order."""

    quarter: Period
    scheme: Scheme
    roster: Roster
    submissions: Submissions
    rows: RecordRows
    errors: Errors
    samples: Samples
    pools: Pools
    calibrations: Calibrations
    circles: Mapping[str, str]
    """Unit → members of the circle of results that it is part of (C15)."""
    unrated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """行为评价 → IDs of all some of whose ratings an error may have left out, once somebody has asked."""
    drafts: dict[str, IndividualResult] = field(default_factory=dict)
    """Employee ID → individual result."""
    units: dict[str, UnitOutcome] = field(default_factory=dict)
    """Department or company → its outcome."""
    done: dict[str, EmployeeOutcome] = field(default_factory=dict)
    """Employee ID → final outcome."""
