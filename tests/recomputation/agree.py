"""`python -m tests.recomputation.agree 50000`: how many random quarters, and people, agree exactly."""

import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.periods.published import PeriodState
from gacx_reports.core.scoring.opinions.kpi_answers import AnswerState
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from tests.recomputation.facts import GRADES, facts
from tests.recomputation.program import outcome_of
from tests.recomputation.reference_scoring import NOT_SCORED, Result, results


def disagreements(seed: int, met: Counter[str]) -> list[str]:
    """Employees whose results differ in that quarter; `met` counts the cases that the quarters cover."""
    quarter = facts(seed)
    expected = results(quarter)
    outcome = outcome_of(seed)
    met["quarters"] += 1
    met["other periods"] += "Q" not in quarter.period
    met[f"counted to {quarter.full_mark}"] += 1
    for e in outcome.employees.values():
        _count(e, outcome, met)
    return [
        f"{seed} {who}: {expected[who]} {_shown(outcome.employees[who])}"
        for who in expected
        if not _same(expected[who], outcome.employees[who])
    ]


def _same(result: Result | None, found: EmployeeOutcome) -> bool:
    if result is None:
        return found.status is Status.HELD_BACK and found.total is None
    if result is NOT_SCORED:
        return found.status is Status.NOT_SCORED and found.total is None
    return (
        found.total is not None
        and Fraction(found.total) == result.total
        and (found.computed_grade, found.grade) == (result.computed, result.grade)
        and (found.ranking.place if found.ranking else None) == result.place
        and found.mix is not None
        and next(iter(found.mix.values()))[1] == result.own
        and found.pay_factor is not None
        and Fraction(found.pay_factor) == result.factor
        and sum((k.effective_weight for k in found.kpis), Fraction(0)) == 1
    )


def _moved_by_place(e: EmployeeOutcome, outcome: QuarterOutcome) -> bool:
    """Whether the total alone would have given another grade."""
    full = outcome.scheme.settings.full_mark
    bands = [n for n, low, _ in GRADES if e.total is not None and e.total >= Decimal(low) * full]
    return e.ranking is not None and e.computed_grade != bands[0]


def _moved_by_raters(e: EmployeeOutcome) -> bool:
    """Whether calibration changed the score of an item."""
    raters = (r for i in (e.behaviour.items if e.behaviour else ()) for r in i.raters)
    return any(r.shift and r.shift.before != r.score for r in raters)


def _shown(found: EmployeeOutcome) -> str:
    codes = ",".join(i.code for i in found.issues)
    return f"{found.total} {found.computed_grade} {found.grade} {codes}"


def _count(e: EmployeeOutcome, outcome: QuarterOutcome, met: Counter[str]) -> None:
    met[e.status.value] += 1
    met["moved"] += e.moved
    met["projects"] += e.by_projects
    met["projects after a transfer"] += e.by_projects and e.moved
    met["parts that weigh 0"] += any(not part.share for part in e.parts)
    met["not applicable"] += any(k.score is None for k in e.kpis)
    met["cut targets"] += any(k.days for k in e.kpis)
    met["own weights"] += any(k.kpi.usual_weight is not None for k in e.kpis)
    met["own points"] += any(k.kpi.personal_points for k in e.kpis)
    met["cut beside own points"] += any(k.kpi.personal_points and k.days for k in e.kpis)
    met["points out of order"] += any(i.code == "P69" for i in e.issues)
    met["own targets"] += any(k.personal for k in e.kpis)
    met["few records"] += any(k.n is not None and k.n < k.kpi.min_n for k in e.kpis)
    met["filled up"] += any(k.pooled for k in e.kpis)
    met["behaviours"] += e.behaviour is not None
    met["several raters"] += bool(e.behaviour and any(len(i.raters) > 1 for i in e.behaviour.items))
    met["calibrated"] += _moved_by_raters(e)
    ratings = [r for k in e.kpis for r in k.ratings]
    met["several score a KPI"] += bool(ratings)
    met["a rater is missing"] += any(r.answer.state is AnswerState.MISSING for r in ratings)
    met["missing counts as 0"] += any(r.score is not None and r.raw is None for r in ratings)
    met["no such rater"] += any(r.answer.state is AnswerState.NOBODY for r in ratings)
    met["waits for a rater"] += any(i.code == "P78" for i in e.issues)
    met["nobody else scores"] += any(i.code == "P79" for i in e.issues)
    met["mix"] += bool(e.mix and len(e.mix) > 1)
    met["lines"] += bool(e.adjusted.adjustments)
    met["veto"] += bool(e.adjusted.vetoes)
    met["periods"] += bool(e.periods)
    rows = e.periods.rows if e.periods else ()
    met["other names"] += any(r.state is PeriodState.OTHER_NAME for r in rows)
    met["gaps"] += bool(e.periods and any(r.share != r.weight for r in e.periods.rows))
    met["override"] += e.override is not None
    met["place"] += e.ranking is not None
    met["another grade by place"] += _moved_by_place(e, outcome)


if __name__ == "__main__":
    counted: Counter[str] = Counter()
    wrong = [w for seed in range(int(sys.argv[1])) for w in disagreements(seed, counted)]
    lines = (str(dict(counted)), f"disagreements: {len(wrong)}", *wrong[:10])
    sys.stdout.write("\n".join(lines) + "\n")
