"""What the record of an employee holds, as it is written to JSON and read from it.

Numbers are decimal strings such as `0.8132`, of 12 places at most unless a field says otherwise, so that no
reader rounds them. Scores, results and totals are marks: from 0 to the scheme's full mark (1, unless the record of
the scheme says otherwise), above it where a rule pays more.
Days are ISO dates. None stands for what there is not.
"""

from typing import NotRequired, TypedDict

from gacx_reports.core.records.kpi_record import KpiRecord
from gacx_reports.core.records.period_record import PeriodRecord
from gacx_reports.core.records.rater_record import RaterRecord


class LineRecord(TypedDict):
    """A line of sheet 加减分: something that somebody did on a day."""

    item: str
    date: str
    reason: str
    cell: str
    """`甲部.xlsx › 加减分 › C7`."""


class PointsRecord(LineRecord):
    """A line that adds or takes points."""

    points: str
    """In marks, never negative, with the places that were typed."""


class VetoRecord(LineRecord):
    """A line that puts a ceiling on the grade."""

    ceiling: str
    """Name of the best grade that is left."""


class AdjustmentRecord(TypedDict):
    """Lines of one item, and what they come to."""

    item: str
    kind: str
    """A LineKind."""
    applied: str
    """What is added to the total after the item's cap; negative for a deduction."""
    lines: list[PointsRecord]


class OverrideRecord(TypedDict):
    """A grade that was changed by decision."""

    computed: str
    grade: str
    reason: str
    by: str
    """Post of who decided."""


class PartRecord(TypedDict):
    """A stretch of the quarter in one post, of who was transferred; or a project in it."""

    post: str
    department: str
    first: str
    last: str
    days: int
    share: str
    """Of the quarter's days, × that of a project; those of a person total 1."""
    kpis: list[KpiRecord]
    project: NotRequired[str | None]
    """Of who has projects; None: the KPIs that aren't by project."""
    project_weight: NotRequired[str | None]
    """On the roster, 0 to 1."""


class CategoryRecord(TypedDict):
    """A category of behaviours."""

    effective_weight: str
    score: str | None
    """None: nothing in it applies."""


class BehaviourItemRecord(TypedDict):
    """One behaviour."""

    category: str
    name: str
    level: str | None
    """As rated by the supervisor."""
    score: str | None
    """None: not applicable."""
    effective_weight: str
    """Within its category, 0 to 1."""
    raters: dict[str, RaterRecord]
    """By Rater."""
    cell: str


class BehaviourRecord(TypedDict):
    """The evaluation of behaviours."""

    half: str
    """`2024H2`."""
    share: str
    """Of the individual result, 0 to 1."""
    score: str
    categories: dict[str, CategoryRecord]
    items: list[BehaviourItemRecord]


class MixRecord(TypedDict):
    """One part of the total: the individual result, the department's, the company's or that of the periods."""

    share: str
    """Of the total, 0 to 1."""
    result: str


class RankingRecord(TypedDict):
    """The place that decided the computed grade."""

    unit: str
    """Among whom: a RankUnit."""
    place: int
    people: int


class EmployeeRecord(TypedDict):
    """One employee's own record; attached to the report, and its fingerprint printed on it."""

    id: str
    name: str
    department: str
    post: str
    status: str
    """A Status."""
    reason: str | None
    """A Reason, or the codes that hold the person back: `P05,V04`."""
    kpis: list[KpiRecord]
    """Empty where `parts` has them."""
    parts: list[PartRecord]
    """Empty for who stayed in one post."""
    kpi_score: str | None
    behaviour: BehaviourRecord | None
    periods: NotRequired[list[PeriodRecord]]
    """Absent where shorter periods are no part of the total."""
    mix: dict[str, MixRecord]
    """By MixPart."""
    adjustments: list[AdjustmentRecord]
    vetoes: list[VetoRecord]
    override: OverrideRecord | None
    total: str | None
    """Rounded to the scheme's places, as printed."""
    grade: str | None
    """After vetoes and override."""
    computed_grade: str | None
    """Before them."""
    full_mark: NotRequired[str]
    """What a fully reached score counts; absent where that is 1."""
    ranking: NotRequired[RankingRecord]
    """Absent where the total decided the grade."""
    pay_factor: str | None
    """Share of the base of performance pay, with the scheme's places."""


class ListedEmployee(EmployeeRecord):
    """An employee in `results.json`."""

    report: str | None
    """Path of the PDF below the output folder."""
    revision: int
    """Of the result, from 1."""
