"""What reports say of a scoring rule: the rule in a sentence, its target, and the computation of one score."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.rules.scoring_rule import Bounds, Point, Step
from gacx_reports.i18n import translator

T = translator("zh")
BOUNDS = Bounds(
    target=Fraction(4),
    zero_at=Fraction(8),
    full_at=Fraction(2),
    steps_name="次数分段",
    steps=(
        Step(None, Fraction(1), Fraction(1)),
        Step(Fraction(1), Fraction(3), Fraction(1, 2)),
        Step(Fraction(3), None, Fraction(0)),
    ),
    cap=Fraction(6, 5),
    points=(
        Point(Fraction(2), Fraction(0)),
        Point(Fraction(4), Fraction(1)),
        Point(Fraction(8), Fraction(3, 2), open=True),
    ),
    each=Fraction(1, 20),
)


def times(value: Fraction | None) -> str:
    """Writes a value with its unit, as a KPI does."""
    return "—" if value is None else f"{value} 次"


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Rule.SHARE_OF_TARGET, "得分 = 实际值 ÷ 目标"),
        (Rule.LOWER_IS_BETTER, "得分 = 目标 ÷ 实际值，越低越好"),
        (Rule.BANDS, "≥ 3 次：0、1 次 至 3 次（不含）：0.5、低于 1 次：1"),
        (Rule.LINEAR, "8 次 得 0，2 次 得 1，其间按比例"),
        (Rule.PIECEWISE, "2 次：0、4 次：1、8 次：1.5，其间按比例；高于 8 次 沿直线继续"),
        (Rule.POINTS_OFF, "满分 1，每次扣 0.05"),
        (Rule.POINTS_ON_TOP, "基准 1，每次加 0.05"),
        (Rule.AT_LEAST, "达到目标得 1，否则得 0"),
        (Rule.AT_MOST, "不超过上限得 1，否则得 0"),
        (Rule.AS_IS, "得分 = 实际值本身"),
    ],
)
def test_a_rule_is_one_sentence_with_its_thresholds(rule: Rule, sentence: str) -> None:
    """In the reader's language; the highest band comes first."""
    assert rule.scoring.sentence(BOUNDS, times, T) == sentence


def test_a_rule_in_english_is_as_the_code_has_it() -> None:
    """Bands are the only rule whose words are put together."""
    said = Rule.BANDS.scoring.sentence(BOUNDS, times, translator("en"))
    assert said == "from 3 次: 0, from 1 次 to below 3 次: 0.5, below 1 次: 1"


@pytest.mark.parametrize(
    ("rule", "thresholds", "report", "letter"),
    [
        (Rule.SHARE_OF_TARGET, "4 次", "≥ 4 次", "≥ 4 次"),
        (Rule.LOWER_IS_BETTER, "4 次", "≤ 4 次", "≤ 4 次"),
        (Rule.BANDS, "次数分段", "≤ 4 次", "—"),
        (Rule.LINEAR, "8 次 → 2 次", "8 次 → 2 次", "8 次 → 2 次"),
        (Rule.PIECEWISE, *("2 次 → 4 次 → 8 次",) * 3),
        (Rule.POINTS_OFF, "1 − 0.05/次", "−0.05/次", "−0.05/次"),
        (Rule.POINTS_ON_TOP, "1 + 0.05/次", "+0.05/次", "+0.05/次"),
        (Rule.AT_LEAST, "4 次", "≥ 4 次", "≥ 4 次"),
        (Rule.AT_MOST, "4 次", "≤ 4 次", "≤ 4 次"),
        (Rule.AS_IS, "4 次", "≥ 4 次", "≥ 4 次"),
    ],
)
def test_the_target_of_a_rule(rule: Rule, thresholds: str, report: str, letter: str) -> None:
    """In the scheme in print, in a report, and in a letter, which lists bands elsewhere."""
    scoring = rule.scoring
    assert scoring.thresholds(BOUNDS, times) == thresholds
    assert scoring.target_words(BOUNDS, times) == report
    assert scoring.letter_words(BOUNDS, times) == letter


def test_without_a_target_a_dash() -> None:
    """The value itself may be scored without any."""
    assert Rule.AS_IS.scoring.target_words(replace(BOUNDS, target=None), times) == "—"


@pytest.mark.parametrize(
    ("rule", "raw", "points", "words"),
    [
        (Rule.SHARE_OF_TARGET, 3, "0.75", "3 次 ÷ 4 次 = 0.75"),
        (Rule.LOWER_IS_BETTER, 3, "4/3", "4 次 ÷ 3 次 = 1.333333333333…"),
        (Rule.LOWER_IS_BETTER, 1, "4", "4 次 ÷ 1 次 = 4"),
        (Rule.BANDS, 0, "1", "次数分段: 0 次 < 1 次 = 1"),
        (Rule.BANDS, 2, "0.5", "次数分段: 1 次 ≤ 2 次 < 3 次 = 0.5"),
        (Rule.BANDS, 4, "0", "次数分段: 3 次 ≤ 4 次 = 0"),
        (Rule.LINEAR, 5, "0.5", "(5 次 − 8 次) ÷ (2 次 − 8 次) = 0.5"),
        (Rule.PIECEWISE, 1, "0", "1 次 ≤ 2 次: 0"),
        (Rule.PIECEWISE, 3, "0.5", "0 + (3 次 − 2 次) ÷ (4 次 − 2 次) × (1 − 0) = 0.5"),
        (Rule.PIECEWISE, 4, "1", "0 + (4 次 − 2 次) ÷ (4 次 − 2 次) × (1 − 0) = 1"),
        (Rule.PIECEWISE, 10, "1.75", "1 + (10 次 − 4 次) ÷ (8 次 − 4 次) × (1.5 − 1) = 1.75"),
        (Rule.POINTS_OFF, 3, "0.85", "1 − 3 次 × 0.05 = 0.85"),
        (Rule.POINTS_ON_TOP, 3, "1.15", "1 + 3 次 × 0.05 = 1.15"),
        (Rule.AT_LEAST, 4, "1", "4 次 ≥ 4 次? 是，得 1"),
        (Rule.AT_LEAST, 3, "0", "3 次 ≥ 4 次? 否，得 0"),
        (Rule.AT_MOST, 4, "1", "4 次 ≤ 4 次? 是，得 1"),
        (Rule.AT_MOST, 5, "0", "5 次 ≤ 4 次? 否，得 0"),
        (Rule.AS_IS, 3, "3", "3"),
    ],
)
def test_the_computation_of_a_score_in_numbers(
    rule: Rule, raw: int, points: str, words: str
) -> None:
    """Whoever reads it can compute it again, and gets the score."""
    assert rule.scoring.formula(BOUNDS, Fraction(raw), times, T) == (Fraction(points), words)
    assert rule.scoring.points(BOUNDS, Fraction(raw)) == Fraction(points)


@pytest.mark.parametrize(
    ("rule", "target", "raw"),
    [(Rule.SHARE_OF_TARGET, 0, 3), (Rule.LOWER_IS_BETTER, 4, 0)],
)
def test_nothing_is_divided_by_zero(rule: Rule, target: int, raw: int) -> None:
    """Such a score is given by definition, so there is no computation to show."""
    bounds = replace(BOUNDS, target=Fraction(target))
    assert rule.scoring.formula(bounds, Fraction(raw), times, T) is None


def test_a_small_target_can_still_be_divided_by() -> None:
    """1 is not 0: neither as a target nor as a value, in score and formula."""
    one = replace(BOUNDS, target=Fraction(1), cap=None)
    for raw, share, lower in ((Fraction(1, 2), "1/2", "2"), (Fraction(2), "2", "1/2")):
        for rule, points in ((Rule.SHARE_OF_TARGET, share), (Rule.LOWER_IS_BETTER, lower)):
            found = rule.scoring.formula(one, raw, times, T)
            assert found is not None
            assert found[0] == rule.scoring.points(one, raw) == Fraction(points)


def test_without_a_cap_nothing_below_the_target_is_better_than_the_target() -> None:
    """越低越好: a value of 0 scores 1 then, and never less than 1 under a cap below it."""
    scoring = Rule.LOWER_IS_BETTER.scoring
    for cap, points in ((None, 1), (Fraction(1, 2), 1), (Fraction(3, 2), Fraction(3, 2))):
        assert scoring.points(replace(BOUNDS, cap=cap), Fraction(0)) == points


@pytest.mark.parametrize(
    ("rule", "falls", "mark"),
    [
        (Rule.SHARE_OF_TARGET, False, 4),
        (Rule.LOWER_IS_BETTER, True, 4),
        (Rule.BANDS, True, 4),
        (Rule.LINEAR, True, 2),
        (Rule.PIECEWISE, False, 4),
        (Rule.POINTS_OFF, True, None),
        (Rule.POINTS_ON_TOP, False, None),
        (Rule.AT_LEAST, False, 4),
        (Rule.AT_MOST, True, 4),
        (Rule.AS_IS, False, 4),
    ],
)
def test_the_gauge_of_a_rule(rule: Rule, falls: bool, mark: int | None) -> None:
    """Its better end, and the value that it marks."""
    assert rule.scoring.falls(BOUNDS) is falls
    assert rule.scoring.goal(BOUNDS) == mark


def test_the_gauge_of_a_linear_rule_that_rises() -> None:
    """From 2, which scores 0, up to 8."""
    rising = replace(BOUNDS, zero_at=BOUNDS.full_at, full_at=BOUNDS.zero_at)
    assert not Rule.LINEAR.scoring.falls(rising)


@pytest.mark.parametrize(
    ("scores", "falls", "mark"),
    [
        (("1/2", "1", "1/5"), True, 4),
        (("1/2", "1", "4/5"), False, 4),
        (("1/2", "1", "1/2"), False, 4),
        (("1", "3/5", "0"), True, 2),
        (("0", "3/5", "9/10"), False, None),
    ],
)
def test_the_gauge_of_a_line(scores: tuple[str, ...], falls: bool, mark: int | None) -> None:
    """Its ends decide, whatever lies between; without a point of full marks nothing is marked."""
    points = tuple(
        Point(Fraction(value), Fraction(score))
        for value, score in zip((2, 4, 8), scores, strict=True)
    )
    bounds = replace(BOUNDS, points=points)
    assert Rule.PIECEWISE.scoring.falls(bounds) is falls
    assert Rule.PIECEWISE.scoring.goal(bounds) == mark


@pytest.mark.parametrize(
    ("scores", "falls", "words"),
    [
        (("1", "1/2", "0"), True, "< 1 次: 1; < 3 次: 0.5"),
        (("0", "1/2", "1"), False, "≥ 3 次: 1; ≥ 1 次: 0.5"),
        (("1/2", "1", "1/5"), True, "< 1 次: 0.5; < 3 次: 1"),
        (("1/2", "1", "4/5"), False, "≥ 3 次: 0.8; ≥ 1 次: 1"),
        (("1/2", "1", "1/2"), False, "≥ 3 次: 0.5; ≥ 1 次: 1"),
    ],
)
def test_bands_without_a_target_say_where_they_begin(
    scores: tuple[str, ...], falls: bool, words: str
) -> None:
    """The better end first; a line ends behind a band, never within one."""
    steps = tuple(
        replace(step, score=Fraction(score))
        for step, score in zip(BOUNDS.steps, scores, strict=True)
    )
    bounds = replace(BOUNDS, target=None, steps=steps)
    assert Rule.BANDS.scoring.falls(bounds) is falls
    said = Rule.BANDS.scoring.target_words(bounds, times)
    assert said == words.replace(" ", "\u00a0").replace(";\u00a0", "; ")
    assert Rule.BANDS.scoring.target_words(replace(bounds, steps=()), times) == "—"


def test_a_line_may_go_on_below_its_first_point_too() -> None:
    """Each end says so for itself."""
    first, *others = BOUNDS.points
    both = replace(BOUNDS, points=(replace(first, open=True), *others))
    said = Rule.PIECEWISE.scoring.sentence(both, times, T)
    ends = "低于 2 次 沿直线继续；高于 8 次 沿直线继续"
    assert said == f"2 次：0、4 次：1、8 次：1.5，其间按比例；{ends}"


@pytest.mark.parametrize(
    ("raw", "points", "words"),
    [
        (1, "0", "1 次 ≤ 2 次: 0"),
        (2, "0", "2 次 ≤ 2 次: 0"),
        (8, "3/2", "8 次 ≥ 8 次: 1.5"),
        (9, "3/2", "9 次 ≥ 8 次: 1.5"),
    ],
)
def test_beyond_the_end_of_a_line_its_score_stays(raw: int, points: str, words: str) -> None:
    """The end itself included."""
    *others, last = BOUNDS.points
    closed = replace(BOUNDS, points=(*others, replace(last, open=False)))
    found = Rule.PIECEWISE.scoring.formula(closed, Fraction(raw), times, T)
    assert found == (Fraction(points), words)


def test_a_ratio_as_it_is_counts_in_marks() -> None:
    """0.8 of a scheme that counts to 100 is 80."""
    bounds = replace(BOUNDS, full=Fraction(100))
    assert Rule.AS_IS.scoring.formula(bounds, Fraction(4, 5), times, T) == (
        Fraction(80),
        "4/5 次 × 100 = 80",
    )


@pytest.mark.parametrize(
    ("rule", "target", "full", "column"),
    [
        (Rule.SHARE_OF_TARGET, 4, 2, ""),
        (Rule.SHARE_OF_TARGET, 1, 2, ""),
        (Rule.SHARE_OF_TARGET, 0, 2, "目标"),
        (Rule.SHARE_OF_TARGET, None, 2, ""),
        (Rule.LINEAR, 4, 2, ""),
        (Rule.LINEAR, 4, 8, "满分值"),
        (Rule.LINEAR, 4, None, ""),
        (Rule.LOWER_IS_BETTER, 0, 8, ""),
        (Rule.AS_IS, None, 8, ""),
        (Rule.POINTS_OFF, None, 8, ""),
    ],
)
def test_numbers_that_make_a_rule_impossible(
    rule: Rule, target: int | None, full: int | None, column: str
) -> None:
    """The column to mend; a blank is missing, which is another fault."""
    bounds = replace(
        BOUNDS,
        target=None if target is None else Fraction(target),
        full_at=None if full is None else Fraction(full),
    )
    assert rule.scoring.contradicted(bounds) == column


def test_events_that_cost_nothing_make_no_rule() -> None:
    """0 points an event; a blank is missing."""
    for rule in (Rule.POINTS_OFF, Rule.POINTS_ON_TOP):
        assert rule.scoring.contradicted(replace(BOUNDS, each=Fraction(0))) == "每次分值"
        assert rule.scoring.contradicted(replace(BOUNDS, each=None)) == ""


def test_two_blank_thresholds_contradict_nothing() -> None:
    """They are missing."""
    blank = replace(BOUNDS, zero_at=None, full_at=None)
    assert Rule.LINEAR.scoring.contradicted(blank) == ""


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_found_by_the_schemes_word(rule: Rule) -> None:
    """As column 计分 has it."""
    assert Rule.named(str(rule)) is rule


HUNDRED = replace(
    BOUNDS,
    full=Fraction(100),
    full_value=Fraction(100),
    cap=Fraction(120),
    base=Fraction(100),
    each=Fraction(5),
)
"""The same of a scheme that counts to 100."""


@pytest.mark.parametrize(
    ("rule", "raw", "sentence", "formula"),
    [
        (Rule.SHARE_OF_TARGET, 3, "得分 = 实际值 ÷ 目标 × 100", "3 次 ÷ 4 次 × 100 = 75"),
        (Rule.LOWER_IS_BETTER, 5, "得分 = 目标 ÷ 实际值 × 100，越低越好", "4 次 ÷ 5 次 × 100 = 80"),
        (
            Rule.LINEAR,
            5,
            "8 次 得 0，2 次 得 100，其间按比例",
            "(5 次 − 8 次) ÷ (2 次 − 8 次) × 100 = 50",
        ),
        (Rule.POINTS_OFF, 3, "满分 100，每次扣 5", "100 − 3 次 × 5 = 85"),
        (Rule.AT_LEAST, 4, "达到目标得 100，否则得 0", "4 次 ≥ 4 次? 是，得 100"),
        (Rule.AT_MOST, 5, "不超过上限得 100，否则得 0", "5 次 ≤ 4 次? 否，得 0"),
        (Rule.AS_IS, 85, "得分 = 实际值本身", "85"),
    ],
)
def test_where_the_full_mark_is_100_a_share_is_multiplied(
    rule: Rule, raw: int, sentence: str, formula: str
) -> None:
    """In the sentence and in the computation, whose value is the score."""
    assert rule.scoring.sentence(HUNDRED, times, T) == sentence
    found = rule.scoring.formula(HUNDRED, Fraction(raw), times, T)
    assert found is not None
    assert found == (rule.scoring.points(HUNDRED, Fraction(raw)), formula)


def test_a_ratio_as_it_is_is_a_share_of_the_full_mark() -> None:
    """96.5 % is 96.5 marks of 100."""
    bounds = replace(HUNDRED, full_value=Fraction(1))
    raw = Fraction(965, 1000)
    assert Rule.AS_IS.scoring.points(bounds, raw) == Fraction("96.5")
    assert Rule.AS_IS.scoring.sentence(bounds, times, T) == "得分 = 实际值本身 × 100"


def test_the_cap_is_the_best_of_a_rule_in_marks() -> None:
    """A value of 0, the lower the better, has the cap of 120; so has one beyond the better end."""
    assert Rule.LOWER_IS_BETTER.scoring.points(HUNDRED, Fraction(0)) == 120
    assert Rule.LINEAR.scoring.points(HUNDRED, Fraction(-100)) == 120
    uncapped = replace(HUNDRED, cap=None)
    assert Rule.LINEAR.scoring.points(uncapped, Fraction(-100)) == 100


def test_an_event_is_named_by_its_unit() -> None:
    """Figures stand between blanks where there is none; in English there is no word of its own for one."""
    rule = Rule.POINTS_OFF.scoring
    assert rule.sentence(BOUNDS, str, T) == "满分 1，每 1 扣 0.05"
    assert rule.sentence(BOUNDS, times, translator("en")) == "1, less 0.05 for every 1 次"
