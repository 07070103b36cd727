"""A KPI as its reader sees it: in a letter of targets, a post's document or a report."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.kpis import (
    how_measured,
    how_scored,
    letter_target,
    quantity,
    target_words,
    thresholds,
    when_missing,
)
from gacx_reports.core.scheme.words.personal_targets import (
    NOT_CUT,
    as_usual,
    point_words,
)
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome
from gacx_reports.core.views.decimals import least_places
from gacx_reports.core.views.gauges import Gauge, gauge_of, interval_text
from gacx_reports.core.views.kpi_ratings import rating_words
from gacx_reports.core.views.kpi_result import value_text
from gacx_reports.core.views.sample_words import sample_words
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A line of a table of KPIs. Letters and documents explain it, reports have its result."""

    name: str
    nature: str
    """Quantitative or qualitative, in words."""
    weight: str
    target: str
    personal_target: bool
    """The target is the person's own; in a post's document: a person may have one."""
    rule: str
    """How raw becomes score, in words."""
    source: str
    """Information source, as the scheme names it."""
    watched_by: str
    sample: bool
    """示例: the rule is a proposal."""

    measured: str = ""
    """Letters and documents: where the value comes from."""
    scored: str = ""
    missing: str = ""
    agreed: bool = False
    """A target of one's own may be agreed, and none is."""
    cut: str = ""
    """Days to which the target is cut: `45 次 × 41/92`; "" where it is whole."""

    effective_weight: str = ""
    """Reports: the weight after what is not applicable is shared out."""
    own_weight: bool = False
    """The weight is the person's own, not the scheme's."""
    reweighted: bool = False
    """The effective weight differs from the scheme's."""
    raw: str = ""
    n: str = ""
    """Sample size; "" for a typed value."""
    interval: str = ""
    """95 % interval of a measured share or of a drawn sample, or ""."""
    score: str = ""
    weighted: str = ""
    fill: float = 0.0
    """Length of the score's bar, 0 to 1; drawing only."""
    applies: bool = False
    remark: str = ""
    cells: tuple[str, ...] = ()
    """Where in the workbooks the numbers stand."""
    number: int = 0
    """Within the report, as in the picture of the total."""
    gauge: Gauge | None = None
    """None: there is nothing to draw."""

    @property
    def personal(self) -> bool:
        """`personal_target`, as the templates of letters and documents call it."""
        return self.personal_target


def _row(kpi: Kpi, weight: str, target: str, t: NullTranslations) -> KpiRow:
    """Fields that every reader sees."""
    return KpiRow(
        name=kpi.name,
        nature=t.gettext("quantitative") if kpi.quantitative else t.gettext("qualitative"),
        weight=weight,
        target=target,
        personal_target=False,
        own_weight=kpi.usual_weight is not None,
        rule=t.gettext(kpi.rule.scoring.label),
        source=kpi.info_source,
        watched_by=kpi.watched_by,
        sample=kpi.sample,
    )


def explained_row(
    kpi: Kpi,
    weight: str,
    scheme: Scheme,
    t: NullTranslations,
    own: Decimal | None = None,
    days: tuple[int, int] | None = None,
) -> KpiRow:
    """For a letter or document; `days` in the post, of the quarter's, to which the target is cut."""
    cut = Fraction(*days) if days else Fraction(1)
    return replace(
        _row(kpi, weight, letter_target(kpi, own, cut), t),
        personal_target=own is not None or bool(kpi.personal_points),
        remark=_own_points(kpi, t),
        measured=how_measured(kpi, scheme, t),
        scored=how_scored(kpi, t, cut),
        missing=when_missing(kpi, t),
        cut=f"{letter_target(as_usual(kpi))} × {days[0]}/{days[1]}" if days else "",
    )


def result_row(
    k: KpiOutcome,
    weight: str,
    effective: str,
    share: Fraction,
    scheme: Scheme,
    t: NullTranslations,
) -> KpiRow:
    """For a report; `share` is what the weights of the part's KPIs are multiplied by, 0 to 1: such as its share of
    the quarter's days."""
    places = scheme.settings.score_places
    return replace(
        _row(k.kpi, weight, target_words(k.kpi, k.target, k.cut), t),
        personal_target=k.personal or bool(k.kpi.personal_points),
        effective_weight=effective,
        reweighted=reweighted(k, share),
        raw=value_text(k, t),
        n="" if k.n is None else str(k.n),
        interval=interval_text(k) if k.raw is not None else "",
        score=formats.number(k.score, places),
        weighted=formats.number(k.weighted if k.score is not None else None, places),
        fill=min(float((k.score or 0) / Fraction(k.kpi.full)), 1.0),
        applies=k.score is not None,
        remark=_remark(k, places, least_places(scheme, 2, 0), t),
        cells=tuple(str(p) for p in k.cells),
        gauge=gauge_of(k, t),
    )


def reweighted(k: KpiOutcome, share: Fraction) -> bool:
    """Whether the KPI weighs otherwise than the scheme says, the part's share of days apart."""
    return k.effective_weight != Fraction(k.kpi.weight) * share


def _remark(k: KpiOutcome, places: int, least: int, t: NullTranslations) -> str:
    """What is out of the ordinary, a sentence each; a score has `places` decimals, a cap `least` at least."""
    drawn = sample_words(k.sample, k.n, t) if k.sample else ""
    told = (
        rating_words(k, places, t),
        _own_points(k.kpi, t),
        _cut_remark(k, t),
        _usual_remark(k, least, t),
        drawn,
    )
    return t.gettext("; ").join(words for words in told if words)


def _own_points(kpi: Kpi, t: NullTranslations) -> str:
    points = point_words(kpi, t)
    return t.gettext("personal: {points}").format(points=points) if points else ""


def _cut_remark(k: KpiOutcome, t: NullTranslations) -> str:
    if not k.days:
        return ""
    days, of = k.days
    words = t.gettext(
        "target of the whole quarter, {whole}, cut to the days in this post: × {days}/{of}"
    ).format(whole=thresholds(as_usual(k.kpi)), days=days, of=of)
    return f"{words}{t.gettext('; ')}{t.gettext(NOT_CUT)}" if k.kpi.personal_points else words


_FEW = {
    (BelowMinimum.SCORED, False): N_("fewer than {minimum} records: judge with care"),
    (BelowMinimum.SCORED, True): N_("fewer than {minimum} people: judge with care"),
    (BelowMinimum.NOT_APPLICABLE, False): N_("fewer than {minimum} records: not applicable"),
    (BelowMinimum.EMPTY, False): N_("without any record, as the scheme says"),
    (BelowMinimum.NOT_APPLICABLE, True): N_("fewer than {minimum} people: not applicable"),
}
"""(too few, whether of people) → remark."""


def _usual_remark(k: KpiOutcome, least: int, t: NullTranslations) -> str:
    if k.pooled:
        words = t.gettext(
            "own value {own} of {n} records, filled up to {minimum} with the mean of the others in this post"
        )
        return words.format(own=quantity(k.kpi, k.pooled.own), n=k.n, minimum=k.kpi.min_n)
    if k.few is not BelowMinimum.NO:
        return t.gettext(_FEW[k.few, k.kpi.source.of_people]).format(minimum=k.kpi.min_n)
    if (
        k.kpi.cap is not None
        and k.score == Fraction(k.kpi.cap)
        and k.raw is not None
        and k.kpi.cap > k.kpi.full
    ):
        return t.gettext("at the cap of {cap}").format(cap=formats.whole(k.kpi.cap, least))
    if k.kpi.source.of_people:
        return t.gettext("mean of {n} people led").format(n=k.n)
    return ""
