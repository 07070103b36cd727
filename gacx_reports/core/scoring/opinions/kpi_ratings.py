"""Makes one score of what several raters typed for a KPI: each value is scored alone, then the scores are weighted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scoring.opinions.kpi_answers import AnswerState, KpiAnswer
from gacx_reports.core.submissions.submissions import SubmittedValue

Scoring = Callable[[SubmittedValue], tuple[Fraction, str, Fraction]]
"""A typed value → raw value, level in words ("" for a number) and score."""


@dataclass(frozen=True, slots=True)
class KpiRating:
    """What one of a KPI's raters gave, and how it counts."""

    answer: KpiAnswer
    raw: Fraction | None
    """In the KPI's own unit; None: there is no value."""
    level: str
    """Name and meaning of the level, if the value is one; else ""."""
    score: Fraction | None
    """0 to the full mark, or up to the KPI's cap; 0 of who is missing and counts; None: it does not count."""
    weight: Fraction
    """Effective weight; those of a KPI's raters total 1."""

    @property
    def rater(self) -> Rater:
        """The kind of rater."""
        return self.answer.rater.rater

    @property
    def not_counted(self) -> "KpiRating":
        """The same where the KPI does not apply."""
        return replace(self, score=None, weight=Fraction(0))


def ratings_of(answers: Sequence[KpiAnswer], scoring: Scoring) -> tuple[KpiRating, ...]:
    """Returns how each answer counts, in their order; the weights of those that do not are shared out in proportion.

    Without an answer that counts all weights are 0.
    """
    whole = sum((a.rater.weight for a in answers if a.counts), Fraction(0))
    return tuple(_rating(a, whole, scoring) for a in answers)


def _rating(answer: KpiAnswer, whole: Fraction, scoring: Scoring) -> KpiRating:
    weight = answer.rater.weight / whole if answer.counts else Fraction(0)
    if answer.entry and answer.state is AnswerState.GIVEN:
        raw, level, score = scoring(answer.entry)
        return KpiRating(answer, raw, level, score, weight)
    return KpiRating(answer, None, "", Fraction(0) if answer.counts else None, weight)


def mean_score(ratings: Sequence[KpiRating]) -> Fraction:
    """Returns the weighted mean of the scores that count."""
    return sum((r.weight * r.score for r in ratings if r.score is not None), Fraction(0))


def mean_value(ratings: Sequence[KpiRating]) -> Fraction:
    """Returns the weighted mean of the values, to be shown; the score does not follow from it. One has a value."""
    given = [(r.weight, r.raw) for r in ratings if r.raw is not None]
    return sum((w * raw for w, raw in given), Fraction(0)) / sum(w for w, _ in given)
