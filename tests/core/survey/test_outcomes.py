"""Rates of a survey by AAPOR's definitions, and who calls whom."""

from collections import Counter
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.survey.callers import assign_callers
from gacx_reports.core.survey.draw import draw_sample
from gacx_reports.core.survey.outcomes import CallCounts, CallOutcome, Rates
from tests.core.survey.frames import RULES, SALT, frame_of


def test_rates_of_a_call_list() -> None:
    """20 calls: 10 complete, 2 partial, 2 refused, 3 no answer, 1 wrong number, 1 not eligible, 1 to call back."""
    outcomes = (
        [CallOutcome.COMPLETE] * 10
        + [CallOutcome.PARTIAL] * 2
        + [CallOutcome.REFUSED] * 2
        + [CallOutcome.NO_ANSWER] * 3
        + [CallOutcome.WRONG_NUMBER, CallOutcome.NOT_ELIGIBLE, CallOutcome.CALL_BACK]
    )
    counts = CallCounts.of(outcomes)
    assert (counts.calls, counts.answered) == (20, 12)
    assert counts.rates == Rates(
        response=Fraction(12, 19),
        cooperation=Fraction(12, 15),
        refusal=Fraction(2, 19),
        contact=Fraction(15, 19),
    )


def test_nobody_called_has_no_rates() -> None:
    """Without calls, or with ineligible customers only, no rate is 0 or 1: there is none."""
    none = Rates(None, None, None, None)
    assert CallCounts.of([]).rates == CallCounts.of([CallOutcome.NOT_ELIGIBLE]).rates == none


def test_counts_add_up() -> None:
    """The department's counts are the sum of its people's."""
    one, two = CallCounts.of([CallOutcome.COMPLETE]), CallCounts.of([CallOutcome.REFUSED])
    assert (one + two).rates == CallCounts.of([CallOutcome.COMPLETE, CallOutcome.REFUSED]).rates


def test_calls_are_balanced_and_relatives_left_out() -> None:
    """Three engineers of eight calls, three callers of whom one is a relative of G0001: eight calls each."""
    draws = draw_sample(frame_of(3), RULES, Period(2024, 3), SALT)
    found, without = assign_callers(
        draws,
        ["周敏", "何静", "许航"],
        lambda caller, person: (caller, person) != ("何静", "G0001"),
    )
    assert without == ()
    assert Counter(found.values()) == {"周敏": 8, "何静": 8, "许航": 8}
    assert {who for (person, _, _), who in found.items() if person == "G0001"} == {"周敏", "许航"}


def test_somebody_whom_nobody_may_call_about_is_named() -> None:
    """The others get their callers."""
    draws = draw_sample(frame_of(3), RULES, Period(2024, 3), SALT)
    found, without = assign_callers(draws, ["周敏"], lambda _, person: person != "G0002")
    assert without == ("G0002",)
    assert {person for person, _, _ in found} == {"G0000", "G0001"}
