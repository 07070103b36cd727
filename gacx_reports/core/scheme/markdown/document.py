"""Prints the scheme as Markdown, so that a changed weight shows in a diff."""

from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, BehaviourSet, Rater
from gacx_reports.core.scheme.behaviour_sheets import RATERS, SCALES
from gacx_reports.core.scheme.kpi import is_unit
from gacx_reports.core.scheme.kpi_rater import RATERS_OF_KPIS
from gacx_reports.core.scheme.markdown.grades import (
    print_flags,
    print_grades,
    print_quotas,
)
from gacx_reports.core.scheme.markdown.kpis import (
    KPI_HEADERS,
    kpi_cells,
    print_bands,
    print_lines,
    print_post,
    yes,
)
from gacx_reports.core.scheme.markdown.periods import print_periods
from gacx_reports.core.scheme.markdown.settings import print_settings
from gacx_reports.core.scheme.markdown.table import heading, percent, plain, table
from gacx_reports.core.scheme.sampling_sheet import SAMPLING
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.table_sheets import KIND_WORDS, LINE_ITEMS
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.i18n import N_


def print_scheme(scheme: Scheme, t: NullTranslations) -> str:
    """Returns the whole scheme as Markdown; for English the caller translates its names first (`in_english`)."""
    blocks = [
        " ".join(
            ("#", scheme.settings.company, t.gettext("Appraisal scheme"), scheme.settings.version)
        ),
        t.gettext(
            "Printed from scheme.xlsx by `gacx-reports scheme --write`; edit the workbook, not this file."
        ),
        *print_settings(scheme, t),
        *print_grades(scheme, t),
        *_dimensions(scheme, t),
        *(block for post in scheme.posts.values() for block in print_post(post, scheme, t)),
        *print_bands(scheme, t),
        *print_lines(scheme, t),
        *_behaviours(scheme, t),
        *_scales(scheme, t),
        *_tables(scheme, t),
        *_sampling(scheme, t),
        *_units(scheme, t),
        *_line_items(scheme, t),
        *_raters(scheme, t),
        *_raters_of_kpis(scheme, t),
        *print_quotas(scheme, t),
        *print_flags(scheme, t),
        *print_periods(scheme, t),
        *_specifications(scheme, t),
        *_english(scheme, t),
    ]
    return "\n\n".join(blocks) + "\n"


def _dimensions(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (post, name, percent(weight))
        for post, shares in scheme.dimensions.items()
        for name, weight in shares.items()
    ]
    return (
        [heading(t.gettext("Dimensions")), table(sheets.DIMENSIONS.names, rows, t)] if rows else []
    )


def _behaviours(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (
            group.name,
            item.category,
            percent(group.categories.get(item.category)),
            item.name,
            _item_weight(item, t) + _item_limit(item),
        )
        for group in scheme.behaviours.values()
        for item in group.items
    ]
    headers = ("行为组", "类别", "类别权重", "行为项", "项权重")
    title = evaluation_words(N_("Half-yearly evaluation"), scheme, t)
    return [heading(title), table(headers, rows, t)] if rows else []


def _item_weight(item: BehaviourItem, t: NullTranslations) -> str:
    return word("均分", t) if item.weight is None else percent(item.weight)


def _item_limit(item: BehaviourItem) -> str:
    return "" if item.below is None else f"; < {plain(item.below)} → {item.ceiling}"


def _scales(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (scale.name, level.name, level.meaning, plain(level.score))
        for scale in scheme.scales.values()
        for level in scale.levels
    ]
    return [heading(t.gettext("Rating scales")), table(SCALES.names, rows, t)] if rows else []


def _tables(scheme: Scheme, t: NullTranslations) -> list[str]:
    words = {kind: word for word, kind in KIND_WORDS.items()}
    rows = [
        (
            table.name,
            word(table.owner, t),
            column.name,
            word(words[column.kind], t),
            yes(column.required, t),
            column.note,
        )
        for table in scheme.tables.values()
        for column in table.columns
    ]
    headers = ("记录表", "填报人", "列", "类型", "必填", "说明")
    return [heading(t.gettext("Record tables")), table(headers, rows, t)] if rows else []


def _sampling(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (
            r.table,
            r.post,
            r.frame,
            r.stratum_column,
            percent(r.share),
            *(str(number) for number in (r.least, r.most, r.reserves)),
            yes(r.show_employee, t),
        )
        for r in scheme.sampling
    ]
    return [heading(t.gettext("Sampling")), table(SAMPLING.names, rows, t)] if rows else []


def _units(scheme: Scheme, t: NullTranslations) -> list[str]:
    """KPIs of departments and the company."""
    rows = [(_unit(k.post, t), *kpi_cells(k, t)) for k in scheme.kpis if is_unit(k.post)]
    title = heading(t.gettext("Results of departments and company"))
    return [title, table(("对象", *KPI_HEADERS), rows, t)] if rows else []


def _line_items(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (item.name, word(item.kind, t), plain(item.cap), item.ceiling)
        for item in scheme.line_items.values()
    ]
    headers = LINE_ITEMS.names[:4]
    return (
        [heading(t.gettext("Bonus, deduction and veto")), table(headers, rows, t)] if rows else []
    )


def _raters(scheme: Scheme, t: NullTranslations) -> list[str]:
    groups = scheme.behaviours.values()
    used = 4 if any(group.pooling for group in groups) else 3
    used = 5 if any(group.calibration for group in groups) else used
    rows = [
        (
            group.name,
            word(rater, t),
            percent(weight),
            word(group.pooled_by(rater), t),
            _calibration(group, rater, t),
        )[:used]
        for group in groups
        for rater, weight in group.raters.items()
    ]
    headers = RATERS.names[:used]
    return [heading(t.gettext("Raters")), table(headers, rows, t)] if rows else []


def _raters_of_kpis(scheme: Scheme, t: NullTranslations) -> list[str]:
    rows = [
        (k.post, k.name, word(r.rater, t), percent(r.weight), word(r.missing, t))
        for k in scheme.kpis
        for r in k.raters
    ]
    title = heading(t.gettext("Raters of KPIs"))
    return [title, table(RATERS_OF_KPIS.names, rows, t)] if rows else []


def _calibration(group: BehaviourSet, rater: Rater, t: NullTranslations) -> str:
    how = group.calibration.get(rater)
    return word(how, t) if how else ""


def _unit(post: str, t: NullTranslations) -> str:
    """`公司`, `部门` or `部门:技术服务组`."""
    return ": ".join(word(part, t) for part in post.split(":"))


def _english(scheme: Scheme, t: NullTranslations) -> list[str]:
    headers = sheets.ENGLISH.names
    rows = scheme.english.items()
    return [heading(t.gettext("English names")), table(headers, rows, t)] if rows else []


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
    return [heading(t.gettext("Documents of the posts")), table(headers, rows, t)] if rows else []
