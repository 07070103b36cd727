"""Posts whose results or workbooks depend on an entry of the scheme."""

from collections.abc import Iterable

from gacx_reports.core.scheme.kpi import COMPANY, Kpi, is_unit
from gacx_reports.core.scheme.scheme import Scheme


def posts_of_kpis(kpis: Iterable[Kpi], scheme: Scheme) -> tuple[str, ...]:
    """Returns the posts of the KPIs; for a unit's KPI the posts with a share of that kind of unit."""
    found: list[str] = []
    for k in kpis:
        if is_unit(k.post):
            posts = scheme.posts.values()
            found += [p.name for p in posts if (p.company if k.post == COMPANY else p.department)]
        else:
            found.append(k.post)
    return tuple(dict.fromkeys(found))


def all_posts(scheme: Scheme) -> tuple[str, ...]:
    """Returns the names of the scheme's posts, in its order."""
    return tuple(scheme.posts)


def posts_by_periods(scheme: Scheme) -> tuple[str, ...]:
    """Returns the names of posts with a share for published periods."""
    return tuple(p.name for p in scheme.posts.values() if p.periods)


def rated_posts(scheme: Scheme) -> tuple[str, ...]:
    """Returns the names of posts with a behaviour set."""
    return tuple(p.name for p in scheme.posts.values() if p.behaviours in scheme.behaviours)
