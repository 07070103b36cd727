"""Reports from a template and a style sheet, one after the other, as WeasyPrint's documentation begins.

The system's Chinese font, no tags, no archive, no attachment. The pages are ours, so that the content is equal.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Template
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

FONT = 'html { font-family: "Noto Sans CJK SC" }'


def pdfs(template: Template, views: Iterable[object], assets: Path) -> Iterator[bytes]:
    """A PDF per view."""
    for view in views:
        html = template.render(view=view).replace("asset:", "")
        sheets = [CSS(string=FONT), CSS(filename=assets / "style.css")]
        yield HTML(string=html, base_url=f"{assets}/").write_pdf(stylesheets=sheets)


def careful_pdfs(template: Template, views: Iterable[object], assets: Path) -> Iterator[bytes]:
    """The same by somebody who makes style sheets and fonts once."""
    fonts = FontConfiguration()
    sheets = [
        CSS(string=FONT, font_config=fonts),
        CSS(filename=assets / "style.css", font_config=fonts),
    ]
    for view in views:
        html = template.render(view=view).replace("asset:", "")
        yield HTML(string=html, base_url=f"{assets}/").write_pdf(
            stylesheets=sheets, font_config=fonts
        )
