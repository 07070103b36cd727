"""What was typed in the marks of one scheme, as another scheme needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import ONE
from gacx_reports.core.roster.assignments import AssignmentKey
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.submissions.submissions import AdjustmentLine, Submissions, SubmittedValue


def read_as(issued: Scheme | None, scheme: Scheme) -> Scheme:
    """Returns `scheme` as a quarter's workbooks were filled in: by the version and in the marks of the `issued` one.

    None: they were issued under `scheme` itself.
    """
    if issued is None:
        return scheme
    settings = replace(
        scheme.settings,
        version=issued.settings.version,
        full_mark=issued.settings.full_mark,
    )
    return replace(scheme, settings=settings)


def converted_roster(roster: Roster, issued: Scheme, scheme: Scheme) -> Roster:
    """Returns a roster that was read as of `issued` with the results of units in the marks of `scheme`."""
    ratio = scheme.full / issued.full
    if ratio == ONE:
        return roster
    results = {unit: _decimal(result, ratio) for unit, result in roster.unit_results.items()}
    return replace(roster, unit_results=results)


def converted_submissions(submissions: Submissions, issued: Scheme, scheme: Scheme) -> Submissions:
    """Returns submissions that were read as of `issued` in the marks of `scheme`.

    They are the points of bonuses and deductions, and typed values that are scores themselves. Raters whom
    `issued` didn't ask are noted.
    """
    submissions = replace(submissions, unasked=_unasked(issued, scheme))
    ratio = scheme.full / issued.full
    if ratio == ONE:
        return submissions
    scores = {k.name for k in scheme.kpis if _typed_score(k)}
    return replace(
        submissions,
        lines={i: tuple(_line(x, ratio) for x in lines) for i, lines in submissions.lines.items()},
        typed=_typed(submissions.typed, scores, ratio),
        scored={
            (who, kpi, kind): replace(given, entry=_in_marks(given.entry, kpi in scores, ratio))
            for (who, kpi, kind), given in submissions.scored.items()
        },
        by_project={
            key: _in_marks(entry, key[1] in scores, ratio)
            for key, entry in submissions.by_project.items()
        },
    )


def _unasked(issued: Scheme, scheme: Scheme) -> frozenset[tuple[str, str, Rater]]:
    """The raters of each KPI, and of a post's behaviours (""), whom workbooks of the other scheme didn't ask."""
    return frozenset(_asked(scheme, own=True)) - frozenset(_asked(issued, own=False))


def _asked(scheme: Scheme, *, own: bool) -> Iterator[tuple[str, str, Rater]]:
    """Post, KPI ("" for behaviours) and each kind of rater; with `own` only of KPIs that have raters of their own."""
    for kpi in scheme.kpis:
        if kpi.raters or not own:
            yield from ((kpi.post, kpi.name, r) for r in Rater if kpi.asks(r))
    for post in scheme.posts:
        group = scheme.behaviours_of(post)
        yield from (
            (post, "", r) for r, weight in (group.raters if group else {}).items() if weight
        )


def _typed_score(kpi: Kpi) -> bool:
    """Whether what is typed for the KPI is its score, as a number of marks."""
    as_it_is = not kpi.rule.scoring.compares
    return kpi.source is Source.TYPED and as_it_is and not kpi.scale and not kpi.percent


def _typed(
    typed: Mapping[tuple[AssignmentKey, str], SubmittedValue], scores: set[str], ratio: Fraction
) -> dict[tuple[AssignmentKey, str], SubmittedValue]:
    return {
        (who, kpi): _in_marks(entry, kpi in scores, ratio) for (who, kpi), entry in typed.items()
    }


def _in_marks(entry: SubmittedValue, score: bool, ratio: Fraction) -> SubmittedValue:
    if score and isinstance(entry.value, Decimal):
        return replace(entry, value=_decimal(entry.value, ratio))
    return entry


def _line(line: AdjustmentLine, ratio: Fraction) -> AdjustmentLine:
    return replace(line, points=_decimal(line.points, ratio))


def _decimal(marks: Decimal, ratio: Fraction) -> Decimal:
    return marks * ratio.numerator / ratio.denominator
