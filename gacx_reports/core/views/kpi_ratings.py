"""What each rater of a KPI gave and how it counts, in words: the kinds of raters, never who."""

from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.words.kpis import threshold
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.opinions.kpi_answers import AnswerState
from gacx_reports.core.scoring.opinions.kpi_ratings import KpiRating
from gacx_reports.i18n import N_

_ASIDE = {
    AnswerState.NA: N_("{rater}: not applicable"),
    AnswerState.MISSING: N_("{rater}: missing, the others take the weight"),
    AnswerState.NOBODY: N_("{rater}: there is none"),
}
"""What is said of a rater whose weight the others take."""


def rating_words(k: KpiOutcome, places: int, t: NullTranslations) -> str:
    """Returns `自评 130 → 1.2（20%），上级 90 → 0.9（80%）`, scores with `places` decimals; "" without raters."""
    weighed = [r for r in k.ratings if r.weight]
    shares = dict(
        zip(
            [r.rater for r in weighed],
            formats.percents(r.weight for r in weighed),
            strict=True,
        )
    )
    told = (
        formats.aside(_counted(r, k, places, t), shares[r.rater], t)
        if r.weight
        else left_out_words(r, t)
        for r in k.ratings
    )
    return t.gettext(", ").join(words for words in told if words)


def rating_value(r: KpiRating, k: KpiOutcome, t: NullTranslations) -> str:
    """Returns what the rater typed, whole, with its unit; a level in words."""
    if r.raw is None:
        return t.gettext("not rated")
    return r.level or threshold(k.kpi, r.raw)


def _counted(r: KpiRating, k: KpiOutcome, places: int, t: NullTranslations) -> str:
    return f"{word(r.rater, t)} {rating_value(r, k, t)} → {formats.number(r.score, places)}"


def left_out_words(r: KpiRating, t: NullTranslations) -> str:
    """Returns why the others take the rater's weight; "" for a value beside others that say it does not apply."""
    words = _ASIDE.get(r.answer.state)
    return t.gettext(words).format(rater=word(r.rater, t)) if words else ""
