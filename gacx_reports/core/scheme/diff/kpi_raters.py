"""Raters of KPIs as entries of a comparison of schemes."""

from collections.abc import Iterator

from gacx_reports.core.scheme.diff.grade_entries import EntryRow
from gacx_reports.core.scheme.diff.labels import CATEGORY_FIELDS, KPI_RATER_FIELDS, DiffSection
from gacx_reports.core.scheme.diff.posts import posts_of_kpis
from gacx_reports.core.scheme.diff.printed import printed
from gacx_reports.core.scheme.scheme import Scheme


def kpi_rater_entries(scheme: Scheme) -> Iterator[EntryRow]:
    """Yields an entry for each rater of each KPI."""
    for k in scheme.kpis:
        for r in k.raters:
            values: dict[str, tuple[object, str]] = {
                CATEGORY_FIELDS["weight"]: (r.weight, printed(r.weight, percent=True)),
                KPI_RATER_FIELDS["missing"]: (r.missing, printed(r.missing)),
            }
            name = f"{k.post} › {k.name} › {r.rater.value}"
            yield DiffSection.KPI_RATER, name, values, posts_of_kpis([k], scheme)
