"""How many calls are enough: exact probabilities, checked by hand and by another library's simulation."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from gacx_reports.core.survey.call_plan import frame_answers, sample_sizes, sample_totals

BEST, GOOD, BAD = Fraction(1), Fraction(4, 5), Fraction(1, 5)


def test_totals_of_two_answers_of_four() -> None:
    """Three best and one bad: the bad one is among two in three of six samples."""
    found = sample_totals({BEST: 3, BAD: 1}, 2)
    assert found[2] == {Fraction(2): Fraction(1, 2), Fraction(6, 5): Fraction(1, 2)}


def test_one_bad_answer_of_ten_flips_a_grade_only_in_small_samples() -> None:
    """Mean 0.92 is an A from 0.9; a sample of 2 with the bad one has 0.6, a sample of all 0.92."""
    sizes = sample_sizes(
        {BEST: 9, BAD: 1}, 30, lambda mean: "A" if mean >= Fraction(9, 10) else "B"
    )
    assert [s.calls for s in sizes] == list(range(1, 11))
    assert sizes[1].flips == Fraction(1, 5)
    assert (sizes[9].flips, sizes[9].width) == (Fraction(0), Fraction(0))
    assert [s.width for s in sizes] == sorted((s.width for s in sizes), reverse=True)


def test_answers_are_scaled_to_the_frame_with_the_group_as_one_more() -> None:
    """Five best answers and a group in which one of ten is bad: of 60 jobs one would be bad."""
    assert frame_answers({BEST: 5}, {BEST: 9, BAD: 1}, 60) == {BEST: 59, BAD: 1}


@pytest.mark.parametrize("calls", [5, 12])
def test_probabilities_agree_with_a_simulation(calls: int) -> None:
    """numpy's multivariate hypergeometric samples give each total as often as counted, within four standard errors."""
    answers = {BEST: 20, GOOD: 12, BAD: 8}
    runs = 40_000
    drawn = np.random.default_rng(1).multivariate_hypergeometric([20, 12, 8], calls, size=runs)
    seen = Counter(int(total) for total in drawn @ np.array([5, 4, 1]))
    for total, probability in sample_totals(answers, calls)[calls].items():
        expected = float(probability) * runs
        assert abs(seen[int(total * 5)] - expected) <= 4 * max(expected, 1) ** 0.5
