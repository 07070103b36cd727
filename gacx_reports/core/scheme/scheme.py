"""The scheme as values: settings, posts, grades and quotas, with KPIs, record tables and behaviour sets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.calendar.appraised_periods import names_within_year
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.language.vocabulary import meanings
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, MissingRater, Scale
from gacx_reports.core.scheme.four_eyes import FourEyes
from gacx_reports.core.scheme.grades.flag_rule import FlagRule
from gacx_reports.core.scheme.grades.grade_band import (
    DepartmentFactor,
    GradeBand,
    GradeBy,
    PlaceRounding,
    PoolSharing,
    RankUnit,
)
from gacx_reports.core.scheme.grades.quota import Quota, wider_than_departments
from gacx_reports.core.scheme.kpi import COMPANY, EVERY_DEPARTMENT, Kpi, LinePoint, ScoreBand
from gacx_reports.core.scheme.line_item import LineItem
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.scheme.sampling_rule import SamplingRule

ENGLISH_SHEET = "英文名"
"""Sheet with the English of the scheme's names."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post (岗位) with its unit, behaviour set and mix."""

    name: str
    unit: str
    behaviours: str
    """Name of its behaviour set; "" for none."""
    individual: Decimal
    department: Decimal
    company: Decimal
    """The three shares of the total, fractions that total exactly 1 (rule book, 4)."""
    aliases: tuple[str, ...]
    place: CellRef
    cells: Mapping[str, CellRef] = field(default_factory=dict, compare=False)
    """Column of sheet 岗位 → address of the post's cell."""
    probation: bool = False
    """试用考核: whether people on probation are appraised in this post."""
    level: str = ""
    """层级, for quotas; "" for none."""

    def at(self, column: str) -> CellRef:
        """Returns the address of the post's cell in that column; of its name if the column is absent."""
        return self.cells.get(column, self.place)


class PostPart(StrEnum):
    """A part of a post's documents (部分). The last nine, with the signatures, are the ten parts of the 岗位说明书."""

    PURPOSE = "岗位目的"
    GOALS = "岗位目标"
    BASICS = "岗位基本信息"
    PROSPECTS = "岗位延展"
    DUTIES = "工作职责及衡量标准"
    CONTACTS = "岗位联系"
    WORKFLOW = "工作流程"
    REQUIREMENTS = "任职资格要求"
    CONDITIONS = "工作特征"
    TRAINING = "培训要求"
    SUGGESTIONS = "对岗位设置的建议"


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of a post's documents (sheet 岗位说明)."""

    part: PostPart
    label: str
    """Label in front of the text, such as 学历专业; "" for none."""
    text: str
    measure: str
    """衡量标准: how a duty is judged; "" in other parts."""
    english_text: str
    english_measure: str
    sample: bool
    """示例: a proposal for HR to change; for a duty this concerns its measure."""
    place: CellRef


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
    """Most that a person's bonuses add to the total, 0 to 1; None: no cap."""
    deduction_cap: Decimal | None = None
    """Most that a person's deductions take off the total, 0 to 1; None: no cap."""
    show_pay: bool = False
    """Whether an employee's report prints the performance pay in yuan."""
    quota_people: int = 10
    """Quotas are checked in departments, levels and a company with more scored employees than this."""
    min_peers: int = 3
    """Fewest raters of a kind of several with a level for an item; with fewer theirs are not used, for anonymity."""
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
    rank_people: int = 5
    """By place: a unit of fewer people is graded by the bands of totals."""
    pool_sharing: PoolSharing = PoolSharing.NONE
    period: PeriodKind = PeriodKind.QUARTER
    """What is appraised: months, quarters, half-years or years."""

    @property
    def rated_periods(self) -> tuple[str, ...]:
        """The periods of a year that rate and count behaviours, as the workbook names them: `Q2`, `Q4`."""
        return names_within_year(self.behaviour_months, self.period)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme; of a faulty workbook only its sound parts."""

    settings: Settings
    posts: Mapping[str, Post]
    kpis: tuple[Kpi, ...]
    tables: Mapping[str, RecordTable]
    bands: Mapping[str, tuple[ScoreBand, ...]]
    scales: Mapping[str, Scale]
    behaviours: Mapping[str, BehaviourSet]
    grades: tuple[GradeBand, ...]
    """Best first."""
    lines: Mapping[str, tuple[LinePoint, ...]] = field(default_factory=dict)
    """Line for 折线 → its points."""
    dimensions: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    """Post → its dimensions with their weights, which total 1; only of posts that have any."""
    line_items: Mapping[str, LineItem] = field(default_factory=dict)
    """Bonus, deduction and veto items by name."""
    quotas: tuple[Quota, ...] = ()
    flags: tuple[FlagRule, ...] = ()
    sampling: tuple[SamplingRule, ...] = ()
    """How calls and visits are drawn; empty: the survey team chooses."""
    specifications: Mapping[str, tuple[PostLine, ...]] = field(default_factory=dict)
    """Post → the lines of its documents in the scheme's order; duties are in order of importance."""
    faulty_parts: Mapping[str, frozenset[PostPart]] = field(default_factory=dict, compare=False)
    """Post → parts of its documents of which a line has an error, so that it is not among `specifications`."""
    english: Mapping[str, str] = field(default_factory=dict)
    """Chinese name → English name (sheet 英文名)."""
    ambiguous: frozenset[str] = frozenset()
    """Names whose English is also another name of the scheme (C32); they are read in Chinese only."""
    workbook: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Chinese sheet name → name in the workbook, where they differ."""
    sha256: str = field(default="", compare=False)

    def sheet(self, name: str) -> CellRef:
        """Returns the place of a sheet, given by its Chinese name, in the scheme's workbook."""
        return CellRef(self.workbook, self.sheets.get(name, name))

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Match key of an English name → the Chinese names that it may mean, for reading workbooks."""
        return meanings({zh: en for zh, en in self.english.items() if zh not in self.ambiguous})

    def either(self, name: str) -> tuple[str, ...]:
        """Returns the name and, if sheet 英文名 has it, its form in the other language."""
        others = (
            other
            for zh, en in self.english.items()
            for one, other in ((zh, en), (en, zh))
            if one == name
        )
        return tuple(dict.fromkeys((name, *others)))

    def post_named(self, name: str) -> Post | None:
        """Returns the post of that name or alias; None for an unknown one."""
        return self.posts.get(name) or next(
            (p for p in self.posts.values() if name in p.aliases), None
        )

    @property
    def levels(self) -> tuple[str, ...]:
        """Returns the levels of posts, in the scheme's order, each once."""
        return tuple(dict.fromkeys(p.level for p in self.posts.values() if p.level))

    @property
    def wider_quotas(self) -> tuple[str, ...]:
        """Returns the levels and 公司, as far as there are quotas for them."""
        return wider_than_departments(self.quotas, self.levels)

    def kpis_of(self, post: str) -> tuple[Kpi, ...]:
        """Returns the post's KPIs in the scheme's order."""
        return tuple(kpi for kpi in self.kpis if kpi.post == post)

    def kpis_of_unit(self, unit: str) -> tuple[Kpi, ...]:
        """Returns the KPIs of a department or 公司: its own (`部门:名称`), else those of every department (`部门`)."""
        if unit == COMPANY:
            return self.kpis_of(COMPANY)
        return self.kpis_of(f"{EVERY_DEPARTMENT}:{unit}") or self.kpis_of(EVERY_DEPARTMENT)

    @property
    def frames(self) -> tuple[str, ...]:
        """Names of the record tables that samples are drawn from, each once."""
        return tuple(dict.fromkeys(rule.frame for rule in self.sampling))

    def sampling_of(self, table: str) -> tuple[SamplingRule, ...]:
        """Returns the rules by which the record table is drawn, one per post; empty if it is not drawn."""
        return tuple(rule for rule in self.sampling if rule.table == table)

    def behaviours_of(self, post: str) -> BehaviourSet | None:
        """Returns the post's behaviour set; None if it has none."""
        return self.behaviours.get(self.posts[post].behaviours)

    def behaviours_count(self, period: Period) -> bool:
        """Whether behaviours are rated and counted in that period: one of those that the scheme names ends in it."""
        return period.has_month(self.settings.behaviour_months)

    def grade_named(self, name: str) -> GradeBand | None:
        """Returns the grade of that name; None for an unknown one."""
        return next((g for g in self.grades if g.name == name), None)

    def worse(self, one: str, other: str) -> str:
        """Returns the name of the worse of two grades, given by name."""
        names = [g.name for g in self.grades]
        return max(one, other, key=names.index)

    def grade(self, total: Decimal) -> GradeBand:
        """Returns the grade of a printed total, 0 or more; bands cover every total exactly once (rule book, 3)."""
        return next(g for g in self.grades if g.low <= total and (g.high is None or total < g.high))
