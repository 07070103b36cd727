"""Employees' reports, one way each: `python -m benchmarks.naive.measure {ours,loop,careful,typst} FOLDER COUNT`.

Each way has a process of its own, because one can use only one set of fonts. It prints, as JSON, CPU seconds and bytes
of the median report; the first three are not counted, in which every way learns.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.companies import QUARTER
from benchmarks.naive import loop
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.employee.employee import EmployeeView, employee_view
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.locations import default_templates
from gacx_reports.render import reports
from gacx_reports.render.fonts.font_set import FontSet, default_cache, prepare_fonts
from gacx_reports.render.html.pages import Pages, environment

_UNCOUNTED = 3


def employees(folder: Path, count: int, fonts: FontSet) -> list[EmployeeView]:
    """What the reports of the first scored people show."""
    quarter = Period.parse(QUARTER)
    assert quarter is not None
    outcome = read_and_score(folder / QUARTER, quarter, fonts.missing).outcome
    assert outcome is not None
    scored = [e for e in outcome.employees.values() if e.status is Status.SCORED]
    t = translator("zh")
    return [employee_view(e, outcome, {}, t) for e in scored[:count]]


def fonts_of_this_machine() -> FontSet:
    """The prepared fonts; without any there is nothing to measure."""
    fonts = prepare_fonts(default_cache())
    assert isinstance(fonts, FontSet), "no Chinese font: gacx-reports doctor"
    return fonts


def ours(views: list[EmployeeView], fonts: FontSet) -> Iterator[bytes]:
    """As a worker makes them."""
    settings = reports.RenderSettings(default_templates(), fonts, "zh")
    for view in views:
        made = reports.render(settings, reports.Report(f"{view.id}.pdf", view))
        assert isinstance(made, bytes)
        yield made


def _theirs(views: list[EmployeeView], way: str) -> Iterator[bytes]:
    assets = default_templates() / "reports"
    template = environment(assets, "zh")
    variables = Pages(default_templates(), "zh")
    template.globals["style"] = variables._style
    make = loop.careful_pdfs if way == "careful" else loop.pdfs
    yield from make(template.get_template("employee.html"), views, assets)


def _made(way: str, views: list[EmployeeView], fonts: FontSet) -> Iterator[bytes]:
    if way == "ours":
        return ours(views, fonts)
    if way == "typst":
        from benchmarks.naive import typst_loop

        return typst_loop.pdfs(views)
    return _theirs(views, way)


def main() -> None:
    """Print the figures."""
    way, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    fonts = fonts_of_this_machine()
    views = employees(folder, count, fonts)
    times, sizes = [], []
    start, begin = time.perf_counter(), time.process_time()
    for pdf in _made(way, views, fonts):
        now = time.process_time()
        times.append(now - begin)
        sizes.append(len(pdf))
        begin = now
    wall = time.perf_counter() - start
    found = {
        "cpu": statistics.median(times[_UNCOUNTED:]),
        "bytes": statistics.median(sizes),
        "wall": wall / len(views),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
