"""CPU time of an employee's report, one way each: `python -m benchmarks.naive.measure {ours,plain,careful,loop}`.

Each way has a process of its own, because one can use only one set of fonts. It prints the seconds and bytes of the
median report; the first three are not counted, in which every way learns.
"""

import statistics
import sys
import time
from collections.abc import Iterator

from benchmarks.naive import loop
from benchmarks.run import QUARTER, ROOT
from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.employee.employee import EmployeeView, employee_view
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.locations import default_templates
from gacx_reports.render import reports
from gacx_reports.render.fonts.font_set import FontSet, default_cache, prepare_fonts
from gacx_reports.render.html.pages import environment

_UNCOUNTED = 3


def _views(fonts: FontSet) -> list[EmployeeView]:
    quarter = Quarter.parse(QUARTER)
    assert quarter is not None
    outcome = read_and_score(ROOT / "input_samples" / QUARTER, quarter, fonts.missing).outcome
    assert outcome is not None
    scored = [e for e in outcome.employees.values() if e.status is Status.SCORED]
    t = translator("zh")
    return [employee_view(e, outcome, {}, t) for e in scored[:15]]


def _ours(views: list[EmployeeView], fonts: FontSet) -> Iterator[bytes]:
    settings = reports.RenderSettings(default_templates(), fonts, "zh")
    for view in views:
        made = reports.render(settings, reports.Report(f"{view.id}.pdf", view))
        assert isinstance(made, bytes)
        yield made


def _theirs(views: list[EmployeeView], way: str) -> Iterator[bytes]:
    assets = default_templates() / "reports"
    template = environment(assets, "zh")
    variables = reports.Pages(default_templates(), "zh")
    template.globals["style"] = variables._style
    make = loop.careful_pdfs if way == "careful" else loop.pdfs
    yield from make(template.get_template("employee.html"), views, assets)


def main() -> None:
    """Print the median CPU seconds and bytes."""
    way, fonts = sys.argv[1], prepare_fonts(default_cache())
    assert isinstance(fonts, FontSet), "no Chinese font: gacx-reports doctor"
    views = _views(fonts)
    made = _ours(views, fonts) if way in ("ours", "plain") else _theirs(views, way)
    times, sizes, begin = [], [], time.process_time()
    for pdf in made:
        now = time.process_time()
        times.append(now - begin)
        sizes.append(len(pdf))
        begin = now
    print(statistics.median(times[_UNCOUNTED:]), statistics.median(sizes))


if __name__ == "__main__":
    main()
