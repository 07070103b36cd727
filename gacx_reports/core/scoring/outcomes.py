"""Results of scoring: outcomes of employees, units and the quarter, with the inputs behind each number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.periods.weigh import PeriodsResult
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.roster.roster import Override, Person, Roster
from gacx_reports.core.scheme.behaviour_set import Pooling, Rater
from gacx_reports.core.scheme.grades.flag_rule import GradeFlag
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.adjustments import NOTHING, Adjusted
from gacx_reports.core.scoring.bonus_pool import BonusShare
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.scoring.opinions.calibrated import RaterShift
from gacx_reports.core.scoring.opinions.strictness import Strictness
from gacx_reports.core.scoring.ranking import Ranking
from gacx_reports.core.submissions.submissions import Comment
from gacx_reports.core.submissions.survey_outcome import SurveyOutcome
from gacx_reports.i18n import N_


class Status(StrEnum):
    """Status of an employee in a quarter."""

    SCORED = "scored"
    HELD_BACK = "held_back"
    """暂缓: an error affects the employee; nothing is decided."""
    NOT_SCORED = "not_scored"
    """未参与考核: has not served the whole quarter (rule book, 1)."""
    EXEMPT = "exempt"
    """免考核."""


@dataclass(frozen=True, slots=True)
class RaterScore:
    """Ratings of one item by one kind of rater; never the raters' names."""

    rater: Rater
    n: int
    """Number of raters who gave a level."""
    score: Fraction
    """Of their levels, 0 to the full mark; made one by `pooling`."""
    weight: Fraction
    """Effective weight; the weights of an item's raters total 1."""
    pooling: Pooling = Pooling.MEAN
    shift: RaterShift | None = None
    """How the levels were calibrated; None: they are as given."""


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """One behaviour item of one employee."""

    category: str
    name: str
    level: str
    """Level given by the supervisor; "" for none."""
    meaning: str
    score: Fraction | None
    """0 to the full mark, over all raters; None: not applicable."""
    effective_weight: Fraction
    """Fraction of its category."""
    place: CellRef
    """Cell of the supervisor's rating; cells of other raters are never shown."""
    raters: tuple[RaterScore, ...] = ()


@dataclass(frozen=True, slots=True)
class BehaviourOutcome:
    """The half-yearly evaluation (行为评价) of one employee."""

    half: str
    """What it covers: the half-year, such as `2024H1`, or the year, quarter or month if each is evaluated."""
    items: tuple[ItemOutcome, ...]
    categories: Mapping[str, tuple[Fraction, Fraction | None]]
    """Category → effective weight and score, 0 to the full mark; None: no item of it applies."""
    score: Fraction
    """Behaviour score, 0 to the full mark."""


@dataclass(frozen=True, slots=True)
class GradeLimit:
    """A KPI or behaviour item whose score is below its bound (低于此分), so that the grade is limited."""

    name: str
    score: Fraction
    below: Decimal
    ceiling: str
    """Best grade that is left."""


class FactorPart(StrEnum):
    """A factor of the pay factor; the values are the keys of `results.json`."""

    INDIVIDUAL = "individual"
    DEPARTMENT = "department"
    ATTENDANCE = "attendance"


FACTOR_WORDS = {
    FactorPart.INDIVIDUAL: N_("individual factor"),
    FactorPart.DEPARTMENT: N_("department's factor"),
    FactorPart.ATTENDANCE: N_("factor of days at work"),
}


class MixPart(StrEnum):
    """A part of the mix (总分构成) of a total."""

    INDIVIDUAL = "individual"
    DEPARTMENT = "department"
    COMPANY = "company"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True)
class EmployeeOutcome:
    """Outcome of an employee's quarter; the fields below `held_by` are set for scored employees only."""

    person: Person
    status: Status
    reason: NotScored | None = None
    issues: tuple[Issue, ...] = ()
    """Errors that hold the employee back."""
    held_by: tuple[str, ...] = ()
    """IDs of employees led, of the unit, or of the post who are held back and on whom this one's result depends."""
    parts: tuple[Part, ...] = ()
    kpi_score: Fraction | None = None
    """Sum of the contributions of all parts; None without any."""
    behaviour: BehaviourOutcome | None = None
    """Evaluation of this quarter; None if behaviours do not count in it."""
    behaviour_share: Fraction = Fraction(0)
    """Share of the behaviour score in the individual result, 0 to 1; 0 if behaviours do not count."""
    half_served: bool = True
    """Whether the employee has served the whole half-year; if not, behaviours do not count."""
    periods: PeriodsResult | None = None
    """Published results of shorter periods; None if they are no part of the total."""
    mix: Mapping[MixPart, tuple[Fraction, Fraction]] | None = None
    """Part → its share (0 to 1) and its result."""
    adjusted: Adjusted = NOTHING
    """Bonuses, deductions and vetoes."""
    override: Override | None = None
    total: Decimal | None = None
    """Printed total, at least 0, rounded half up to the scheme's 总分小数位."""
    computed_grade: str = ""
    """Grade of the total, or of the place, before veto and override (rule book, 3)."""
    ranking: Ranking | None = None
    """None: the total decides the grade."""
    grade: str = ""
    """Final grade, after veto and override."""
    pay_factor: Decimal | None = None
    """Pay factor as it is paid, 0 or more."""
    factor_parts: tuple[tuple[FactorPart, Fraction], ...] = ()
    """What the pay factor is the product of; empty where it is the grade's own."""
    limits: tuple[GradeLimit, ...] = ()
    """KPIs and behaviour items that limit the grade."""
    bonus: BonusShare | None = None
    """Share of the department's pool, which is paid in place of base × factor; None: there is none."""
    flags: tuple[GradeFlag, ...] = ()
    """等级提醒 that the grades of this quarter and those before it meet."""
    comment: Comment | None = None
    original: "EmployeeOutcome | None" = None
    """Of a copy with English names: the original outcome, from which the record is made."""

    @property
    def kpis(self) -> tuple[KpiOutcome, ...]:
        """KPIs of all parts; their effective weights total 1."""
        return tuple(k for part in self.parts for k in part.kpis)

    @property
    def moved(self) -> bool:
        """Whether the result has parts of two or more assignments, because of a transfer."""
        return len({part.first for part in self.parts}) > 1

    @property
    def in_parts(self) -> bool:
        """Whether the result has two or more parts, because of a transfer or of projects."""
        return len(self.parts) > 1

    @property
    def by_projects(self) -> bool:
        """Whether a part of the result is about one project, or beside such parts."""
        return any(part.of_projects for part in self.parts)


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """Result of a department or the company in a quarter."""

    unit: str
    result: Fraction | None
    """In marks; None if unknown: see `issues` and `held_by`, both empty if nobody typed it in."""
    kpis: tuple[KpiOutcome, ...] = ()
    """Empty for a result that HR typed in."""
    issues: tuple[Issue, ...] = ()
    held_by: tuple[str, ...] = ()
    """IDs of members who are held back and on whose results it depends."""


@dataclass(frozen=True, slots=True)
class QuarterOutcome:
    """The scored quarter: outcomes of all employees and units, and all issues."""

    quarter: Period
    scheme: Scheme
    roster: Roster
    employees: Mapping[str, EmployeeOutcome]
    """By employee ID, in the roster's order."""
    issues: tuple[Issue, ...] = ()
    strictness: tuple[Strictness, ...] = ()
    """One entry per rater; empty if behaviours were not rated."""
    units: Mapping[str, UnitOutcome] = field(default_factory=dict)
    """Departments and the company, by name."""
    surveys: tuple[SurveyOutcome, ...] = ()
    """Surveys whose calls were drawn; empty where the survey team chooses its customers."""

    def units_in_total(self, outcome: EmployeeOutcome) -> tuple[UnitOutcome, ...]:
        """Returns the units, department first, that are part of the employee's total."""
        names = {MixPart.DEPARTMENT: outcome.person.department, MixPart.COMPANY: COMPANY}
        parts = (names[part] for part in outcome.mix or {} if part in names)
        return tuple(self.units[name] for name in parts if name in self.units)
