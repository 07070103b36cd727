"""Numbers that stand for names in the keys of rows on the hidden sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gacx_reports.core.issuing.preview.context import PreviewContext


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """Name → number, each from 1 in the order of the workbook."""

    kpis: Mapping[str, int]
    points: Mapping[str, int]
    """Points of a KPI's line of which a person may have a value."""
    items: Mapping[str, int]
    """Behaviour items."""
    projects: Mapping[str, int]


def key_numbers(context: PreviewContext) -> KeyNumbers:
    """The numbers of all names that the workbook's rows may have."""
    known = context.roster.projects
    return KeyNumbers(
        _numbered(k.name for k in context.kpis),
        _numbered(point for k in context.kpis for point in k.own_points),
        _numbered(item.name for _, item in context.rated),
        _numbered(p.name for a in context.form.people for p in known.get(a.id, ())),
    )


def _numbered(names: Iterable[str]) -> Mapping[str, int]:
    return {name: n for n, name in enumerate(dict.fromkeys(names), start=1)}
