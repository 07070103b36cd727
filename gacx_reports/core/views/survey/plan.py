"""View of the plan of a quarter's calls (抽样计划): how many are enough, on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.quarter_record import fingerprint
from gacx_reports.core.scoring.planning.survey_plan import RISK, GroupPlan, PlanRow, SurveyPlan
from gacx_reports.core.views.heading import Heading

MOST_GROUPS = 3
"""Posts that fit beside each other on the page; the terminal shows all."""


@dataclass(frozen=True, slots=True)
class PlanCells:
    """What a number of calls per employee would show of a group, as text."""

    width: str
    """Mean width of the interval, in percent."""
    flips: str
    """Mean chance of another grade by luck, in percent."""
    at_risk: str
    total: str
    """Calls in the quarter."""
    chosen: bool
    """The scheme's own numbers allow so many."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A group: its name, what is drawn of it, and its cells for 1, 2, … calls."""

    name: str
    kpi: str
    people: str
    rule: str
    """`8 to 20`: the scheme's fewest and most calls; "" for all."""
    cells: tuple[PlanCells, ...]
    widths: tuple[float, ...]
    """0 to 1; drawing only, like `flips`."""
    flips: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """Content of the page, as formatted text and positions."""

    heading: Heading
    table: str
    before: str
    """Name of the quarter whose answers it is made from."""
    risk: str
    everybody: PlanColumn
    groups: tuple[PlanColumn, ...]
    more_groups: int
    findings: tuple[str, ...]
    left_out: int
    tallest_flip: float
    """End of the axis of chances, 0 to 1: the highest chance, rounded up to a tenth."""


def plan_view(plan: SurveyPlan, t: NullTranslations) -> PlanView:
    """Returns the page of a plan that covers at least one employee."""
    groups = tuple(_column(g, t) for g in plan.groups)
    everybody = _column(plan.everybody, t)
    highest = max(max(c.flips) for c in (everybody, *groups))
    return PlanView(
        heading=_heading(plan, t),
        table=plan.table,
        before=formats.quarter_name(plan.before, t),
        risk=formats.percent(RISK, 0),
        everybody=everybody,
        groups=groups[:MOST_GROUPS],
        more_groups=len(groups[MOST_GROUPS:]),
        findings=tuple(_findings(plan, t)),
        left_out=len(plan.left_out),
        tallest_flip=min(-(-highest // 0.1) / 10 or 0.1, 1.0),
    )


def _column(group: GroupPlan, t: NullTranslations) -> PlanColumn:
    rule = group.rule
    span = t.gettext("{least} to {most}")
    return PlanColumn(
        name=group.post or t.gettext("All"),
        kpi=group.kpi,
        people=str(group.people),
        rule=span.format(least=rule.least, most=rule.most) if rule else "",
        cells=tuple(_cells(row, group) for row in group.rows),
        widths=tuple(float(row.width) for row in group.rows),
        flips=tuple(float(row.flips) for row in group.rows),
    )


def _cells(row: PlanRow, group: GroupPlan) -> PlanCells:
    rule = group.rule
    return PlanCells(
        width=formats.percent(row.width, 1),
        flips=formats.percent(row.flips, 1),
        at_risk=str(row.at_risk),
        total=str(row.total),
        chosen=bool(rule and rule.least <= row.calls <= rule.most),
    )


def _findings(plan: SurveyPlan, t: NullTranslations) -> Iterator[str]:
    """What the table says about the scheme's own numbers, and the fewest calls that put few at risk."""
    for group in plan.groups:
        if group.rule is None:
            continue
        row = group.rows[min(group.rule.least, len(group.rows)) - 1]
        yield t.gettext(
            "{post}: with {calls} calls, the scheme's fewest, the interval of {kpi} is {width} wide on average, and the"
            " grade is another by luck in {flips} of all samples; for {at_risk} of {people} people in more than {risk}."
        ).format(
            post=group.post,
            kpi=group.kpi,
            calls=row.calls,
            width=formats.percent(row.width, 1),
            flips=formats.percent(row.flips, 1),
            at_risk=row.at_risk,
            people=group.people,
            risk=formats.percent(RISK, 0),
        )
    yield _safe(plan, t)


def _safe(plan: SurveyPlan, t: NullTranslations) -> str:
    """The fewest calls from which on nobody is at risk."""
    rows = plan.everybody.rows
    last = max((n for n, row in enumerate(rows) if row.at_risk), default=-1)
    risk = formats.percent(RISK, 0)
    if last + 1 == len(rows):
        words = t.gettext(
            "Even with {calls} calls the chance is above {risk} for {people} of {all}: with all customers asked, too,"
            " the total would be close to the limit of a grade."
        )
        people, everybody = rows[-1].at_risk, plan.everybody.people
        return words.format(calls=len(rows), risk=risk, people=people, all=everybody)
    found = rows[last + 1]
    return t.gettext(
        "From {calls} calls per employee on, nobody's chance is above {risk}: {total} calls a quarter."
    ).format(calls=found.calls, risk=risk, total=found.total)


def _heading(plan: SurveyPlan, t: NullTranslations) -> Heading:
    settings = plan.scheme.settings
    record = {"quarter": str(plan.quarter), "scheme": plan.scheme.sha256}
    rows = [[str(r.width), str(r.flips), str(r.total)] for r in plan.everybody.rows]
    return Heading(
        company=settings.company,
        quarter=str(plan.quarter),
        quarter_name=formats.quarter_name(plan.quarter, t),
        first_day="",
        last_day="",
        published="",
        appeals_until="",
        scheme_version=settings.version,
        confidential=settings.confidential,
        fingerprint=fingerprint({**record, "rows": rows}),
    )
