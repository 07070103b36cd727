"""Templates are safe, strict, and a company's to change."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page
import pytest
from jinja2 import UndefinedError
from pypdf import PdfReader

from gacx_reports.locations import default_templates
from gacx_reports.render.fonts.font_set import FontSet
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from tests.render.employee_views import BONUS, OVERRIDE, employee
from tests.render.pieces_of_views import HEADING, KPI, PART
from tests.render.printing import printed, text_of


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "{{ 7*7 }}", "{% raw %}", "\"'><script>", "&lt;", "%s"]
)
def test_what_people_wrote_stays_text(pages: Pages, text: str) -> None:
    """In every field, typed text is neither markup nor a template."""
    view = employee()
    written = replace(
        view,
        heading=replace(HEADING, scheme_version=text, fingerprint=text, confidential=text),
        id=text,
        name=text,
        total=text,
        comment=text,
        parts=(
            replace(PART, kpis=(replace(KPI, name=text, score=text, remark=text, cells=(text,)),)),
        ),
        lines=(replace(BONUS, item=text, reason=text),),
        override=replace(OVERRIDE, reason=text, by=text),
    )
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace('"', "&#34;").replace("'", "&#39;")
    html = pages.page(written)
    assert html.count(escaped) >= 18
    assert text == escaped or text not in html


def test_a_name_that_a_view_does_not_have_is_an_error(tmp_path: Path) -> None:
    """A restyled template with a misspelt name never prints a blank instead."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "employee.html").write_text("{{ view.totl }}", "utf-8")
    with pytest.raises(UndefinedError, match="totl"):
        Pages(tmp_path, "zh").page(employee())


def test_chance_and_clock_are_out_of_a_templates_reach(tmp_path: Path) -> None:
    """The same view is the same page."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for source in ("{{ lipsum() }}", "{{ now() }}"):
        (folder / "employee.html").write_text(source, "utf-8")
        with pytest.raises(UndefinedError):
            Pages(tmp_path, "zh").page(employee())


def test_the_page_states_its_language() -> None:
    """Readers, screen readers and line breaking go by it."""
    chinese, english = (Pages(default_templates(), lang) for lang in ("zh", "en"))
    assert '<html lang="zh-CN">' in chinese.page(employee())
    assert '<html lang="en">' in english.page(employee())


def test_a_restyled_folder_restyles_text_and_pictures(
    tmp_path: Path, fonts: FontSet, renderer: Renderer, pages: Pages
) -> None:
    """Own colours, logo and wording by editing files as in docs/restyle.md; the PDF stays fit for archiving."""
    folder = tmp_path / "reports"
    shutil.copytree(default_templates() / "reports", folder)
    sheet = folder / "style.css"
    sheet.write_text(sheet.read_text("utf-8").replace("#1d4a63", "#7a1f5c"), "utf-8")
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">'
        '<title>A</title><circle cx="24" cy="24" r="24" fill="#00aa44"/></svg>'
    )
    wording = folder / "employee.html"
    wording.write_text(
        wording.read_text("utf-8").replace('{{ _("Data sources") }}', "数据出处"), "utf-8"
    )
    own = Pages(tmp_path, "zh")
    pdf = Renderer(fonts, own.assets).render(own.page(employee()), own.stylesheets).pdf
    text = text_of(pdf)
    assert "数据出处" in text
    assert "数据来源" not in text
    drawn = painted(pdf)
    before = painted(printed(renderer, pages, employee()).pdf)
    purple, blue, green = (rgb(c) for c in ("7a1f5c", "1d4a63", "00aa44"))
    assert blue in before
    assert {purple, green} <= drawn
    assert blue not in drawn
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


def painted(pdf: bytes) -> set[tuple[float, ...]]:
    """Every fill colour that is used."""
    content = b"\n".join(p.get_contents().get_data() for p in PdfReader(BytesIO(pdf)).pages)  # type: ignore[union-attr]
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", content)
    return {tuple(round(float(part), 2) for part in colour) for colour in found}


def rgb(hexadecimal: str) -> tuple[float, ...]:
    """`1d4a63` as a PDF has it."""
    return tuple(round(part / 255, 2) for part in bytes.fromhex(hexadecimal))
