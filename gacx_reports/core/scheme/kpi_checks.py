"""Whether each KPI can be computed: its columns, parameters, numbers and bands."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.comparison import compares, comparison_of
from gacx_reports.core.scheme.kpi import Kpi, is_unit
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, FewPolicy, Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.core.sheets.wanted_cell import (
    NUMBERS,
    WantedCell,
    held_by,
    wanted_cell,
    written_as,
)
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.i18n import N_

LEAST_POOLED = 2
"""With a minimum of 1 nothing is ever filled up: somebody without records is held back."""


def unknown_word(place: CellRef, word: str, known: Iterable[str]) -> Issue:
    """C03: a word that names nothing of the scheme."""
    names = tuple(known)
    return Issue(
        C.NAME_NOT_DEFINED,
        place,
        word,
        {"nearest": nearest(word, names), "allowed": "、".join(names)},
    )


def kpi_names(scheme: Scheme) -> Iterator[Issue]:
    """C03: a KPI names a post, record table, column, step bands and scale that exist."""
    for kpi in scheme.kpis:
        if kpi.post not in scheme.posts and not is_unit(kpi.post):
            yield unknown_word(kpi.at("岗位"), kpi.post, scheme.posts)
        if _uses(kpi, "分段表") and kpi.bands and kpi.bands not in scheme.bands:
            yield unknown_word(kpi.at("分段表"), kpi.bands, scheme.bands)
        if _uses(kpi, "折线表") and kpi.line and kpi.line not in scheme.lines:
            yield unknown_word(kpi.at("折线表"), kpi.line, scheme.lines)
        if kpi.scale and kpi.scale not in scheme.scales:
            yield unknown_word(kpi.at("量表"), kpi.scale, scheme.scales)
        if kpi.source.from_records and kpi.table and kpi.table not in scheme.tables:
            yield unknown_word(kpi.at("记录表"), kpi.table, scheme.tables)
        elif kpi.source.from_records and kpi.table:
            names = [c.name for c in scheme.tables[kpi.table].columns]
            for header, column in _columns(kpi):
                if column and column not in names:
                    yield unknown_word(kpi.at(header), column, names)


def _columns(kpi: Kpi) -> tuple[tuple[str, str], ...]:
    """Header of sheet 指标 → the column of the record table that it names; "" for none."""
    return (
        ("列", kpi.column),
        ("参照列", kpi.other_column),
        ("条件列", kpi.where_column),
        ("条件列2", kpi.also_column),
    )


def _uses(kpi: Kpi, column: str) -> bool:
    return column in kpi.rule.scoring.columns


_NUMBERS = (Kind.NUMBER, Kind.RATIO, Kind.CHOICE)
_FITTING = {
    Source.SHARE: (Kind.YES_NO,),
    Source.MEAN: _NUMBERS,
    Source.SUM: (Kind.NUMBER,),
    Source.RATIO: (Kind.NUMBER,),
    Source.WEIGHTED: _NUMBERS,
    Source.LEAST: _NUMBERS,
    Source.MOST: _NUMBERS,
    Source.MEDIAN: _NUMBERS,
}


def kpi_columns(scheme: Scheme) -> Iterator[Issue]:
    """C05: a share needs a column of 是否, a mean one of numbers or levels, a sum one of numbers."""
    for kpi in scheme.kpis:
        table = scheme.tables.get(kpi.table)
        asked = [("列", kpi.column, _FITTING.get(kpi.source))]
        if kpi.source.of_two_columns:
            asked.append(("参照列", kpi.other_column, (Kind.NUMBER,)))
        for header, name, kinds in asked:
            column = table.column(name) if table else None
            if column and kinds and column.kind not in kinds:
                found, details = f"{kpi.table}.{name}", {"source": kpi.source}
                yield Issue(C.COLUMN_DOES_NOT_FIT, kpi.at(header), found, details)


def comparisons(scheme: Scheme) -> Iterator[Issue]:
    """C52: 条件值 or 占比值 that compares needs a column of numbers, and a number as that column may hold.

    C51: a value, or a comparison, that no cell of the column ever meets.
    """
    for kpi in scheme.kpis:
        table = scheme.tables.get(kpi.table)
        for header, name, value in _wanted(kpi):
            column = table.column(name) if table else None
            if not column or not value:
                continue
            cells = column.cells(scheme.scales.get(column.scale))
            wanted = wanted_cell(value, cells)
            details = {"column": f"{kpi.table}.{name}"}
            if compares(value) and not _is_level(cells, wanted) and not _comparable(cells, value):
                yield Issue(C.COMPARES_NO_NUMBERS, kpi.at(header), value, details)
            elif wanted is None or (wanted is NA and header == "占比值"):
                details |= held_by(cells)
                yield Issue(C.VALUE_NEVER_HELD, kpi.at(header), value, details)


def _wanted(kpi: Kpi) -> Iterator[tuple[str, str, str]]:
    """Header of sheet 指标, the column of the record table, and what its cells are asked for."""
    yield "条件值", kpi.where_column, kpi.where_value
    yield "条件值2", kpi.also_column, kpi.also_value
    if kpi.source is Source.VALUE_SHARE:
        yield "占比值", kpi.column, kpi.counted_value


def _is_level(column: Column, wanted: WantedCell | None) -> bool:
    return column.kind is Kind.CHOICE and wanted is not None


def _comparable(column: Column, value: str) -> bool:
    """Whether cells of the column can be compared so."""
    comparison = comparison_of(value)
    if comparison is None or column.kind not in NUMBERS:
        return False
    return written_as(column, comparison.bound, comparison.typed.endswith("%"))


def targets_by_days(scheme: Scheme) -> Iterator[Issue]:
    """C16: only an amount of a post, scored against a target, can be cut to days."""
    for kpi in scheme.kpis:
        if kpi.by_days and not kpi.may_be_cut:
            yield Issue(
                C.TARGET_NOT_BY_DAYS, kpi.at("目标按天数"), kpi.name, {"source": kpi.source}
            )


def _needs(kpi: Kpi) -> Iterator[str]:
    """Columns of sheet 指标 that the KPI's source and rule can't do without."""
    if kpi.source.from_records:
        yield from (name for name, value in (("记录表", kpi.table),) if not value)
        if kpi.source is not Source.COUNT and not kpi.column:
            yield "列"
        if kpi.source.of_two_columns and not kpi.other_column:
            yield "参照列"
        if kpi.source is Source.VALUE_SHARE and not kpi.counted_value:
            yield "占比值"
        if bool(kpi.where_column) != bool(kpi.where_value):
            yield "条件值" if kpi.where_column else "条件列"
        if bool(kpi.also_column) != bool(kpi.also_value):
            yield "条件值2" if kpi.also_column else "条件列2"
    yield from (c for c in kpi.rule.scoring.columns if _written(kpi)[c] in (None, ""))


def _written(kpi: Kpi) -> Mapping[str, Decimal | str | None]:
    """Column of sheet 指标 that a rule may use → what the KPI has there."""
    return {
        "目标": kpi.target,
        "零分值": kpi.zero_at,
        "满分值": kpi.full_at,
        "分段表": kpi.bands,
        "折线表": kpi.line,
        "每次分值": kpi.each,
        "基准分": kpi.base,
        "封顶": kpi.cap,
    }


def kpi_parameters(scheme: Scheme) -> Iterator[Issue]:
    """C04: a KPI has all that its source and rule need."""
    for kpi in scheme.kpis:
        for column in _needs(kpi):
            yield Issue(
                C.KPI_INCOMPLETE,
                kpi.at(column),
                kpi.name,
                {"column": column, "source": kpi.source, "rule": kpi.rule},
            )


def kpi_numbers(scheme: Scheme) -> Iterator[Issue]:
    """C06: numbers of a KPI that contradict each other."""
    for kpi in scheme.kpis:
        for column in _contradicted(kpi):
            found = _written(kpi)[column]
            assert isinstance(found, Decimal)
            yield Issue(
                C.NUMBER_MAKES_NO_SENSE,
                kpi.at(column),
                bound(found, percent=False),
                {"column": column},
            )


def _contradicted(kpi: Kpi) -> Iterator[str]:
    if kpi.cap is not None and kpi.cap < kpi.floor:
        yield "封顶"
    if column := kpi.rule.scoring.contradicted(kpi.bounds(kpi.target)):
        yield column
    whole = kpi.percent and not kpi.negative and kpi.source is not Source.RATIO
    if whole and kpi.target is not None and not 0 <= kpi.target <= 1:
        yield "目标"


_NOT_POOLED = N_("{policy} needs a share or mean of a post's own records, at least 2 of them")


def pooled_kpis(scheme: Scheme) -> Iterator[Issue]:
    """C35: only a post's share or mean can be filled up with the mean of the others, and only to 2 records or more."""
    for kpi in scheme.kpis:
        fits = kpi.source in (Source.SHARE, Source.MEAN) and not is_unit(kpi.post)
        if kpi.few is FewPolicy.POOL and not (fits and kpi.min_n >= LEAST_POOLED):
            details = {"reason": _NOT_POOLED, "policy": kpi.few.value}
            yield Issue(C.SAMPLING_MAKES_NO_SENSE, kpi.at("样本不足时"), kpi.few.value, details)


_NO_RECORDS = N_("only a KPI that counts records can be without any")
_NO_ZERO = N_("without records only a sum or count is 0")


def without_records(scheme: Scheme) -> Iterator[Issue]:
    """C38: 无记录时 fits the source; 按零计 needs a sum or count."""
    for kpi in scheme.kpis:
        if kpi.empty is None:
            continue
        reason = "" if kpi.source.from_records else _NO_RECORDS
        if kpi.empty is EmptyPolicy.AS_ZERO and not kpi.source.amounts:
            reason = reason or _NO_ZERO
        if reason:
            details = {"reason": reason}
            yield Issue(C.NO_RECORDS_MAKES_NO_SENSE, kpi.at("无记录时"), kpi.empty.value, details)
