"""Checks of a scheme, each a function in `CHECKS`; its issues name the cell."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.vocabulary import stands_for
from gacx_reports.core.scheme.english_names import may_be_a_sheet
from gacx_reports.core.scheme.grade_checks import flags, quotas, shares_of_places
from gacx_reports.core.scheme.grades.grade_band import FactorKind
from gacx_reports.core.scheme.kpi_checks import (
    comparisons,
    kpi_columns,
    kpi_names,
    kpi_numbers,
    kpi_parameters,
    pooled_kpis,
    targets_by_days,
    unknown_word,
    without_records,
)
from gacx_reports.core.scheme.kpi_choices import Beyond
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.one_person import by_project
from gacx_reports.core.scheme.post_documents import specifications
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.sampling_sheet import (
    sampling_names,
    sampling_sense,
    sampling_tables,
)
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.weight_checks import (
    behaviour_weights,
    given_weights,
    kpi_weights,
    mixes,
    periods_fit,
    pooled_raters,
    rater_weights,
    raters_of_kpis,
    unit_weights,
    weights_of_kpi_raters,
)
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.i18n import N_

SchemeCheck = Callable[[Scheme], Iterable[Issue]]
RESERVED = ("工号", "姓名", "日期")
"""Columns that every record table has."""


def check_scheme(scheme: Scheme, blurred: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Returns the issues (C, V) of all checks, except the checks that use a sheet of `blurred`: it has faulty rows."""
    return tuple(
        issue for check, sheets in CHECKS if not (set(sheets) & blurred) for issue in check(scheme)
    )


def behaviour_names(scheme: Scheme) -> Iterator[Issue]:
    """C03: unknown behaviour set of a post, category of an item, or scale in setting 行为量表."""
    for post in scheme.posts.values():
        if post.behaviours and post.behaviours not in scheme.behaviours:
            yield unknown_word(post.at("行为组"), post.behaviours, scheme.behaviours)
    for group in scheme.behaviours.values():
        for item in group.items:
            if item.category not in group.categories:
                yield unknown_word(item.place, item.category, group.categories)
    if scheme.behaviours and scheme.settings.behaviour_scale not in scheme.scales:
        yield unknown_word(scheme.sheet("设置"), scheme.settings.behaviour_scale, scheme.scales)


def grade_bands(scheme: Scheme) -> Iterator[Issue]:
    """C07: grades that leave a hole or overlap; they cover every total from 0 up, above 1 too (rule book, 3)."""
    if not scheme.grades:
        return
    if scheme.grades[0].high is not None:
        yield Issue(
            C.GRADES_GAP_OR_OVERLAP,
            scheme.grades[0].place,
            f"{bound(scheme.grades[0].high, percent=False)}–∞",
        )
    for better, worse in pairwise(scheme.grades):
        if worse.high != better.low:
            low, high = bound(worse.high, percent=False), bound(better.low, percent=False)
            yield Issue(C.GRADES_GAP_OR_OVERLAP, worse.place, f"{low}–{high}")
    if scheme.grades[-1].low != 0:
        yield Issue(
            C.GRADES_GAP_OR_OVERLAP,
            scheme.grades[-1].place,
            f"0–{bound(scheme.grades[-1].low, percent=False)}",
        )


def record_tables(scheme: Scheme) -> Iterator[Issue]:
    """C03: unknown owner or scale of a record table. C08: a column named 工号, 姓名 or 日期. C36: its name."""
    owners = (*Owner, *scheme.posts)
    for table in scheme.tables.values():
        place = scheme.sheet("记录表")
        if not may_be_a_sheet(table.name):
            yield Issue(C.TABLE_NAME_NO_SHEET, table.place, table.name)
        if table.owner not in owners:
            yield unknown_word(place, table.owner, owners)
        for column in table.columns:
            where = scheme.sheet("记录列")
            if column.kind is Kind.CHOICE and column.scale not in scheme.scales:
                yield unknown_word(where, column.scale, scheme.scales)
            if any(stands_for(n, r) for n in scheme.either(column.name) for r in RESERVED):
                yield Issue(C.DEFINED_TWICE, where, column.name, {"other": "、".join(RESERVED)})


def line_items(scheme: Scheme) -> Iterator[Issue]:
    """C03: a veto's ceiling is missing or unknown."""
    names = [g.name for g in scheme.grades]
    for item in scheme.line_items.values():
        if item.kind is LineKind.VETO and item.ceiling not in names:
            yield unknown_word(item.place, item.ceiling, names)


def step_bands(scheme: Scheme) -> Iterator[Issue]:
    """C02: each set of step bands covers every number exactly once; a hole or overlap is named."""
    for bands in scheme.bands.values():
        if bands[0].low is not None:
            yield Issue(
                C.STEP_BANDS_GAP_OR_OVERLAP,
                bands[0].place,
                f"−∞–{bound(bands[0].low, percent=False)}",
            )
        for lower, upper in pairwise(bands):
            if lower.high != upper.low or lower.high is None:
                low, high = bound(lower.high, percent=False), bound(upper.low, percent=False)
                yield Issue(C.STEP_BANDS_GAP_OR_OVERLAP, upper.place, f"{low}–{high}")
        if bands[-1].high is not None:
            yield Issue(
                C.STEP_BANDS_GAP_OR_OVERLAP,
                bands[-1].place,
                f"{bound(bands[-1].high, percent=False)}–∞",
            )


_TOO_SHORT = N_("a line has two points or more")
_WITHIN = N_("the line goes on beyond its first or last point only")


def lines(scheme: Scheme) -> Iterator[Issue]:
    """C37: a line with a single point, or one that shall go on in its middle."""
    for name, points in scheme.lines.items():
        if len(points) < 2:
            details = {"reason": _TOO_SHORT}
            yield Issue(C.LINE_MAKES_NO_SENSE, points[0].place, name, details)
        for point in points[1:-1]:
            if point.beyond is Beyond.ON:
                details = {"reason": _WITHIN}
                yield Issue(
                    C.LINE_MAKES_NO_SENSE,
                    point.place,
                    f"{name}: {bound(point.value, percent=False)}",
                    details,
                )


_NOT_IN_MARKS = N_(
    "grades that start above 1, as scores count to {marks}; the best one starts at {low}"
)


def grades_in_marks(scheme: Scheme) -> Iterator[Issue]:
    """C12: scores count to another full mark than 1, and the bounds of grades were left as they were for 1."""
    best = next(iter(scheme.grades), None)
    if best and scheme.full != 1 and 0 < best.low <= 1:
        marks, low = (bound(n, percent=False) for n in (scheme.settings.full_mark, best.low))
        details = {"setting": "满分", "reason": _NOT_IN_MARKS, "marks": marks, "low": low}
        yield Issue(C.SETTING_IMPOSSIBLE, best.place, low, details)


_OPEN = N_("区间线性 needs an upper bound, and the factor there")
_UNUSED = N_("上限系数 is for 区间线性 only")


def pay_factors(scheme: Scheme) -> Iterator[Issue]:
    """C39: a factor that rises within a band without end, or towards nothing."""
    for grade in scheme.grades:
        linear = grade.factor_kind is FactorKind.LINEAR
        if linear and (grade.high is None or grade.top_factor is None):
            yield Issue(C.FACTOR_MAKES_NO_SENSE, grade.place, grade.name, {"reason": _OPEN})
        elif not linear and grade.top_factor is not None:
            yield Issue(C.FACTOR_MAKES_NO_SENSE, grade.place, grade.name, {"reason": _UNUSED})


def grade_limits(scheme: Scheme) -> Iterator[Issue]:
    """C40: a bound without a grade, or a grade without a bound. C03: a grade that is unknown."""
    names = [g.name for g in scheme.grades]
    items = (i for group in scheme.behaviours.values() for i in group.items)
    limits = [(k.name, k.below, k.ceiling, k.at("等级至多")) for k in scheme.kpis]
    limits += [(i.name, i.below, i.ceiling, i.place) for i in items]
    for name, below, ceiling, place in limits:
        if (below is None) != (not ceiling):
            yield Issue(C.GRADE_LIMIT_INCOMPLETE, place, name)
        elif ceiling and ceiling not in names:
            yield unknown_word(place, ceiling, names)


CHECKS: tuple[tuple[SchemeCheck, tuple[str, ...]], ...] = (
    (kpi_weights, ("岗位", "维度", "指标")),
    (unit_weights, ("指标",)),
    (mixes, ("岗位",)),
    (periods_fit, ("岗位", "设置")),
    (given_weights, ("岗位", "设置", "各期")),
    (behaviour_weights, ("行为类别", "行为项")),
    (behaviour_names, ("岗位", "设置", "行为类别", "行为项", "评分等级")),
    (kpi_names, ("岗位", "指标", "分段", "折线", "评分等级", "记录表", "记录列")),
    (kpi_columns, ("指标", "记录列")),
    (comparisons, ("指标", "记录列", "评分等级")),
    (kpi_parameters, ("指标",)),
    (kpi_numbers, ("指标",)),
    (targets_by_days, ("指标",)),
    (pooled_kpis, ("指标",)),
    (without_records, ("指标",)),
    (by_project, ("指标", "记录表", "记录列", "抽样")),
    (step_bands, ("分段",)),
    (lines, ("折线",)),
    (grade_bands, ("等级",)),
    (pay_factors, ("等级",)),
    (grades_in_marks, ("设置", "等级")),
    (shares_of_places, ("设置", "等级")),
    (grade_limits, ("等级", "指标", "行为项")),
    (line_items, ("等级", "加减分项")),
    (quotas, ("等级", "岗位", "强制分布")),
    (flags, ("等级", "等级提醒")),
    (rater_weights, ("行为类别", "评价人")),
    (pooled_raters, ("行为类别", "评价人")),
    (weights_of_kpi_raters, ("指标", "指标评价人")),
    (raters_of_kpis, ("指标", "指标评价人")),
    (specifications, ("岗位", "岗位说明")),
    (record_tables, ("岗位", "评分等级", "记录表", "记录列")),
    (sampling_names, ("岗位", "记录表", "记录列", "抽样")),
    (sampling_tables, ("记录表", "记录列", "抽样")),
    (sampling_sense, ("岗位", "指标", "记录表", "抽样")),
)
"""Each check with the sheets that it uses."""
