"""The scheme (考核方案): the whole rule book that HR edits as a workbook, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.adjustments import LineItem
from gacx_reports.core.columns import Kind
from gacx_reports.core.places import Place

COMPANY = "公司"
"""The company, where a unit is named."""
EVERY_DEPARTMENT = "部门"
"""In column 岗位 of sheet 指标: a KPI of every department; `部门:名称` for one of them."""
ENGLISH_SHEET = "英文名"
"""Where the scheme's names have their English."""


def is_unit(post: str) -> bool:
    """Whether sheet 指标 means a unit, not a post."""
    return post in (COMPANY, EVERY_DEPARTMENT) or post.startswith(f"{EVERY_DEPARTMENT}:")


class Source(StrEnum):
    """Where a KPI's raw value comes from; the values are the scheme's own words."""

    TYPED = "填报"
    SHARE = "是占比"
    MEAN = "均值"
    SUM = "合计"
    COUNT = "计数"
    LED = "下属均分"
    LED_DEEP = "两级下属均分"

    @property
    def from_records(self) -> bool:
        """Whether it is computed from a record table."""
        return self in (Source.SHARE, Source.MEAN, Source.SUM, Source.COUNT)

    @property
    def amounts(self) -> bool:
        """Whether it grows with the days that it is counted on."""
        return self in (Source.SUM, Source.COUNT)

    @property
    def of_people(self) -> bool:
        """Whether it is a mean over people led."""
        return self in (Source.LED, Source.LED_DEEP)


class Rule(StrEnum):
    """How a raw value becomes a score."""

    SHARE_OF_TARGET = "达成率"
    LOWER_IS_BETTER = "越低越好"
    BANDS = "分段"
    LINEAR = "线性"
    AT_LEAST = "达标"
    AT_MOST = "不超标"
    AS_IS = "原值"

    @property
    def targeted(self) -> bool:
        """Whether a target decides the score; else thresholds, bands or the value alone do."""
        return self not in (Rule.BANDS, Rule.LINEAR, Rule.AS_IS)


class NaPolicy(StrEnum):
    """What 不适用 does to a KPI."""

    REWEIGHT = "重分权重"
    ZERO = "计零分"
    REFUSE = "不允许"


class FewPolicy(StrEnum):
    """What happens to a record KPI with fewer records than its minimum."""

    SCORE = "照常计分"
    NA = "不适用"
    HOLD = "暂缓"


class Owner(StrEnum):
    """Who fills a record table when it is not a post: the department's head or the survey team."""

    DEPARTMENT = "部门"
    SURVEY = "调查组"


class MissingRater(StrEnum):
    """What happens when a rater with a weight did not rate."""

    REWEIGHT = "重分权重"
    HOLD = "暂缓"


class Rater(StrEnum):
    """Who rates behaviour items; the values are the scheme's own words."""

    SELF = "自评"
    SUPERVISOR = "上级"
    PEERS = "同事"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a rating scale."""

    name: str
    meaning: str
    score: Decimal
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale (评分等级): 5 优秀, 4 良好, …"""

    name: str
    levels: tuple[Level, ...]

    def level(self, name: str) -> Level | None:
        """The level called `name`."""
        return next((level for level in self.levels if level.name == name), None)

    @property
    def words(self) -> dict[str, str]:
        """What may be written for a level: its name or its meaning → its name."""
        return {level.meaning.casefold(): level.name for level in self.levels} | {
            level.name.casefold(): level.name for level in self.levels
        }


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a record table."""

    name: str
    kind: Kind
    required: bool
    scale: str = ""
    """Name of the rating scale when the cells are levels."""
    na: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A record table (记录表): one row per event, always with whom it is about and when."""

    name: str
    owner: str
    """`部门`, `调查组`, or the post that fills it in as a part of its own."""
    columns: tuple[TableColumn, ...]
    note: str = ""

    def column(self, name: str) -> TableColumn | None:
        """The column called `name`."""
        return next((c for c in self.columns if c.name == name), None)


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A step of a step function: from `low` (inclusive) up to `high` (exclusive)."""

    low: Decimal | None
    high: Decimal | None
    score: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator (指标) of one post."""

    post: str
    name: str
    weight: Decimal
    """A fraction; those of a post total 1."""
    quantitative: bool
    source: Source
    table: str
    column: str
    where_column: str
    where_value: str
    rule: Rule
    target: Decimal | None
    zero_at: Decimal | None
    """Linear: the raw value that scores 0."""
    full_at: Decimal | None
    """Linear: the raw value that scores 1."""
    bands: str
    cap: Decimal | None
    """Highest score; None: no cap."""
    floor: Decimal
    """Lowest score."""
    min_n: int
    few: FewPolicy
    na: NaPolicy
    personal_target: bool
    unit: str
    """`%` when the raw value is a ratio; else printed behind the number."""
    places: int
    """Decimals of the printed raw value (of the percentage, for `%`)."""
    scale: str
    """Rating scale of a typed value that is a level."""
    info_source: str
    watched_by: str
    sample: bool
    """示例: a proposal for HR to change, not the customer's own rule."""
    place: Place
    cells: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Column of sheet 指标 → where it stands."""
    by_days: bool = False
    """Of an amount: who held the post for a part of the quarter only owes that part of the target."""

    def at(self, column: str) -> Place:
        """Where the KPI's cell of that column stands."""
        return self.cells.get(column, self.place)

    @property
    def may_be_cut(self) -> bool:
        """Whether a target for some days means anything: an amount of a person, scored by comparing."""
        amount = self.source.amounts or (self.source is Source.TYPED and not self.scale)
        return (
            amount and not self.percent and not is_unit(self.post) and self.rule is not Rule.AS_IS
        )

    @property
    def percent(self) -> bool:
        """Whether the raw value is a ratio, shown in percent."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Post:
    """A post (岗位)."""

    name: str
    unit: str
    behaviours: str
    """Name of its set of behaviour items, "" for none."""
    individual: Decimal
    department: Decimal
    company: Decimal
    """The mix of the total: fractions that total 1."""
    aliases: tuple[str, ...]
    place: Place
    cells: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Column of sheet 岗位 → where it stands."""

    def at(self, column: str) -> Place:
        """Where the post's cell of that column stands."""
        return self.cells.get(column, self.place)


class PostPart(StrEnum):
    """A part of a post's documents (部分). The last nine and the signatures are the ten parts of the 岗位说明书."""

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
    """What the line is about, such as 学历专业; "" for a sentence of its own."""
    text: str
    measure: str
    """Of a duty: what it is judged by."""
    english_text: str
    english_measure: str
    sample: bool
    """示例: a proposal for HR to change; of a duty, its measure."""
    place: Place


@dataclass(frozen=True, slots=True)
class BehaviourItem:
    """One item (行为项) of the half-yearly evaluation."""

    category: str
    name: str
    weight: Decimal | None
    """Within its category, where they total 1; None for all: equal weights."""
    place: Place


@dataclass(frozen=True, slots=True)
class BehaviourSet:
    """What a group of posts is evaluated on every half-year."""

    name: str
    categories: Mapping[str, Decimal]
    """Category → weight; they total 1."""
    items: tuple[BehaviourItem, ...]
    raters: Mapping[Rater, Decimal] = field(default_factory=lambda: {Rater.SUPERVISOR: Decimal(1)})
    """Weights of the raters; they total 1."""


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade (等级) and what it pays."""

    name: str
    low: Decimal
    """Inclusive."""
    high: Decimal | None
    """Exclusive; None: no bound."""
    pay_factor: Decimal
    meaning: str
    place: Place


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a unit may, or must, have a grade (强制分布)."""

    grade: str
    least: Decimal | None
    most: Decimal | None
    """Shares of the scored; None: no bound."""
    place: Place


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything of the scheme that is one value for all."""

    version: str = ""
    company: str = ""
    confidential: str = ""
    """What the footer says about confidentiality."""
    behaviour_quarters: tuple[int, ...] = (2, 4)
    behaviour_share: Decimal = Decimal("0.2")
    """Of the individual's result in those quarters; the KPIs have the rest."""
    behaviour_scale: str = ""
    total_places: int = 4
    score_places: int = 4
    long_leave_days: int = 30
    """Calendar days of leave in a quarter from which on nobody is scored."""
    appeal_days: int = 5
    """Working days after publication."""
    bonus_cap: Decimal | None = None
    """Most that all bonuses of a person add to a total; None: no cap."""
    deduction_cap: Decimal | None = None
    """Most that all deductions take off."""
    show_pay: bool = False
    """Whether an employee's report prints the amount of performance pay."""
    quota_people: int = 10
    """Forced distribution is checked in units above this size."""
    min_peers: int = 3
    """Fewest peers before their mean is shown."""
    missing_rater: MissingRater = MissingRater.REWEIGHT


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme without faults."""

    settings: Settings
    posts: Mapping[str, Post]
    kpis: tuple[Kpi, ...]
    tables: Mapping[str, RecordTable]
    bands: Mapping[str, tuple[ScoreBand, ...]]
    scales: Mapping[str, Scale]
    behaviours: Mapping[str, BehaviourSet]
    grades: tuple[GradeBand, ...]
    """Best first."""
    line_items: Mapping[str, LineItem] = field(default_factory=dict)
    """Bonus, deduction and veto items by name."""
    quotas: tuple[Quota, ...] = ()
    specifications: Mapping[str, tuple[PostLine, ...]] = field(default_factory=dict)
    """Post → the lines of its documents in the scheme's order: of duties, that of importance."""
    english: Mapping[str, str] = field(default_factory=dict)
    """Name, as the scheme writes it → its English."""
    workbook: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Our name of a sheet → the one that it has in the workbook, where that is another."""
    sha256: str = field(default="", compare=False)

    def sheet(self, name: str) -> Place:
        """A sheet of the scheme's workbook, by our name of it."""
        return Place(self.workbook, self.sheets.get(name, name))

    def either(self, name: str) -> tuple[str, ...]:
        """The name as it is, and in the other language where sheet 英文名 has it."""
        others = (
            other
            for zh, en in self.english.items()
            for one, other in ((zh, en), (en, zh))
            if one == name
        )
        return tuple(dict.fromkeys((name, *others)))

    def post_named(self, name: str) -> Post | None:
        """The post of that name or alias."""
        return self.posts.get(name) or next(
            (p for p in self.posts.values() if name in p.aliases), None
        )

    def kpis_of(self, post: str) -> tuple[Kpi, ...]:
        """The post's KPIs in the scheme's order."""
        return tuple(kpi for kpi in self.kpis if kpi.post == post)

    def kpis_of_unit(self, unit: str) -> tuple[Kpi, ...]:
        """KPIs of a department or 公司: its own (`部门:名称`), else those of every department (`部门`)."""
        if unit == COMPANY:
            return self.kpis_of(COMPANY)
        return self.kpis_of(f"{EVERY_DEPARTMENT}:{unit}") or self.kpis_of(EVERY_DEPARTMENT)

    def behaviours_of(self, post: str) -> BehaviourSet | None:
        """The items that the post is evaluated on, None for none."""
        return self.behaviours.get(self.posts[post].behaviours)

    def behaviours_count(self, quarter_number: int) -> bool:
        """Whether behaviours are rated, and count, in that quarter (1 to 4)."""
        return quarter_number in self.settings.behaviour_quarters

    def grade_named(self, name: str) -> GradeBand | None:
        """The grade of that name."""
        return next((g for g in self.grades if g.name == name), None)

    def worse(self, one: str, other: str) -> str:
        """The worse of two grades."""
        names = [g.name for g in self.grades]
        return max(one, other, key=names.index)

    def grade(self, total: Decimal) -> GradeBand:
        """The grade of a printed total; bands cover every total exactly once (rule book, 3)."""
        return next(g for g in self.grades if g.low <= total and (g.high is None or total < g.high))
