"""Checks that weights total exactly 100 %: of KPIs, mixes, behaviour items, raters and published periods."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.exact import ZERO
from gacx_reports.core.issues.cell_ref import CellRef, span
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Calibration, Pooling, Rater
from gacx_reports.core.scheme.kpi import Kpi, is_unit
from gacx_reports.core.scheme.kpi_checks import unknown_word
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import PeriodWeighing, name_in_year, within
from gacx_reports.core.scheme.weights import EQUAL
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.i18n import N_

WHOLE = Decimal(1)


POST, UNIT, SET, RATERS = N_("post"), N_("unit"), N_("behaviour set"), N_("raters of behaviour set")
DIMENSIONS, DIMENSION = N_("dimensions of post"), N_("dimension")
PERIODS = N_("periods")
KPI_RATERS = N_("raters of KPI")
_UNWEIGHED = N_("各期计权 is 给定, and sheet 各期 is empty")
_UNUSED = N_("sheet 各期 has no effect, as 各期计权 is not 给定")
_NONE_SHORTER = N_("各期单位 names no shorter periods than 考核周期")
_A_YEAR = Period(2024, 1, PeriodKind.YEAR)
"""Any year: every one has the same months, quarters and half-years."""


def _sum_issue(place: CellRef, kind: str, what: str, total: Decimal | Fraction) -> Issue:
    """C01 with the actual sum; `kind` is that of the entry `what`, as a post and a set may share a name."""
    return Issue(
        C.WEIGHTS_NOT_WHOLE, place, bound(total, percent=True), {"kind": kind, "what": what}
    )


def kpi_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: the weights of a post's KPIs do not total exactly 100 %. C09: a post to be scored by nothing."""
    for post in scheme.posts.values():
        kpis = scheme.kpis_of(post.name)
        if not kpis and not post.periods:
            yield Issue(C.POST_WITHOUT_KPI, post.place, post.name)
        elif post.name in scheme.dimensions:
            yield from _dimensions(post.name, kpis, scheme)
        elif kpis:
            yield from _whole(kpis, POST, post.name)


def _whole(kpis: Sequence[Kpi], kind: str, what: str) -> Iterator[Issue]:
    total = sum((k.weight_within for k in kpis), ZERO)
    place = span(k.at("权重") for k in kpis)
    if total != WHOLE:
        yield _sum_issue(place, kind, what, total)
    elif any(k.equal and not k.weight_within for k in kpis):
        # 100 % are given away already, and nothing is left that could be shared.
        found = f"{bound(total, percent=True)} + {EQUAL}"
        yield Issue(C.WEIGHTS_NOT_WHOLE, place, found, {"kind": kind, "what": what})


def _dimensions(post: str, kpis: Sequence[Kpi], scheme: Scheme) -> Iterator[Issue]:
    """C01 within a dimension or over them; C03 an unknown dimension, C04 a KPI without one."""
    shares = scheme.dimensions[post]
    total = sum(shares.values(), ZERO)
    if total != WHOLE:
        yield _sum_issue(scheme.sheet("维度"), DIMENSIONS, post, total)
    for kpi in kpis:
        if not kpi.dimension:
            details = {"column": "维度", "source": kpi.source, "rule": kpi.rule}
            yield Issue(C.KPI_INCOMPLETE, kpi.at("维度"), kpi.name, details)
        elif kpi.dimension not in shares:
            yield unknown_word(kpi.at("维度"), kpi.dimension, shares)
    for name in shares:
        own = [k for k in kpis if k.dimension == name]
        if own:
            yield from _whole(own, DIMENSION, f"{post} › {name}")
        else:
            yield _sum_issue(scheme.sheet("维度"), DIMENSION, f"{post} › {name}", ZERO)


def unit_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: a unit's KPI weights do not total exactly 100 %. C05: its KPI is typed in or has personal targets."""
    for unit in dict.fromkeys(k.post for k in scheme.kpis if is_unit(k.post)):
        kpis = scheme.kpis_of(unit)
        yield from _whole(kpis, UNIT, unit)
        for kpi in kpis:
            if kpi.source is Source.TYPED or kpi.personal_target:
                yield Issue(C.COLUMN_DOES_NOT_FIT, kpi.place, kpi.name, {"source": kpi.source})


def mixes(scheme: Scheme) -> Iterator[Issue]:
    """C01: a post's shares of the total do not total exactly 100 % (rule book, 4)."""
    for post in scheme.posts.values():
        total = post.individual + post.department + post.company + post.periods
        if total != WHOLE:
            shares = ("个人权重", "部门权重", "公司权重", *(("各期权重",) if post.periods else ()))
            yield _sum_issue(span(post.at(c) for c in shares), POST, post.name, total)


def behaviour_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: categories, or the items within one, do not total exactly 100 %. C14: an empty category."""
    for group in scheme.behaviours.values():
        total = sum(group.categories.values(), ZERO)
        if total != WHOLE:
            yield _sum_issue(_cells(group, "行为类别"), SET, group.name, total)
        for category in group.categories:
            items = [i for i in group.items if i.category == category]
            weights = [i.weight for i in items if i.weight is not None]
            if not items:
                yield Issue(
                    C.CATEGORY_WITHOUT_ITEMS, scheme.sheet("行为类别"), f"{group.name} {category}"
                )
            elif weights and (len(weights) < len(items) or sum(weights) != WHOLE):
                what = f"{group.name} › {category}"
                yield _sum_issue(span(i.place for i in items), SET, what, sum(weights, ZERO))


def _cells(group: BehaviourSet, sheet: str) -> CellRef:
    return span(place for (stands_in, _), place in group.cells.items() if stands_in == sheet)


def rater_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: the weights of a set's raters do not total exactly 100 %."""
    for group in scheme.behaviours.values():
        total = sum(group.raters.values(), ZERO)
        if total != WHOLE:
            yield _sum_issue(_cells(group, "评价人"), RATERS, group.name, total)


def weights_of_kpi_raters(scheme: Scheme) -> Iterator[Issue]:
    """C01: the weights of a KPI's raters do not total exactly 100 %."""
    for kpi in scheme.kpis:
        total = sum((r.weight for r in kpi.raters), ZERO)
        if kpi.raters and total != WHOLE:
            place = span(r.place for r in kpi.raters)
            yield _sum_issue(place, KPI_RATERS, f"{kpi.post} › {kpi.name}", total)


def given_weights(scheme: Scheme) -> Iterator[Issue]:
    """C45: weights that are missing, or have no effect. C03: an unknown period. C01: they don't total 100 %."""
    weights, counted = scheme.period_weights, scheme.settings.counted_periods
    given = scheme.settings.period_weighing is PeriodWeighing.GIVEN
    if given and not weights and any(p.periods for p in scheme.posts.values()):
        place = scheme.sheet("各期")
        yield Issue(C.PERIODS_MAKE_NO_SENSE, place, details={"reason": _UNWEIGHED})
    known = [name_in_year(p) for p in within(_A_YEAR, counted)]
    for name, own in weights.items():
        if not given:
            yield Issue(C.PERIODS_MAKE_NO_SENSE, own.place, name, {"reason": _UNUSED})
        elif name not in known:
            yield unknown_word(own.place, name, known)
    total = sum((own.weight for own in weights.values()), ZERO)
    if given and weights and total != WHOLE:
        place = span(own.place for own in weights.values())
        yield _sum_issue(place, PERIODS, PERIOD_WORDS[counted], total)


def periods_fit(scheme: Scheme) -> Iterator[Issue]:
    """C45: the scheme has a share for periods that are no shorter than what it appraises."""
    if scheme.settings.counted_periods.months < scheme.settings.period.months:
        return
    for post in scheme.posts.values():
        if post.periods:
            found = bound(post.periods, percent=True)
            yield Issue(
                C.PERIODS_MAKE_NO_SENSE, post.at("各期权重"), found, {"reason": _NONE_SHORTER}
            )


def pooled_raters(scheme: Scheme) -> Iterator[Issue]:
    """C46: a way to make one score of several for a kind that is one person only. C47: 自评 by rater."""
    for group in scheme.behaviours.values():
        for rater, how in group.pooling.items():
            if not rater.several and how is not Pooling.MEAN:
                yield Issue(C.POOLING_OF_ONE, group.cells["汇总", rater], how, {"rater": rater})
        if group.calibration.get(Rater.SELF) is Calibration.RATER:
            yield Issue(C.CALIBRATION_OF_SELF, group.cells["校准", Rater.SELF], Calibration.RATER)


_NOT_TYPED = N_("only a typed KPI of a post (取值 填报) is scored by raters")


def raters_of_kpis(scheme: Scheme) -> Iterator[Issue]:
    """C48: raters of a KPI that nobody types. C49: nobody but the person scores it."""
    for kpi in (k for k in scheme.kpis if k.raters):
        place = kpi.raters[0].place
        if kpi.source is not Source.TYPED or is_unit(kpi.post):
            yield Issue(C.KPI_RATERS_MAKE_NO_SENSE, place, kpi.name, {"reason": _NOT_TYPED})
        elif {r.rater for r in kpi.raters} == {Rater.SELF}:
            yield Issue(C.SCORED_BY_SELF_ALONE, place, kpi.name)
