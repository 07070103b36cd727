"""The sums of weights that the scheme workbook shows beside each other: each must be 100 %."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import criterion, quoted
from gacx_reports.core.language.vocabulary import tab, word
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_sheets import CATEGORIES, ITEMS, RATERS
from gacx_reports.core.scheme.kpi_rater import RATERS_OF_KPIS
from gacx_reports.core.scheme.kpi_sheets import KPIS
from gacx_reports.core.scheme.weights import EQUAL
from gacx_reports.excel.styles import FilledSheet
from gacx_reports.i18n import N_

_SPARE = 10
"""Blank rows below the filled ones of a sheet that have a sum on sheet 校验."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Weights that must total 100 %, in one row of the check sheet."""

    what: str
    of: str
    """Formula of the post, unit, set or category of the sum; the row is blank if it gives ""."""
    total: str
    """Formula of the sum, a fraction of 1."""
    spare: bool = False
    """Whether the sum is of a row that is still blank."""


def sums_of(
    filled: Sequence[FilledSheet], places: dict[str, SheetLayout], t: NullTranslations
) -> Iterator[Sum]:
    """Returns the sums to check: of KPIs, dimensions, mixes, units, categories, items, raters and periods."""
    counts = {s.form.name: len(s.rows) for s in filled}
    kpis, posts = places[KPIS.name], places[sheets.POSTS.name]
    weight = t.gettext(N_("Weights of the KPIs"))
    dimensions = places[sheets.DIMENSIONS.name]
    for row, spare in _rows(counts[posts.name]):
        post = posts.cell("岗位", row)
        plain = f'IF(COUNTIF({dimensions.range("岗位")},{criterion(post)})=0,{post},"")'
        # A post that is scored by published periods needs no KPI.
        none = f"COUNTIF({kpis.range('岗位')},{criterion(post)})=0"
        plain = f'IF(AND({none},N({posts.cell("各期权重", row)})>0),"",{plain})'
        yield Sum(weight, plain, _whole(kpis, t, ("岗位", post)), spare)
    yield from _dimensions(dimensions, kpis, counts[dimensions.name], t)
    known = {str(r.get("岗位")) for s in filled if s.form is sheets.POSTS for r in s.rows}
    units = (str(r.get("岗位")) for s in filled if s.form is KPIS for r in s.rows)
    for unit in dict.fromkeys(u for u in units if u not in known):
        name = quoted(unit)
        yield Sum(weight, name, _whole(kpis, t, ("岗位", name)))
    mix = t.gettext(N_("Individual, department, company"))
    for row, spare in _rows(counts[posts.name]):
        first, last = (posts.cell(c, row) for c in ("个人权重", "公司权重"))
        whole = f"SUM({first}:{last.split('!')[1]})+{posts.cell('各期权重', row)}"
        yield Sum(mix, posts.cell("岗位", row), whole, spare)
    for name, what in (
        (CATEGORIES.name, t.gettext(N_("Categories of a behaviour set"))),
        (RATERS.name, t.gettext(N_("Raters of a behaviour set"))),
    ):
        place = places.get(name)
        for row, spare in _rows(counts.get(name, 0)) if place else ():
            group = place.cell("行为组", row) if place else ""
            total = _whole(place, t, ("行为组", group)) if place else ""
            yield Sum(what, group, total, spare)
    yield from _items(places, counts, t)
    yield _periods(places[sheets.PERIODS.name], t)
    yield from _raters_of_kpis(places[RATERS_OF_KPIS.name], counts[RATERS_OF_KPIS.name], t)


def _whole(place: SheetLayout, t: NullTranslations, *of: tuple[str, str]) -> str:
    """The weights of a sheet's rows whose cells (column, value) are these; what is shared equally fills them up."""
    pairs = ",".join(f"{place.range(column)},{criterion(value)}" for column, value in of)
    weights = place.range("权重")
    total = f"SUMIFS({weights},{pairs})"
    sharing = f'COUNTIFS({pairs},{weights},"{word(EQUAL, t)}")'
    return f"{total}+IF({sharing}>0,MAX(1-{total},0),0)"


def _dimensions(
    dimensions: SheetLayout, kpis: SheetLayout, filled: int, t: NullTranslations
) -> Iterator[Sum]:
    """The sum of the dimensions of each post that has any, and of the KPIs within each."""
    over = t.gettext(N_("Dimensions of a post"))
    within = t.gettext(N_("KPIs of a dimension"))
    for row, spare in _rows(filled):
        post, name = (dimensions.cell(c, row) for c in ("岗位", "维度"))
        yield Sum(over, post, _whole(dimensions, t, ("岗位", post)), spare)
        total = _whole(kpis, t, ("岗位", post), ("维度", name))
        yield Sum(within, f'IF({name}="","",{post}&" · "&{name})', total, spare)


def _periods(place: SheetLayout, t: NullTranslations) -> Sum:
    """The sum of the given weights; blank without any."""
    weights, names = place.range("权重"), place.range("期")
    sharing = f'COUNTIF({weights},"{word(EQUAL, t)}")'
    total = f"SUM({weights})+IF({sharing}>0,MAX(1-SUM({weights}),0),0)"
    name = f'IF(COUNTA({names})=0,"",{quoted(tab("各期", t))})'
    return Sum(t.gettext(N_("Weights of the periods")), name, total, spare=True)


def _raters_of_kpis(place: SheetLayout, filled: int, t: NullTranslations) -> Iterator[Sum]:
    what = t.gettext(N_("Raters of a KPI"))
    for row, spare in _rows(filled):
        post, kpi = (place.cell(c, row) for c in ("岗位", "指标"))
        total = _whole(place, t, ("岗位", post), ("指标", kpi))
        yield Sum(what, f'IF({kpi}="","",{post}&" · "&{kpi})', total, spare)


def _items(
    places: dict[str, SheetLayout], counts: dict[str, int], t: NullTranslations
) -> Iterator[Sum]:
    """The sum of items of each category; blank if none of its items has a weight, as blank weights share equally."""
    categories, items = places[CATEGORIES.name], places[ITEMS.name]
    what = t.gettext(N_("Items of a category (blank: equal)"))
    for row, spare in _rows(counts[categories.name]):
        group, category = (categories.cell(c, row) for c in ("行为组", "类别"))
        pair = ",".join(
            f"{items.range(column)},{criterion(value)}"
            for column, value in (("行为组", group), ("类别", category))
        )
        total = _whole(items, t, ("行为组", group), ("类别", category))
        given = f'COUNTIFS({pair},{items.range("权重")},"<>")'
        name = f'IF({given}=0,"",{group}&" · "&{category})'
        yield Sum(what, name, total, spare)


def _rows(filled: int) -> Iterator[tuple[int, bool]]:
    """Rows (1-based) that have a sum, each with whether it is still blank."""
    return ((row, row > filled + 1) for row in range(2, filled + 2 + _SPARE))
