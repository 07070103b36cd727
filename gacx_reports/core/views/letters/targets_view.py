"""What a letter of targets shows."""

from dataclasses import dataclass

from gacx_reports.core.views.heading import Band, Heading
from gacx_reports.core.views.kpi_row import KpiRow


@dataclass(frozen=True, slots=True)
class PostTargets:
    """The KPIs of one post; who moves within the quarter has two or more."""

    post: str
    department: str
    period: str
    days: str
    kpis: tuple[KpiRow, ...]
    projects: str = ""
    """Projects by which KPIs of the post are scored, each with its weight; "" for none."""


@dataclass(frozen=True, slots=True)
class CategoryTargets:
    """A category of behaviour items with its effective weight and score."""

    name: str
    weight: str
    items: tuple[str, ...]
    """Each with its weight where those differ."""


@dataclass(frozen=True, slots=True)
class BehaviourTargets:
    """The half-year's evaluation, in a quarter that counts it."""

    title: str
    half: str
    share: str
    raters: str
    """`上级 70% · 自评 10% · 同事 20%`."""
    levels: str
    """`5 优秀 = 1, 4 良好 = 0.8`."""
    categories: tuple[CategoryTargets, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentItemRow:
    """Everything that adds points, or takes points, or limits the grade."""

    kind: str
    items: str


@dataclass(frozen=True, slots=True)
class TargetsView:
    """A letter of targets."""

    heading: Heading
    id: str
    name: str
    department: str
    post: str
    supervisor_post: str
    mix: str
    """`individual 60%, department 30%, company 10%`; "" where the total is one's own result."""
    parts: tuple[PostTargets, ...]
    moved: bool
    sample: bool
    """Some rule is a proposal."""
    behaviour: BehaviourTargets | None
    lines: tuple[AdjustmentItemRow, ...]
    bands: tuple[Band, ...]
    """Best first."""
    grade_rules: tuple[str, ...]
    """How places become grades, what follows from grades that recur; () of neither."""
