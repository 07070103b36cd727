"""Splits a scheme into named entries for comparison; row order is ignored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from gacx_reports.core.language.formats import NONE
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Pooling
from gacx_reports.core.scheme.diff.grade_entries import EntryRow, grade_entries
from gacx_reports.core.scheme.diff.kpi_raters import kpi_rater_entries
from gacx_reports.core.scheme.diff.labels import (
    BAND_FIELDS,
    CATEGORY_FIELDS,
    COLUMN_FIELDS,
    CONTENT,
    ENGLISH_CONTENT,
    ENGLISH_NAME,
    ESSENTIAL,
    ITEM_FIELDS,
    KPI_FIELDS,
    LEVEL_FIELDS,
    LINE_FIELDS,
    PERIOD_SETTINGS,
    POINT_FIELDS,
    POST_FIELDS,
    PRINT_ONLY,
    RATER_FIELDS,
    SAMPLING_FIELDS,
    SETTING_VALUE,
    SHARES,
    TABLE_FIELDS,
    DiffSection,
)
from gacx_reports.core.scheme.diff.posts import (
    all_posts,
    posts_by_periods,
    posts_of_kpis,
    rated_posts,
)
from gacx_reports.core.scheme.diff.printed import printed, printed_values
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scheme.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class SchemeEntry:
    """A named entry of a scheme: a setting, post, KPI, grade …"""

    values: Mapping[str, tuple[object, str]]
    """Field's message id → value and its printed text."""
    posts: tuple[str, ...]
    """Posts whose results or workbooks depend on it."""

    @property
    def digest(self) -> str:
        """Summary of an entry that only one scheme has: its values, of a KPI the essential ones."""
        long = len(self.values) > len(ESSENTIAL) * 2
        shown = {w: v for w, v in self.values.items() if w in ESSENTIAL} if long else self.values
        return "，".join(printed for _, printed in shown.values() if printed != NONE)


Things = dict[tuple[DiffSection, str], SchemeEntry]


def entries_of(scheme: Scheme) -> Things:
    """Returns (section, name) → entry for the whole scheme."""
    return {
        (area, name): SchemeEntry(values, posts)
        for area, name, values, posts in (
            *_settings(scheme),
            *_posts(scheme),
            *_dimensions(scheme),
            *_kpis(scheme),
            *_bands(scheme),
            *_points(scheme),
            *_scales(scheme),
            *_behaviours(scheme),
            *kpi_rater_entries(scheme),
            *grade_entries(scheme),
            *_tables(scheme),
            *_lines(scheme),
            *_documents(scheme),
            *_english(scheme),
        )
    }


def _settings(scheme: Scheme) -> Iterator[EntryRow]:
    words = {field: name for name, field in SETTING_FIELDS.items()}
    for field in fields(Settings):
        posts = all_posts(scheme)
        if field.name in PRINT_ONLY:
            posts = ()
        elif field.name in PERIOD_SETTINGS:
            posts = posts_by_periods(scheme)
        elif field.name.startswith("behaviour") or field.name in ("min_peers", "missing_rater"):
            posts = rated_posts(scheme)
        value = getattr(scheme.settings, field.name)
        said = scheme.settings.rated_periods if field.name == "behaviour_months" else value
        yield (
            DiffSection.SETTING,
            words[field.name],
            {SETTING_VALUE: (value, printed(said, field.name in SHARES))},
            posts,
        )


def _posts(scheme: Scheme) -> Iterator[EntryRow]:
    for post in scheme.posts.values():
        yield DiffSection.POST, post.name, printed_values(post, POST_FIELDS), (post.name,)


def _dimensions(scheme: Scheme) -> Iterator[EntryRow]:
    weight = CATEGORY_FIELDS["weight"]
    for post, shares in scheme.dimensions.items():
        for name, share in shares.items():
            values = {weight: (share, printed(share, percent=True))}
            yield DiffSection.DIMENSION, f"{post} › {name}", values, (post,)


def _kpis(scheme: Scheme) -> Iterator[EntryRow]:
    for k in scheme.kpis:
        values = printed_values(k, KPI_FIELDS)
        for name in ("target", "zero_at", "full_at"):
            value = getattr(k, name)
            unit = "" if k.percent or not k.unit or value is None else f" {k.unit}"
            values[KPI_FIELDS[name]] = (value, printed(value, k.percent) + unit)
        values[KPI_FIELDS["quantitative"]] = (k.quantitative, "定量" if k.quantitative else "定性")
        yield DiffSection.KPI, f"{k.post} › {k.name}", values, posts_of_kpis([k], scheme)


def _bands(scheme: Scheme) -> Iterator[EntryRow]:
    for name, bands in scheme.bands.items():
        users = posts_of_kpis([k for k in scheme.kpis if k.bands == name], scheme)
        for band in bands:
            low = "−∞" if band.low is None else printed(band.low)
            high = "+∞" if band.high is None else printed(band.high)
            yield (
                DiffSection.BAND,
                f"{name} › {low}–{high}",
                printed_values(band, BAND_FIELDS),
                users,
            )


def _points(scheme: Scheme) -> Iterator[EntryRow]:
    for name, points in scheme.lines.items():
        users = posts_of_kpis([k for k in scheme.kpis if k.line == name], scheme)
        for point in points:
            place = f"{name} › {printed(point.value)}"
            yield DiffSection.POINT, place, printed_values(point, POINT_FIELDS), users


def _scales(scheme: Scheme) -> Iterator[EntryRow]:
    for scale in scheme.scales.values():
        tables = {
            t.name for t in scheme.tables.values() for c in t.columns if c.scale == scale.name
        }
        kpis = [k for k in scheme.kpis if k.scale == scale.name or k.table in tables]
        users = posts_of_kpis(kpis, scheme)
        if scheme.settings.behaviour_scale == scale.name:
            users = tuple(dict.fromkeys((*users, *rated_posts(scheme))))
        for level in scale.levels:
            values = printed_values(level, LEVEL_FIELDS)
            yield DiffSection.SCALE, f"{scale.name} › {level.name}", values, users


def _behaviours(scheme: Scheme) -> Iterator[EntryRow]:
    for group in scheme.behaviours.values():
        yield from _behaviour_set(group, scheme)


def _behaviour_set(group: BehaviourSet, scheme: Scheme) -> Iterator[EntryRow]:
    users = tuple(p.name for p in scheme.posts.values() if p.behaviours == group.name)
    weight = CATEGORY_FIELDS["weight"]
    for category, share in group.categories.items():
        values = {weight: (share, printed(share, percent=True))}
        yield DiffSection.BEHAVIOUR_CATEGORY, f"{group.name} › {category}", values, users
    for item in group.items:
        yield (
            DiffSection.BEHAVIOUR_ITEM,
            f"{group.name} › {item.name}",
            printed_values(item, ITEM_FIELDS),
            users,
        )
    for rater, share in group.raters.items():
        how, calibration = group.pooled_by(rater), group.calibration.get(rater)
        said: dict[str, tuple[object, str]] = {
            weight: (share, printed(share, percent=True)),
            RATER_FIELDS["pooling"]: (how, NONE if how is Pooling.MEAN else printed(how)),
            RATER_FIELDS["calibration"]: (calibration, printed(calibration)),
        }
        yield DiffSection.RATER, f"{group.name} › {rater.value}", said, users


def _tables(scheme: Scheme) -> Iterator[EntryRow]:
    for table in scheme.tables.values():
        users = posts_of_kpis([k for k in scheme.kpis if k.table == table.name], scheme)
        yield DiffSection.TABLE, table.name, printed_values(table, TABLE_FIELDS), users
        for column in table.columns:
            values = printed_values(column, COLUMN_FIELDS)
            yield DiffSection.TABLE_COLUMN, f"{table.name} › {column.name}", values, users
    for rule in scheme.sampling:
        values = printed_values(rule, SAMPLING_FIELDS)
        yield DiffSection.SAMPLING, f"{rule.table} › {rule.post}", values, (rule.post,)


def _lines(scheme: Scheme) -> Iterator[EntryRow]:
    for item in scheme.line_items.values():
        yield DiffSection.LINE_ITEM, item.name, printed_values(item, LINE_FIELDS), all_posts(scheme)
    for name, own in scheme.period_weights.items():
        values = {CATEGORY_FIELDS["weight"]: (own.weight, printed(own.weight, percent=True))}
        yield DiffSection.PERIOD, name, values, posts_by_periods(scheme)


def _documents(scheme: Scheme) -> Iterator[EntryRow]:
    """One entry per part of a post's documents: lines have no names, and their order matters."""
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
            yield DiffSection.DOCUMENT, f"{post} › {part}", values, ()


def _english(scheme: Scheme) -> Iterator[EntryRow]:
    for name, english in scheme.english.items():
        yield DiffSection.ENGLISH, name, {ENGLISH_NAME: (english, english)}, ()
