"""Turns sound rows of sheets 指标, 分段 and 折线 into KPIs with their bands and lines."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import EVERY_DEPARTMENT, Kpi, LinePoint, ScoreBand
from gacx_reports.core.scheme.kpi_choices import (
    Beyond,
    EmptyPolicy,
    FewPolicy,
    Join,
    MissingScore,
    NaPolicy,
    Source,
)
from gacx_reports.core.scheme.kpi_rater import KpiRater
from gacx_reports.core.scheme.parse_rows import SchemeTables, grouped, written
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.scheme.weights import EQUAL, weights
from gacx_reports.core.sheets.table_row import TableRow


def of_whom(r: TableRow) -> str:
    """Returns the KPI's post or unit: `部门:技术服务组` may also be written `Department: Technical Service`."""
    text = r.text("岗位").replace("：", ":")
    keyword, colon, unit = text.partition(":")
    if colon and r.sheet.means(keyword, EVERY_DEPARTMENT):
        return f"{EVERY_DEPARTMENT}:{r.sheet.named(unit.strip())}"
    return text


def kpis_of(rows: SchemeTables, settings: Settings) -> tuple[Kpi, ...]:
    """Returns the KPIs of sheet 指标 in its order, with bands or line, and who scores them."""
    bands, lines, dimensions = bands_of(rows), lines_of(rows), dimensions_of(rows)
    raters = _raters_of(rows, settings)
    kpis = [_kpi(r) for r in rows["指标"]]
    within = _weights_within(kpis, rows["指标"])
    return tuple(
        replace(
            k,
            steps=bands.get(k.bands, ()),
            points=lines.get(k.line, ()),
            weight=weight * dimensions.get(k.post, {}).get(k.dimension, Fraction(1)),
            weight_within=weight,
            full=settings.full_mark,
            raters=raters.get((k.post, k.name), ()),
        )
        for k, weight in zip(kpis, within, strict=True)
    )


def _weights_within(kpis: Sequence[Kpi], rows: Sequence[TableRow]) -> list[Fraction]:
    """The weight of each within its post and dimension."""
    groups: dict[tuple[str, str], list[int]] = {}
    for index, kpi in enumerate(kpis):
        groups.setdefault((kpi.post, kpi.dimension), []).append(index)
    found = [Fraction(0)] * len(kpis)
    for indices in groups.values():
        for index, weight in zip(
            indices, weights([written(rows[i]) for i in indices]), strict=True
        ):
            found[index] = weight
    return found


def _raters_of(
    rows: SchemeTables, settings: Settings
) -> dict[tuple[str, str], tuple[KpiRater, ...]]:
    """(post, KPI) → who scores it; who has no weight does not."""
    named: dict[tuple[str, str], list[TableRow]] = {}
    for r in rows["指标评价人"]:
        named.setdefault((of_whom(r), r.text("指标")), []).append(r)
    return {
        kpi: tuple(
            _rater(r, weight, settings)
            for r, weight in zip(own, weights(list(map(written, own))), strict=True)
            if weight
        )
        for kpi, own in named.items()
    }


def _rater(r: TableRow, weight: Fraction, settings: Settings) -> KpiRater:
    rater = Rater(r.text("评价人"))
    usual = MissingScore.HOLD if rater is Rater.SUPERVISOR else settings.missing_rater
    return KpiRater(rater, weight, MissingScore(r.text("缺评时") or usual), r.place("权重"))


def dimensions_of(rows: SchemeTables) -> dict[str, dict[str, Fraction]]:
    """Returns post → dimension → its weight."""
    named: dict[str, list[TableRow]] = {}
    for r in rows["维度"]:
        named.setdefault(r.text("岗位"), []).append(r)
    return {
        post: dict(
            zip((r.text("维度") for r in own), weights(list(map(written, own))), strict=True)
        )
        for post, own in named.items()
    }


def _kpi(r: TableRow) -> Kpi:
    kpi = Kpi(
        post=of_whom(r),
        name=r.text("指标"),
        weight=Fraction(0),
        dimension=r.text("维度"),
        equal=r.text("权重") == EQUAL,
        quantitative=r.text("性质") == "定量",
        source=Source(r.text("取值")),
        table=r.text("记录表"),
        column=r.text("列"),
        where_column=r.text("条件列"),
        where_value=r.text("条件值"),
        also_column=r.text("条件列2"),
        also_value=r.text("条件值2"),
        join=Join(r.text("条件关系") or Join.AND),
        other_column=r.text("参照列"),
        counted_value=r.text("占比值"),
        negative=r.yes("可为负"),
        below=r.number("低于此分"),
        ceiling=r.text("等级至多"),
        rule=Rule.named(r.text("计分")),
        target=r.number("目标"),
        zero_at=r.number("零分值"),
        full_at=r.number("满分值"),
        bands=r.text("分段表"),
        line=r.text("折线表"),
        each=r.number("每次分值"),
        base=r.number("基准分"),
        empty=EmptyPolicy(empty) if (empty := r.text("无记录时")) else None,
        cap=r.number("封顶"),
        floor=r.number("保底") or Decimal(0),
        min_n=int(r.number("最少样本") or 0),
        few=FewPolicy(r.text("样本不足时") or FewPolicy.HOLD),
        na=NaPolicy(r.text("不适用时")),
        personal_target=r.yes("个人目标"),
        own_weights=r.yes("可改权重"),
        by_project=r.yes("按项目"),
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


def bands_of(rows: SchemeTables) -> dict[str, tuple[ScoreBand, ...]]:
    """Returns set of bands (分段表) → its bands, lowest first."""
    named = grouped(rows["分段"], "分段表", _band)
    return {name: tuple(sorted(bands, key=_start)) for name, bands in named.items()}


def _band(r: TableRow) -> ScoreBand:
    score = r.number("得分") or Decimal(0)
    return ScoreBand(r.number("起"), r.number("止"), score, r.place("起"))


def _start(band: ScoreBand) -> tuple[bool, Decimal]:
    return (band.low is not None, band.low or Decimal(0))


def lines_of(rows: SchemeTables) -> dict[str, tuple[LinePoint, ...]]:
    """Returns line (折线表) → its points, by rising values."""
    named = grouped(rows["折线"], "折线表", _point)
    return {name: tuple(sorted(points, key=lambda p: p.value)) for name, points in named.items()}


def _point(r: TableRow) -> LinePoint:
    value, score = r.number("值") or Decimal(0), r.number("得分") or Decimal(0)
    return LinePoint(
        r.text("点"), value, score, Beyond(r.text("以外") or Beyond.STAYS), r.place("值")
    )
