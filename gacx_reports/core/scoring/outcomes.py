"""What scoring says about each employee: every number with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.roster.roster import Override, Person, Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import COMPANY, Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.adjustments import NOTHING, Adjusted
from gacx_reports.core.submissions.submissions import Comment


@dataclass(frozen=True, slots=True)
class Strictness:
    """One rater's levels, as scores from 0 to 1."""

    rater: str
    """Name and post."""
    n: int
    mean: Fraction
    spread: Fraction
    """Standard deviation, to 12 decimals."""
    against_others: Fraction | None
    """Own mean less that of everybody else's levels; None: nobody else rated."""


class Status(StrEnum):
    """Where an employee stands in a quarter."""

    SCORED = "scored"
    HELD_BACK = "held_back"
    """An error touches the person; nothing is decided."""
    NOT_SCORED = "not_scored"
    """未参与考核: has not served the whole quarter (rule book, 1)."""
    EXEMPT = "exempt"
    """免考核."""


class BelowMinimum(StrEnum):
    """What became of a KPI with fewer records than its minimum."""

    NO = "no"
    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class KpiOutcome:
    """One KPI of one employee."""

    kpi: Kpi
    raw: Fraction | None
    """None: not applicable."""
    n: int | None
    hits: int | None
    target: Decimal | None
    personal: bool
    """The target is the person's own."""
    score: Fraction | None
    """None: not applicable, and weighed out."""
    effective_weight: Fraction
    """Weight after 不适用 is shared out; those of a person total 1."""
    cells: tuple[CellRef, ...]
    few: BelowMinimum = BelowMinimum.NO
    level: str = ""
    """The level as rated, where the value is one."""
    days: tuple[int, int] | None = None
    """Days in the post, of the quarter's, to which the target is cut; None: it is not."""

    @property
    def cut(self) -> Fraction:
        """Share of the quarter that target and thresholds are cut to; 1 where they are not."""
        return Fraction(*self.days) if self.days else Fraction(1)

    @property
    def goal(self) -> Fraction | None:
        """The target that scored: cut where it is."""
        return None if self.target is None else Fraction(self.target) * self.cut

    @property
    def weighted(self) -> Fraction:
        """Effective weight times score."""
        return self.effective_weight * (self.score or 0)


@dataclass(frozen=True, slots=True)
class RaterScore:
    """What one kind of rater gave an item; never who."""

    rater: Rater
    n: int
    """How many rated."""
    score: Fraction
    """Their mean."""
    weight: Fraction
    """Effective; those of an item total 1."""


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """One behaviour item of one employee."""

    category: str
    name: str
    level: str
    meaning: str
    score: Fraction | None
    """None: not applicable."""
    effective_weight: Fraction
    """Within its category."""
    place: CellRef
    """Of the supervisor's rating; other raters' cells are named nowhere."""
    raters: tuple[RaterScore, ...] = ()


@dataclass(frozen=True, slots=True)
class BehaviourOutcome:
    """A half-yearly evaluation."""

    half: str
    """`2024H1`."""
    items: tuple[ItemOutcome, ...]
    categories: Mapping[str, tuple[Fraction, Fraction | None]]
    """Category → effective weight and score; None: nothing in it applies."""
    score: Fraction


@dataclass(frozen=True, slots=True)
class Part:
    """The result of one assignment of the quarter; who did not move has one."""

    post: str
    department: str
    first: date
    last: date
    days: int
    share: Fraction
    """Of the quarter's days; those of a person total 1."""
    kpis: tuple[KpiOutcome, ...]
    """Effective weights are already times the share."""
    kpi_score: Fraction
    """Within the part."""


class MixPart(StrEnum):
    """A part of the mix that a total is made of."""

    INDIVIDUAL = "individual"
    DEPARTMENT = "department"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class EmployeeOutcome:
    """An employee's quarter."""

    person: Person
    status: Status
    reason: NotScored | None = None
    issues: tuple[Issue, ...] = ()
    """Why the person is held back."""
    held_by: tuple[str, ...] = ()
    """IDs of those led who are held back, where that is why."""
    parts: tuple[Part, ...] = ()
    kpi_score: Fraction | None = None
    behaviour: BehaviourOutcome | None = None
    """Rated in this quarter."""
    behaviour_share: Fraction = Fraction(0)
    """Share of the individual's result; 0 where behaviours don't count."""
    half_served: bool = True
    mix: Mapping[MixPart, tuple[Fraction, Fraction]] | None = None
    """Part → share and result."""
    adjusted: Adjusted = NOTHING
    """Bonuses, deductions and vetoes."""
    override: Override | None = None
    total: Decimal | None = None
    """As printed."""
    computed_grade: str = ""
    """Of the total, before veto and override."""
    grade: str = ""
    pay_factor: Decimal | None = None
    comment: Comment | None = None
    original: "EmployeeOutcome | None" = None
    """Of a copy that shows its names in English: the outcome of whom the record is made."""

    @property
    def kpis(self) -> tuple[KpiOutcome, ...]:
        """Of all parts; effective weights total 1."""
        return tuple(k for part in self.parts for k in part.kpis)

    @property
    def moved(self) -> bool:
        """Whether the quarter has two or more parts."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """A unit's quarter."""

    unit: str
    result: Fraction | None
    """None where it can't be computed; then `issues` or `held_by` say why."""
    kpis: tuple[KpiOutcome, ...] = ()
    """Empty where HR typed the result in."""
    issues: tuple[Issue, ...] = ()
    held_by: tuple[str, ...] = ()
    """IDs of members who are held back."""


@dataclass(frozen=True, slots=True)
class QuarterOutcome:
    """A quarter, scored."""

    quarter: Quarter
    scheme: Scheme
    roster: Roster
    employees: Mapping[str, EmployeeOutcome]
    """By employee ID, in the roster's order."""
    issues: tuple[Issue, ...] = ()
    strictness: tuple[Strictness, ...] = ()
    """Of every rater, where behaviours were rated."""
    units: Mapping[str, UnitOutcome] = field(default_factory=dict)
    """Departments and the company, by name."""

    def units_in_total(self, outcome: EmployeeOutcome) -> tuple[UnitOutcome, ...]:
        """The person's department and the company, as far as they are part of the total."""
        names = {MixPart.DEPARTMENT: outcome.person.department, MixPart.COMPANY: COMPANY}
        parts = (names[part] for part in outcome.mix or {} if part in names)
        return tuple(self.units[name] for name in parts if name in self.units)


def members_of(name: str, quarter: QuarterOutcome) -> tuple[EmployeeOutcome, ...]:
    """Those whom the department's head evaluates, in the roster's order."""
    return tuple(e for e in quarter.employees.values() if _home(e, quarter) == name)


def _home(e: EmployeeOutcome, quarter: QuarterOutcome) -> str:
    held = assignments(e.person, quarter.roster, quarter.quarter)
    return home(held[-1], quarter.roster)
