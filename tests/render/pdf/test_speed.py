"""The shortcuts through WeasyPrint change no byte: every kind of page is the same with and without them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from gacx_reports.i18n import Language
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Rendered, Renderer
from gacx_reports.render.pdf.speed import styles, switch
from gacx_reports.render.pdf.weasyprint_internals import weasyprint
from tests.render.employee_views import moved
from tests.render.html.test_row_headers import comparison, documents, letter
from tests.render.survey_views import plan
from tests.render.unit_views import department, first_quarter, summary

Make = Callable[[Pages, Path], str]
KINDS: tuple[Make, ...] = (
    letter,
    lambda pages, _: pages.page(moved()),
    lambda pages, _: pages.page(first_quarter()),
    lambda pages, _: pages.page(summary()),
    lambda pages, _: pages.page(plan()),
    comparison,
    documents,
)
"""Targets, employee (moved, with interview), department, summary, plan of a survey, what-if, both of a post."""


@pytest.fixture(autouse=True)
def _on_again() -> Iterator[None]:
    """The shortcuts are on before and after a test."""
    switch.speed_up()
    yield
    switch.speed_up()


def _with_and_without(
    renderer: Renderer, htmls: Sequence[str], css: Sequence[Path | str]
) -> tuple[list[Rendered], list[Rendered]]:
    """The documents with the shortcuts, one after the other, and without, which gives the same for equal ones."""
    assert switch._replaced, "the shortcuts are off: a version was not compared"
    quick = [renderer.render(html, css) for html in htmls]
    switch.slow_down()
    plain = {html: renderer.render(html, css) for html in dict.fromkeys(htmls)}
    return quick, [plain[html] for html in htmls]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_page_has_equal_bytes(
    renderer: Renderer, templates: Path, lang: Language
) -> None:
    """One after the other, so that each meets what is known from those before; the first comes again."""
    pages = Pages(templates, lang)
    htmls = [make(pages, templates) for make in KINDS]
    quick, plain = _with_and_without(renderer, [*htmls, htmls[0]], pages.stylesheets)
    assert [found.pdf for found in quick] == [found.pdf for found in plain]


CSS = """
@page { size: 100mm 60mm } @page wide { size: 180mm 60mm }
body { page: auto; overflow: hidden; font-family: "GACX Sans" } body.wide { page: wide }
p { width: 30vw; background: #ccc } p + p { color: #555 } p:nth-child(3) { color: #999 } div:empty { height: 5mm }
li:last-child { color: #aaa } .a .b { letter-spacing: .1em } h1 { padding-left: var(--gap); --gap: 3mm }
.note { float: footnote } .flex { display: flex } .lead::after { content: leader(".") "1" }
u { text-decoration: underline dotted } .box { box-sizing: border-box; width: 50%; padding: 5%; min-height: 4mm }
.side { float: right; width: calc(10% + 3mm) } .over { position: absolute; top: 20%; left: 5mm }
table { border-collapse: collapse; height: 10mm } td { border: 1pt solid #888; height: 50% }
li::before { content: "·" } p::first-letter { font-size: 150% }
"""
BODIES = (
    "<body><h1>国</h1><p>王<p>小<p>明<ul><li>一<li>二</ul>",
    "<body class=wide><h1>国</h1><p>王<p>小<ul><li>一<li>二<li>月</ul><div></div>",
    "<body><div class=a><p class=b id=x>王</p></div><p>国<span class=note>日</span></p>",
    "<body><p>国</p><p>国<span class=note>日</span></p><ol><li>一</ol>",
    "<body><div class=flex><p>王</p><p style='width: 20mm'>小</p></div><div class=lead>国</div>",
    "<body><div class=flex><p>王</p></div><div class=lead>国</div><div class=a><p class=b>王</p></div>",
    "<body style='color: #333' lang=en><p>国</p><a name=x href='#x'>日</a>",
    "<body><u lang=ja>国</u><div class=box>王<p class=side>小</p><p class=over>明</p></div><table><tr><td>一</table>",
    "<body><p style='colour: red'>国</p>",
    "<body><p style='colour: red'>国</p>",
)


def test_what_a_companys_own_style_sheet_may_have_is_the_same(renderer: Renderer) -> None:
    """Lengths of the page, siblings, footnotes, leaders, flexible boxes; a warning comes with each document."""
    quick, plain = _with_and_without(renderer, [f"<html>{body}" for body in BODIES], [CSS])
    assert [found.pdf for found in quick] == [found.pdf for found in plain]
    told = [len(found.warnings) for found in quick]
    assert told[-2:] == [1, 1]
    assert told == [len(found.warnings) for found in plain]


def test_texts_in_other_sizes_and_places_are_the_same(renderer: Renderer) -> None:
    """Widths of glyphs are those of the size that a document has first; one glyph may be of two characters."""
    sizes = [7.3, 8.5, 6.4, 19, 2.4, 7.3]
    texts = ["小明 12.5% fi AV", "一⼀ 国王", "⼀一 ＡＶ—…", " ", "王\u200b小", "AVAVAV fi 12.5%"]
    htmls = [
        "".join(f"<p style='font-size: {size}pt; width: 9mm'>{text}</p>" for size in order)
        + "".join(f"<div>{other}</div>" for other in texts)
        for text, order in zip(texts[:4], (sizes, sizes[::-1]) * 2, strict=True)
    ]
    quick, plain = _with_and_without(renderer, [*htmls, htmls[0]], [CSS + STYLES_OF_TEXT])
    assert [found.pdf for found in quick] == [found.pdf for found in plain]


STYLES_OF_TEXT = """
div { text-align: justify; width: 12mm; hyphens: auto; overflow-wrap: anywhere } div + div { letter-spacing: .03em }
div:last-child { text-decoration: underline line-through }
div:last-child { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
div:nth-child(7) { font-feature-settings: "halt"; word-spacing: 1mm; font-variant-numeric: tabular-nums; hyphens: none }
"""


def test_styles_are_kept_between_documents(renderer: Renderer, pages: Pages) -> None:
    """A second document like the first computes none."""
    html = pages.page(department())
    renderer.render(html, pages.stylesheets)
    known = styles._kept[-1]
    before = len(known.styles)
    renderer.render(html, pages.stylesheets)
    assert styles._kept[-1] is known
    assert len(known.styles) == before > 50


def test_a_version_that_nobody_compared_leaves_the_library_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So does the environment."""
    switch.slow_down()
    plain = weasyprint().css.StyleFor
    with monkeypatch.context() as patch:
        patch.setattr(switch, "TESTED", {**switch.TESTED, "weasyprint": "1"})
        switch.speed_up()
        assert weasyprint().css.StyleFor is plain
        assert switch.untested()[0].startswith("weasyprint 7")
    with monkeypatch.context() as patch:
        patch.setenv(switch.PLAIN, "1")
        switch.speed_up()
        assert weasyprint().css.StyleFor is plain
    switch.speed_up()
    assert weasyprint().css.StyleFor is not plain
