"""Compares two schemes entry by entry; row order is ignored."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language.formats import NONE
from gacx_reports.core.scheme.diff.entries import SchemeEntry, entries_of
from gacx_reports.core.scheme.diff.labels import ADDED, REMOVED, DiffSection
from gacx_reports.core.scheme.diff.posts import all_posts
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two schemes."""

    area: DiffSection
    name: str
    """Name of the entry in the scheme's own words: `技术工程师 › 合格率`."""
    what: str
    """Message id of the field that changed, or `added`, `removed`."""
    before: str
    """Value in the scheme's own words, like `after`; a dash for a blank or absent one."""
    after: str
    posts: tuple[str, ...]
    """Posts whose results or workbooks it affects; empty for a change that is only printed."""
    renamed: str = ""
    """Other name of a KPI that was probably renamed; else ""."""


def diff(old: Scheme, new: Scheme) -> tuple[Change, ...]:
    """Returns every difference in the order of `DiffSection`; empty for equal schemes.

    A renamed KPI is one removed and one added; if post, weight and measurement agree, `renamed` of each
    names the other.
    """
    before, after = entries_of(old), entries_of(new)
    twins: dict[tuple[DiffSection, str], str] = {}
    for (post, name), was in renamed(old, new).items():
        twins[DiffSection.KPI, f"{post} › {name}"] = was
        twins[DiffSection.KPI, f"{post} › {was}"] = name
    changes: list[Change] = []
    for key in (*before, *(k for k in after if k not in before)):
        changes += _compared(key, before.get(key), after.get(key), twins.get(key, ""))
    order = list(DiffSection)
    return tuple(sorted(changes, key=lambda c: order.index(c.area)))


def renamed(old: Scheme, new: Scheme) -> dict[tuple[str, str], str]:
    """Returns (post, KPI) that only the new scheme has → the old KPI of equal weight and measurement."""
    pairs = {}
    gone = [k for k in old.kpis if not _has(new, k)]
    for kpi in (k for k in new.kpis if not _has(old, k)):
        twin = next((k for k in gone if _likeness(k) == _likeness(kpi)), None)
        if twin:
            gone.remove(twin)
            pairs[kpi.post, kpi.name] = twin.name
    return pairs


def describe_posts(change: Change, old: Scheme, new: Scheme, t: NullTranslations) -> str:
    """Returns the posts that a change affects, as text: their names, `all posts` or `no result`."""
    everybody = all_posts(old) + all_posts(new)
    if not change.posts:
        return t.gettext("no result")
    if len(everybody) > 1 and set(change.posts) == set(everybody):
        return t.gettext("all posts")
    return t.gettext(", ").join(change.posts)


def _has(scheme: Scheme, kpi: Kpi) -> bool:
    return any(k.name == kpi.name for k in scheme.kpis_of(kpi.post))


def _likeness(k: Kpi) -> tuple[object, ...]:
    return (
        k.post,
        k.weight,
        k.source,
        k.table,
        k.column,
        k.other_column,
        k.counted_value,
        k.join,
        *k.conditions,
    )


def _compared(
    key: tuple[DiffSection, str], old: SchemeEntry | None, new: SchemeEntry | None, twin: str
) -> Iterator[Change]:
    area, name = key
    posts = tuple(dict.fromkeys((*(old.posts if old else ()), *(new.posts if new else ()))))
    if old is None or new is None:
        what = REMOVED if new is None else ADDED
        before, after = (thing.digest or name if thing else NONE for thing in (old, new))
        yield Change(area, name, what, before, after, posts, twin)
        return
    for what, (value, printed) in old.values.items():
        other, shown = new.values[what]
        if value != other:
            yield Change(area, name, what, printed, shown, posts)
