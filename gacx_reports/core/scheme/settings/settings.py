"""The settings of a scheme (sheet 设置)."""

from dataclasses import dataclass
from decimal import Decimal

from gacx_reports.core.calendar.appraised_periods import names_within_year
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.scheme.grades.grade_band import (
    DepartmentFactor,
    GradeBy,
    PlaceRounding,
    PoolSharing,
    RankUnit,
)
from gacx_reports.core.scheme.settings.choices import (
    FourEyes,
    MissingPeriod,
    MissingRater,
    PartService,
    PeriodWeighing,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings that apply to the whole scheme (sheet 设置)."""

    version: str = ""
    company: str = ""
    confidential: str = ""
    """Confidentiality note in the footer of reports."""
    behaviour_months: tuple[int, ...] = (6, 12)
    """Months in which the periods end that rate and count behaviours, 1 to 12: those of Q2 and Q4."""
    behaviour_share: Decimal = Decimal("0.2")
    """Share of the behaviour score in the individual result of those periods, 0 to 1; KPIs have the rest."""
    behaviour_scale: str = ""
    total_places: int = 4
    score_places: int = 4
    long_leave_days: int = 30
    """Employees with at least this many calendar days of leave in the quarter are not scored."""
    appeal_days: int = 5
    """Working days for appeals after the day of publication."""
    bonus_cap: Decimal | None = None
    """Most that a person's bonuses add to the total, 0 to the full mark; None: no cap."""
    deduction_cap: Decimal | None = None
    """Most that a person's deductions take off the total, 0 to the full mark; None: no cap."""
    show_pay: bool = False
    """Whether an employee's report prints the performance pay in yuan."""
    quota_people: int = 10
    """Quotas are checked in departments, levels and a company with more scored employees than this."""
    min_peers: int = 3
    """Fewest peers with a level for an item; with fewer their ratings are not used, to keep them anonymous."""
    missing_rater: MissingRater = MissingRater.REWEIGHT
    department_factor: DepartmentFactor = DepartmentFactor.NONE
    attendance: bool = False
    """Whether the pay factor is multiplied by the share of days without leave."""
    unpaid_days: int = 0
    """Calendar days of leave in the quarter up to which it is not."""
    factor_places: int = 4
    """Decimals to which a computed pay factor is rounded, half up."""
    publish_months: int = 12
    """Months after the quarter's end within which it is first published; a later day is forced."""
    four_eyes: FourEyes = FourEyes.NOTHING
    """What somebody else than who made its plan must approve first."""
    grade_by: GradeBy = GradeBy.TOTAL
    rank_unit: RankUnit = RankUnit.DEPARTMENT
    place_rounding: PlaceRounding = PlaceRounding.NEAREST
    full_mark: Decimal = Decimal(1)
    """满分: what a fully reached score counts, 1 to 1000; every score, result and total counts to it."""
    rank_people: int = 5
    """By place: a unit of fewer people is graded by the bands of totals."""
    pool_sharing: PoolSharing = PoolSharing.NONE
    counted_periods: PeriodKind = PeriodKind.QUARTER
    """Whose published results count, where a post has a share for them."""
    period_weighing: PeriodWeighing = PeriodWeighing.EQUAL
    missing_period: MissingPeriod = MissingPeriod.HOLD
    part_service: PartService = PartService.NOT_SCORED
    period: PeriodKind = PeriodKind.QUARTER
    """What is appraised: months, quarters, half-years or years."""

    @property
    def rated_periods(self) -> tuple[str, ...]:
        """The periods of a year that rate and count behaviours, as the workbook names them: `Q2`, `Q4`."""
        return names_within_year(self.behaviour_months, self.period)
