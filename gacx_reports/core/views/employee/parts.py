"""The KPIs of a report: each part of the quarter with its rows."""

from dataclasses import dataclass, replace
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import Part
from gacx_reports.core.views.kpi_row import KpiRow, result_row

WEAKEST = 3
"""KPIs that the page for the performance interview names."""


@dataclass(frozen=True, slots=True)
class PartView:
    """The KPIs of one post that the person held in the quarter; who did not move has one."""

    post: str
    department: str
    period: str
    """First and last day, in words."""
    days: str
    share: str
    """Of the quarter."""
    kpis: tuple[KpiRow, ...]
    score: str
    """KPI score of the part alone, before multiplying by the share."""
    contribution: str
    """Score times share: what the part's KPIs contribute together."""
    title: str = ""
    """The project, or that the KPIs aren't by project; "" of who has no projects."""
    weighs: str = ""
    """What the project weighs, and what the part counts for; "" of who has no projects."""
    project: bool = False
    """Whether it is a project's part."""


def part_views(
    parts: tuple[Part, ...], scheme: Scheme, t: NullTranslations
) -> tuple[PartView, ...]:
    """The parts of a quarter; KPIs are numbered through all of them."""
    views, number = [], 1
    for part in parts:
        views.append(_part_view(part, number, scheme, t))
        number += len(part.kpis)
    return tuple(views)


def _part_view(part: Part, first: int, scheme: Scheme, t: NullTranslations) -> PartView:
    typed = [k.kpi.weight for k in part.kpis]
    weights = formats.typed_percents(typed)
    effective = formats.percents((k.effective_weight for k in part.kpis), typed)
    rows = enumerate(zip(part.kpis, weights, effective, strict=True), first)
    words = t.gettext("{first} to {last}")
    return PartView(
        post=part.post,
        department=part.department,
        period=words.format(first=formats.day(part.first, t), last=formats.day(part.last, t)),
        days=str(part.days),
        share=formats.percent(part.share, 1),
        kpis=tuple(
            replace(result_row(k, w, e, part.scale, scheme, t), number=n) for n, (k, w, e) in rows
        ),
        score=formats.number(part.kpi_score, scheme.settings.score_places),
        contribution=formats.number(part.kpi_score * part.share, scheme.settings.score_places),
        title=part_title(part, t) if part.of_projects else "",
        weighs=_weighs(part, t) if part.of_projects else "",
        project=bool(part.project),
    )


def part_title(part: Part, t: NullTranslations) -> str:
    """Returns the name of a part: its project, that its KPIs aren't by project, or the post of who has no projects."""
    if part.project:
        return t.gettext("Project {project}").format(project=part.project)
    return t.gettext("KPIs not by project") if part.of_projects else part.post


def _weighs(part: Part, t: NullTranslations) -> str:
    counts = t.gettext("counts {share} of the KPI score").format(
        share=formats.percent(part.share, 1)
    )
    if part.project_weight is None:
        return counts
    (weight,) = formats.typed_percents([part.project_weight])
    words = t.gettext("weight of the project {weight}").format(weight=weight)
    return t.gettext("{one}, {two}").format(one=words, two=counts)


def weakest(parts: tuple[PartView, ...]) -> tuple[tuple[str, KpiRow], ...]:
    """(post or project, KPI) with the lowest scores, lowest first."""
    rows = [(part.title or part.post, kpi) for part in parts for kpi in part.kpis if kpi.applies]
    return tuple(sorted(rows, key=lambda row: Decimal(row[1].score))[:WEAKEST])
