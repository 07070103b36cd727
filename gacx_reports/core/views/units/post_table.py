"""The tables of a department's report: the scored members of each post, with KPIs, periods and parts of the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import mean, rounded
from gacx_reports.core.language import formats
from gacx_reports.core.periods.published import PeriodState
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.core.scheme.settings.choices import name_in_year
from gacx_reports.core.scoring.distribution import mean_total, ranks
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart, QuarterOutcome
from gacx_reports.core.scoring.status_words import MIX_WORDS
from gacx_reports.core.scoring.unit_members import over_projects
from gacx_reports.core.views.headcount import scored
from gacx_reports.core.views.units.column_weights import column_weights
from gacx_reports.core.views.units.remark import remark


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A scored member, in the table of the post."""

    id: str
    name: str
    scores: tuple[str, ...]
    """One per KPI of the post, then the total of each published period that counts."""
    tones: tuple[int, ...]
    """Darkness of each score: how many of the view's `bounds` it is below as a total, 0 for none."""
    rank: str
    """Rank in the department; equal totals share one (1, 1, 3)."""
    remark: str
    """Transfer, projects, adjustments, veto or override; "" for none."""
    behaviour: str
    total: str
    grade: str
    change: str
    """Change of the total since the quarter before; "" if unknown."""
    mix: tuple[str, ...] = ()
    """Result of each part of the total (总分构成)."""


@dataclass(frozen=True, slots=True)
class PostTable:
    """The scored members of one post, with every KPI and every published period that counts."""

    post: str
    kpis: tuple[str, ...]
    weights: tuple[str, ...]
    """Of KPIs and periods; "" for a period that does not weigh the same for everybody."""
    with_behaviour: bool
    members: tuple[MemberRow, ...]
    means: tuple[str, ...]
    """Mean of each KPI and period, over the members to whom it applies."""
    mean_behaviour: str
    mean_total: str
    mix: tuple[str, ...] = ()
    """Parts of the total, such as individual and department; empty where the individual result is all of it."""
    mix_weights: tuple[str, ...] = ()
    mix_means: tuple[str, ...] = ()
    behaviour_weight: str = ""
    """Of a year's table; "" elsewhere, and where it does not weigh the same for everybody."""
    in_total: bool = False
    """Whether the weights are shares of the total, as in a year's table."""

    @property
    def columns(self) -> int:
        """Number of KPIs and of parts of the total."""
        return len(self.kpis) + len(self.mix)


def post_tables(
    members: Sequence[EmployeeOutcome],
    before: QuarterOutcome | None,
    scheme: Scheme,
    t: NullTranslations,
) -> tuple[PostTable, ...]:
    """Returns a table for every post that has scored members; `before` is the quarter before, None if unknown."""
    everybody = scored(members)
    places = ranks([e.total for e in everybody if e.total is not None])
    ranked = {e.person.id: rank for e, rank in zip(everybody, places, strict=True)}
    tables = []
    for post in scheme.posts:
        group = sorted(
            (e for e in everybody if e.person.post == post), key=lambda e: -(e.total or Decimal(0))
        )
        if group:
            rows = tuple(_member(e, ranked[e.person.id], before, scheme, t) for e in group)
            tables.append(_table(scheme.posts[post], group, rows, scheme, t))
    return tuple(tables)


def _table(
    post: Post,
    group: list[EmployeeOutcome],
    rows: tuple[MemberRow, ...],
    scheme: Scheme,
    t: NullTranslations,
) -> PostTable:
    places = scheme.settings.score_places
    kpis = scheme.kpis_of(post.name)
    mix = _mixed(post)
    behaviours = [e.behaviour.score for e in group if e.behaviour]
    columns = zip(*(_scores(e, scheme) for e in group), strict=True)
    weights = column_weights(post, group, mix, scheme)
    return PostTable(
        post=post.name,
        kpis=(*(k.name for k in kpis), *_periods(group[0])),
        weights=weights.scores,
        with_behaviour=bool(behaviours),
        members=rows,
        means=tuple(formats.number(_mean(column), places) for column in columns),
        mean_behaviour=formats.number(_mean(behaviours), places),
        mean_total=formats.number(mean_total(group), scheme.settings.total_places),
        mix=tuple(t.gettext(MIX_WORDS[part]) for part in mix),
        mix_weights=weights.mix,
        mix_means=tuple(
            formats.number(_mean([_part(e, part) for e in group]), places) for part in mix
        ),
        behaviour_weight=weights.behaviour,
        in_total=weights.in_total,
    )


def _mixed(post: Post) -> dict[MixPart, Fraction]:
    """The parts of the post's totals with their shares, but the periods, which have columns of their own; {} where
    the individual result is all of them."""
    shares = {
        MixPart.INDIVIDUAL: Fraction(post.individual),
        MixPart.DEPARTMENT: Fraction(post.department),
        MixPart.COMPANY: Fraction(post.company),
    }
    parts = {part: share for part, share in shares.items() if share}
    return {} if parts.keys() <= {MixPart.INDIVIDUAL} else parts


def _part(e: EmployeeOutcome, part: MixPart) -> Fraction | None:
    return e.mix[part][1] if e.mix and part in e.mix else None


def _scores(e: EmployeeOutcome, scheme: Scheme) -> tuple[Fraction | None, ...]:
    """Scores of the KPIs of the employee's present post, and totals of the periods."""
    present = over_projects(p for p in e.parts if p.post == e.person.post)
    found = {k.kpi.name: k.score for k in present}
    rows = e.periods.rows if e.periods else ()
    totals = (row.total if row.state is PeriodState.SCORED else None for row in rows)
    return (*(found.get(k.name) for k in scheme.kpis_of(e.person.post)), *totals)


def _periods(e: EmployeeOutcome) -> tuple[str, ...]:
    return tuple(name_in_year(row.period) for row in e.periods.rows) if e.periods else ()


def _tone(score: Fraction | None, scheme: Scheme) -> int:
    """Number of bounds that it is below; 0 also for not applicable, which is not highlighted."""
    if score is None:
        return 0
    total = rounded(score, scheme.settings.total_places)
    return sum(total < low for low in shades(scheme))


def shades(scheme: Scheme) -> tuple[Decimal, ...]:
    """Returns the lower bounds of grades, best first; not those above full marks, below which nearly everybody is."""
    return tuple(g.low for g in scheme.grades if g.low <= scheme.settings.full_mark)


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    numbers = [v for v in values if v is not None]
    return mean(numbers) if numbers else None


def _member(
    e: EmployeeOutcome,
    rank: int,
    before: QuarterOutcome | None,
    scheme: Scheme,
    t: NullTranslations,
) -> MemberRow:
    places, total_places = scheme.settings.score_places, scheme.settings.total_places
    past = before.employees.get(e.person.id) if before else None
    last = past.total if past else None
    return MemberRow(
        id=e.person.id,
        name=e.person.name,
        scores=tuple(formats.number(score, places) for score in _scores(e, scheme)),
        tones=tuple(_tone(score, scheme) for score in _scores(e, scheme)),
        rank=str(rank),
        remark=remark(e, t),
        behaviour=formats.number(e.behaviour.score if e.behaviour else None, places),
        total=formats.number(e.total, total_places),
        grade=e.grade,
        change=formats.change(e.total - last, total_places)
        if e.total is not None and last is not None
        else "",
        mix=tuple(formats.number(_part(e, p), places) for p in _mixed(scheme.posts[e.person.post])),
    )
