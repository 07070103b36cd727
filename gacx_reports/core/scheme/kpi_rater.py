"""Who scores a typed KPI that several people score (sheet 指标评价人)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi_choices import MissingScore
from gacx_reports.core.scheme.weights import shared_weight_column
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

KPI_RATERS = (Rater.SELF, Rater.SUPERVISOR, Rater.SECOND_SUPERIOR)
"""Kinds of raters who may score a typed KPI: each is one known person."""

RATERS_OF_KPIS = SheetForm(
    "指标评价人",
    (
        Column("岗位", named=True, limit=30, note=N_("Post of the KPI.")),
        Column("指标", named=True, limit=60, note=N_("KPI whose value several people type.")),
        Column("评价人", Kind.CHOICE, choices=KPI_RATERS, note=N_("Who scores it.")),
        shared_weight_column(
            N_("Weight; those of a KPI total 100%. 均分: equal parts of the rest.")
        ),
        Column(
            "缺评时",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=tuple(MissingScore),
            note=N_(
                "What it does that this one hasn't scored; blank: 暂缓 for 上级, else as setting 缺评处理."
            ),
        ),
    ),
    required=False,
    note=N_("Who scores a typed KPI; one without rows is typed by the supervisor alone."),
)


@dataclass(frozen=True, slots=True)
class KpiRater:
    """One of several who type a KPI's value, each scored alone (sheet 指标评价人)."""

    rater: Rater
    """One of KPI_RATERS."""
    weight: Fraction
    """Fraction of the KPI's score, more than 0; those of a KPI total 1."""
    missing: MissingScore
    place: CellRef = field(compare=False)


MISSING_WORDS: Mapping[MissingScore, str] = {
    MissingScore.REWEIGHT: N_("without a value of {raters}: the others take the weight"),
    MissingScore.HOLD: N_("without a value of {raters}: the result waits"),
    MissingScore.ZERO: N_("without a value of {raters}: counts as 0"),
}


def weighed(raters: Sequence[KpiRater], t: NullTranslations) -> str:
    """Returns the raters with their weights: `自评 20%、上级 50%、间接上级 30%`."""
    shares = formats.typed_percents(r.weight for r in raters)
    return t.gettext(", ").join(
        f"{word(r.rater, t)} {s}" for r, s in zip(raters, shares, strict=True)
    )


def when_not_scored(raters: Sequence[KpiRater], t: NullTranslations) -> list[str]:
    """Returns what happens without a value of each of them, a sentence per word of 缺评时."""
    found = []
    for policy, words in MISSING_WORDS.items():
        kinds = [word(r.rater, t) for r in raters if r.missing is policy]
        if kinds:
            found.append(t.gettext(words).format(raters=t.gettext(", ").join(kinds)))
    return found
