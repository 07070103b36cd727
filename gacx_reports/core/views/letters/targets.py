"""目标确认书: what a person will be measured by this quarter, to sign at its start."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import twelve_places
from gacx_reports.core.language import formats
from gacx_reports.core.language.grade_words import at_most
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.records.quarter_record import fingerprint
from gacx_reports.core.roster.assignments import (
    Assignment,
    AssignmentKey,
    assignments,
    days_owed,
)
from gacx_reports.core.roster.eligibility import served_half_year
from gacx_reports.core.roster.projects import Project
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.behaviour_set import BehaviourSet
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.scheme.words.grade_rules import grade_rules
from gacx_reports.core.submissions.own_points import Points, with_own_points
from gacx_reports.core.submissions.own_weights import Weights, weighed_for
from gacx_reports.core.submissions.submissions import SubmittedValue
from gacx_reports.core.views.behaviour import category_items, rater_words
from gacx_reports.core.views.heading import bands, heading_for
from gacx_reports.core.views.kpi_row import KpiRow, explained_row
from gacx_reports.core.views.letters.mix_words import mix_words
from gacx_reports.core.views.letters.targets_view import (
    AdjustmentItemRow,
    BehaviourTargets,
    CategoryTargets,
    PostTargets,
    TargetsView,
)
from gacx_reports.i18n import N_

Targets = Mapping[tuple[AssignmentKey, str], SubmittedValue]
"""(assignment, KPI) → personal target."""


@dataclass(frozen=True, slots=True)
class LetterContext:
    """What letters are written from."""

    scheme: Scheme
    roster: Roster
    quarter: Period
    targets: Targets
    """The personal ones of everybody."""
    weights: Weights = field(default_factory=dict)
    """The personal ones of everybody."""
    points: Points = field(default_factory=dict)
    """The personal ones of everybody."""

    def kpis_of(self, held: Assignment) -> tuple[Kpi, ...]:
        """Returns the KPIs of the assignment's post with the person's own weights and points."""
        kpis = weighed_for(held, self.scheme, self.weights)
        return tuple(with_own_points(k, held, self.points) for k in kpis)


def targets_view(
    person: Person, context: LetterContext, mark: str, t: NullTranslations
) -> TargetsView:
    """The person's letter; `mark` is the fingerprint of what is signed for, as `record_mark` gives it."""
    scheme, roster, quarter = context.scheme, context.roster, context.quarter
    parts = tuple(_part(a, context, t) for a in assignments(person, roster, quarter))
    supervisor = roster.people.get(person.supervisor)
    return TargetsView(
        heading=heading_for(quarter, roster.period, scheme, mark, t),
        id=person.id,
        name=person.name,
        department=person.department,
        post=person.post,
        supervisor_post=supervisor.post if supervisor else formats.NONE,
        mix=mix_words(scheme.posts[person.post], scheme, t),
        parts=parts,
        moved=len(parts) > 1,
        sample=any(k.sample for p in parts for k in p.kpis),
        behaviour=_behaviour(person, context, t),
        lines=tuple(_lines(scheme, t)),
        bands=tuple(reversed(bands(scheme, t))),
        grade_rules=grade_rules(scheme, t),
    )


def _part(held: Assignment, context: LetterContext, t: NullTranslations) -> PostTargets:
    kpis = context.kpis_of(held)
    weights = formats.typed_percents(k.weight for k in kpis)
    rows = (_row(kpi, w, held, context, t) for kpi, w in zip(kpis, weights, strict=True))
    words = t.gettext("{first} to {last}")
    period = words.format(first=formats.day(held.first, t), last=formats.day(held.last, t))
    projects = [f"{p.name} {share}" for p, share in _projects(held, context)]
    told = t.gettext(", ").join(projects)
    return PostTargets(held.post, held.department, period, str(held.days), tuple(rows), told)


def _projects(held: Assignment, context: LetterContext) -> Iterator[tuple[Project, str]]:
    """The person's projects with their weights in percent, if a KPI of the post is scored for each."""
    if any(k.by_project for k in context.scheme.kpis_of(held.post)):
        projects = context.roster.projects.get(held.id, ())
        yield from zip(projects, formats.typed_percents(p.weight for p in projects), strict=True)


def _row(
    kpi: Kpi, weight: str, held: Assignment, context: LetterContext, t: NullTranslations
) -> KpiRow:
    own = _own(held, kpi, context.targets)
    days = days_owed(kpi, held, own is not None, context.quarter)
    row = explained_row(kpi, weight, context.scheme, t, own, days)
    may_be = kpi.rule.scoring.targeted or kpi.own_points
    agreed = kpi.personal_target and bool(may_be) and not row.personal
    return replace(row, agreed=agreed)


def _own(held: Assignment, kpi: Kpi, targets: Targets) -> Decimal | None:
    entry = targets.get((held.key, kpi.name))
    if entry is None or not kpi.rule.scoring.targeted:
        return None
    return entry.value if isinstance(entry.value, Decimal) else None


def _behaviour(
    person: Person, context: LetterContext, t: NullTranslations
) -> BehaviourTargets | None:
    """Nothing in a quarter that counts none, and for who was not there all half-year."""
    scheme, quarter = context.scheme, context.quarter
    group = scheme.behaviours_of(person.post)
    counted = scheme.behaviours_count(quarter) and served_half_year(person, context.roster)
    if group is None or not counted:
        return None
    scale = scheme.scales[scheme.settings.behaviour_scale]
    levels = (f"{x.name} {x.meaning} = {formats.plain(x.score)}" for x in scale.levels)
    return BehaviourTargets(
        title=evaluation_words(N_("Half-yearly evaluation of ability and attitude"), scheme, t),
        half=formats.half_name(str(quarter.evaluated(scheme.settings.behaviour_months)), t),
        share=formats.whole_percent(scheme.settings.behaviour_share),
        raters=rater_words(group, t),
        levels=t.gettext(", ").join(levels),
        categories=tuple(_categories(group)),
    )


def _categories(group: BehaviourSet) -> Iterator[CategoryTargets]:
    for category, weight, items in category_items(group):
        words = (f"{name} {share}" if share else name for name, share in items)
        yield CategoryTargets(category, weight, tuple(words))


def _lines(scheme: Scheme, t: NullTranslations) -> Iterator[AdjustmentItemRow]:
    """A row per kind: what adds points, what takes some, what limits the grade."""
    for kind in LineKind:
        items = [i for i in scheme.line_items.values() if i.kind is kind]
        if items:
            yield AdjustmentItemRow(word(kind, t), t.gettext(", ").join(_item(i, t) for i in items))


def _item(item: LineItem, t: NullTranslations) -> str:
    if item.kind is LineKind.VETO:
        effect = at_most(item.ceiling, t)
    elif item.cap is None:
        return item.name
    else:
        sign = "+" if item.kind is LineKind.BONUS else "−"
        effect = t.gettext("up to {points}").format(points=f"{sign}{formats.plain(item.cap)}")
    return item.name + t.gettext(" ({words})").format(words=effect)


def record_mark(person: Person, context: LetterContext) -> str:
    """Fingerprint of what is signed for: the scheme's file, and what is the person's own."""
    held = assignments(person, context.roster, context.quarter)
    more = [
        {**_weights_and_points(context.kpis_of(a)), **_weights_of_projects(a, context)}
        for a in held
    ]
    record = {
        "quarter": str(context.quarter),
        "scheme": context.scheme.sha256,
        "id": person.id,
        "parts": [
            {
                "post": a.post,
                "department": a.department,
                "first": a.first.isoformat(),
                "last": a.last.isoformat(),
                "targets": {
                    k.name: f"{own:f}"
                    for k in context.scheme.kpis_of(a.post)
                    if (own := _own(a, k, context.targets)) is not None
                },
            }
            # Letters without own weights, points and projects keep the fingerprints that they had
            # before those were known.
            | own_more
            for a, own_more in zip(held, more, strict=True)
        ],
    }
    return fingerprint(record)


def _weights_of_projects(held: Assignment, context: LetterContext) -> dict[str, dict[str, str]]:
    projects = {p.name: twelve_places(p.weight) for p, _ in _projects(held, context)}
    return {"projects": projects} if projects else {}


def _weights_and_points(kpis: tuple[Kpi, ...]) -> dict[str, dict[str, str]]:
    """The person's own, by kind; {} of none."""
    weights = {k.name: twelve_places(k.weight) for k in kpis if k.usual_weight is not None}
    points = {f"{k.name} › {p.name}": f"{p.value:f}" for k in kpis for p in k.personal_points}
    return {kind: own for kind, own in (("weights", weights), ("points", points)) if own}
