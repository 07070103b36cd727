"""A page that expat reads has the very tree that the HTML parser gives; any other page is left to that."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5  # type: ignore[import-untyped]

from gacx_reports.i18n import Language
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.speed.well_formed import tree_of
from tests.render.pdf.test_speed import KINDS

START = "<!DOCTYPE html>"


def told(element: Element) -> object:
    """Everything about an element and those in it."""
    texts = element.text or "", element.tail or ""
    return element.tag, list(element.attrib.items()), texts, [told(child) for child in element]


def parsed(html: str) -> Element:
    """As WeasyPrint parses it."""
    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return root


def page(body: str) -> str:
    """A page with this in its body."""
    return f'{START}\n<html lang="zh-CN">\n<head><title>国 &amp; 王</title></head>\n<body>{body}</body></html>\n'


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_page_is_read_by_expat(templates: Path, lang: Language) -> None:
    """A template that no longer is well-formed is told here; it would only be slower."""
    pages = Pages(templates, lang)
    for make in KINDS:
        for html in make(pages, templates).split(START)[1:]:
            found = tree_of(START + html)
            assert found is not None, html[:400]
            assert told(found) == told(parsed(START + html))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "国 <br> 王<img alt='&#34;x&#39;' src=\"asset:a\"/>&nbsp;<hr>\n",
        "<table>\n<thead><tr><th>月</th></tr></thead>\n<tr></tr>\n<tr></tr> <tbody><tr></tr></tbody></table>",
        "<table><colgroup><col width='4'><col></colgroup><tr><td><table><tr></tr></table></td></tr></table>",
        '<div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>图</title><path d="M0 0"/></svg></div>',
        "<ul><li>一<ul><li>二</li></ul></li></ul><p><b>王<i>小</i></b></p>",
    ],
)
def test_what_is_plain_has_the_same_tree(body: str) -> None:
    """Void elements, rows without a body, blanks around, pictures."""
    found = tree_of(page(body))
    assert found is not None
    assert told(found) == told(parsed(page(body)))


@pytest.mark.parametrize(
    "body",
    [
        "<p>国<p>王",
        "<p>国<div>王</div></p>",
        "<div/>国",
        "<p title='a>b'>国</p>",
        "<p title='a\nb'>国</p>",
        "<p>a > b</p>",
        "<!-- a --><p>国</p>",
        "<p>&copy;</p>",
        "<p>&#128;</p>",
        "<table>国<tr><td>王</td></tr></table>",
        "<table><tr><td>王</td></tr><p>国</p></table>",
        "<P>国</P>",
        "<p CLASS='a'>国</p>",
        "<br></br>",
        "<h1>国<h2>王</h2></h1>",
        "<a href='#'>国</a>",
        "<pre>\n国</pre>",
        "<style>p { color: red }</style>",
        "<svg><path/></svg>",
        '<svg xmlns="http://www.w3.org/2000/svg"><rect Width="1"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g xmlns="http://www.w3.org/2000/svg"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject>国</foreignObject></svg>',
        "国\x0b",
        "<li>国<li>王",
    ],
)
def test_what_may_mean_something_else_is_left_to_the_html_parser(body: str) -> None:
    """Also what would be read alike: the list of what is known to be is short."""
    assert tree_of(page(body)) is None


def test_without_a_document_type_or_with_other_parts_it_is_left_too() -> None:
    """Such a page is set in quirks, or has its head made."""
    assert tree_of("<html><head></head><body></body></html>") is None
    assert tree_of(f"{START}<html><body></body></html>") is None
    assert tree_of(f"{START}<html><head></head><body></body></html> 国") is None
    assert (
        tree_of(f'{START}<!DOCTYPE a [<!ENTITY b "c">]><html><head></head><body></body></html>')
        is None
    )
