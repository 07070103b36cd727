"""The scheme workbook's cells → a Scheme, or every fault in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gacx_reports.core import scheme_sheets as sheets
from gacx_reports.core.adjustments import LineItem, LineKind
from gacx_reports.core.behaviour_sets import (
    BehaviourItem,
    BehaviourSet,
    Level,
    MissingRater,
    Rater,
    Scale,
)
from gacx_reports.core.cell_reading import read_cell
from gacx_reports.core.columns import Kind, SheetForm
from gacx_reports.core.issues import Issue, Severity, errors
from gacx_reports.core.kpis import (
    EVERY_DEPARTMENT,
    FewPolicy,
    Kpi,
    NaPolicy,
    Rule,
    ScoreBand,
    Source,
)
from gacx_reports.core.record_tables import RecordTable, TableColumn
from gacx_reports.core.scheme import (
    ENGLISH_SHEET,
    GradeBand,
    Post,
    PostLine,
    PostPart,
    Quota,
    Scheme,
    Settings,
)
from gacx_reports.core.scheme_checks import check_scheme
from gacx_reports.core.sheet_reading import read_sheet
from gacx_reports.core.tables import Record, Workbook, nearest
from gacx_reports.core.values import Parsed, folded, shown
from gacx_reports.core.vocabulary import meanings

Rows = dict[str, list[Record]]


def read_scheme(workbook: Workbook) -> tuple[Scheme, tuple[Issue, ...]]:
    """The scheme that the workbook holds, and issues S, V and C.

    Where it has errors the scheme is what can be relied on: good for finding faults in the other
    workbooks, never for scoring.
    """
    rows, issues = scheme_rows(workbook)
    doubtful = _ambiguous(rows, _english(rows[ENGLISH_SHEET]))
    issues += _shared_names(rows, doubtful)
    settings, faults = _settings(rows["设置"])
    issues += faults
    issues += _duplicates(rows)
    sound = {name: [r for r in records if not r.faulty] for name, records in rows.items()}
    scheme = Scheme(
        settings=settings,
        posts=_posts(sound),
        kpis=tuple(_kpi(r) for r in sound["指标"]),
        tables=_tables(sound),
        bands=_bands(sound),
        scales=_scales(sound),
        behaviours=_behaviours(sound),
        grades=tuple(sorted((_grade(r) for r in sound["等级"]), key=lambda g: -g.low)),
        line_items={r.text("项目"): _line_item(r) for r in sound["加减分项"]},
        quotas=tuple(_quota(r) for r in sound["强制分布"]),
        specifications=_specifications(sound),
        english=_english(sound[ENGLISH_SHEET]),
        ambiguous=doubtful,
        workbook=workbook.name,
        sheets={
            form.name: sheet.name
            for form in sheets.SCHEME_SHEETS
            if (sheet := workbook.sheet(form.name)) and sheet.name != form.name
        },
        sha256=workbook.sha256,
    )
    # A sum over rows of which one is unreadable would be called wrong for the wrong reason.
    blurred = {name for name, records in rows.items() if any(r.faulty for r in records)}
    issues += check_scheme(scheme, frozenset(blurred))
    return (_usable(scheme) if errors(issues) else scheme), tuple(issues)


def scheme_rows(workbook: Workbook) -> tuple[Rows, list[Issue]]:
    """Sheet → its records, names in Chinese whatever language they are written in; and issues S and V."""
    english = _english(read_sheet(workbook, sheets.ENGLISH)[0])
    rows, issues = _read(workbook.in_words(meanings(english)))
    if doubtful := _ambiguous(rows, english):
        known = {zh: en for zh, en in english.items() if zh not in doubtful}
        rows, issues = _read(workbook.in_words(meanings(known)))
    return rows, issues


def _read(book: Workbook) -> tuple[Rows, list[Issue]]:
    rows: Rows = {}
    issues: list[Issue] = []
    for form in sheets.SCHEME_SHEETS:
        rows[form.name], faults = read_sheet(book, form)
        issues += faults
    return rows, issues


def _ambiguous(rows: Rows, english: Mapping[str, str]) -> frozenset[str]:
    """Names whose English another thing of the scheme is called by itself, as it is read or as it is written."""
    read: set[str] = set()
    written: dict[str, set[tuple[str, str]]] = {}
    for form in sheets.SCHEME_SHEETS:
        for column in (c for c in form.columns if c.defines):
            for r in rows[form.name]:
                read.add(folded(r.text(column.name)))
                kinds = written.setdefault(folded(shown(r.raw.get(column.name))), set())
                kinds.add((form.name, column.name))

    def shared(zh: str, en: str) -> bool:
        one, other = written.get(folded(zh)), written.get(folded(en))
        return folded(en) in read or bool(one and other and one.isdisjoint(other))

    return frozenset(
        zh for zh, en in english.items() if folded(zh) != folded(en) and shared(zh, en)
    )


def _shared_names(rows: Rows, doubtful: frozenset[str]) -> Iterator[Issue]:
    """C32 (warning): the English of a name is another name; workbooks in English can't use it."""
    for row in rows[ENGLISH_SHEET]:
        if row.text("中文") in doubtful:
            yield row.issue("C32", "英文", severity=Severity.WARNING)


def _english(rows: Iterable[Record]) -> dict[str, str]:
    return {r.text("中文"): r.text("英文") for r in rows if not r.faulty}


def _usable(scheme: Scheme) -> Scheme:
    """The scheme without whatever refers to something that isn't there."""
    tables = {
        name: replace(
            t, columns=tuple(c for c in t.columns if not c.scale or c.scale in scheme.scales)
        )
        for name, t in scheme.tables.items()
    }
    rated = scheme.settings.behaviour_scale in scheme.scales
    return replace(
        scheme,
        tables=tables,
        kpis=tuple(k for k in scheme.kpis if not k.source.from_records or k.table in tables),
        behaviours=scheme.behaviours if rated else {},
    )


def _quarters(text: str) -> tuple[int, ...] | None:
    words = [
        w.strip().upper()
        for w in text.replace("，", ",").replace("、", ",").split(",")
        if w.strip()
    ]
    if all(w in ("Q1", "Q2", "Q3", "Q4") for w in words):
        return tuple(sorted({int(w[1]) for w in words}))
    return None


SETTING_FIELDS: dict[str, str] = {
    "方案版本": "version",
    "公司名称": "company",
    "保密说明": "confidential",
    "行为计入季度": "behaviour_quarters",
    "行为占比": "behaviour_share",
    "行为量表": "behaviour_scale",
    "总分小数位": "total_places",
    "得分小数位": "score_places",
    "长假天数": "long_leave_days",
    "申诉工作日": "appeal_days",
    "加分上限": "bonus_cap",
    "扣分上限": "deduction_cap",
    "报告显示金额": "show_pay",
    "强制分布人数": "quota_people",
    "同事评价最少人数": "min_peers",
    "缺评处理": "missing_rater",
}
"""Name in sheet 设置 → field of `Settings`."""
OPTIONAL_SETTINGS = frozenset(list(SETTING_FIELDS)[10:])
"""Those that an older scheme need not have."""

_WHOLE_NUMBERS = {
    "总分小数位": (2, 6),
    "得分小数位": (2, 6),
    "长假天数": (1, 92),
    "申诉工作日": (1, 60),
    "强制分布人数": (1, 10000),
    "同事评价最少人数": (1, 100),
}
_DECIMALS = {"行为占比": (0, 1), "加分上限": (0, 1), "扣分上限": (0, 1)}
_WORDS = {"缺评处理": tuple(MissingRater), "报告显示金额": ("是", "否")}
_NAMES = ("公司名称", "保密说明", "行为量表")


def _settings(rows: list[Record]) -> tuple[Settings, list[Issue]]:
    """The settings; C11 for an unknown, missing or impossible one."""
    settings = Settings()
    issues: list[Issue] = []
    seen: set[str] = set()
    for row in rows:
        name = row.sheet.one_of(row.text("项目"), SETTING_FIELDS)
        if name not in SETTING_FIELDS:
            # What a misspelt name was meant to be isn't missing besides.
            seen.add(nearest(name, SETTING_FIELDS))
            issues.append(
                row.issue(
                    "C11",
                    "项目",
                    nearest=nearest(name, SETTING_FIELDS),
                    allowed="、".join(SETTING_FIELDS),
                )
            )
            continue
        seen.add(name)
        if "值" in row.faulty:
            continue
        value = _setting(name, row)
        if value is None:
            issues.append(row.issue("C12", "值", setting=name, allowed=_allowed(name)))
        else:
            given: dict[str, Any] = {SETTING_FIELDS[name]: value}
            settings = replace(settings, **given)
    if rows:
        place = rows[0].sheet.place()
        issues += [
            Issue("C13", place, details={"setting": n})
            for n in SETTING_FIELDS
            if n not in seen | OPTIONAL_SETTINGS
        ]
    return settings, issues


def _allowed(name: str) -> str:
    if bounds := _WHOLE_NUMBERS.get(name) or _DECIMALS.get(name):
        return f"{bounds[0]}–{bounds[1]}"
    return "、".join(_WORDS.get(name, ("Q1、Q2、Q3、Q4",)))


def _setting(name: str, row: Record) -> Any:
    """The setting's value, None for an impossible one."""
    if name == "行为计入季度":
        return _quarters(row.text("值"))
    if bounds := _WHOLE_NUMBERS.get(name):
        number = _number(row, Kind.NUMBER, bounds)
        return int(number) if number is not None and number == int(number) else None
    if bounds := _DECIMALS.get(name):
        return _number(row, Kind.RATIO, bounds)
    if name in _WORDS:
        word = row.sheet.one_of(row.text("值"), _WORDS[name])
        if word not in _WORDS[name]:
            return None
        return MissingRater(word) if name == "缺评处理" else word == "是"
    return row.sheet.named(row.text("值")) if name in _NAMES else row.text("值")


def _number(row: Record, kind: Kind, bounds: tuple[int, int]) -> Decimal | None:
    cell = read_cell(row.raw["值"], replace(sheets.SETTINGS.column("值"), kind=kind))
    if not isinstance(cell, Parsed) or not isinstance(cell.value, Decimal):
        return None
    return cell.value if bounds[0] <= cell.value <= bounds[1] else None


_KEYS: tuple[tuple[SheetForm, tuple[str, ...]], ...] = (
    (sheets.SETTINGS, ("项目",)),
    (sheets.POSTS, ("岗位",)),
    (sheets.KPIS, ("岗位", "指标")),
    (sheets.SCALES, ("量表", "等级")),
    (sheets.CATEGORIES, ("行为组", "类别")),
    (sheets.ITEMS, ("行为组", "行为项")),
    (sheets.GRADES, ("等级",)),
    (sheets.TABLES, ("记录表",)),
    (sheets.TABLE_COLUMNS, ("记录表", "列")),
    (sheets.LINE_ITEMS, ("项目",)),
    (sheets.RATERS, ("行为组", "评价人")),
    (sheets.QUOTAS, ("等级",)),
    (sheets.ENGLISH, ("中文",)),
    (sheets.ENGLISH, ("英文",)),
)


def _duplicates(rows: Rows) -> Iterable[Issue]:
    """C08: two rows for the same thing."""
    for form, keys in _KEYS:
        seen: dict[tuple[str, ...], Record] = {}
        for row in rows[form.name]:
            key = tuple(folded(row.text(k) or shown(row.raw.get(k))) for k in keys)
            if all(key) and key in seen:
                yield row.issue("C08", keys[-1], other=seen[key].place(keys[-1]).cell)
            seen.setdefault(key, row)


def _posts(rows: Rows) -> dict[str, Post]:
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
    """Names with 、 between them; an English one may be written with commas."""
    return [a.strip() for a in re.split("[/、,，]", text) if a.strip()]


def _of_whom(r: Record) -> str:
    """The post or unit whose KPI it is: `部门:技术服务组` may be written `Department: Technical Service`."""
    text = r.text("岗位").replace("：", ":")
    keyword, colon, unit = text.partition(":")
    if colon and r.sheet.means(keyword, EVERY_DEPARTMENT):
        return f"{EVERY_DEPARTMENT}:{r.sheet.named(unit.strip())}"
    return text


def _kpi(r: Record) -> Kpi:
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
        rule=Rule(r.text("计分")),
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


def _by_days(kpi: Kpi, r: Record) -> bool:
    """As written; else amounts that are scored against a target are cut to the days."""
    if r.cells.get("目标按天数") is not None:
        return r.yes("目标按天数")
    return kpi.source.amounts and kpi.may_be_cut


def _tables(rows: Rows) -> dict[str, RecordTable]:
    columns: dict[str, list[TableColumn]] = {}
    for r in rows["记录列"]:
        column = TableColumn(
            name=r.text("列"),
            kind=sheets.KIND_WORDS[r.text("类型")],
            required=r.yes("必填"),
            scale=r.text("量表"),
            na=r.yes("可不适用"),
            low=r.number("最小"),
            high=r.number("最大"),
            note=r.text("说明"),
        )
        columns.setdefault(r.text("记录表"), []).append(column)
    return {
        r.text("记录表"): RecordTable(
            r.text("记录表"),
            r.text("填报人"),
            tuple(columns.get(r.text("记录表"), ())),
            r.text("说明"),
        )
        for r in rows["记录表"]
    }


def _bands(rows: Rows) -> dict[str, tuple[ScoreBand, ...]]:
    named: dict[str, list[ScoreBand]] = {}
    for r in rows["分段"]:
        band = ScoreBand(
            r.number("起"), r.number("止"), r.number("得分") or Decimal(0), r.place("起")
        )
        named.setdefault(r.text("分段表"), []).append(band)
    return {name: tuple(sorted(bands, key=_start)) for name, bands in named.items()}


def _start(band: ScoreBand) -> tuple[bool, Decimal]:
    return (band.low is not None, band.low or Decimal(0))


def _scales(rows: Rows) -> dict[str, Scale]:
    named: dict[str, list[Level]] = {}
    for r in rows["评分等级"]:
        level = Level(r.text("等级"), r.text("含义"), r.number("得分") or Decimal(0))
        named.setdefault(r.text("量表"), []).append(level)
    return {name: Scale(name, tuple(levels)) for name, levels in named.items()}


def _behaviours(rows: Rows) -> dict[str, BehaviourSet]:
    categories: dict[str, dict[str, Decimal]] = {}
    for r in rows["行为类别"]:
        categories.setdefault(r.text("行为组"), {})[r.text("类别")] = r.number("权重") or Decimal(0)
    items: dict[str, list[BehaviourItem]] = {}
    for r in rows["行为项"]:
        item = BehaviourItem(r.text("类别"), r.text("行为项"), r.number("权重"), r.place("权重"))
        items.setdefault(r.text("行为组"), []).append(item)
    raters: dict[str, dict[Rater, Decimal]] = {}
    for r in rows["评价人"]:
        weights = raters.setdefault(r.text("行为组"), {})
        weights[Rater(r.text("评价人"))] = r.number("权重") or Decimal(0)
    alone = {Rater.SUPERVISOR: Decimal(1)}
    return {
        name: BehaviourSet(name, cats, tuple(items.get(name, ())), raters.get(name, alone))
        for name, cats in categories.items()
    }


def _line_item(r: Record) -> LineItem:
    kind, cap = LineKind(r.text("类型")), r.number("上限")
    return LineItem(r.text("项目"), kind, cap, r.text("等级上限"), r.place("项目"))


def _specifications(rows: Rows) -> dict[str, tuple[PostLine, ...]]:
    lines: dict[str, list[PostLine]] = {}
    for r in rows[sheets.SPECIFICATIONS.name]:
        line = PostLine(
            part=PostPart(r.text("部分")),
            label=r.text("项目"),
            text=r.text("内容"),
            measure=r.text("衡量标准"),
            english_text=r.text("内容英文"),
            english_measure=r.text("衡量标准英文"),
            sample=r.yes("示例"),
            place=r.place("内容"),
        )
        lines.setdefault(r.text("岗位"), []).append(line)
    return {post: tuple(found) for post, found in lines.items()}


def _quota(r: Record) -> Quota:
    return Quota(r.text("等级"), r.number("最低比例"), r.number("最高比例"), r.place("等级"))


def _grade(r: Record) -> GradeBand:
    return GradeBand(
        name=r.text("等级"),
        low=r.number("下限") or Decimal(0),
        high=r.number("上限"),
        pay_factor=r.number("绩效系数") or Decimal(0),
        meaning=r.text("含义"),
        place=r.place("下限"),
    )
