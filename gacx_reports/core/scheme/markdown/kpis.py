"""Posts with their KPIs, step bands and lines, as Markdown."""

from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.comparison import comparison_of, wanted_words
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.markdown.table import heading, percent, plain, table
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.core.scheme.table_sheets import BANDS, POINTS
from gacx_reports.core.scheme.words.kpis import conditions, thresholds

KPI_HEADERS = (
    "指标",
    "权重",
    "性质",
    "取值",
    "计分",
    "目标",
    "封顶/保底",
    "最少样本",
    "不适用时",
    "个人目标",
    "目标按天数",
    "信息来源",
    "监控岗位",
    "示例",
)


def print_post(post: Post, scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns the Markdown blocks of a post: heading, mix and a table of its KPIs."""
    mix = t.gettext("individual {individual}, department {department}, company {company}").format(
        individual=percent(post.individual),
        department=percent(post.department),
        company=percent(post.company),
    )
    if post.periods:
        mix = t.gettext("{mix}, periods {periods}").format(mix=mix, periods=percent(post.periods))
    behaviours = post.behaviours or formats.NONE
    aliases = t.gettext(", ").join(post.aliases)
    title = formats.aside(post.name, aliases, t) if aliases else post.name
    about = t.gettext("Unit: {unit}. Mix: {mix}. Behaviour items: {behaviours}.").format(
        unit=post.unit, mix=mix, behaviours=behaviours
    )
    if post.probation:
        about += " " + t.gettext("People on probation are appraised, too.")
    if post.level:
        about += " " + t.gettext("Level: {level}.").format(level=post.level)
    rows = [kpi_cells(k, t) for k in scheme.kpis_of(post.name)]
    return [f"## {title}", about, *([table(KPI_HEADERS, rows, t)] if rows else [])]


def kpi_cells(k: Kpi, t: NullTranslations) -> tuple[str, ...]:
    """Returns a KPI's cells, in the order of KPI_HEADERS."""
    return (
        k.name,
        _weight(k, t),
        word("定量" if k.quantitative else "定性", t),
        _source(k, t),
        word(k.rule, t),
        thresholds(k),
        _limits(k),
        _records(k, t),
        word(k.na, t),
        yes(k.personal_target, t),
        yes(k.by_days, t),
        k.info_source,
        k.watched_by,
        word("示例", t) if k.sample else "",
    )


def _records(k: Kpi, t: NullTranslations) -> str:
    """Fewest records with what happens below, and what happens without any."""
    few = formats.aside(str(k.min_n), word(k.few, t), t) if k.min_n else formats.NONE
    return f"{few} / 0: {word(k.empty, t)}" if k.empty else few


def _limits(k: Kpi) -> str:
    """Cap, floor, and the limit of the grade: `1 / 0`, `1 / 0; < 0.6 → B`."""
    limits = f"{plain(k.cap) or formats.NONE} / {plain(k.floor)}"
    return limits if k.below is None else f"{limits}; < {plain(k.below)} → {k.ceiling}"


def _weight(k: Kpi, t: NullTranslations) -> str:
    """In the post; how that comes about where it has dimensions; and whether a person may have another."""
    weight = percent(k.weight)
    if k.dimension:
        weight += f" = {k.dimension} × {percent(k.weight_within)}"
    return formats.aside(weight, t.gettext("or one's own"), t) if k.own_weights else weight


def _source(k: Kpi, t: NullTranslations) -> str:
    source = word(k.source, t)
    project = word("按项目", t) if k.by_project else ""
    if not k.source.from_records:
        typed = t.gettext(", ").join(w for w in (k.scale, project) if w)
        return formats.aside(source, typed, t) if typed else source
    records = f"{k.table}{'.' if k.column else ''}{k.column}"
    if k.counted_value:
        equals = "" if comparison_of(k.counted_value) else "= "
        records += f" {equals}{wanted_words(k.counted_value, t)}"
    if k.other_column:
        records += f" ÷ {k.other_column}" if k.source is Source.RATIO else f" × {k.other_column}"
    told = (records, conditions(k, t, "{column} = {value}"), project)
    return formats.aside(source, t.gettext(", ").join(w for w in told if w), t)


def yes(value: bool, t: NullTranslations) -> str:
    """Returns 是 or 否 in the reader's language."""
    return word("是" if value else "否", t)


def print_bands(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns heading and table of the step bands; empty if the scheme has none."""
    if not scheme.bands:
        return []
    rows = [
        (name, _edge(b.low, "−∞"), _edge(b.high, "+∞"), plain(b.score))
        for name, bands in scheme.bands.items()
        for b in bands
    ]
    return [heading(t.gettext("Step bands")), table(BANDS.names, rows, t)]


def print_lines(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns heading and table of the points of lines; empty if the scheme has none."""
    rows = [
        (name, p.name, plain(p.value), plain(p.score), word(p.beyond, t))
        for name, points in scheme.lines.items()
        for p in points
    ]
    return [heading(t.gettext("Lines")), table(POINTS.names, rows, t)] if rows else []


def _edge(value: Decimal | None, infinite: str) -> str:
    return infinite if value is None else plain(value)
