"""A document's name changes with everything that it is made from."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from gacx_reports.cache import recipe


class Shade(Enum):
    """A value that a view may have."""

    LIGHT = "light"


@dataclass(frozen=True)
class Row:
    """A part of a view."""

    text: str
    share: Fraction


@dataclass(frozen=True)
class OtherRow:
    """Another part with the same fields."""

    text: str
    share: Fraction


@dataclass(frozen=True)
class View:
    """A view."""

    name: str
    rows: tuple[object, ...] = ()


ROW = Row("产出", Fraction(1, 3))
VIEW = View("张三", (ROW,))


@pytest.mark.parametrize(
    "other",
    [
        View("张三丰", (ROW,)),
        View("张三", ()),
        View("张三", (ROW, ROW)),
        View("张三", (replace(ROW, share=Fraction(1, 3) + Fraction(1, 10**12)),)),
        View("张三", (OtherRow("产出", Fraction(1, 3)),)),
        View("张三", (replace(ROW, text="产出 "),)),
        View("张三", ((ROW,),)),
    ],
)
def test_another_view_has_another_name(other: View) -> None:
    """Another text, number, kind of row, or a row more."""
    assert recipe.name_of("kitchen", other) != recipe.name_of("kitchen", VIEW)
    assert recipe.name_of("kitchen", VIEW) == recipe.name_of("kitchen", View("张三", (ROW,)))


def test_values_of_different_types_never_look_alike() -> None:
    """A number and its text, a date and its text, nothing and the empty text."""
    alike: tuple[object, ...] = (
        1,
        "1",
        True,
        1.0,
        Decimal(1),
        Fraction(1),
        None,
        "",
        (),
        frozenset(),
        {},
        Shade.LIGHT,
        "LIGHT",
    )
    days = (date(2024, 9, 30), "2024-09-30", {"date": "2024-09-30"}, ("2024-09-30",))
    names = [recipe.name_of("kitchen", View("", (value,))) for value in (*alike, *days)]
    assert len(set(names)) == len(names)


def test_a_set_has_one_name_whatever_its_order() -> None:
    """It differs between processes."""
    one, other = (frozenset(f"{n}" for n in order) for order in (range(50), reversed(range(50))))
    assert recipe.name_of("k", View("", (one,))) == recipe.name_of("k", View("", (other,)))


def test_a_value_of_an_unknown_kind_is_refused() -> None:
    """Rather than named by something that doesn't tell it from another."""
    with pytest.raises(TypeError):
        recipe.name_of("kitchen", View("", (object(),)))


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Two report templates."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "employee.html").write_text("one")
    (tmp_path / "parts" / "page.css").write_text("two")
    return tmp_path


def test_every_ingredient_changes_the_kitchen(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other: a template's text, its name, fonts, language, program, packages, libraries."""
    found = [recipe.kitchen_of(templates, "fonts 1", "zh")]
    assert recipe.kitchen_of(templates, "fonts 1", "zh") == found[0]
    page = templates / "parts" / "page.css"
    page.write_text("TWO")
    found.append(recipe.kitchen_of(templates, "fonts 1", "zh"))
    page.rename(templates / "parts" / "pages.css")
    found.append(recipe.kitchen_of(templates, "fonts 1", "zh"))
    found.append(recipe.kitchen_of(templates, "fonts 2", "zh"))
    found.append(recipe.kitchen_of(templates, "fonts 2", "en"))
    for part in ("program", "_packages", "libraries"):
        monkeypatch.setattr(recipe, part, lambda: "another")
        found.append(recipe.kitchen_of(templates, "fonts 2", "en"))
    assert all(one != other for one, other in pairwise(found))
    assert len(set(found)) == len(found)


def test_program_packages_and_libraries_are_told() -> None:
    """What the digests are made of is there."""
    assert "weasyprint-" in recipe._packages()
    assert "libpango-1.0.so.0 1." in " ".join(map(" ".join, recipe.libraries().items()))
    assert len(recipe.program()) == 64


def test_the_name_changes_with_the_kitchen() -> None:
    """So a run with other fonts finds nothing."""
    assert recipe.name_of("one", VIEW) != recipe.name_of("other", VIEW)
