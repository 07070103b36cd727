"""One report as a job for a worker: a view in, PDF bytes out."""

from dataclasses import dataclass
from pathlib import Path

from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.letters.posts import ObjectivesView, SpecificationView
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.core.views.whatif import WhatIfView
from gacx_reports.i18n import Language
from gacx_reports.render.fonts.font_set import FontSet
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer

ReportView = (
    EmployeeView
    | DepartmentView
    | SummaryView
    | WhatIfView
    | TargetsView
    | SpecificationView
    | ObjectivesView
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be rendered."""

    path: str
    """Below the output folder."""
    view: ReportView


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What every report of a run is rendered with."""

    templates: Path
    fonts: FontSet
    lang: Language


_set_up: dict[RenderSettings, tuple[Pages, Renderer]] = {}
"""This process's renderer: making one is costly, and each one leaks about a megabyte."""


def prepare_worker(settings: RenderSettings) -> None:
    """Set up this process for rendering; WeasyPrint is imported here and nowhere else."""
    if settings not in _set_up:
        pages = Pages(settings.templates, settings.lang)
        _set_up[settings] = (pages, Renderer(settings.fonts, pages.assets))


def render(settings: RenderSettings, report: Report) -> bytes:
    """The report as a PDF."""
    prepare_worker(settings)
    pages, renderer = _set_up[settings]
    html = html_of(pages, report.view)
    record, most = report.view.heading.record, _most_pages(report.view)
    return renderer.render(html, pages.stylesheets, record, most).pdf


def _most_pages(view: ReportView) -> int | None:
    """Two, and one for an interview; one for a letter: a report of more is set tighter if that helps."""
    match view:
        case TargetsView() | WhatIfView():
            return 1
        case EmployeeView():
            return 2 + view.interview
        case DepartmentView() | SummaryView():
            return 2
        case _:
            return None


def html_of(pages: Pages, view: ReportView) -> str:
    """The page of whatever view it is."""
    match view:
        case EmployeeView():
            return pages.employee(view)
        case DepartmentView():
            return pages.department(view)
        case SummaryView():
            return pages.summary(view)
        case WhatIfView():
            return pages.whatif(view)
        case TargetsView():
            return pages.targets(view)
        case SpecificationView() | ObjectivesView():
            return pages.post(view)
