"""Intervals of samples from a known frame: exact, honest, and the same on every machine."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacx_reports.core.survey.intervals import mean_bounds, share_bounds


def test_a_sample_of_nearly_the_whole_frame() -> None:
    """16 of 18 asked of 20: the two who were not asked leave 80 % to 90 %, where Wilson says 67 % to 97 %."""
    assert share_bounds(16, 18, 20) == (Fraction(80, 100), Fraction(90, 100))


def test_a_census_has_no_width() -> None:
    """Whoever asks everybody knows."""
    assert share_bounds(3, 5, 5) == (Fraction(3, 5), Fraction(3, 5))
    assert mean_bounds(Fraction(13, 4), 5, 5) == (Fraction(13, 20), Fraction(13, 20))


def test_five_best_answers_prove_little() -> None:
    """Five customers of forty, all with the best level: the mean may be anything from 52.5 % up."""
    low, high = mean_bounds(Fraction(5), 5, 40)
    assert (low, high) == (share_bounds(5, 5, 40)[0], Fraction(1))
    assert low < Fraction(56, 100)


def coverage(in_frame: int, n: int, frame: int) -> Fraction:
    """The exact probability that the bounds hold the truth, over all samples."""
    ways = sum(
        comb(in_frame, k) * comb(frame - in_frame, n - k)
        for k in range(max(0, n - frame + in_frame), min(n, in_frame) + 1)
        if share_bounds(k, n, frame)[0] <= Fraction(in_frame, frame) <= share_bounds(k, n, frame)[1]
    )
    return Fraction(ways, comb(frame, n))


@pytest.mark.parametrize(("n", "frame"), [(3, 12), (5, 20), (12, 20), (18, 20), (8, 45)])
def test_the_bounds_of_a_share_hold_in_95_of_100_samples_whatever_the_truth(
    n: int, frame: int
) -> None:
    """Counted over every sample, not simulated."""
    assert min(coverage(k, n, frame) for k in range(frame + 1)) >= Fraction(95, 100)


@settings(max_examples=60)
@given(st.integers(1, 60), st.data())
def test_bounds_hold_the_estimate_and_what_is_possible(frame: int, data: st.DataObject) -> None:
    """Low ≤ mean ≤ high, and neither bound leaves what the customers not asked can make of it."""
    n = data.draw(st.integers(1, frame))
    total = Fraction(data.draw(st.integers(0, 4 * n)), 4)
    low, high = mean_bounds(total, n, frame)
    assert total / frame <= low <= total / n <= high <= (total + frame - n) / frame


@given(st.integers(1, 40), st.data())
def test_a_mean_of_yes_and_no_is_a_share(frame: int, data: st.DataObject) -> None:
    """Both bounds agree where every answer is 0 or 1."""
    n = data.draw(st.integers(1, frame))
    hits = data.draw(st.integers(0, n))
    assert mean_bounds(Fraction(hits), n, frame) == share_bounds(hits, n, frame)
