"""Findings: plain sentences computed from an employee's figures, without praise or blame."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import reduce
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import rounded
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import closed_up
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.kpis import with_unit
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.ranking import place_words
from gacx_reports.core.views.gauges import interval_of
from gacx_reports.core.views.kpi_result import value_text
from gacx_reports.core.views.trend import earlier_total

MOST = 3
"""Most KPIs with a sentence: the ones that cost most of the total."""


def findings(
    outcome: EmployeeOutcome,
    quarter: QuarterOutcome,
    history: Mapping[Period, QuarterOutcome],
    t: NullTranslations,
) -> tuple[str, ...]:
    """Returns sentences about the total and its grade, its change, and the KPIs that cost most."""
    return (
        *_standing(outcome, quarter.scheme, t),
        *_movement(outcome, quarter, history, t),
        *(kpi_words(k, quarter.scheme, t) for k in costliest(outcome)),
    )


def costliest(outcome: EmployeeOutcome) -> list[KpiOutcome]:
    """Returns up to 3 KPIs scored below full, the largest loss first: effective weight × (full mark − score)."""
    below = [k for k in outcome.kpis if k.score is not None and k.score < k.kpi.full]
    return sorted(below, key=lambda k: k.weighted - k.effective_weight * Fraction(k.kpi.full))[
        :MOST
    ]


def _standing(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> Iterator[str]:
    """The total's distance to the lower bound of its grade, unless that is 0, and to the next better grade; the place
    where that decides."""
    assert outcome.total is not None
    places = scheme.settings.total_places
    names = [g.name for g in scheme.grades]
    place = names.index(outcome.computed_grade)
    low = scheme.grades[place].low
    words = [t.gettext("Total {total}").format(total=formats.number(outcome.total, places))]
    if outcome.ranking:
        yield _sentence([*words, place_words(outcome.ranking, t)], t)
        return
    if low and outcome.total == low:
        words.append(
            t.gettext("exactly the lower bound of {grade}").format(grade=outcome.computed_grade)
        )
    elif low:
        words.append(
            t.gettext("{above} above the lower bound of {grade} ({bound})").format(
                above=formats.number(outcome.total - low, formats.places_for(low, places)),
                grade=outcome.computed_grade,
                bound=f"{low:f}",
            )
        )
    if place:
        better = scheme.grades[place - 1]
        words.append(
            t.gettext("{gap} short of {grade} ({bound})").format(
                gap=formats.number(
                    better.low - outcome.total, formats.places_for(better.low, places)
                ),
                grade=better.name,
                bound=f"{better.low:f}",
            )
        )
    yield closed_up(_sentence(words, t))


def _movement(
    outcome: EmployeeOutcome,
    quarter: QuarterOutcome,
    history: Mapping[Period, QuarterOutcome],
    t: NullTranslations,
) -> Iterator[str]:
    """The change against the quarter before; nothing if there was no total."""
    before = earlier_total(outcome, quarter.quarter.previous, history)
    if before is None or outcome.total is None:
        return
    places = quarter.scheme.settings.total_places
    amount = formats.number(abs(outcome.total - before), places)
    if outcome.total == before:
        words = t.gettext("the same total as in {quarter}")
    elif outcome.total > before:
        words = t.gettext("{amount} more than in {quarter} ({before})")
    else:
        words = t.gettext("{amount} less than in {quarter} ({before})")
    told = words.format(
        amount=amount,
        quarter=quarter.quarter.previous,
        before=formats.number(before, places),
    )
    yield _sentence([told[:1].upper() + told[1:]], t)


def kpi_words(k: KpiOutcome, scheme: Scheme, t: NullTranslations) -> str:
    """Returns a sentence about a KPI: result, distance to the target, score, and number of records or people led.

    It adds a remark if the gap may be chance.
    """
    words = [f"{k.name} {value_text(k, t)}"]
    words += _distance(k, t)
    words.append(
        t.gettext("score {score}").format(
            score=formats.number(k.score, scheme.settings.score_places)
        )
    )
    tail = []
    if k.n is not None:
        words_of_n = (
            t.ngettext("{n} person led", "{n} people led", k.n)
            if k.kpi.source.of_people
            else t.ngettext("{n} record", "{n} records", k.n)
        )
        tail.append(words_of_n.format(n=k.n))
    if _within_chance(k):
        tail.append(t.gettext("so few that the gap may be chance"))
    return _sentence(words, t, tail)


def _distance(k: KpiOutcome, t: NullTranslations) -> Iterator[str]:
    if k.goal is None or k.raw is None or k.ratings or not k.kpi.rule.scoring.targeted:
        return
    limit = k.kpi.rule.scoring.falls(k.kpi.bounds(k.target, cut=k.cut))
    gap = k.raw - k.goal
    if not gap:
        yield t.gettext("exactly the limit") if limit else t.gettext("exactly the target")
        return
    words = {
        (False, True): t.gettext("{gap} above the target"),
        (False, False): t.gettext("{gap} below the target"),
        (True, True): t.gettext("{gap} above the limit"),
        (True, False): t.gettext("{gap} below the limit"),
    }[limit, gap > 0]
    yield words.format(gap=_amount(k, abs(gap), t))


def _amount(k: KpiOutcome, gap: Fraction, t: NullTranslations) -> str:
    assert k.goal is not None
    if k.kpi.percent:
        number = _shown_gap(gap * 100, k.goal * 100, max(k.kpi.places, 1))
        return t.gettext("{number} percentage points").format(number=number)
    # A target cut to the days in the post may need more decimals than the KPI's 小数位.
    least = max(k.kpi.places, 2) if k.days else k.kpi.places
    return with_unit(k.kpi, _shown_gap(gap, k.goal, least))


def _shown_gap(gap: Fraction, goal: Fraction, least: int) -> str:
    """With the decimals of the target, and with more where the gap would be printed as none."""
    places = formats.places_for(goal, least)
    return formats.number(gap, next((p for p in range(places, 13) if rounded(gap, p)), places))


def _within_chance(k: KpiOutcome) -> bool:
    """Whether the target is inside the 95 % interval of the value."""
    interval = interval_of(k)
    if not interval or k.goal is None or k.raw == k.goal:
        return False
    low, high = interval
    return low <= k.goal <= high


def _sentence(words: list[str], t: NullTranslations, tail: list[str] | None = None) -> str:
    said = reduce(lambda one, two: t.gettext("{one}, {two}").format(one=one, two=two), words)
    return t.gettext("{words}.").format(words=t.gettext("; ").join([said, *(tail or [])]))
