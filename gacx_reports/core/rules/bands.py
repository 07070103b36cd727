"""分段: a step function, whose steps are on sheet 分段."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import exact
from gacx_reports.core.rules.scoring_rule import NONE, Bounds, RuleFormula, ScoringRule, Step, Write
from gacx_reports.i18n import N_


class Bands(ScoringRule):
    """The score of the band that holds the value."""

    word = "分段"
    english = "Step bands"
    label = N_("step bands")
    columns = ("分段表",)
    targeted = False

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return _holding(bounds, raw).score

    def sentence(self, bounds: Bounds, write: Write, t: NullTranslations) -> str:
        return t.gettext(", ").join(_words(step, write, t) for step in reversed(bounds.steps))

    def falls(self, bounds: Bounds) -> bool:
        return bool(bounds.steps) and bounds.steps[-1].score < bounds.steps[0].score

    def thresholds(self, bounds: Bounds, write: Write) -> str:
        return bounds.steps_name

    def target_words(self, bounds: Bounds, write: Write) -> str:
        """Without a target where each band begins, the best first: `≥ 95%: 1; ≥ 80%: 0.6`."""
        if bounds.target is not None:
            return super().target_words(bounds, write)
        if self.falls(bounds):
            ends = [("<", s.high, s.score) for s in bounds.steps]
        else:
            ends = [("≥", s.low, s.score) for s in reversed(bounds.steps)]
        told = (
            f"{sign} {write(end)}: {exact(score)}" for sign, end, score in ends if end is not None
        )
        # The column is narrow: a line ends behind a band, never within one.
        return "; ".join(words.replace(" ", "\u00a0") for words in told) or NONE

    def letter_words(self, bounds: Bounds, write: Write) -> str:
        return NONE

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        step = _holding(bounds, raw)
        low = "" if step.low is None else f"{write(step.low)} ≤ "
        high = "" if step.high is None else f" < {write(step.high)}"
        return step.score, f"{bounds.steps_name}: {low}{write(raw)}{high} = {exact(step.score)}"


def _holding(bounds: Bounds, raw: Fraction) -> Step:
    return next(
        step
        for step in bounds.steps
        if (step.low is None or step.low <= raw) and (step.high is None or raw < step.high)
    )


def _words(step: Step, write: Write, t: NullTranslations) -> str:
    low, high = write(step.low), write(step.high)
    if step.low is None:
        span = t.gettext("below {high}").format(high=high)
    elif step.high is None:
        span = t.gettext("from {low}").format(low=low)
    else:
        span = t.gettext("from {low} to below {high}").format(low=low, high=high)
    return t.gettext("{span}: {score}").format(span=span, score=exact(step.score))
