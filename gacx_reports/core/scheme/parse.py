"""Reads the scheme workbook: returns a Scheme and all its issues."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.text import match_key
from gacx_reports.core.language.vocabulary import meanings
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.behaviour_sheets import CATEGORIES, ITEMS, RATERS, SCALES
from gacx_reports.core.scheme.checks import check_scheme
from gacx_reports.core.scheme.english_names import ambiguous
from gacx_reports.core.scheme.kpi_rater import RATERS_OF_KPIS
from gacx_reports.core.scheme.kpi_sheets import KPIS
from gacx_reports.core.scheme.parse_kpis import (
    bands_of,
    dimensions_of,
    kpis_of,
    lines_of,
    of_whom,
)
from gacx_reports.core.scheme.parse_rows import (
    SchemeTables,
    behaviours_of,
    flag_of,
    grade_of,
    line_item_of,
    period_weights_of,
    posts_of,
    quota_of,
    scales_of,
    tables_from,
)
from gacx_reports.core.scheme.parse_settings import full_mark_of, other_period, read_settings
from gacx_reports.core.scheme.post_documents import faulty_parts_of, specifications_of
from gacx_reports.core.scheme.sampling_sheet import SAMPLING, sampling_of
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET, Scheme
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.scheme.table_sheets import LINE_ITEMS, POINTS, TABLE_COLUMNS, TABLES
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.read_sheet import causes, read_sheet
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook, nearest


def read_scheme(
    workbook: Workbook, period: Period | None = None
) -> tuple[Scheme, tuple[Issue, ...]]:
    """Returns the scheme of the workbook, and issues S, V and C; with `period` C44 if it appraises another kind of it.

    With errors the scheme has only its sound parts: enough to check the other workbooks, never to
    score.
    """
    rows, issues = scheme_rows(workbook)
    doubtful = ambiguous(rows, _english(rows[ENGLISH_SHEET]))
    issues += _shared_names(rows, doubtful)
    settings, faults = read_settings(rows["设置"])
    issues += faults
    if period:
        issues += other_period(rows["设置"], settings, period)
    issues += _duplicates(rows)
    issues += _orphans(rows)
    scheme = replace(
        _scheme(rows, settings),
        ambiguous=doubtful,
        workbook=workbook.name,
        sheets={
            form.name: sheet.name
            for form in sheets.SCHEME_SHEETS
            if (sheet := workbook.sheet(form.name)) and sheet.name != form.name
        },
        sha256=workbook.sha256,
    )
    # Sums over a sheet with a faulty row are not checked: they would be reported as wrong because of that row.
    blurred = {name for name, records in rows.items() if any(r.faulty for r in records)}
    issues += check_scheme(scheme, frozenset(blurred))
    aside = scheme.sheet(sheets.SPECIFICATIONS.name).sheet
    # No result depends on the texts of posts: their faults cost documents of posts, and nobody's report.
    issues = [replace(i, harmless=True) if i.place.sheet == aside else i for i in issues]
    return (_usable(scheme) if errors(issues) else scheme), causes(issues)


def _scheme(rows: SchemeTables, settings: Settings) -> Scheme:
    """The scheme of the sound rows."""
    sound = {name: [r for r in records if not r.faulty] for name, records in rows.items()}
    return Scheme(
        settings=settings,
        posts=posts_of(sound),
        kpis=kpis_of(sound, settings),
        tables=tables_from(sound),
        bands=bands_of(sound),
        lines=lines_of(sound),
        dimensions=dimensions_of(sound),
        scales=scales_of(sound, settings.full_mark),
        behaviours=behaviours_of(sound),
        grades=tuple(sorted((grade_of(r) for r in sound["等级"]), key=lambda g: -g.low)),
        line_items={r.text("项目"): line_item_of(r) for r in sound["加减分项"]},
        quotas=tuple(quota_of(r) for r in sound["强制分布"]),
        flags=tuple(flag_of(r) for r in sound["等级提醒"]),
        period_weights=period_weights_of(sound),
        sampling=tuple(sampling_of(r) for r in sound["抽样"]),
        specifications=specifications_of(sound[sheets.SPECIFICATIONS.name]),
        faulty_parts=faulty_parts_of(rows[sheets.SPECIFICATIONS.name]),
        english=_english(sound[ENGLISH_SHEET]),
    )


def scheme_rows(workbook: Workbook) -> tuple[SchemeTables, list[Issue]]:
    """Returns sheet → rows, with names in Chinese whatever language the workbook uses, and issues S and V."""
    english = _english(read_sheet(workbook, sheets.ENGLISH)[0])
    rows, issues = _read(workbook.in_words(meanings(english)))
    if doubtful := ambiguous(rows, english):
        known = {zh: en for zh, en in english.items() if zh not in doubtful}
        rows, issues = _read(workbook.in_words(meanings(known)))
    return rows, issues


def _read(book: Workbook) -> tuple[SchemeTables, list[Issue]]:
    rows: SchemeTables = {}
    rows[sheets.SETTINGS.name], issues = read_sheet(book, sheets.SETTINGS)
    full = full_mark_of(rows[sheets.SETTINGS.name])
    for form in sheets.SCHEME_SHEETS:
        if form is not sheets.SETTINGS:
            rows[form.name], faults = read_sheet(book, form.counted_to(full))
            issues += faults
    return rows, issues


def _shared_names(rows: SchemeTables, doubtful: frozenset[str]) -> Iterator[Issue]:
    """C32 (warning): the English of a name is also another name; English workbooks keep the Chinese."""
    for row in rows[ENGLISH_SHEET]:
        if row.text("中文") in doubtful:
            yield row.issue(C.ENGLISH_NAME_TAKEN, "英文")


def _english(rows: Iterable[TableRow]) -> dict[str, str]:
    return {r.text("中文"): r.text("英文") for r in rows if not r.faulty}


def _usable(scheme: Scheme) -> Scheme:
    """The scheme without parts that refer to missing scales or record tables."""
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
        kpis=tuple(
            # One that nobody but the person would score (C49) is asked of the supervisor, as without raters.
            replace(k, raters=()) if {r.rater for r in k.raters} == {Rater.SELF} else k
            for k in scheme.kpis
            if not k.source.from_records or k.table in tables
        ),
        behaviours=scheme.behaviours if rated else {},
        sampling=tuple(r for r in scheme.sampling if {r.table, r.frame} <= tables.keys()),
    )


_KEYS: tuple[tuple[SheetForm, tuple[Header, ...]], ...] = (
    (sheets.SETTINGS, ("项目",)),
    (sheets.POSTS, ("岗位",)),
    (KPIS, ("岗位", "指标")),
    (POINTS, ("折线表", "值")),
    (sheets.DIMENSIONS, ("岗位", "维度")),
    (SCALES, ("量表", "等级")),
    (CATEGORIES, ("行为组", "类别")),
    (ITEMS, ("行为组", "行为项")),
    (sheets.GRADES, ("等级",)),
    (TABLES, ("记录表",)),
    (TABLE_COLUMNS, ("记录表", "列")),
    (SAMPLING, ("记录表", "岗位")),
    (LINE_ITEMS, ("项目",)),
    (RATERS, ("行为组", "评价人")),
    (sheets.PERIODS, ("期",)),
    (RATERS_OF_KPIS, ("岗位", "指标", "评价人")),
    (sheets.ENGLISH, ("中文",)),
    (sheets.ENGLISH, ("英文",)),
)


def _duplicates(rows: SchemeTables) -> Iterable[Issue]:
    """C08: two rows of a sheet with the same name."""
    for form, keys in _KEYS:
        seen: dict[tuple[str, ...], TableRow] = {}
        for row in rows[form.name]:
            key = tuple(match_key(row.text(k) or shown(row.raw(k))) for k in keys)
            if all(key) and key in seen:
                yield row.issue(C.DEFINED_TWICE, keys[-1], other=seen[key].place(keys[-1]).cell)
            seen.setdefault(key, row)


_BELONGING: tuple[tuple[str, Header, str], ...] = (
    ("行为项", "行为组", "行为类别"),
    ("评价人", "行为组", "行为类别"),
    ("记录列", "记录表", "记录表"),
)
"""Sheet, its column with the name of what a row is part of, and the sheet with that name."""


def _orphans(rows: SchemeTables) -> Iterable[Issue]:
    """C03: a row that is part of nothing, such as an item of a misspelt behaviour set; it would not count."""
    for sheet, column, owner in _BELONGING:
        names = list(dict.fromkeys(row.text(column) for row in rows[owner]))
        for row in rows[sheet]:
            name = row.text(column)
            if name and name not in names:
                near = nearest(name, names)
                yield row.issue(C.NAME_NOT_DEFINED, column, nearest=near, allowed="、".join(names))
    yield from _raters_of_nothing(rows)


def _raters_of_nothing(rows: SchemeTables) -> Iterator[Issue]:
    """C03: a row of sheet 指标评价人 about a post without KPIs, or a KPI that the post doesn't have."""
    named: dict[str, list[str]] = {}
    for row in rows["指标"]:
        named.setdefault(of_whom(row), []).append(row.text("指标"))
    for row in rows[RATERS_OF_KPIS.name]:
        post, kpi = of_whom(row), row.text("指标")
        column: Header = "指标" if post in named else "岗位"
        names = named.get(post, list(named))
        if post and kpi and (post if column == "岗位" else kpi) not in names:
            near = nearest(row.text(column), names)
            yield row.issue(C.NAME_NOT_DEFINED, column, nearest=near, allowed="、".join(names))
