"""Turns sound rows of the scheme's sheets into posts, KPIs, record tables, scales, behaviour sets and grades."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.scheme.behaviour_set import (
    BehaviourItem,
    BehaviourSet,
    Calibration,
    Level,
    Pooling,
    Rater,
    Scale,
)
from gacx_reports.core.scheme.grades.flag_rule import FlagRule
from gacx_reports.core.scheme.grades.grade_band import FactorKind, GradeBand
from gacx_reports.core.scheme.grades.quota import Quota, QuotaScope
from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.scheme.record_table import RecordTable, TableColumn
from gacx_reports.core.scheme.scheme import Post
from gacx_reports.core.scheme.settings.choices import GivenWeight
from gacx_reports.core.scheme.table_sheets import KIND_WORDS
from gacx_reports.core.scheme.weights import Written, weights
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.table_row import TableRow

T = TypeVar("T")
SchemeTables = dict[str, list[TableRow]]
"""Sheet → its rows."""
RATER_CHOICES: tuple[Header, ...] = ("汇总", "校准")
"""Columns of sheet 评价人 with a choice."""
ALONE = {Rater.SUPERVISOR: Fraction(1)}
"""Raters of a behaviour set that names none: the supervisor alone."""


def posts_of(rows: SchemeTables) -> dict[str, Post]:
    """Returns name → post, in the order of sheet 岗位."""
    return {
        r.text("岗位"): Post(
            name=r.text("岗位"),
            unit=r.text("单位"),
            behaviours=r.text("行为组"),
            individual=r.number("个人权重") or Decimal(0),
            department=r.number("部门权重") or Decimal(0),
            company=r.number("公司权重") or Decimal(0),
            aliases=tuple(map(r.sheet.named, _listed(r.text("别名")))),
            place=r.place("岗位"),
            cells=r.places(),
            probation=r.yes("试用考核"),
            level=r.text("层级"),
            periods=r.number("各期权重") or Decimal(0),
        )
        for r in rows["岗位"]
    }


def _listed(text: str) -> list[str]:
    """Splits a list of names at `、`, `/` or commas."""
    return [a.strip() for a in re.split("[/、,，]", text) if a.strip()]


def tables_from(rows: SchemeTables) -> dict[str, RecordTable]:
    """Returns name → record table with its columns."""
    columns = grouped(rows["记录列"], "记录表", _table_column)
    return {
        r.text("记录表"): RecordTable(
            r.text("记录表"),
            r.text("填报人"),
            columns.get(r.text("记录表"), ()),
            r.text("说明"),
            r.place("记录表"),
        )
        for r in rows["记录表"]
    }


def _table_column(r: TableRow) -> TableColumn:
    return TableColumn(
        name=r.text("列"),
        kind=KIND_WORDS[r.text("类型")],
        required=r.yes("必填"),
        scale=r.text("量表"),
        na=r.yes("可不适用"),
        low=r.number("最小"),
        high=r.number("最大"),
        note=r.text("说明"),
    )


def grouped(
    rows: Iterable[TableRow], header: Header, made: Callable[[TableRow], T]
) -> dict[str, tuple[T, ...]]:
    """Returns text in that column → what is made of its rows, in the order of the sheet."""
    found: dict[str, list[T]] = {}
    for r in rows:
        found.setdefault(r.text(header), []).append(made(r))
    return {name: tuple(values) for name, values in found.items()}


def scales_of(rows: SchemeTables, full: Decimal) -> dict[str, Scale]:
    """Returns name → rating scale with its levels, which count to `full`."""
    named = grouped(rows["评分等级"], "量表", _level)
    return {name: Scale(name, levels, full) for name, levels in named.items()}


def _level(r: TableRow) -> Level:
    return Level(r.text("等级"), r.text("含义"), r.number("得分") or Decimal(0))


def behaviours_of(rows: SchemeTables) -> dict[str, BehaviourSet]:
    """Returns name → behaviour set with categories, items and raters; sets are the ones of sheet 行为类别."""
    categories, raters = _weights(rows, "行为类别", "类别"), _weights(rows, "评价人", "评价人")
    items = _items(rows["行为项"])
    chosen = grouped(rows["评价人"], "行为组", lambda r: r)
    return {
        name: BehaviourSet(
            name,
            {category: weight for category, (weight, _) in found.items()},
            items.get(name, ()),
            {Rater(rater): weight for rater, (weight, _) in raters.get(name, {}).items()} or ALONE,
            _chosen(chosen.get(name, ()), "汇总", Pooling),
            _chosen(chosen.get(name, ()), "校准", Calibration),
            {("行为类别", category): place for category, (_, place) in found.items()}
            | {("评价人", rater): place for rater, (_, place) in raters.get(name, {}).items()}
            | {
                (column, r.text("评价人")): r.place(column)
                for r in chosen.get(name, ())
                for column in RATER_CHOICES
            },
        )
        for name, found in categories.items()
    }


def _chosen(rows: Iterable[TableRow], column: Header, choice: Callable[[str], T]) -> dict[Rater, T]:
    """Rater → what the column says, where it does."""
    return {Rater(r.text("评价人")): choice(r.text(column)) for r in rows if r.text(column)}


def written(r: TableRow) -> Written:
    """Returns the weight of a row as it was written."""
    return r.number("权重") if isinstance(r.value("权重"), Decimal) else r.text("权重") or None


def _items(rows: Sequence[TableRow]) -> dict[str, tuple[BehaviourItem, ...]]:
    """Behaviour set → its items, in the order of the sheet."""
    shared: dict[tuple[str, str], list[Written]] = {}
    for r in rows:
        shared.setdefault((r.text("行为组"), r.text("类别")), []).append(written(r))
    found = {key: iter(weights(own)) for key, own in shared.items()}

    def item(r: TableRow) -> BehaviourItem:
        weight = next(found[r.text("行为组"), r.text("类别")])
        blank = written(r) is None
        return BehaviourItem(
            r.text("类别"),
            r.text("行为项"),
            None if blank else weight,
            r.place("权重"),
            r.number("低于此分"),
            r.text("等级至多"),
        )

    return grouped(rows, "行为组", item)


def _weights(
    rows: SchemeTables, sheet: str, header: Header
) -> dict[str, dict[str, tuple[Fraction, CellRef]]]:
    """Behaviour set → name in that column → its weight and the weight's address."""
    named: dict[str, dict[str, TableRow]] = {}
    for r in rows[sheet]:
        named.setdefault(r.text("行为组"), {})[r.text(header)] = r
    return {
        group: {
            name: (weight, r.place("权重"))
            for (name, r), weight in zip(
                own.items(), weights(list(map(written, own.values()))), strict=True
            )
        }
        for group, own in named.items()
    }


def line_item_of(r: TableRow) -> LineItem:
    """Returns the item of a row of sheet 加减分项."""
    kind, cap = LineKind(r.text("类型")), r.number("上限")
    return LineItem(r.text("项目"), kind, cap, r.text("等级上限"), r.place("项目"))


def period_weights_of(rows: SchemeTables) -> dict[str, GivenWeight]:
    """Returns name of a period in the year → its weight, from sheet 各期."""
    own = rows["各期"]
    shares = weights(list(map(written, own)))
    return {
        r.text("期").upper(): GivenWeight(share, r.place("期"))
        for r, share in zip(own, shares, strict=True)
    }


def quota_of(r: TableRow) -> Quota:
    """Returns the quota of a row of sheet 强制分布."""
    return Quota(
        grade=r.text("等级"),
        least=r.number("最低比例"),
        most=r.number("最高比例"),
        place=r.place("等级"),
        scope=QuotaScope(r.text("范围") or QuotaScope.DEPARTMENT),
        subject=r.text("对象"),
        department_grade=r.text("部门等级"),
    )


def flag_of(r: TableRow) -> FlagRule:
    """Returns the rule of a row of sheet 等级提醒; its numbers of quarters are whole."""
    count = int(r.number("期数") or 0)
    within = r.number("几期内")
    return FlagRule(
        grade=r.text("等级"),
        or_worse=r.yes("及以下"),
        count=count,
        within=count if within is None else int(within),
        consequence=r.text("后果"),
        place=r.place("等级"),
    )


def grade_of(r: TableRow) -> GradeBand:
    """Returns the grade of a row of sheet 等级."""
    return GradeBand(
        name=r.text("等级"),
        low=r.number("下限") or Decimal(0),
        high=r.number("上限"),
        pay_factor=r.number("绩效系数") or Decimal(0),
        meaning=r.text("含义"),
        place=r.place("下限"),
        factor_kind=FactorKind(r.text("系数算法") or FactorKind.FIXED),
        top_factor=r.number("上限系数"),
        places=r.number("名次比例"),
    )
