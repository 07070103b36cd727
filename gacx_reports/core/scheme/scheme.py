"""The scheme as values: posts, grades, quotas and settings, and with them KPIs, tables and behaviour sets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.language.vocabulary import meanings
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, MissingRater, Scale
from gacx_reports.core.scheme.kpi import COMPANY, EVERY_DEPARTMENT, Kpi, ScoreBand
from gacx_reports.core.scheme.line_item import LineItem
from gacx_reports.core.scheme.record_table import RecordTable

ENGLISH_SHEET = "英文名"
"""Where the scheme's names have their English."""


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
    place: CellRef
    cells: Mapping[str, CellRef] = field(default_factory=dict, compare=False)
    """Column of sheet 岗位 → where it stands."""

    def at(self, column: str) -> CellRef:
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
    place: CellRef


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
    place: CellRef


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a unit may, or must, have a grade (强制分布)."""

    grade: str
    least: Decimal | None
    most: Decimal | None
    """Shares of the scored; None: no bound."""
    place: CellRef


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
    ambiguous: frozenset[str] = frozenset()
    """Names whose English is another name of the scheme: they are read by their Chinese alone."""
    workbook: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Our name of a sheet → the one that it has in the workbook, where that is another."""
    sha256: str = field(default="", compare=False)

    def sheet(self, name: str) -> CellRef:
        """A sheet of the scheme's workbook, by our name of it."""
        return CellRef(self.workbook, self.sheets.get(name, name))

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """How its names are read in English: the English, folded → what it stands for."""
        return meanings({zh: en for zh, en in self.english.items() if zh not in self.ambiguous})

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
