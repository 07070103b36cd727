"""Differences between two schemes: none for equal ones, else each field by name with its posts."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, Level, Rater
from gacx_reports.core.scheme.diff import labels as diff_labels
from gacx_reports.core.scheme.diff.diff import diff, renamed
from gacx_reports.core.scheme.diff.labels import DiffSection
from gacx_reports.core.scheme.grades.flag_rule import FlagRule
from gacx_reports.core.scheme.grades.grade_band import GradeBand
from gacx_reports.core.scheme.grades.quota import Quota
from gacx_reports.core.scheme.kpi import Kpi, LinePoint, ScoreBand
from gacx_reports.core.scheme.kpi_rater import KpiRater
from gacx_reports.core.scheme.line_item import LineItem
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.record_table import RecordTable, TableColumn
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.workbook import read_workbook
from tests.fixtures.markdown_company import World, typed_kpi


@pytest.fixture(scope="module")
def sample(templates: Path) -> Scheme:
    """The scheme as committed."""
    book = read_workbook(templates / "scheme.xlsx")
    assert isinstance(book, Workbook)
    return read_scheme(book)[0]


def small(**changed: Any) -> Scheme:
    """The small company's scheme."""
    return read_scheme(World(**changed).scheme())[0]


def other(value: Any) -> Any:
    """A value of the same kind that differs."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(v for v in type(value) if v is not value)
        case None:
            return Decimal("0.123")
        case int() | Decimal():
            return value + 1
        case tuple():
            return (*value, 3)
        case _:
            return f"{value}改"


def test_equal_schemes_do_not_differ(sample: Scheme) -> None:
    """Nothing for nothing; nor for rows that only moved."""
    assert diff(sample, sample) == ()
    assert diff(small(), small()) == ()
    moved = replace(sample, kpis=tuple(reversed(sample.kpis)), sha256="another file")
    assert diff(sample, moved) == ()


LABELLED: tuple[tuple[type, Mapping[str, str], set[str]], ...] = (
    (Post, diff_labels.POST_FIELDS, {"name", "place", "cells"}),
    (
        Kpi,
        diff_labels.KPI_FIELDS,
        {
            "post",
            "name",
            "place",
            "cells",
            "steps",
            "points",
            "weight_within",
            "usual_weight",
            "full",
            "raters",
        },
    ),
    (KpiRater, diff_labels.KPI_RATER_FIELDS, {"rater", "weight", "place"}),
    (GradeBand, diff_labels.GRADE_FIELDS, {"name", "place"}),
    (Level, diff_labels.LEVEL_FIELDS, {"name"}),
    (ScoreBand, diff_labels.BAND_FIELDS, {"low", "high", "place"}),
    (LinePoint, diff_labels.POINT_FIELDS, {"value", "place", "usual"}),
    (BehaviourItem, diff_labels.ITEM_FIELDS, {"name", "place"}),
    (RecordTable, diff_labels.TABLE_FIELDS, {"name", "columns", "place"}),
    (TableColumn, diff_labels.COLUMN_FIELDS, {"name"}),
    (
        SamplingRule,
        diff_labels.SAMPLING_FIELDS,
        {"table", "post", "place", "cells"},
    ),
    (LineItem, diff_labels.LINE_FIELDS, {"name", "place"}),
    (
        Quota,
        diff_labels.QUOTA_FIELDS,
        {"grade", "place", "scope", "subject", "department_grade"},
    ),
    (
        FlagRule,
        diff_labels.FLAG_FIELDS,
        {"grade", "or_worse", "count", "within", "place"},
    ),
)


@pytest.mark.parametrize(
    ("thing", "words", "keys"), LABELLED, ids=lambda v: getattr(v, "__name__", "")
)
def test_every_field_has_a_name(thing: Any, words: Mapping[str, str], keys: set[str]) -> None:
    """A field that joins the scheme joins its differences, or this fails."""
    assert {f.name for f in fields(thing)} == set(words) | keys


@pytest.mark.parametrize("field", sorted(diff_labels.KPI_FIELDS))
def test_every_field_of_a_kpi_is_named(sample: Scheme, field: str) -> None:
    """One field changed: one change, with its name, its post and two different words."""
    kpi = sample.kpis_of("技术工程师")[0]
    new = replace(kpi, **{field: other(getattr(kpi, field))})
    kpis = tuple(new if k is kpi else k for k in sample.kpis)
    (change,) = diff(sample, replace(sample, kpis=kpis))
    assert change.what == diff_labels.KPI_FIELDS[field]
    assert change.name == f"技术工程师 › {kpi.name}"
    assert change.posts == ("技术工程师",)
    assert change.before != change.after


@pytest.mark.parametrize("field", [f.name for f in fields(Settings)])
def test_every_setting_is_named(sample: Scheme, field: str) -> None:
    """By its name in the workbook, with the posts that it concerns."""
    posts = {name: replace(post, periods=Decimal("0.5")) for name, post in sample.posts.items()}
    sample = replace(sample, posts=posts)
    settings = replace(sample.settings, **{field: other(getattr(sample.settings, field))})
    (change,) = (c for c in diff(sample, replace(sample, settings=settings)))
    assert change.area is DiffSection.SETTING
    assert change.before != change.after
    assert bool(change.posts) == (field not in diff_labels.PRINT_ONLY)


def test_a_weight_is_a_weight() -> None:
    """Whatever is printed is exact, in the scheme's own way of writing."""
    old = small(kpis=(typed_kpi("产出", "0.625"), typed_kpi("质量", "0.375")))
    new = small(kpis=(typed_kpi("产出", "0.626"), typed_kpi("质量", "0.374")))
    assert [(c.name, c.what, c.before, c.after) for c in diff(old, new)] == [
        ("工程师 › 产出", "Weight", "62.5%", "62.6%"),
        ("工程师 › 质量", "Weight", "37.5%", "37.4%"),
    ]


def test_a_renamed_kpi_is_removed_and_added_and_each_names_the_other() -> None:
    """Weight and way of measuring agree: 'renamed?'; where they don't, it is another KPI."""
    old = small(kpis=(typed_kpi("产出", "0.6"), typed_kpi("质量", "0.4")))
    new = small(kpis=(typed_kpi("产量", "0.6"), typed_kpi("品质", "0.4")))
    found = {(c.name.split(" › ")[1], c.what, c.renamed) for c in diff(old, new)}
    assert found == {
        ("产出", "removed", "产量"),
        ("产量", "added", "产出"),
        ("质量", "removed", "品质"),
        ("品质", "added", "质量"),
    }
    other_weights = small(kpis=(typed_kpi("产量", "0.5"), typed_kpi("品质", "0.5")))
    assert renamed(old, other_weights) == {}
    assert {c.renamed for c in diff(old, other_weights)} == {""}


def test_what_is_shared_touches_every_post_that_uses_it(sample: Scheme) -> None:
    """Bands, scales, behaviour sets and record tables name the posts behind them."""
    bands = sample.bands["合格率"]
    better = replace(
        sample,
        bands={**sample.bands}
        | {"合格率": (*bands[:-1], replace(bands[-1], score=Decimal("0.9")))},
    )
    (change,) = diff(sample, better)
    assert (change.area, change.posts) == (DiffSection.BAND, ("物控助理",))

    scale = sample.scales["卡片质量"]
    level = replace(scale.levels[0], score=Decimal("0.9"))
    levels = replace(scale, levels=(level, *scale.levels[1:]))
    (change,) = diff(sample, replace(sample, scales={**sample.scales} | {"卡片质量": levels}))
    assert (change.name, change.posts) == ("卡片质量 › 完整", ("技术工程师",))

    group = sample.behaviours["技术类"]
    raters = {Rater.SUPERVISOR: Fraction(7, 10), Rater.PEERS: Fraction(3, 10)}
    rated = replace(group, raters=raters, items=group.items[1:])
    found = diff(sample, replace(sample, behaviours={**sample.behaviours} | {"技术类": rated}))
    assert {(c.area, c.what) for c in found} >= {(DiffSection.BEHAVIOUR_ITEM, "removed")}
    assert all(c.posts == ("技术工程师",) for c in found)

    table = sample.tables["作业记录"]
    wider = replace(table, columns=(*table.columns, TableColumn("备注", Kind.TEXT, required=False)))
    (change,) = diff(sample, replace(sample, tables={**sample.tables} | {"作业记录": wider}))
    assert (change.name, change.what, change.posts) == ("作业记录 › 备注", "added", ("技术工程师",))


def test_grades_touch_all_posts(sample: Scheme) -> None:
    """A change of grades concerns every post; quotas and line items likewise."""
    grades = (replace(sample.grades[0], pay_factor=Decimal("1.2")), *sample.grades[1:])
    (change,) = diff(sample, replace(sample, grades=grades))
    assert (change.before, change.after, change.posts) == ("100%", "120%", tuple(sample.posts))


def test_on_the_command_line(tmp_path: Path, templates: Path) -> None:
    """`scheme` prints as before; `scheme diff` compares; a faulty scheme is named and exit 1."""
    run = CliRunner().invoke
    scheme = templates / "scheme.xlsx"
    assert run(main, ["scheme", "--lang", "en"]).output.startswith("#")
    assert run(main, ["scheme", "diff", str(scheme), str(tmp_path / "none.xlsx")]).exit_code == 2
    same = run(main, ["scheme", "diff", str(scheme), str(scheme), "--lang", "en"])
    assert (same.exit_code, same.output.strip()) == (0, "The two schemes say the same.")
    book = openpyxl.load_workbook(scheme)
    book["设置"]["B2"] = "另一版"
    book.save(tmp_path / "other.xlsx")
    found = run(main, ["scheme", "diff", str(scheme), str(tmp_path / "other.xlsx"), "--lang", "en"])
    assert found.exit_code == 0
    assert "另一版" in found.output
    assert "Its name" in found.output, "names of KPIs and settings, not of people"
    book["岗位"]["E2"] = 0.1
    book.save(tmp_path / "faulty.xlsx")
    faulty = run(main, ["scheme", "diff", str(scheme), str(tmp_path / "faulty.xlsx")])
    assert faulty.exit_code == 1
    assert "C01" in faulty.output
