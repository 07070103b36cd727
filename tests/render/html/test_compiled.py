"""Compiled templates serve other processes and later runs, and only for what they were compiled for."""

import shutil
from pathlib import Path

import jinja2
import pytest

from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.locations import default_templates
from gacx_reports.render.html.compiled import Compiled
from gacx_reports.render.html.pages import Pages, environment
from gacx_reports.render.review import compiled_page
from tests.core.views.review_page.pages import html_of, view_of, whole_run
from tests.render.employee_views import employee
from tests.render.unit_views import department

COMPILE = jinja2.Environment.compile
"""As jinja2 has it, before tests share what it gives."""


@pytest.fixture
def compiling(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled, as it goes on."""
    names: list[str] = []
    real = jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str, *given: object) -> object:
        names.append(name)
        return real(self, source, name, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return names


def test_the_page_is_the_same_and_nothing_is_compiled_again(compiling: list[str]) -> None:
    """What a page needs is compiled whole: also what its template imports."""
    code = Pages(default_templates(), "zh").compile(employee())
    assert "pieces.html" in compiling
    compiling.clear()
    others = Pages(default_templates(), "zh", [code])
    assert others.page(employee()) == Pages(default_templates(), "zh").page(employee())
    assert others.page(department())
    assert "employee.html" in compiling  # by the one without code
    compiling.clear()
    Pages(default_templates(), "zh", [code]).page(employee())
    assert compiling == []


def test_code_of_one_page_has_nothing_of_others() -> None:
    """So that what is kept for a page is the same whatever was compiled before."""
    pages = Pages(default_templates(), "zh")
    pages.compile(department())
    names = {name for _, name, _ in Compiled.unpacked(pages.compile(employee())).codes}
    assert "employee.html" in names
    assert "department.html" not in names


def test_the_review_page_is_the_same_too(compiling: list[str]) -> None:
    """With the code that another process has compiled, none is compiled here."""
    view = view_of(whole_run())
    code = compiled_page(default_templates() / "review", "zh", PeriodKind.QUARTER)
    assert compiling == ["review.html"]
    assert html_of(view, compiled=code) == html_of(view)
    compiling.clear()
    assert html_of(view_of(whole_run(strict=True)), compiled=code)
    assert compiling == []


def test_another_text_or_language_is_compiled_anew(tmp_path: Path, compiling: list[str]) -> None:
    """Code is found by the text of its template, and by the words that it was compiled with."""
    code = Pages(default_templates(), "zh").compile(employee())
    shutil.copytree(default_templates() / "reports", tmp_path / "reports")
    template = tmp_path / "reports" / "page.html"
    template.write_text(template.read_text("utf-8").replace("</body>", "own</body>"), "utf-8")
    compiling.clear()
    assert "own</body>" in Pages(tmp_path, "zh", [code]).page(employee())
    assert compiling == ["page.html"]
    compiling.clear()
    Pages(default_templates(), "en", [code]).page(employee())
    assert "employee.html" in compiling


def test_environments_of_other_purposes_share_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter with constant arguments is computed while compiling."""
    monkeypatch.setattr(jinja2.Environment, "compile", COMPILE)
    (tmp_path / "page.html").write_text("{{ 'x' | own }}", "utf-8")
    code = Compiled()
    shown = []
    for purpose, answer in (("one", "1"), ("two", "2"), ("one", "1")):
        made = environment(tmp_path, "zh", PeriodKind.QUARTER, code.within(purpose))
        made.filters["own"] = lambda _, answer=answer: answer
        shown.append(made.get_template("page.html").render())
    assert shown == ["1", "2", "1"]
