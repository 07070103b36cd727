"""The rules that a scheme must obey, each a function in `CHECKS`; a fault names the cell."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gacx_reports.core.adjustments import LineKind
from gacx_reports.core.columns import Kind
from gacx_reports.core.issues import Issue
from gacx_reports.core.places import Place, span
from gacx_reports.core.scheme import Kpi, Owner, PostPart, Rule, Scheme, Source, is_unit
from gacx_reports.core.sheet_reading import bound
from gacx_reports.core.tables import nearest

Check = Callable[[Scheme], Iterable[Issue]]
ONE = Decimal(1)
RESERVED = ("工号", "姓名", "日期")
"""Columns that every record table has."""


def check_scheme(scheme: Scheme, blurred: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Every fault of the scheme. `blurred` names sheets with unreadable cells, whose sums can't be judged."""
    return tuple(
        issue for check, sheets in CHECKS if not (set(sheets) & blurred) for issue in check(scheme)
    )


def _unknown(place: Place, word: str, known: Iterable[str]) -> Issue:
    names = tuple(known)
    return Issue("C03", place, word, {"nearest": nearest(word, names), "allowed": "、".join(names)})


def _sum_issue(place: Place, what: str, total: Decimal) -> Issue:
    return Issue("C01", place, bound(total, percent=True), {"what": what})


def kpi_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: the weights of a post's KPIs total exactly 100 %. C09: every post has KPIs."""
    for post in scheme.posts.values():
        kpis = scheme.kpis_of(post.name)
        total = sum((k.weight for k in kpis), Decimal(0))
        if not kpis:
            yield Issue("C09", post.place, post.name)
        elif total != ONE:
            yield _sum_issue(span(k.at("权重") for k in kpis), post.name, total)


def unit_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: the weights of a unit's KPIs total 100 %. C05: nobody types in a value of a unit there."""
    for unit in dict.fromkeys(k.post for k in scheme.kpis if is_unit(k.post)):
        kpis = scheme.kpis_of(unit)
        total = sum((k.weight for k in kpis), Decimal(0))
        if total != ONE:
            yield _sum_issue(kpis[0].place, unit, total)
        for kpi in kpis:
            if kpi.source is Source.TYPED or kpi.personal_target:
                yield Issue("C05", kpi.place, kpi.name, {"source": kpi.source})


def mixes(scheme: Scheme) -> Iterator[Issue]:
    """C01: individual, department and company shares total exactly 100 % (rule book, 4)."""
    for post in scheme.posts.values():
        total = post.individual + post.department + post.company
        if total != ONE:
            shares = ("个人权重", "部门权重", "公司权重")
            yield _sum_issue(span(post.at(c) for c in shares), post.name, total)


def behaviour_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: categories, and the items within one, total exactly 100 %; C14: no category is empty."""
    for group in scheme.behaviours.values():
        total = sum(group.categories.values(), Decimal(0))
        if total != ONE:
            yield _sum_issue(scheme.sheet("行为类别"), group.name, total)
        for category in group.categories:
            items = [i for i in group.items if i.category == category]
            weights = [i.weight for i in items if i.weight is not None]
            if not items:
                yield Issue("C14", scheme.sheet("行为类别"), f"{group.name} {category}")
            elif weights and (len(weights) < len(items) or sum(weights) != ONE):
                yield _sum_issue(
                    items[0].place, f"{group.name} {category}", sum(weights, Decimal(0))
                )


def behaviour_names(scheme: Scheme) -> Iterator[Issue]:
    """C03: posts name a set that exists, items a category that exists, the setting a scale that exists."""
    for post in scheme.posts.values():
        if post.behaviours and post.behaviours not in scheme.behaviours:
            yield _unknown(post.at("行为组"), post.behaviours, scheme.behaviours)
    for group in scheme.behaviours.values():
        for item in group.items:
            if item.category not in group.categories:
                yield _unknown(item.place, item.category, group.categories)
    if scheme.behaviours and scheme.settings.behaviour_scale not in scheme.scales:
        yield _unknown(scheme.sheet("设置"), scheme.settings.behaviour_scale, scheme.scales)


def kpi_names(scheme: Scheme) -> Iterator[Issue]:
    """C03: a KPI names a post, record table, column, step bands and scale that exist."""
    for kpi in scheme.kpis:
        if kpi.post not in scheme.posts and not is_unit(kpi.post):
            yield _unknown(kpi.at("岗位"), kpi.post, scheme.posts)
        if kpi.rule is Rule.BANDS and kpi.bands and kpi.bands not in scheme.bands:
            yield _unknown(kpi.at("分段表"), kpi.bands, scheme.bands)
        if kpi.scale and kpi.scale not in scheme.scales:
            yield _unknown(kpi.at("量表"), kpi.scale, scheme.scales)
        if kpi.source.from_records and kpi.table and kpi.table not in scheme.tables:
            yield _unknown(kpi.at("记录表"), kpi.table, scheme.tables)
        elif kpi.source.from_records and kpi.table:
            names = [c.name for c in scheme.tables[kpi.table].columns]
            for header, column in (("列", kpi.column), ("条件列", kpi.where_column)):
                if column and column not in names:
                    yield _unknown(kpi.at(header), column, names)


_FITTING = {
    Source.SHARE: (Kind.YES_NO,),
    Source.MEAN: (Kind.NUMBER, Kind.RATIO, Kind.CHOICE),
    Source.SUM: (Kind.NUMBER,),
}


def kpi_columns(scheme: Scheme) -> Iterator[Issue]:
    """C05: a share needs a column of 是否, a mean one of numbers or levels, a sum one of numbers."""
    for kpi in scheme.kpis:
        table = scheme.tables.get(kpi.table)
        column = table.column(kpi.column) if table else None
        if column and kpi.source in _FITTING and column.kind not in _FITTING[kpi.source]:
            yield Issue("C05", kpi.at("列"), f"{kpi.table}.{kpi.column}", {"source": kpi.source})


def targets_by_days(scheme: Scheme) -> Iterator[Issue]:
    """C16: only an amount of a post, scored against a target, can be cut to days."""
    for kpi in scheme.kpis:
        if kpi.by_days and not kpi.may_be_cut:
            yield Issue("C16", kpi.at("目标按天数"), kpi.name, {"source": kpi.source})


def _needs(kpi: Kpi) -> Iterator[str]:
    """Columns of sheet 指标 that the KPI's source and rule can't do without."""
    if kpi.source.from_records:
        yield from (name for name, value in (("记录表", kpi.table),) if not value)
        if kpi.source is not Source.COUNT and not kpi.column:
            yield "列"
        if bool(kpi.where_column) != bool(kpi.where_value):
            yield "条件值" if kpi.where_column else "条件列"
    match kpi.rule:
        case Rule.SHARE_OF_TARGET | Rule.LOWER_IS_BETTER | Rule.AT_LEAST | Rule.AT_MOST if (
            kpi.target is None
        ):
            yield "目标"
        case Rule.LINEAR:
            yield from (
                n for n, v in (("零分值", kpi.zero_at), ("满分值", kpi.full_at)) if v is None
            )
        case Rule.BANDS if not kpi.bands:
            yield "分段表"
        case _:
            pass
    if kpi.rule is Rule.LOWER_IS_BETTER and kpi.cap is None:
        yield "封顶"


def kpi_parameters(scheme: Scheme) -> Iterator[Issue]:
    """C04: a KPI has all that its source and rule need."""
    for kpi in scheme.kpis:
        for column in _needs(kpi):
            yield Issue(
                "C04",
                kpi.at(column),
                kpi.name,
                {"column": column, "source": kpi.source, "rule": kpi.rule},
            )


def kpi_numbers(scheme: Scheme) -> Iterator[Issue]:
    """C06: numbers of a KPI that contradict each other."""
    for kpi in scheme.kpis:
        if kpi.cap is not None and kpi.cap < kpi.floor:
            yield Issue("C06", kpi.at("封顶"), bound(kpi.cap, percent=False), {"column": "封顶"})
        if kpi.rule is Rule.SHARE_OF_TARGET and kpi.target is not None and kpi.target <= 0:
            yield Issue("C06", kpi.at("目标"), bound(kpi.target, percent=False), {"column": "目标"})
        if kpi.rule is Rule.LINEAR and kpi.zero_at is not None and kpi.zero_at == kpi.full_at:
            yield Issue(
                "C06", kpi.at("满分值"), bound(kpi.zero_at, percent=False), {"column": "满分值"}
            )
        if kpi.percent and kpi.target is not None and not 0 <= kpi.target <= 1:
            yield Issue("C06", kpi.at("目标"), bound(kpi.target, percent=False), {"column": "目标"})


def step_bands(scheme: Scheme) -> Iterator[Issue]:
    """C02: each set of step bands covers every number exactly once; a hole or overlap is named."""
    for bands in scheme.bands.values():
        if bands[0].low is not None:
            yield Issue("C02", bands[0].place, f"−∞–{bound(bands[0].low, percent=False)}")
        for lower, upper in pairwise(bands):
            if lower.high != upper.low or lower.high is None:
                low, high = bound(lower.high, percent=False), bound(upper.low, percent=False)
                yield Issue("C02", upper.place, f"{low}–{high}")
        if bands[-1].high is not None:
            yield Issue("C02", bands[-1].place, f"{bound(bands[-1].high, percent=False)}–∞")


def grade_bands(scheme: Scheme) -> Iterator[Issue]:
    """C07: grades cover every total from 0 up exactly once, above 1.0 too (rule book, 3)."""
    if not scheme.grades:
        return
    if scheme.grades[0].high is not None:
        yield Issue(
            "C07", scheme.grades[0].place, f"{bound(scheme.grades[0].high, percent=False)}–∞"
        )
    for better, worse in pairwise(scheme.grades):
        if worse.high != better.low:
            low, high = bound(worse.high, percent=False), bound(better.low, percent=False)
            yield Issue("C07", worse.place, f"{low}–{high}")
    if scheme.grades[-1].low != 0:
        yield Issue(
            "C07", scheme.grades[-1].place, f"0–{bound(scheme.grades[-1].low, percent=False)}"
        )


def record_tables(scheme: Scheme) -> Iterator[Issue]:
    """C03: a table's owner and scales exist. C08: none of its columns takes a name that every table has."""
    owners = (*Owner, *scheme.posts)
    for table in scheme.tables.values():
        place = scheme.sheet("记录表")
        if table.owner not in owners:
            yield _unknown(place, table.owner, owners)
        for column in table.columns:
            where = scheme.sheet("记录列")
            if column.kind is Kind.CHOICE and column.scale not in scheme.scales:
                yield _unknown(where, column.scale, scheme.scales)
            if column.name in RESERVED:
                yield Issue("C08", where, column.name, {"other": "、".join(RESERVED)})


def line_items(scheme: Scheme) -> Iterator[Issue]:
    """C03: a veto's ceiling, and a quota's grade, is one of the grades. C04: a veto has a ceiling."""
    names = [g.name for g in scheme.grades]
    for item in scheme.line_items.values():
        if item.kind is LineKind.VETO and item.ceiling not in names:
            yield _unknown(item.place, item.ceiling, names)
    for quota in scheme.quotas:
        if quota.grade not in names:
            yield _unknown(quota.place, quota.grade, names)
        if quota.least is not None and quota.most is not None and quota.least > quota.most:
            yield Issue(
                "C06", quota.place, bound(quota.least, percent=True), {"column": "最低比例"}
            )


def rater_weights(scheme: Scheme) -> Iterator[Issue]:
    """C01: the weights of a set's raters total exactly 100 %."""
    for group in scheme.behaviours.values():
        total = sum(group.raters.values(), Decimal(0))
        if total != ONE:
            yield _sum_issue(scheme.sheet("评价人"), group.name, total)


def specifications(scheme: Scheme) -> Iterator[Issue]:
    """C03: a post that exists; C31: no part of its documents is empty; V01: a duty says how it is judged."""
    sheet = scheme.sheet("岗位说明")
    for post, lines in scheme.specifications.items():
        if post not in scheme.posts:
            yield _unknown(
                replace(lines[0].place, cell=f"A{lines[0].place.row}"), post, scheme.posts
            )
        for line in lines:
            if line.part is PostPart.DUTIES and not line.measure:
                place = replace(line.place, cell=f"E{line.place.row}")
                yield Issue("V01", place, details={"header": "衡量标准"})
    for post in scheme.posts if scheme.specifications else ():
        given = {line.part for line in scheme.specifications.get(post, ())}
        lacking = [part.value for part in PostPart if part not in given]
        if lacking:
            yield Issue("C31", sheet, post, {"parts": "、".join(lacking)})


CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (kpi_weights, ("岗位", "指标")),
    (unit_weights, ("指标",)),
    (mixes, ("岗位",)),
    (behaviour_weights, ("行为类别", "行为项")),
    (behaviour_names, ("岗位", "设置", "行为类别", "行为项", "评分等级")),
    (kpi_names, ("岗位", "指标", "分段", "评分等级", "记录表", "记录列")),
    (kpi_columns, ("指标", "记录列")),
    (kpi_parameters, ("指标",)),
    (kpi_numbers, ("指标",)),
    (targets_by_days, ("指标",)),
    (step_bands, ("分段",)),
    (grade_bands, ("等级",)),
    (line_items, ("等级", "加减分项", "强制分布")),
    (rater_weights, ("行为类别", "评价人")),
    (specifications, ("岗位", "岗位说明")),
    (record_tables, ("岗位", "评分等级", "记录表", "记录列")),
)
"""Each check with the sheets that it judges."""
