"""What changed between two schemes: each scheme taken apart into named things, and those compared.

The order of rows is no content: a scheme whose rows were only moved doesn't differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from gettext import NullTranslations
from typing import Any

from gacx_reports.core.columns import Kind
from gacx_reports.core.formats import NONE
from gacx_reports.core.scheme import COMPANY, BehaviourSet, Kpi, Scheme, Settings, is_unit
from gacx_reports.core.scheme_reading import SETTING_FIELDS
from gacx_reports.core.scheme_sheets import KIND_WORDS
from gacx_reports.core.sheet_reading import bound
from gacx_reports.i18n import N_


class Area(StrEnum):
    """What a change is about; the values are message ids."""

    SETTING = N_("Setting")
    POST = N_("Post")
    KPI = N_("KPI")
    BAND = N_("Step band")
    SCALE = N_("Rating scale")
    BEHAVIOUR_CATEGORY = N_("Behaviour category")
    BEHAVIOUR_ITEM = N_("Behaviour item")
    RATER = N_("Rater")
    GRADE = N_("Grade")
    TABLE = N_("Record table")
    TABLE_COLUMN = N_("Column of a record table")
    LINE_ITEM = N_("Bonus, deduction or veto item")
    QUOTA = N_("Quota of a grade")
    DOCUMENT = N_("Documents of a post")
    ENGLISH = N_("English name")


ADDED = N_("added")
REMOVED = N_("removed")
POST_FIELDS = {
    "unit": N_("Unit"),
    "behaviours": N_("Set of behaviour items"),
    "individual": N_("Share of the individual result"),
    "department": N_("Share of the department's result"),
    "company": N_("Share of the company's result"),
    "aliases": N_("Other names"),
}
KPI_FIELDS = {
    "weight": N_("Weight"),
    "quantitative": N_("Nature"),
    "source": N_("Way of measuring"),
    "table": N_("Record table"),
    "column": N_("Column"),
    "where_column": N_("Column of the condition"),
    "where_value": N_("Value of the condition"),
    "rule": N_("Scoring rule"),
    "target": N_("Target"),
    "zero_at": N_("Raw value that scores 0"),
    "full_at": N_("Raw value that scores 1"),
    "bands": N_("Set of step bands"),
    "cap": N_("Cap"),
    "floor": N_("Floor"),
    "min_n": N_("Fewest records"),
    "few": N_("With fewer records"),
    "na": N_("Where not applicable"),
    "personal_target": N_("Personal targets"),
    "by_days": N_("Target cut to the days in the post"),
    "unit": N_("Unit"),
    "places": N_("Decimals in print"),
    "scale": N_("Rating scale"),
    "info_source": N_("Information source"),
    "watched_by": N_("Watched by"),
    "sample": N_("Example rule"),
}
GRADE_FIELDS = {
    "low": N_("Lowest total"),
    "high": N_("Upper bound"),
    "pay_factor": N_("Pay factor"),
    "meaning": N_("Meaning"),
}
LEVEL_FIELDS = {"meaning": N_("Meaning"), "score": N_("Score")}
BAND_FIELDS = {"score": N_("Score")}
CATEGORY_FIELDS = {"weight": N_("Weight")}
ITEM_FIELDS = {"category": N_("Category"), "weight": N_("Weight")}
TABLE_FIELDS = {"owner": N_("Filled in by"), "note": N_("Note")}
COLUMN_FIELDS = {
    "kind": N_("Type"),
    "required": N_("Required"),
    "scale": N_("Rating scale"),
    "na": N_("N/A allowed"),
    "low": N_("Lowest number"),
    "high": N_("Highest number"),
    "note": N_("Note"),
}
LINE_FIELDS = {"kind": N_("Type"), "cap": N_("Cap"), "ceiling": N_("Best grade that is left")}
QUOTA_FIELDS = {"least": N_("At least"), "most": N_("At most")}
SETTING_VALUE = N_("Value")
ENGLISH_NAME = N_("English")
CONTENT = N_("Content")
ENGLISH_CONTENT = N_("Content in English")

_SHARES = frozenset(
    [
        "weight",
        "individual",
        "department",
        "company",
        "pay_factor",
        "least",
        "most",
        "behaviour_share",
    ]
)
"""Fields that are printed in percent."""
_ESSENTIAL = tuple(KPI_FIELDS[name] for name in ("weight", "source", "rule", "target"))
"""Of a KPI that is there in one scheme only."""
_PRINT_ONLY = frozenset(
    ["version", "company", "confidential", "score_places", "appeal_days", "show_pay"]
)
"""Settings that no result depends on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two schemes."""

    area: Area
    name: str
    """Of the thing, in the scheme's own words: `技术工程师 › 合格率`."""
    what: str
    """Message id of the field that changed, or `added`, `removed`."""
    before: str
    """In the scheme's own words; a dash for nothing."""
    after: str
    posts: tuple[str, ...]
    """Posts whose results or workbooks it touches; none for what is only printed."""
    renamed: str = ""
    """The other name of a KPI that was perhaps only renamed."""


@dataclass(frozen=True, slots=True)
class _Thing:
    values: Mapping[str, tuple[Any, str]]
    """Field's message id → value and how it is printed."""
    posts: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The thing in a few words, where it is there in one scheme only."""
        long = len(self.values) > len(_ESSENTIAL) * 2
        shown = {w: v for w, v in self.values.items() if w in _ESSENTIAL} if long else self.values
        return "，".join(printed for _, printed in shown.values() if printed != NONE)


_Things = dict[tuple[Area, str], _Thing]


def diff(old: Scheme, new: Scheme) -> tuple[Change, ...]:
    """Every difference, in the order of the scheme's sheets; nothing for equal schemes.

    A renamed KPI is one removed and one added; where their weight and way of measuring agree, each
    names the other.
    """
    before, after = _things(old), _things(new)
    twins: dict[tuple[Area, str], str] = {}
    for (post, name), was in renamed(old, new).items():
        twins[Area.KPI, f"{post} › {name}"] = was
        twins[Area.KPI, f"{post} › {was}"] = name
    changes: list[Change] = []
    for key in (*before, *(k for k in after if k not in before)):
        changes += _compared(key, before.get(key), after.get(key), twins.get(key, ""))
    order = list(Area)
    return tuple(sorted(changes, key=lambda c: order.index(c.area)))


def renamed(old: Scheme, new: Scheme) -> dict[tuple[str, str], str]:
    """(post, KPI) that only the new scheme has → the KPI of the old one that it probably is."""
    pairs = {}
    gone = [k for k in old.kpis if not _has(new, k)]
    for kpi in (k for k in new.kpis if not _has(old, k)):
        twin = next((k for k in gone if _likeness(k) == _likeness(kpi)), None)
        if twin:
            gone.remove(twin)
            pairs[kpi.post, kpi.name] = twin.name
    return pairs


def describe_posts(change: Change, old: Scheme, new: Scheme, t: NullTranslations) -> str:
    """The posts that a change touches, in words."""
    everybody = _all_posts(old) + _all_posts(new)
    if not change.posts:
        return t.gettext("no result")
    if len(everybody) > 1 and set(change.posts) == set(everybody):
        return t.gettext("all posts")
    return t.gettext(", ").join(change.posts)


def _has(scheme: Scheme, kpi: Kpi) -> bool:
    return any(k.name == kpi.name for k in scheme.kpis_of(kpi.post))


def _likeness(k: Kpi) -> tuple[object, ...]:
    return (k.post, k.weight, k.source, k.table, k.column, k.where_column, k.where_value)


def _compared(
    key: tuple[Area, str], old: _Thing | None, new: _Thing | None, twin: str
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


def _things(scheme: Scheme) -> _Things:
    return {
        (area, name): _Thing(values, posts)
        for area, name, values, posts in (
            *_settings(scheme),
            *_posts(scheme),
            *_kpis(scheme),
            *_bands(scheme),
            *_scales(scheme),
            *_behaviours(scheme),
            *_grades(scheme),
            *_tables(scheme),
            *_lines(scheme),
            *_documents(scheme),
            *_english(scheme),
        )
    }


_Row = tuple[Area, str, Mapping[str, tuple[Any, str]], tuple[str, ...]]


def _settings(scheme: Scheme) -> Iterator[_Row]:
    words = {field: name for name, field in SETTING_FIELDS.items()}
    for field in fields(Settings):
        posts = _all_posts(scheme)
        if field.name in _PRINT_ONLY:
            posts = ()
        elif field.name.startswith("behaviour") or field.name in ("min_peers", "missing_rater"):
            posts = _rated_posts(scheme)
        value = getattr(scheme.settings, field.name)
        yield (
            Area.SETTING,
            words[field.name],
            {SETTING_VALUE: (value, _printed(value, field.name in _SHARES))},
            posts,
        )


def _posts(scheme: Scheme) -> Iterator[_Row]:
    for post in scheme.posts.values():
        yield Area.POST, post.name, _values(post, POST_FIELDS), (post.name,)


def _kpis(scheme: Scheme) -> Iterator[_Row]:
    for k in scheme.kpis:
        values = _values(k, KPI_FIELDS)
        for name in ("target", "zero_at", "full_at"):
            value = getattr(k, name)
            unit = "" if k.percent or not k.unit or value is None else f" {k.unit}"
            values[KPI_FIELDS[name]] = (value, _printed(value, k.percent) + unit)
        values[KPI_FIELDS["quantitative"]] = (k.quantitative, "定量" if k.quantitative else "定性")
        yield Area.KPI, f"{k.post} › {k.name}", values, _users([k], scheme)


def _bands(scheme: Scheme) -> Iterator[_Row]:
    for name, bands in scheme.bands.items():
        users = _users([k for k in scheme.kpis if k.bands == name], scheme)
        for band in bands:
            low = "−∞" if band.low is None else _printed(band.low)
            high = "+∞" if band.high is None else _printed(band.high)
            yield Area.BAND, f"{name} › {low}–{high}", _values(band, BAND_FIELDS), users


def _scales(scheme: Scheme) -> Iterator[_Row]:
    for scale in scheme.scales.values():
        tables = {
            t.name for t in scheme.tables.values() for c in t.columns if c.scale == scale.name
        }
        kpis = [k for k in scheme.kpis if k.scale == scale.name or k.table in tables]
        users = _users(kpis, scheme)
        if scheme.settings.behaviour_scale == scale.name:
            users = tuple(dict.fromkeys((*users, *_rated_posts(scheme))))
        for level in scale.levels:
            values = _values(level, LEVEL_FIELDS)
            yield Area.SCALE, f"{scale.name} › {level.name}", values, users


def _behaviours(scheme: Scheme) -> Iterator[_Row]:
    for group in scheme.behaviours.values():
        yield from _behaviour_set(group, scheme)


def _behaviour_set(group: BehaviourSet, scheme: Scheme) -> Iterator[_Row]:
    users = tuple(p.name for p in scheme.posts.values() if p.behaviours == group.name)
    weight = CATEGORY_FIELDS["weight"]
    for category, share in group.categories.items():
        values = {weight: (share, _printed(share, percent=True))}
        yield Area.BEHAVIOUR_CATEGORY, f"{group.name} › {category}", values, users
    for item in group.items:
        yield (
            Area.BEHAVIOUR_ITEM,
            f"{group.name} › {item.name}",
            _values(item, ITEM_FIELDS),
            users,
        )
    for rater, share in group.raters.items():
        values = {weight: (share, _printed(share, percent=True))}
        yield Area.RATER, f"{group.name} › {rater.value}", values, users


def _grades(scheme: Scheme) -> Iterator[_Row]:
    for grade in scheme.grades:
        yield Area.GRADE, grade.name, _values(grade, GRADE_FIELDS), _all_posts(scheme)


def _tables(scheme: Scheme) -> Iterator[_Row]:
    for table in scheme.tables.values():
        users = _users([k for k in scheme.kpis if k.table == table.name], scheme)
        yield Area.TABLE, table.name, _values(table, TABLE_FIELDS), users
        for column in table.columns:
            values = _values(column, COLUMN_FIELDS)
            yield Area.TABLE_COLUMN, f"{table.name} › {column.name}", values, users


def _lines(scheme: Scheme) -> Iterator[_Row]:
    for item in scheme.line_items.values():
        yield Area.LINE_ITEM, item.name, _values(item, LINE_FIELDS), _all_posts(scheme)
    for quota in scheme.quotas:
        yield Area.QUOTA, quota.grade, _values(quota, QUOTA_FIELDS), _all_posts(scheme)


def _documents(scheme: Scheme) -> Iterator[_Row]:
    """Part by part: lines have no names, and their order counts."""
    for post, lines in scheme.specifications.items():
        for part in dict.fromkeys(line.part for line in lines):
            own = tuple(line for line in lines if line.part is part)
            words = tuple((li.label, li.text, li.measure, li.sample) for li in own)
            english = tuple((li.english_text, li.english_measure) for li in own)
            said = "；".join(li.text for li in own)
            values = {
                CONTENT: (words, said),
                ENGLISH_CONTENT: (english, "; ".join(li.english_text for li in own)),
            }
            yield Area.DOCUMENT, f"{post} › {part}", values, ()


def _english(scheme: Scheme) -> Iterator[_Row]:
    for name, english in scheme.english.items():
        yield Area.ENGLISH, name, {ENGLISH_NAME: (english, english)}, ()


def _values(thing: object, words: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    values = {field: getattr(thing, field) for field in words}
    return {words[f]: (v, _printed(v, f in _SHARES)) for f, v in values.items()}


_KINDS = {kind: word for word, kind in KIND_WORDS.items()}


def _printed(value: Any, percent: bool = False) -> str:
    """A value as the scheme's workbook says it, exact."""
    match value:
        case None | "" | ():
            return NONE
        case bool():
            return "是" if value else "否"
        case Decimal():
            return bound(value, percent)
        case tuple():
            return "、".join(f"Q{v}" if isinstance(v, int) else str(v) for v in value)
        case Kind():
            return _KINDS[value]
        case _:
            return str(value)


def _users(kpis: Iterable[Kpi], scheme: Scheme) -> tuple[str, ...]:
    """Posts of the KPIs; for a unit's KPI those whose totals the unit is part of."""
    found: list[str] = []
    for k in kpis:
        if is_unit(k.post):
            posts = scheme.posts.values()
            found += [p.name for p in posts if (p.company if k.post == COMPANY else p.department)]
        else:
            found.append(k.post)
    return tuple(dict.fromkeys(found))


def _all_posts(scheme: Scheme) -> tuple[str, ...]:
    return tuple(scheme.posts)


def _rated_posts(scheme: Scheme) -> tuple[str, ...]:
    return tuple(p.name for p in scheme.posts.values() if p.behaviours in scheme.behaviours)
