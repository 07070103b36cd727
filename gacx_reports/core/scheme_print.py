"""The scheme in print: Markdown, so that a change of a weight shows in a diff."""

from collections.abc import Iterable
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core import formats, scheme_sheets
from gacx_reports.core.behaviour_sets import BehaviourItem
from gacx_reports.core.english import in_english
from gacx_reports.core.formats import quantity
from gacx_reports.core.kpis import Kpi, Rule, is_unit
from gacx_reports.core.scheme import Post, Scheme
from gacx_reports.core.sheet_reading import bound
from gacx_reports.core.vocabulary import word
from gacx_reports.i18n import is_english


def print_scheme(scheme: Scheme, t: NullTranslations) -> str:
    """The whole scheme as Markdown, in English by its sheet 英文名."""
    if is_english(t):
        scheme = in_english(scheme, scheme.english)
    blocks = [
        " ".join(
            ("#", scheme.settings.company, t.gettext("Appraisal scheme"), scheme.settings.version)
        ),
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
        *_specifications(scheme, t),
        *_english(scheme, t),
    ]
    return "\n\n".join(blocks) + "\n"


def _table(headers: Iterable[str], rows: Iterable[Iterable[str]], t: NullTranslations) -> str:
    names = [word(header, t) for header in headers]
    lines = [_line(names), _line(["---"] * len(names)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _heading(text: str) -> str:
    return f"## {text}"


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
        ("报告显示金额", _yes(s.show_pay, t)),
        ("强制分布人数", str(s.quota_people)),
        ("同事评价最少人数", str(s.min_peers)),
        ("缺评处理", word(s.missing_rater, t)),
        ("保密说明", s.confidential),
    ]
    rows = [(word(name, t), value) for name, value in rows]
    return [_heading(t.gettext("Settings")), _table(scheme_sheets.SETTINGS.names[:2], rows, t)]


def _grades(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (g.name, _plain(g.low), _plain(g.high), _percent(g.pay_factor), g.meaning)
        for g in scheme.grades
    ]
    return [_heading(t.gettext("Grades")), _table(scheme_sheets.GRADES.names, rows, t)]


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
    aliases = t.gettext(", ").join(post.aliases)
    title = formats.aside(post.name, aliases, t) if aliases else post.name
    about = t.gettext("Unit: {unit}. Mix: {mix}. Behaviour items: {behaviours}.").format(
        unit=post.unit, mix=mix, behaviours=behaviours
    )
    rows = [_kpi(k, t) for k in scheme.kpis_of(post.name)]
    return [f"## {title}", about, _table(_KPI_HEADERS, rows, t)]


def _kpi(k: Kpi, t: NullTranslations) -> tuple[str, ...]:
    return (
        k.name,
        _percent(k.weight),
        word("定量" if k.quantitative else "定性", t),
        _source(k, t),
        word(k.rule, t),
        _target(k),
        f"{_plain(k.cap) or formats.NONE} / {_plain(k.floor)}",
        formats.aside(str(k.min_n), word(k.few, t), t) if k.min_n else formats.NONE,
        word(k.na, t),
        _yes(k.personal_target, t),
        _yes(k.by_days, t),
        k.info_source,
        k.watched_by,
        word("示例", t) if k.sample else "",
    )


def _source(k: Kpi, t: NullTranslations) -> str:
    source = word(k.source, t)
    if not k.source.from_records:
        return formats.aside(source, k.scale, t) if k.scale else source
    where = f"{k.where_column} = {word(k.where_value, t)}" if k.where_column else ""
    records = f"{k.table}{'.' if k.column else ''}{k.column}"
    return formats.aside(source, t.gettext(", ").join(w for w in (records, where) if w), t)


def _yes(value: bool, t: NullTranslations) -> str:
    return word("是" if value else "否", t)


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
    return [_heading(t.gettext("Step bands")), _table(scheme_sheets.BANDS.names, rows, t)]


def _edge(value: Decimal | None, infinite: str) -> str:
    return infinite if value is None else _plain(value)


def _behaviours(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (
            group.name,
            item.category,
            _percent(group.categories.get(item.category)),
            item.name,
            _item_weight(item, t),
        )
        for group in scheme.behaviours.values()
        for item in group.items
    ]
    headers = ("行为组", "类别", "类别权重", "行为项", "项权重")
    return [_heading(t.gettext("Half-yearly evaluation")), _table(headers, rows, t)] if rows else []


def _item_weight(item: BehaviourItem, t: NullTranslations) -> str:
    return word("均分", t) if item.weight is None else _percent(item.weight)


def _scales(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (scale.name, level.name, level.meaning, _plain(level.score))
        for scale in scheme.scales.values()
        for level in scale.levels
    ]
    return [_heading(t.gettext("Rating scales")), _table(scheme_sheets.SCALES.names, rows, t)]


def _tables(scheme: Scheme, t: NullTranslations) -> list[str]:
    words = {kind: word for word, kind in scheme_sheets.KIND_WORDS.items()}
    rows = [
        (
            table.name,
            word(table.owner, t),
            column.name,
            word(words[column.kind], t),
            _yes(column.required, t),
            column.note,
        )
        for table in scheme.tables.values()
        for column in table.columns
    ]
    headers = ("记录表", "填报人", "列", "类型", "必填", "说明")
    return [_heading(t.gettext("Record tables")), _table(headers, rows, t)]


def _units(scheme: Scheme, t: NullTranslations) -> list[str]:
    """KPIs of departments and the company, which belong to no post."""
    rows = [(_unit(k.post, t), *_kpi(k, t)) for k in scheme.kpis if is_unit(k.post)]
    title = _heading(t.gettext("Results of departments and company"))
    return [title, _table(("对象", *_KPI_HEADERS), rows, t)] if rows else []


def _line_items(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (item.name, word(item.kind, t), _plain(item.cap), item.ceiling)
        for item in scheme.line_items.values()
    ]
    headers = scheme_sheets.LINE_ITEMS.names[:4]
    return (
        [_heading(t.gettext("Bonus, deduction and veto")), _table(headers, rows, t)] if rows else []
    )


def _raters(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (group.name, word(rater, t), _percent(weight))
        for group in scheme.behaviours.values()
        for rater, weight in group.raters.items()
    ]
    headers = scheme_sheets.RATERS.names
    return [_heading(t.gettext("Raters")), _table(headers, rows, t)] if rows else []


def _quotas(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [(q.grade, _percent(q.least), _percent(q.most)) for q in scheme.quotas]
    headers = scheme_sheets.QUOTAS.names
    return [_heading(t.gettext("Forced distribution")), _table(headers, rows, t)] if rows else []


def _unit(post: str, t: NullTranslations) -> str:
    """`公司`, `部门` or `部门:技术服务组`."""
    return ": ".join(word(part, t) for part in post.split(":"))


def _english(scheme: Scheme, t: NullTranslations) -> list[str]:
    headers = scheme_sheets.ENGLISH.names
    rows = scheme.english.items()
    return [_heading(t.gettext("English names")), _table(headers, rows, t)] if rows else []


def _specifications(scheme: Scheme, t: NullTranslations) -> list[str]:
    headers = ("岗位", "部分", "项目", "内容", "衡量标准", "示例")
    rows = [
        (
            post,
            word(line.part, t),
            line.label,
            line.text,
            line.measure,
            word("示例", t) if line.sample else "",
        )
        for post, lines in scheme.specifications.items()
        for line in lines
    ]
    return [_heading(t.gettext("Documents of the posts")), _table(headers, rows, t)] if rows else []
