"""Turns sound rows of the scheme's sheets into posts, KPIs, record tables, scales, behaviour sets and grades."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, BehaviourSet, Level, Rater, Scale
from gacx_reports.core.scheme.kpi import (
    EVERY_DEPARTMENT,
    FewPolicy,
    Kpi,
    NaPolicy,
    ScoreBand,
    Source,
)
from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.scheme.record_table import RecordTable, TableColumn
from gacx_reports.core.scheme.scheme import GradeBand, Post, Quota
from gacx_reports.core.scheme.table_sheets import KIND_WORDS
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.table_row import TableRow

T = TypeVar("T")
SchemeTables = dict[str, list[TableRow]]
"""Sheet → its rows."""
ALONE = {Rater.SUPERVISOR: Decimal(1)}
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
        )
        for r in rows["岗位"]
    }


def _listed(text: str) -> list[str]:
    """Splits a list of names at `、`, `/` or commas."""
    return [a.strip() for a in re.split("[/、,，]", text) if a.strip()]


def _of_whom(r: TableRow) -> str:
    """The KPI's post or unit: `部门:技术服务组` may also be written `Department: Technical Service`."""
    text = r.text("岗位").replace("：", ":")
    keyword, colon, unit = text.partition(":")
    if colon and r.sheet.means(keyword, EVERY_DEPARTMENT):
        return f"{EVERY_DEPARTMENT}:{r.sheet.named(unit.strip())}"
    return text


def kpi_of(r: TableRow) -> Kpi:
    """Returns the KPI of a row of sheet 指标."""
    kpi = Kpi(
        post=_of_whom(r),
        name=r.text("指标"),
        weight=r.number("权重") or Decimal(0),
        quantitative=r.text("性质") == "定量",
        source=Source(r.text("取值")),
        table=r.text("记录表"),
        column=r.text("列"),
        where_column=r.text("条件列"),
        where_value=r.text("条件值"),
        rule=Rule.named(r.text("计分")),
        target=r.number("目标"),
        zero_at=r.number("零分值"),
        full_at=r.number("满分值"),
        bands=r.text("分段表"),
        cap=r.number("封顶"),
        floor=r.number("保底") or Decimal(0),
        min_n=int(r.number("最少样本") or 0),
        few=FewPolicy(r.text("样本不足时") or FewPolicy.HOLD),
        na=NaPolicy(r.text("不适用时")),
        personal_target=r.yes("个人目标"),
        unit=r.text("单位").replace("％", "%"),
        places=int(r.number("小数位") or 0),
        scale=r.text("量表"),
        info_source=r.text("信息来源"),
        watched_by=r.text("监控岗位"),
        sample=r.yes("示例"),
        place=r.place("指标"),
        cells=r.places(),
    )
    return replace(kpi, by_days=_by_days(kpi, r))


def _by_days(kpi: Kpi, r: TableRow) -> bool:
    """Column 目标按天数; if blank, yes for sums and counts whose target may be cut."""
    if r.value("目标按天数") is not None:
        return r.yes("目标按天数")
    return kpi.source.amounts and kpi.may_be_cut


def tables_from(rows: SchemeTables) -> dict[str, RecordTable]:
    """Returns name → record table with its columns."""
    columns = _grouped(rows["记录列"], "记录表", _table_column)
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


def _grouped(
    rows: Iterable[TableRow], header: Header, made: Callable[[TableRow], T]
) -> dict[str, tuple[T, ...]]:
    """Text in that column → what is made of its rows, in the order of the sheet."""
    found: dict[str, list[T]] = {}
    for r in rows:
        found.setdefault(r.text(header), []).append(made(r))
    return {name: tuple(values) for name, values in found.items()}


def bands_of(rows: SchemeTables) -> dict[str, tuple[ScoreBand, ...]]:
    """Returns set of bands (分段表) → its bands, lowest first."""
    named = _grouped(rows["分段"], "分段表", _band)
    return {name: tuple(sorted(bands, key=_start)) for name, bands in named.items()}


def _band(r: TableRow) -> ScoreBand:
    score = r.number("得分") or Decimal(0)
    return ScoreBand(r.number("起"), r.number("止"), score, r.place("起"))


def _start(band: ScoreBand) -> tuple[bool, Decimal]:
    return (band.low is not None, band.low or Decimal(0))


def scales_of(rows: SchemeTables) -> dict[str, Scale]:
    """Returns name → rating scale with its levels."""
    named = _grouped(rows["评分等级"], "量表", _level)
    return {name: Scale(name, levels) for name, levels in named.items()}


def _level(r: TableRow) -> Level:
    return Level(r.text("等级"), r.text("含义"), r.number("得分") or Decimal(0))


def behaviours_of(rows: SchemeTables) -> dict[str, BehaviourSet]:
    """Returns name → behaviour set with categories, items and raters; sets are the ones of sheet 行为类别."""
    categories, raters = _weights(rows, "行为类别", "类别"), _weights(rows, "评价人", "评价人")
    items = _grouped(rows["行为项"], "行为组", _item)
    return {
        name: BehaviourSet(
            name,
            {category: weight for category, (weight, _) in found.items()},
            items.get(name, ()),
            {Rater(rater): weight for rater, (weight, _) in raters.get(name, {}).items()} or ALONE,
            {("行为类别", category): place for category, (_, place) in found.items()}
            | {("评价人", rater): place for rater, (_, place) in raters.get(name, {}).items()},
        )
        for name, found in categories.items()
    }


def _item(r: TableRow) -> BehaviourItem:
    return BehaviourItem(r.text("类别"), r.text("行为项"), r.number("权重"), r.place("权重"))


def _weights(
    rows: SchemeTables, sheet: str, header: Header
) -> dict[str, dict[str, tuple[Decimal, CellRef]]]:
    """Behaviour set → name in that column → its weight and the weight's address."""
    found: dict[str, dict[str, tuple[Decimal, CellRef]]] = {}
    for r in rows[sheet]:
        weight = r.number("权重") or Decimal(0), r.place("权重")
        found.setdefault(r.text("行为组"), {})[r.text(header)] = weight
    return found


def line_item_of(r: TableRow) -> LineItem:
    """Returns the item of a row of sheet 加减分项."""
    kind, cap = LineKind(r.text("类型")), r.number("上限")
    return LineItem(r.text("项目"), kind, cap, r.text("等级上限"), r.place("项目"))


def quota_of(r: TableRow) -> Quota:
    """Returns the quota of a row of sheet 强制分布."""
    return Quota(r.text("等级"), r.number("最低比例"), r.number("最高比例"), r.place("等级"))


def grade_of(r: TableRow) -> GradeBand:
    """Returns the grade of a row of sheet 等级."""
    return GradeBand(
        name=r.text("等级"),
        low=r.number("下限") or Decimal(0),
        high=r.number("上限"),
        pay_factor=r.number("绩效系数") or Decimal(0),
        meaning=r.text("含义"),
        place=r.place("下限"),
    )
