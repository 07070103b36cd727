"""A KPI's rules in whole sentences: what is measured, how it scores, what happens without enough of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from gettext import NullTranslations
from typing import NamedTuple

from gacx_reports.core.language import formats
from gacx_reports.core.language.formats import NONE, number, percent
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.rules.scoring_rule import Write
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.scheme.kpi import FewPolicy, Kpi, NaPolicy, Source
from gacx_reports.core.scheme.scheme import Post, Scheme
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
    words = t.gettext(SOURCE_WORDS[kpi.source].measured).format(column=kpi.column, table=kpi.table)
    if kpi.where_column:
        only = t.gettext("only where {column} is {value}")
        words += t.gettext(" ({words})").format(
            words=only.format(column=kpi.where_column, value=word(kpi.where_value, t))
        )
    scale = scale_of(kpi, scheme)
    if scale:
        levels = (f"{x.name} = {formats.plain(x.score)}" for x in scale.levels)
        words += t.gettext("; ") + t.gettext(", ").join(levels)
    return words


def scale_of(kpi: Kpi, scheme: Scheme) -> Scale | None:
    """The rating scale that the value is made of."""
    table = scheme.tables.get(kpi.table)
    column = table.column(kpi.column) if table else None
    return scheme.scales.get(column.scale if column else kpi.scale)


def how_scored(kpi: Kpi, scheme: Scheme, t: NullTranslations, cut: Fraction = Fraction(1)) -> str:
    """How the value becomes a score, with cap and floor; `cut` is the share of the quarter that is owed."""
    bounds = kpi.bounds(kpi.target, scheme.bands.get(kpi.bands, ()), cut)
    rule = kpi.rule.scoring.sentence(bounds, _writer(kpi, cut), t)
    return t.gettext("; ").join((rule, *_limits(kpi, t)))


def _writer(kpi: Kpi, cut: Fraction) -> Write:
    """Writes a target or threshold with its unit; one that is cut to days has two decimals at least."""
    return partial(quantity, kpi, more=0 if cut == 1 else max(2 - kpi.places, 0))


def _limits(kpi: Kpi, t: NullTranslations) -> Iterator[str]:
    """Cap and floor, where they say more than that a score is between 0 and 1."""
    if kpi.cap is not None:
        yield t.gettext("at most {cap}").format(cap=formats.plain(kpi.cap))
    if kpi.floor:
        yield t.gettext("at least {floor}").format(floor=formats.plain(kpi.floor))


_FEW = {
    FewPolicy.SCORE: N_("fewer than {n} records: scored all the same, and marked"),
    FewPolicy.NA: N_("fewer than {n} records: not applicable"),
    FewPolicy.HOLD: N_("fewer than {n} records: the result waits"),
    FewPolicy.POOL: N_(
        "fewer than {n} records: the mean of the others in this post stands in for those that are missing"
    ),
}
_NA = {
    NaPolicy.REWEIGHT: N_("not applicable: the others take its weight"),
    NaPolicy.ZERO: N_("not applicable: scores 0"),
    NaPolicy.REFUSE: N_("can't be not applicable"),
}


def when_missing(kpi: Kpi, t: NullTranslations) -> str:
    """What happens with too few records, and where the KPI does not apply."""
    found = []
    if kpi.source is not Source.TYPED and kpi.min_n > 1:
        found.append(t.gettext(_FEW[kpi.few]).format(n=kpi.min_n))
    found.append(t.gettext(_NA[kpi.na]))
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
    return kpi.rule.scoring.thresholds(kpi.bounds(kpi.target), partial(quantity, kpi))


def mix_words(post: Post, t: NullTranslations) -> str:
    """Shares of own, department's and company's result in words; "" where only the own counts."""
    if post.individual == 1:
        return ""
    shares = (Fraction(s) for s in (post.individual, post.department, post.company))
    individual, department, company = formats.percents(shares)
    return t.gettext("individual {individual}, department {department}, company {company}").format(
        individual=individual, department=department, company=company
    )


def quantity(kpi: Kpi, value: Fraction | Decimal | None, more: int = 0) -> str:
    """A raw value or target of the KPI, with its unit: `96.4%`, `28 次`; `more` decimals than usual."""
    if value is None:
        return NONE
    if kpi.percent:
        return percent(value, kpi.places + more)
    text = number(value, kpi.places + more)
    return f"{text} {kpi.unit}" if kpi.unit else text
