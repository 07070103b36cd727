"""折线: in proportion between the points of a line, which are on sheet 折线."""

from fractions import Fraction
from gettext import NullTranslations
from itertools import pairwise

from gacx_reports.core.exact import exact
from gacx_reports.core.rules.scoring_rule import Bounds, Point, RuleFormula, ScoringRule, Write
from gacx_reports.i18n import N_


class Piecewise(ScoringRule):
    """The line through all points, such as 门槛值, 目标值 and 挑战值. Beyond its ends it stays, or goes on."""

    word = "折线"
    english = "Piecewise linear"
    label = N_("piecewise linear")
    columns = ("折线表",)
    targeted = False
    by_points = True

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        if end := _beyond(bounds, raw):
            return end.score
        one, other = _around(bounds, raw)
        return one.score + (raw - one.value) * (other.score - one.score) / (other.value - one.value)

    def sentence(self, bounds: Bounds, write: Write, t: NullTranslations) -> str:
        told = (
            t.gettext("{span}: {score}").format(span=write(p.value), score=exact(p.score))
            for p in bounds.points
        )
        words = [
            t.gettext("{points}, in proportion between").format(points=t.gettext(", ").join(told))
        ]
        first, last = bounds.points[0], bounds.points[-1]
        if first.open:
            words.append(
                t.gettext("below {value} on along the line").format(value=write(first.value))
            )
        if last.open:
            words.append(
                t.gettext("above {value} on along the line").format(value=write(last.value))
            )
        return t.gettext("; ").join(words)

    def falls(self, bounds: Bounds) -> bool:
        return bounds.points[-1].score < bounds.points[0].score

    def goal(self, bounds: Bounds) -> Fraction | None:
        return next((p.value for p in bounds.points if p.score == bounds.full), None)

    def thresholds(self, bounds: Bounds, write: Write) -> str:
        return " → ".join(write(p.value) for p in bounds.points)

    def target_words(self, bounds: Bounds, write: Write) -> str:
        return self.thresholds(bounds, write)

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        points = self.points(bounds, raw)
        if end := _beyond(bounds, raw):
            sign = "≤" if end is bounds.points[0] else "≥"
            return points, f"{write(raw)} {sign} {write(end.value)}: {exact(end.score)}"
        one, other = _around(bounds, raw)
        share = f"({write(raw)} − {write(one.value)}) ÷ ({write(other.value)} − {write(one.value)})"
        rise = f"({exact(other.score)} − {exact(one.score)})"
        return points, f"{exact(one.score)} + {share} × {rise} = {exact(points)}"


def _beyond(bounds: Bounds, raw: Fraction) -> Point | None:
    """The end of the line whose score the value has; None within the line, or where it goes on."""
    first, last = bounds.points[0], bounds.points[-1]
    if raw <= first.value and not first.open:
        return first
    return last if raw >= last.value and not last.open else None


def _around(bounds: Bounds, raw: Fraction) -> tuple[Point, Point]:
    """The points between which the value lies, or the two at the end beyond which it lies."""
    pairs = list(pairwise(bounds.points))
    return next((pair for pair in pairs if raw <= pair[1].value), pairs[-1])
