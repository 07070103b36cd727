"""What a scoring rule (计分) is: how it scores, what it needs, how it is said and drawn."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations
from typing import ClassVar

from gacx_reports.core.exact import ONE, ZERO, exact

Write = Callable[[Fraction | None], str]
"""Writes a raw value or bound of the KPI with its unit: `96.4%`, `28 次`; a dash for None."""
RuleFormula = tuple[Fraction, str] | None
"""Points before any limit and their computation: `45 次 ÷ 50 次 = 0.9`; None: nothing to compute."""
NONE = "—"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a step function (sheet 分段): from `low` (inclusive) up to `high` (exclusive)."""

    low: Fraction | None
    high: Fraction | None
    score: Fraction


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line (sheet 折线): `value` gets `score`; the line goes on beyond an `open` end."""

    value: Fraction
    score: Fraction
    open: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers of a KPI (sheet 指标) that a raw value is compared with."""

    target: Fraction | None
    zero_at: Fraction | None
    full_at: Fraction | None
    steps_name: str
    """Of the set of bands, "" for none."""
    steps: tuple[Step, ...]
    """They cover every number exactly once."""
    cap: Fraction | None
    """Highest score; None: no cap."""
    points: tuple[Point, ...] = ()
    """Two or more, by rising values, none twice."""
    each: Fraction | None = None
    """Points for every event, 0 or more; None: there are none."""
    base: Fraction = ONE
    """The score before any event."""
    full: Fraction = ONE
    """The full mark: what a fully reached score counts."""
    full_value: Fraction = ONE
    """The raw value of full marks where the value is a score itself: 1 for a ratio (%), else the full mark."""

    @property
    def goal(self) -> Fraction:
        """The target; 0 if there is none."""
        return ZERO if self.target is None else self.target

    @property
    def best(self) -> Fraction:
        """The highest share of the full mark that a rule gives by itself: 1, or the cap if that is higher."""
        return max(ONE, (self.cap or self.full) / self.full)

    @property
    def times_full(self) -> str:
        """` × 100`, which turns a share of the full mark into marks; "" for a scheme that counts to 1."""
        return "" if self.full == ONE else f" × {exact(self.full)}"


class ScoringRule(ABC):
    """One rule of sheet 指标. The defaults are those of a rule whose target should be reached."""

    word: ClassVar[str]
    """As the scheme writes it in column 计分."""
    english: ClassVar[str]
    """The word in English workbooks."""
    label: ClassVar[str]
    """A message id: the rule in a few words, as reports print it."""
    message: ClassVar[str]
    """A message id: how the value becomes a score; it may name `{zero}`, `{full}`, `{marks}` (the full
    mark) and `{times}` (` × ` the full mark)."""
    columns: ClassVar[tuple[str, ...]]
    """Columns of sheet 指标 that must not be blank (C04)."""
    targeted: ClassVar[bool] = True
    """Whether the rule compares with a target; the others use thresholds, bands or the value alone."""
    by_points: ClassVar[bool] = False
    """Whether the rule compares with the points of a line."""
    compares: ClassVar[bool] = True
    """Whether the score depends on bounds, so that they may be cut to the days in a post."""

    @abstractmethod
    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        """The exact score of a raw value, in marks, before cap and floor; the full mark is fully reached."""

    @abstractmethod
    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        """The computation of one score, in numbers."""

    def sentence(self, bounds: Bounds, write: Write, t: NullTranslations) -> str:
        """The message with its thresholds: `score = result ÷ target`, `0 at 60%, 1 at 98%, …`."""
        ends = {"zero": write(bounds.zero_at), "full": write(bounds.full_at)}
        marks = {"marks": exact(bounds.full), "times": bounds.times_full}
        return t.gettext(self.message).format(**ends, **marks)

    def contradicted(self, bounds: Bounds) -> str:
        """Column of sheet 指标 whose number makes the rule impossible (C06); "" for none."""
        return ""

    def falls(self, bounds: Bounds) -> bool:
        """Whether a lower value is better; the gauge has its better end at the left then."""
        return False

    def goal(self, bounds: Bounds) -> Fraction | None:
        """The raw value that the gauge marks: the target, or where the score is full; None: no mark."""
        return bounds.target

    def thresholds(self, bounds: Bounds, write: Write) -> str:
        """Target or thresholds of the scheme: `95%`, `60% → 98%`, the name of a set of bands."""
        return write(bounds.target)

    def target_words(self, bounds: Bounds, write: Write) -> str:
        """The target as reports print it: `≥ 95%`; a dash if there is none."""
        if bounds.target is None:
            return NONE
        return f"{'≤' if self.falls(bounds) else '≥'} {write(bounds.target)}"

    def letter_words(self, bounds: Bounds, write: Write) -> str:
        """The same in letters of targets and documents of posts, which have the sentence beside it."""
        return self.target_words(bounds, write)


class ShareOfFull(ScoringRule):
    """A rule that says what share of the full mark is reached; here alone the share becomes marks."""

    @abstractmethod
    def share(self, bounds: Bounds, raw: Fraction) -> Fraction:
        """The exact share of the full mark before cap and floor; 1 is fully reached."""

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return self.share(bounds, raw) * bounds.full


def computed(share: Fraction, told: str, bounds: Bounds) -> RuleFormula:
    """The marks of a share of the full mark: `45 次 ÷ 50 次 = 0.9`, `45 次 ÷ 50 次 × 100 = 90`."""
    points = share * bounds.full
    return points, f"{told}{bounds.times_full} = {exact(points)}"


def answered(question: str, kept: bool, bounds: Bounds, t: NullTranslations) -> RuleFormula:
    """Full marks or 0, with the comparison that decided: `3 次 ≤ 5 次? yes, 1`."""
    points = bounds.full * kept
    words = t.gettext("yes, {points}") if kept else t.gettext("no, {points}")
    return points, f"{question}? {words.format(points=exact(points))}"
