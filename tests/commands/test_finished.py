"""What a run renders, and what it hands to the processes that do, comes from the store where it can."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from gacx_reports.cache.store import FOLDER, Store, opened
from gacx_reports.commands import finished as module
from gacx_reports.commands.finished import finished
from gacx_reports.commands.fonts import prepared_fonts
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.locations import default_templates
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.reports import RenderSettings, Report, ReportView
from tests.render.employee_views import employee, moved
from tests.render.unit_views import department

Codes = list[tuple[bytes, ...]]


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> Codes:
    """The code of templates that each press was given, as it goes on; a press makes no real PDF."""
    given: Codes = []

    def press(
        settings: RenderSettings, reports: Sequence[Report], _seconds: float
    ) -> Iterator[tuple[int, bytes]]:
        given.append(settings.compiled)
        yield from enumerate(b"%PDF" for _ in reports)

    monkeypatch.setattr(module, "press_of", lambda _: press)
    return given


def options(folder: Path, store: Store) -> RunOptions:
    """A quarter's, with this store."""
    return RunOptions(Period(2024, 3), folder, folder, default_templates(), store=store)


def test_code_of_templates_is_compiled_by_the_first_run_only(
    tmp_path: Path, codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another person's report needs the same code; a department's page needs its own."""
    settings = RenderSettings(default_templates(), prepared_fonts(), "zh")
    compiled = []
    real = Pages.compile

    def noted(pages: Pages, view: ReportView) -> bytes:
        compiled.append(type(view))
        return real(pages, view)

    monkeypatch.setattr(Pages, "compile", noted)
    with opened(tmp_path / "output", tmp_path / "private") as store:
        for views in ({"a.pdf": employee()}, {"b.pdf": moved()}, {"c.pdf": department()}):
            finished(settings, views, options(tmp_path, store))
    assert compiled == [EmployeeView, DepartmentView]
    first, second, third = codes
    assert first == second != third


def test_code_that_somebody_changed_is_compiled_anew(tmp_path: Path, codes: Codes) -> None:
    """It would be run: what lies below the output folder serves only as this user's program has put it there."""
    settings = RenderSettings(default_templates(), prepared_fonts(), "zh")
    with opened(tmp_path / "output", tmp_path / "private") as store:
        finished(settings, {"a.pdf": employee()}, options(tmp_path, store))
        for path in (tmp_path / "output" / FOLDER).rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:-1])
        finished(settings, {"a.pdf": employee()}, options(tmp_path, store))
    assert len(codes) == 2
    assert codes[0] == codes[1]
