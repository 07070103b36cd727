"""A KPI's rules in whole sentences: what is measured, how it scores, what happens without enough of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from gettext import NullTranslations
from typing import NamedTuple

from gacx_reports.core.language import formats
from gacx_reports.core.language.comparison import condition_words, wanted_words
from gacx_reports.core.language.formats import NONE, number, percent
from gacx_reports.core.language.singular import one
from gacx_reports.core.rules.scoring_rule import Write
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.scheme.grades.grade_band import FactorKind, GradeBand
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, FewPolicy, Join, NaPolicy, Source
from gacx_reports.core.scheme.kpi_rater import weighed, when_not_scored
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_


class SourceWords(NamedTuple):
    """Message ids about a source of raw values."""

    measured: str
    """How a value will be measured."""
    value: str
    """How one came about, with its figures."""


SOURCE_WORDS: Mapping[Source, SourceWords] = {
    Source.TYPED: SourceWords(
        N_("value filled in by whoever evaluates"),
        N_("Value filled in: {raw}"),
    ),
    Source.SHARE: SourceWords(
        N_("share of yes in {column} of {table}"),
        N_("{hits} of {n} records in {table} say yes in {column}: {raw}"),
    ),
    Source.MEAN: SourceWords(
        N_("mean of {column} in {table}"),
        N_("Mean of {column} over {n} records in {table}: {raw}"),
    ),
    Source.SUM: SourceWords(
        N_("sum of {column} in {table}"),
        N_("Sum of {column} over {n} records in {table}: {raw}"),
    ),
    Source.COUNT: SourceWords(
        N_("number of records in {table}"),
        N_("Number of records in {table}: {raw}"),
    ),
    Source.VALUE_SHARE: SourceWords(
        N_("share of {value} in {column} of {table}"),
        N_("{hits} of {n} records in {table} have {value} in {column}: {raw}"),
    ),
    Source.RATIO: SourceWords(
        N_("sum of {column} ÷ sum of {other} in {table}"),
        N_("Sum of {column} ÷ sum of {other} over {n} records in {table}: {raw}"),
    ),
    Source.WEIGHTED: SourceWords(
        N_("mean of {column} in {table}, weighted by {other}"),
        N_("Mean of {column} weighted by {other} over {n} records in {table}: {raw}"),
    ),
    Source.LEAST: SourceWords(
        N_("lowest {column} in {table}"),
        N_("Lowest {column} of {n} records in {table}: {raw}"),
    ),
    Source.MOST: SourceWords(
        N_("highest {column} in {table}"),
        N_("Highest {column} of {n} records in {table}: {raw}"),
    ),
    Source.MEDIAN: SourceWords(
        N_("median of {column} in {table}"),
        N_("Median of {column} over {n} records in {table}: {raw}"),
    ),
    Source.LED: SourceWords(
        N_("mean total of the people led directly"),
        N_("Mean of the printed totals of {n} people led directly: {raw}"),
    ),
    Source.LED_DEEP: SourceWords(
        N_("mean total of the people led on two levels"),
        N_("Mean of the printed totals of {n} people led on two levels: {raw}"),
    ),
}


def how_measured(kpi: Kpi, scheme: Scheme, t: NullTranslations) -> str:
    """Where the value comes from: `share of yes in 是否合格 of 抽查记录`."""
    words = t.gettext(SOURCE_WORDS[kpi.source].measured).format(
        column=kpi.column,
        table=kpi.table,
        other=kpi.other_column,
        value=wanted_words(kpi.counted_value, t),
    )
    if kpi.raters:
        words = t.gettext("values filled in by {raters}, each scored alone")
        words = words.format(raters=weighed(kpi.raters, t))
    if kpi.conditions:
        only = t.gettext("only where {conditions}").format(conditions=conditions(kpi, t))
        words += t.gettext(" ({words})").format(words=only)
    scale = scale_of(kpi, scheme)
    if scale:
        levels = (f"{x.name} = {scale.printed(x, kpi.full_value)}" for x in scale.levels)
        words += t.gettext("; ") + t.gettext(", ").join(levels)
    if kpi.by_project:
        words += t.gettext("; ") + t.gettext("by project: of who has projects, for each by itself")
    return words


_JOINED = {Join.AND: N_(" and "), Join.OR: N_(" or ")}


def conditions(kpi: Kpi, t: NullTranslations, one: str = "") -> str:
    """The conditions that a record must meet: `类别 is VIP and 台数 ≥ 10`; "" for none.

    `one` is the pattern of a single one where that shall be another: `{column} = {value}`.
    """
    one = one or t.gettext("{column} is {value}")
    told = (condition_words(column, value, one, t) for column, value in kpi.conditions)
    return t.gettext(_JOINED[kpi.join]).join(told)


def scale_of(kpi: Kpi, scheme: Scheme) -> Scale | None:
    """The rating scale that the value is made of."""
    table = scheme.tables.get(kpi.table)
    column = table.column(kpi.column) if table else None
    return scheme.scales.get(column.scale if column else kpi.scale)


def how_scored(kpi: Kpi, t: NullTranslations, cut: Fraction = Fraction(1)) -> str:
    """How the value becomes a score, with cap and floor; `cut` is the share of the quarter that is owed."""
    bounds = kpi.bounds(kpi.target, cut)
    rule = kpi.rule.scoring.sentence(bounds, _writer(kpi, cut), t)
    return t.gettext("; ").join((rule, *_limits(kpi, t)))


def _writer(kpi: Kpi, cut: Fraction) -> Write:
    """Writes a target or threshold with its unit; one that is cut to days has two decimals at least."""
    return partial(threshold, kpi, least=0 if cut == 1 else 2)


def _limits(kpi: Kpi, t: NullTranslations) -> Iterator[str]:
    """Cap, floor and limit of the grade, where they say more than that a score is between 0 and 1."""
    if kpi.cap is not None:
        yield t.gettext("at most {cap}").format(cap=formats.plain(kpi.cap))
    if kpi.floor:
        yield t.gettext("at least {floor}").format(floor=formats.plain(kpi.floor))
    if kpi.below is not None:
        words = t.gettext("below {below} the grade is {grade} at best")
        yield words.format(below=formats.plain(kpi.below), grade=kpi.ceiling)


_FEW = {
    (FewPolicy.SCORE, False): N_("fewer than {n} records: scored all the same, and marked"),
    (FewPolicy.SCORE, True): N_("fewer than {n} people: scored all the same, and marked"),
    (FewPolicy.NA, False): N_("fewer than {n} records: not applicable"),
    (FewPolicy.NA, True): N_("fewer than {n} people: not applicable"),
    (FewPolicy.HOLD, False): N_("fewer than {n} records: the result waits"),
    (FewPolicy.HOLD, True): N_("fewer than {n} people: the result waits"),
    (FewPolicy.POOL, False): N_(
        "fewer than {n} records: the mean of the others in this post stands in for those that are missing"
    ),
}
"""(policy, whether the KPI is a mean of people) → words."""
_EMPTY = {
    EmptyPolicy.FULL: N_("no record: scores {marks}"),
    EmptyPolicy.NOTHING: N_("no record: scores 0"),
    EmptyPolicy.AS_ZERO: N_("no record: counts as 0"),
    EmptyPolicy.NA: N_("no record: not applicable"),
    EmptyPolicy.HOLD: N_("no record: the result waits"),
}
_NA = {
    NaPolicy.REWEIGHT: N_("not applicable: the others take its weight"),
    NaPolicy.ZERO: N_("not applicable: scores 0"),
    NaPolicy.REFUSE: N_("can't be not applicable"),
}


def when_missing(kpi: Kpi, t: NullTranslations) -> str:
    """What happens with too few records or people, and where the KPI does not apply."""
    found = []
    if kpi.source is not Source.TYPED and kpi.min_n > 1:
        found.append(t.gettext(_FEW[kpi.few, kpi.source.of_people]).format(n=kpi.min_n))
    if kpi.empty:
        found.append(t.gettext(_EMPTY[kpi.empty]).format(marks=formats.plain(kpi.full)))
    found += [*when_not_scored(kpi.raters, t), t.gettext(_NA[kpi.na])]
    return t.gettext("; ").join(found)


def target_words(kpi: Kpi, own: Decimal | None = None, cut: Fraction = Fraction(1)) -> str:
    """As in a report: `≥ 95%`, `60% → 98%` for a linear rule, a dash if the scheme has none."""
    bounds = kpi.bounds(kpi.target if own is None else own, cut=cut)
    return kpi.rule.scoring.target_words(bounds, _writer(kpi, cut))


def letter_target(kpi: Kpi, own: Decimal | None = None, cut: Fraction = Fraction(1)) -> str:
    """As in a letter of targets or a post's document: a dash for bands, which are listed beside it."""
    bounds = kpi.bounds(kpi.target if own is None else own, cut=cut)
    return kpi.rule.scoring.letter_words(bounds, _writer(kpi, cut))


def thresholds(kpi: Kpi) -> str:
    """Target or thresholds of the scheme: `95%`, `60% → 98%`, the name of a set of bands."""
    return kpi.rule.scoring.thresholds(kpi.bounds(kpi.target), partial(threshold, kpi))


def factor_words(grade: GradeBand, scheme: Scheme, t: NullTranslations) -> str:
    """The pay factor of a grade: `50%`, `80%–100%` where it rises within the band, `total × 100%`.

    Of a total that counts to 100 it is `total × 100% ÷ 100`.
    """
    factor = formats.whole_percent(grade.pay_factor)
    if grade.factor_kind is FactorKind.TOTAL:
        if scheme.full != 1:
            factor = f"{factor} ÷ {formats.plain(scheme.settings.full_mark)}"
        return t.gettext("total × {factor}").format(factor=factor)
    if grade.factor_kind is FactorKind.LINEAR and grade.top_factor is not None:
        return f"{factor}–{formats.whole_percent(grade.top_factor)}"
    return factor


def quantity(kpi: Kpi, value: Fraction | Decimal | None, more: int = 0) -> str:
    """A raw value of the KPI, rounded, with its unit: `96.4%`, `28 次`; `more` decimals than usual."""
    if value is None:
        return NONE
    if kpi.percent:
        return percent(value, kpi.places + more)
    return with_unit(kpi, number(value, kpi.places + more))


def threshold(kpi: Kpi, value: Fraction | Decimal | None, least: int = 0) -> str:
    """A number that raw values are compared with, with its unit and without rounding: `95%`, `89.55%`, `28 次`.

    It has the KPI's 小数位 and `least` decimals at least. One that goes on for ever, such as a target cut to days,
    is rounded there.
    """
    if value is None:
        return NONE
    places = max(kpi.places, least)
    if kpi.percent:
        return formats.whole_percent(value, places)
    return with_unit(kpi, formats.whole(value, places))


def with_unit(kpi: Kpi, text: str) -> str:
    """`28` → `28 次`, in English `1 visit`; as it is where the KPI has no unit. Not for percentages."""
    return one(f"{text} {kpi.unit}") if kpi.unit else text
