"""Renders one report in a worker process: a view in, PDF bytes out."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.core.views.printable_view import printable_view
from gacx_reports.core.views.survey.plan import PlanView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.core.views.whatif import WhatIfView
from gacx_reports.i18n import Language
from gacx_reports.render.fonts.font_set import FontSet
from gacx_reports.render.html.pages import Pages, ReportView
from gacx_reports.render.pdf.renderer import NoGlyphError, Renderer, RenderError

__all__ = ["NotMade", "RenderSettings", "Report", "ReportView"]
__all__ += ["compiled_for", "prepare_worker", "render"]


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be rendered."""

    path: str
    """Path of the PDF below the output folder."""
    view: ReportView


@dataclass(frozen=True, slots=True)
class NotMade:
    """A report that is not made, because one of its texts has characters that the font lacks."""

    chars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """Templates, fonts and language of all reports of a run."""

    templates: Path
    fonts: FontSet
    lang: Language
    compiled: tuple[bytes, ...] = field(default=(), compare=False, repr=False)
    """The templates' code, from `compiled_for`; only for getting a process ready."""


_set_up: dict[RenderSettings, tuple[Pages, Renderer]] = {}
"""This process's renderers: making one is slow, and each leaks about a megabyte."""


def prepare_worker(settings: RenderSettings) -> None:
    """Set up this process for rendering, once per settings; this imports WeasyPrint."""
    if settings not in _set_up:
        pages = _pages(settings)
        _set_up[settings] = (pages, Renderer(settings.fonts, pages.assets))


@cache
def _pages(settings: RenderSettings) -> Pages:
    return Pages(settings.templates, settings.lang, settings.compiled)


def compiled_for(settings: RenderSettings, view: ReportView) -> bytes:
    """The code of the templates that such a view needs, for `settings.compiled`."""
    return _pages(settings).compile(view)


def render(settings: RenderSettings, report: Report) -> bytes | NotMade:
    """The report as PDF bytes, with its machine-readable record attached; raises RenderError for a template's fault.

    Pages about many people show a substitute for a character that the font lacks. A page of one person's own is
    not made with one: it is signed.
    """
    prepare_worker(settings)
    pages, renderer = _set_up[settings]
    view = report.view
    if isinstance(view, DepartmentView | SummaryView | WhatIfView | PlanView):
        view = printable_view(view, settings.fonts.missing)
    try:
        html = pages.page(view)
        return renderer.render(html, pages.stylesheets, view.heading.record, _most_pages(view)).pdf
    except NoGlyphError as error:
        if own := pages.lacking(error.chars):
            raise RenderError(*NoGlyphError(*own).problems) from error
        return NotMade(error.chars)


def _most_pages(view: ReportView) -> int | None:
    """Most pages of a report (two, plus one for an interview or a survey; one for a letter and its like).

    Beyond them smaller type is tried.
    """
    match view:
        case TargetsView() | WhatIfView() | PlanView():
            return 1
        case EmployeeView():
            return 2 + view.interview
        case DepartmentView():
            return 2 + bool(view.survey and view.survey.remarks)
        case SummaryView():
            return 2 + len(view.surveys)
        case _:
            return None
