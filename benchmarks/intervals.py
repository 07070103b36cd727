"""How often intervals of a mean of levels hold the truth, and how wide they are: `python -m benchmarks.intervals`.

Customers of a frame answer by one of six shapes; a sample of them is asked. Every cell (shape, frame, sample) is run
10,000 times with a fixed seed. The table in docs/survey.md is what this prints.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import sqrt

import numpy as np

from gacx_reports.core.survey.intervals import mean_bounds

SHAPES = {
    "nearly all best": (0, 0, 0, 0.05, 0.95),
    "mostly good": (0.02, 0.03, 0.10, 0.30, 0.55),
    "one in twenty worst": (0.05, 0, 0, 0, 0.95),
    "in the middle": (0.1, 0.2, 0.4, 0.2, 0.1),
    "best or worst": (0.5, 0, 0, 0, 0.5),
    "mostly bad": (0.3, 0.3, 0.2, 0.1, 0.1),
}
"""Shape → shares of the levels 1 to 5."""
FRAMES = (20, 30, 40, 60)
SAMPLES = (5, 8, 12, 18, 30)
RUNS = 10_000
STEPS = 4
"""A level is 0 to 4 quarters of the scale."""
T_975 = {5: 2.776, 8: 2.365, 12: 2.201, 18: 2.110, 30: 2.045}
Bounds = Callable[[int, int, int, int], tuple[float, float]]
"""Sum of the answers, sum of their squares, sample, frame → bounds of the mean, in steps."""


@cache
def ours(total: int, _: int, n: int, frame: int) -> tuple[float, float]:
    """The program's bounds."""
    low, high = mean_bounds(Fraction(total, STEPS), n, frame)
    return float(low * STEPS), float(high * STEPS)


def _cut(low: float, high: float, total: int, n: int, frame: int) -> tuple[float, float]:
    """Within what the customers not asked can still make of it."""
    return max(low, total / frame), min(high, (total + STEPS * (frame - n)) / frame)


@cache
def wilson_cut(total: int, _: int, n: int, frame: int) -> tuple[float, float]:
    """Wilson's interval on the mean of the scale, cut."""
    z, p = 1.96, total / n / STEPS
    middle, half = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    low, high = (STEPS * (middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    return _cut(low, high, total, n, frame)


@cache
def student(total: int, squares: int, n: int, frame: int) -> tuple[float, float]:
    """Student's t with the finite population's correction."""
    variance = max(squares - total * total / n, 0) / (n - 1)
    half = T_975[n] * sqrt(variance / n * (1 - n / frame))
    return total / n - half, total / n + half


METHODS: dict[str, Bounds] = {
    "hypergeometric": ours,
    "Wilson, cut": wilson_cut,
    "Student's t": student,
}


def cell(method: Bounds, shares: tuple[float, ...], n: int, frame: int) -> tuple[float, float]:
    """Returns the share of runs in which the bounds hold the frame's mean, and their mean width (scale of 1)."""
    answers = np.random.default_rng([n, frame]).choice(5, size=(RUNS, frame), p=shares)
    asked = answers[:, :n]
    totals, squares, truths = asked.sum(1), (asked**2).sum(1), answers.sum(1)
    held, width = 0, 0.0
    for total, square, truth in zip(
        totals.tolist(), squares.tolist(), truths.tolist(), strict=True
    ):
        low, high = method(total, square, n, frame)
        held += low - 1e-9 <= truth / frame <= high + 1e-9
        width += (high - low) / STEPS
    return held / RUNS, width / RUNS


def main() -> None:
    """Prints per method the lowest coverage of any cell, and the mean width for each sample."""
    print(
        "| method | lowest coverage | in cell | " + " | ".join(f"n = {n}" for n in SAMPLES) + " |"
    )
    print("| --- | --- | --- |" + " --- |" * len(SAMPLES))
    for name, method in METHODS.items():
        found = {
            (shape, n, frame): cell(method, shares, n, frame)
            for shape, shares in SHAPES.items()
            for frame in FRAMES
            for n in SAMPLES
            if n < frame
        }
        worst = min(found, key=lambda c: found[c][0])
        widths = [
            np.mean([width for (_, n, _), (_, width) in found.items() if n == size])
            for size in SAMPLES
        ]
        cells = " | ".join(f"{width:.2f}" for width in widths)
        where = f"{worst[0]}, {worst[1]} of {worst[2]}"
        print(f"| {name} | {found[worst][0]:.1%} | {where} | {cells} |")


if __name__ == "__main__":
    main()
