"""A view as a page, as a PDF, and as the text that can be copied out of it."""

from collections import Counter
from functools import cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import NullObject

from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.survey.plan import PlanView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Rendered, Renderer
from tests.fixtures import pdf_text

View = EmployeeView | DepartmentView | SummaryView | PlanView


def printed(renderer: Renderer, pages: Pages, view: View) -> Rendered:
    """The finished document; equal pages are laid out once."""
    html = pages.page(view)
    if html not in _printed:
        _printed[html] = renderer.render(html, pages.stylesheets)
    return _printed[html]


_printed: dict[str, Rendered] = {}


@cache
def text_of(pdf: bytes) -> str:
    """Text that a reader can copy from the PDF, without spaces and line ends."""
    return pdf_text.text_of(pdf)


def tags_of(renderer: Renderer, pages: Pages, view: View) -> Counter[str]:
    """How many header cells the tags of the PDF have: by scope, `none` without one, `empty` without a text."""
    pdf = PdfReader(BytesIO(printed(renderer, pages, view).pdf))
    found: Counter[str] = Counter()
    root: Any = pdf.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting.extend(element)
        elif isinstance(element, dict):
            if element.get("/S") == "/TH":
                found[element.get("/A", {}).get("/Scope", "none")] += 1
                found["empty"] += not element.get("/K")
            waiting.append(element.get("/K", NullObject()))
    return found
