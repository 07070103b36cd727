"""The scheme in print: Markdown, so that a change of a weight shows in a diff."""

from collections.abc import Iterable
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core import formats, scheme_sheets
from gacx_reports.core.formats import quantity
from gacx_reports.core.scheme import BehaviourItem, Kpi, Post, Rule, Scheme, is_unit
from gacx_reports.core.sheet_reading import bound


def print_scheme(scheme: Scheme, t: NullTranslations) -> str:
    """The whole scheme as Markdown."""
    blocks = [
        f"# {scheme.settings.company} {t.gettext('Appraisal scheme')} {scheme.settings.version}",
        t.gettext(
            "Printed from scheme.xlsx by `gacx-reports scheme --write`; edit the workbook, not this file."
        ),
        *_settings(scheme, t),
        *_grades(scheme, t),
        *(block for post in scheme.posts.values() for block in _post(post, scheme, t)),
        *_bands(scheme, t),
        *_behaviours(scheme, t),
        *_scales(scheme, t),
        *_tables(scheme, t),
        *_units(scheme, t),
        *_line_items(scheme, t),
        *_raters(scheme, t),
        *_quotas(scheme, t),
    ]
    return "\n\n".join(blocks) + "\n"


def _table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(headers)
    lines = [_line(names), _line(["---"] * len(names)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _percent(value: Decimal | None) -> str:
    return formats.NONE if value is None else bound(value, percent=True)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else bound(value, percent=False)


def _settings(scheme: Scheme, t: NullTranslations) -> list[str]:
    s = scheme.settings
    quarters = ", ".join(f"Q{q}" for q in s.behaviour_quarters)
    rows = [
        ("行为计入季度", quarters),
        ("行为占比", _percent(s.behaviour_share)),
        ("行为量表", s.behaviour_scale),
        ("总分小数位", str(s.total_places)),
        ("得分小数位", str(s.score_places)),
        ("长假天数", str(s.long_leave_days)),
        ("申诉工作日", str(s.appeal_days)),
        ("加分上限", _percent(s.bonus_cap)),
        ("扣分上限", _percent(s.deduction_cap)),
        ("报告显示金额", "是" if s.show_pay else "否"),
        ("强制分布人数", str(s.quota_people)),
        ("同事评价最少人数", str(s.min_peers)),
        ("缺评处理", s.missing_rater),
        ("保密说明", s.confidential),
    ]
    return [f"## {t.gettext('Settings')}", _table(scheme_sheets.SETTINGS.names[:2], rows)]


def _grades(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (g.name, _plain(g.low), _plain(g.high), _percent(g.pay_factor), g.meaning)
        for g in scheme.grades
    ]
    return [f"## {t.gettext('Grades')}", _table(scheme_sheets.GRADES.names, rows)]


_KPI_HEADERS = (
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


def _post(post: Post, scheme: Scheme, t: NullTranslations) -> list[str]:
    mix = t.gettext("individual {individual}, department {department}, company {company}").format(
        individual=_percent(post.individual),
        department=_percent(post.department),
        company=_percent(post.company),
    )
    behaviours = post.behaviours or formats.NONE
    aliases = f"（{'、'.join(post.aliases)}）" if post.aliases else ""
    about = t.gettext("Unit: {unit}. Mix: {mix}. Behaviour items: {behaviours}.").format(
        unit=post.unit, mix=mix, behaviours=behaviours
    )
    rows = [_kpi(k) for k in scheme.kpis_of(post.name)]
    return [f"## {post.name}{aliases}", about, _table(_KPI_HEADERS, rows)]


def _kpi(k: Kpi) -> tuple[str, ...]:
    return (
        k.name,
        _percent(k.weight),
        "定量" if k.quantitative else "定性",
        _source(k),
        k.rule,
        _target(k),
        f"{_plain(k.cap) or formats.NONE} / {_plain(k.floor)}",
        f"{k.min_n}（{k.few}）" if k.min_n else formats.NONE,
        k.na,
        "是" if k.personal_target else "否",
        "是" if k.by_days else "否",
        k.info_source,
        k.watched_by,
        "示例" if k.sample else "",
    )


def _source(k: Kpi) -> str:
    if not k.source.from_records:
        return f"{k.source}（{k.scale}）" if k.scale else k.source
    where = f"，{k.where_column}={k.where_value}" if k.where_column else ""
    return f"{k.source}（{k.table}{'.' if k.column else ''}{k.column}{where}）"


def _target(k: Kpi) -> str:
    match k.rule:
        case Rule.LINEAR:
            return f"{quantity(k, k.zero_at)} → {quantity(k, k.full_at)}"
        case Rule.BANDS:
            return k.bands
        case _:
            return quantity(k, k.target)


def _bands(scheme: Scheme, t: NullTranslations) -> list[str]:
    if not scheme.bands:
        return []
    rows = [
        (name, _edge(b.low, "−∞"), _edge(b.high, "+∞"), _plain(b.score))
        for name, bands in scheme.bands.items()
        for b in bands
    ]
    return [f"## {t.gettext('Step bands')}", _table(scheme_sheets.BANDS.names, rows)]


def _edge(value: Decimal | None, infinite: str) -> str:
    return infinite if value is None else _plain(value)


def _behaviours(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (
            group.name,
            item.category,
            _percent(group.categories.get(item.category)),
            item.name,
            _item_weight(item),
        )
        for group in scheme.behaviours.values()
        for item in group.items
    ]
    headers = ("行为组", "类别", "类别权重", "行为项", "项权重")
    return [f"## {t.gettext('Half-yearly evaluation')}", _table(headers, rows)] if rows else []


def _item_weight(item: BehaviourItem) -> str:
    return "均分" if item.weight is None else _percent(item.weight)


def _scales(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (scale.name, level.name, level.meaning, _plain(level.score))
        for scale in scheme.scales.values()
        for level in scale.levels
    ]
    return [f"## {t.gettext('Rating scales')}", _table(scheme_sheets.SCALES.names, rows)]


def _tables(scheme: Scheme, t: NullTranslations) -> list[str]:
    words = {kind: word for word, kind in scheme_sheets.KIND_WORDS.items()}
    rows = [
        (
            table.name,
            table.owner,
            column.name,
            words[column.kind],
            "是" if column.required else "否",
            column.note,
        )
        for table in scheme.tables.values()
        for column in table.columns
    ]
    headers = ("记录表", "填报人", "列", "类型", "必填", "说明")
    return [f"## {t.gettext('Record tables')}", _table(headers, rows)]


def _units(scheme: Scheme, t: NullTranslations) -> list[str]:
    """KPIs of departments and the company, which belong to no post."""
    rows = [(k.post, *_kpi(k)) for k in scheme.kpis if is_unit(k.post)]
    title = f"## {t.gettext('Results of departments and company')}"
    return [title, _table(("对象", *_KPI_HEADERS), rows)] if rows else []


def _line_items(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (item.name, item.kind, _plain(item.cap), item.ceiling)
        for item in scheme.line_items.values()
    ]
    headers = scheme_sheets.LINE_ITEMS.names[:4]
    return [f"## {t.gettext('Bonus, deduction and veto')}", _table(headers, rows)] if rows else []


def _raters(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (group.name, rater, _percent(weight))
        for group in scheme.behaviours.values()
        for rater, weight in group.raters.items()
    ]
    headers = scheme_sheets.RATERS.names
    return [f"## {t.gettext('Raters')}", _table(headers, rows)] if rows else []


def _quotas(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [(q.grade, _percent(q.least), _percent(q.most)) for q in scheme.quotas]
    headers = scheme_sheets.QUOTAS.names
    return [f"## {t.gettext('Forced distribution')}", _table(headers, rows)] if rows else []
