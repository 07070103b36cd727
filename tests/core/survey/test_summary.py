"""Counts of a survey: they add up, they compare like with like, and chance is judged as a shuffle would."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.survey.alikeness import alike
from gacx_reports.core.survey.calls import Attempt, Call
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.core.survey.summary import SurveySummary, summarise
from tests.fixtures.surveyed_company import MEASURED, papers, read, surveyed

SCORES = {"5": Fraction(1), "4": Fraction(4, 5), "3": Fraction(3, 5)}


def score(question: str, level: str) -> Fraction | None:
    """The score of a level, the same for every question."""
    del question
    return SCORES.get(level)


def survey(seed: int = 1) -> tuple[SurveySummary, tuple[Call, ...]]:
    """The usual survey, with its calls."""
    calls = read(surveyed(), papers(surveyed(), seed))[0].calls["回访"]
    return summarise(surveyed().record, calls, score), calls


def call(number: int, caller: str, level: str) -> Call:
    """A completed call with one answer."""
    tried = (Attempt(date(2024, 10, 8), 9 + number % 9, CallOutcome.COMPLETE),)
    place = CellRef("满意度调查-周敏.xlsx", "回访", f"A{number + 5}")
    return Call(
        "G1",
        "工程师",
        number,
        0,
        f"JS-{number}",
        "甲",
        caller,
        "安装",
        "2024-07",
        tried,
        {"满意度": level},
        place,
    )


def test_employees_callers_and_strata_count_the_same_calls() -> None:
    """Each call once, and those that nobody made not at all."""
    found, calls = survey()
    made = [c for c in calls if c.attempts]
    answered = sum(c.answered for c in calls)
    assert found.counts.calls == len(made)
    assert sum(c.counts.calls for c in found.callers) == len(made)
    assert found.counts.answered == sum(s.answered for s in found.strata) == answered
    assert sum(found.hours.values()) == sum(len(c.attempts) for c in calls)
    assert found.of_people(MEASURED).calls == len(made)
    assert found.of_people(["G1"]).calls == sum(c.person == "G1" for c in made)


def test_the_frame_stands_beside_n() -> None:
    """Jobs that may be called, those that may not, and first choices, as recorded."""
    found, _ = survey()
    for employee in found.employees:
        assert (employee.frame, employee.do_not_call, employee.drawn) == (19, 1, 6)
    assert sum(s.frame for s in found.strata) == 57
    assert sum(s.drawn for s in found.strata) == 18
    assert [s.kind for s in found.by_kind()] == ["安装", "维修"]
    assert [s.month for s in found.by_month()] == ["2024-07", "2024-08", "2024-09"]
    for merged in (found.by_kind(), found.by_month()):
        assert sum(s.answered for s in merged) == found.counts.answered


def test_callers_are_compared_over_calls_not_over_answers() -> None:
    """A caller's mean is that of the calls' means, so that an answer left blank gives no other weight."""
    one = replace(call(1, "周敏", "5"), answers={"满意度": "5", "守时": "3"})
    found = summarise(surveyed().record, (one, call(2, "周敏", "4"), call(3, "唐蕾", "3")), score)
    zhou, tang = found.callers
    assert (zhou.n, zhou.mean, zhou.difference) == (2, Fraction(4, 5), Fraction(1, 5))
    assert (tang.n, tang.mean, tang.difference) == (1, Fraction(3, 5), Fraction(-1, 5))


def test_a_caller_alone_is_compared_with_nobody() -> None:
    """No difference, and nothing that chance could explain."""
    (only,) = summarise(surveyed().record, (call(1, "周敏", "5"),), score).callers
    assert (only.difference, only.by_chance) == (None, None)


def test_chance_is_that_of_dealing_the_calls_out_anew() -> None:
    """Of 400 shuffles between two callers, about one in 20 differs by more than `by_chance`."""
    random = Random(3)  # noqa: S311
    levels = random.choices("543", (5, 3, 2), k=60)

    def difference(order: list[str]) -> tuple[Fraction, Fraction]:
        calls = [call(n, "周敏" if n < 25 else "唐蕾", x) for n, x in enumerate(order)]
        first = summarise(surveyed().record, calls, score).callers[0]
        assert first.difference is not None
        assert first.by_chance is not None
        return abs(first.difference), first.by_chance

    runs = [difference(random.sample(levels, 60)) for _ in range(400)]
    beyond = sum(seen > bound for seen, bound in runs) / len(runs)
    assert 0.02 < beyond < 0.09


def test_nearly_alike_is_judged_by_what_others_noted() -> None:
    """Nineteen best levels of 20, where others noted one in two: 1 in 1,000 at most. Where all are pleased: nothing."""
    mixed, pleased = ["5", "4"] * 20, ["5"] * 40
    given = {"周敏": {"满意度": ["5"] * 19 + ["4"]}, "唐蕾": {"满意度": mixed}}
    (found,) = alike(given)
    assert (found.caller, found.level, found.hits, found.n) == ("周敏", "5", 19, 20)
    assert found.others == Fraction(1, 2)
    assert found.chance < Fraction(1, 1000)
    assert not [*alike({**given, "唐蕾": {"满意度": pleased}})]
    assert not [*alike({"周敏": given["周敏"]})]
