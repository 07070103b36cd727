"""A KPI's rules in whole sentences: what is measured, how it scores, what happens without enough of it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.formats import NONE, number, percent
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.scheme.kpi import FewPolicy, Kpi, NaPolicy, Rule, ScoreBand, Source
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.i18n import N_

_MEASURED = {
    Source.TYPED: N_("value filled in by whoever evaluates"),
    Source.SHARE: N_("share of yes in {column} of {table}"),
    Source.MEAN: N_("mean of {column} in {table}"),
    Source.SUM: N_("sum of {column} in {table}"),
    Source.COUNT: N_("number of records in {table}"),
    Source.LED: N_("mean total of the people led directly"),
    Source.LED_DEEP: N_("mean total of the people led on two levels"),
}


def how_measured(kpi: Kpi, scheme: Scheme, t: NullTranslations) -> str:
    """Where the value comes from: `share of yes in 是否合格 of 抽查记录`."""
    words = t.gettext(_MEASURED[kpi.source]).format(column=kpi.column, table=kpi.table)
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
    return t.gettext("; ").join((_rule(kpi, scheme, cut, t), *_limits(kpi, t)))


def _rule(kpi: Kpi, scheme: Scheme, cut: Fraction, t: NullTranslations) -> str:
    match kpi.rule:
        case Rule.SHARE_OF_TARGET:
            return t.gettext("score = result ÷ target")
        case Rule.LOWER_IS_BETTER:
            return t.gettext("score = target ÷ result; lower is better")
        case Rule.AT_LEAST:
            return t.gettext("1 if the target is reached, else 0")
        case Rule.AT_MOST:
            return t.gettext("1 if the limit is kept, else 0")
        case Rule.AS_IS:
            return t.gettext("score = the value itself")
        case Rule.LINEAR:
            zero, full = edge(kpi, kpi.zero_at, cut), edge(kpi, kpi.full_at, cut)
            return t.gettext("0 at {zero}, 1 at {full}, in proportion between").format(
                zero=zero, full=full
            )
        case Rule.BANDS:
            steps = (_band(kpi, b, cut, t) for b in reversed(scheme.bands[kpi.bands]))
            return t.gettext(", ").join(steps)


def edge(kpi: Kpi, value: Decimal | None, cut: Fraction = Fraction(1)) -> str:
    """A target or threshold with its unit; one that is cut to days has two decimals at least."""
    if value is None:
        return formats.NONE
    return quantity(kpi, Fraction(value) * cut, 0 if cut == 1 else max(2 - kpi.places, 0))


def _band(kpi: Kpi, band: ScoreBand, cut: Fraction, t: NullTranslations) -> str:
    low, high = edge(kpi, band.low, cut), edge(kpi, band.high, cut)
    if band.low is None:
        span = t.gettext("below {high}").format(high=high)
    elif band.high is None:
        span = t.gettext("from {low}").format(low=low)
    else:
        span = t.gettext("from {low} to below {high}").format(low=low, high=high)
    return t.gettext("{span}: {score}").format(span=span, score=formats.plain(band.score))


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
    """As on the report: `≥ 95%`, `60% → 98%` for a linear rule, a dash where the rule has none."""
    if kpi.rule is Rule.LINEAR:
        return f"{edge(kpi, kpi.zero_at, cut)} → {edge(kpi, kpi.full_at, cut)}"
    target = own if own is not None else kpi.target
    if target is None or kpi.rule is Rule.BANDS:
        return formats.NONE
    sign = "≤" if kpi.rule in (Rule.LOWER_IS_BETTER, Rule.AT_MOST) else "≥"
    return f"{sign} {edge(kpi, target, cut)}"


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
