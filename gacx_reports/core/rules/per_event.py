"""What 按次扣分 and 按次加分 have in common: so many points for every event, from a base on."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import ONE, ZERO, exact
from gacx_reports.core.rules.scoring_rule import Bounds, RuleFormula, ScoringRule, Write
from gacx_reports.i18n import is_english


class PerEvent(ScoringRule):
    """The base, with the points of each event taken off (`sign` −1) or added (1)."""

    targeted = False
    sign: int

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return bounds.base + self.sign * raw * _each(bounds)

    def sentence(self, bounds: Bounds, write: Write, t: NullTranslations) -> str:
        return t.gettext(self.message).format(
            base=exact(bounds.base), each=exact(_each(bounds)), one=_event(write, t)
        )

    def contradicted(self, bounds: Bounds) -> str:
        return "每次分值" if bounds.each == ZERO else ""

    def falls(self, bounds: Bounds) -> bool:
        return self.sign < 0

    def goal(self, bounds: Bounds) -> Fraction | None:
        return None

    def thresholds(self, bounds: Bounds, write: Write) -> str:
        return f"{exact(bounds.base)} {self._mark} {exact(_each(bounds))}/{_one(write)}"

    def target_words(self, bounds: Bounds, write: Write) -> str:
        return f"{self._mark}{exact(_each(bounds))}/{_one(write)}"

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        points = self.points(bounds, raw)
        told = f"{exact(bounds.base)} {self._mark} {write(raw)} × {exact(_each(bounds))}"
        return points, f"{told} = {exact(points)}"

    @property
    def _mark(self) -> str:
        return "−" if self.sign < 0 else "+"


def _event(write: Write, t: NullTranslations) -> str:
    """One event within a sentence: `1 cases`; in Chinese the unit alone, `起`, and figures between blanks."""
    if is_english(t):
        return write(ONE)
    one = _one(write)
    return f" {one} " if one[0].isdecimal() else one


def _one(write: Write) -> str:
    """What an event is counted in: `起`; `1` if it has no unit."""
    return write(ONE).removeprefix("1 ")


def _each(bounds: Bounds) -> Fraction:
    assert bounds.each is not None
    return bounds.each
