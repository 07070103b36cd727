"""HTML that is well-formed XML as well, read by expat: a tenth of the time that an HTML parser in Python takes.

The templates are. What isn't, or would mean something else to an HTML parser, is left to that.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

_VOID = ("br", "col", "hr", "img", "meta", "wbr")
_INLINE = {"b", "br", "code", "em", "i", "img", "small", "span", "strong", "sub", "sup", "wbr"}
_BLOCK = {"div", "section", "ul", "ol", "table", "p", "h1", "h2", "h3", "h4", "hr"}
_FLOW = _INLINE | _BLOCK
_SVG = "{http://www.w3.org/2000/svg}"
_XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"
_SHAPES = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "text", "tspan")

_MAY_HOLD: dict[str, set[str]] = {
    "html": {"head", "body"},
    "head": {"meta", "title", "style"},
    **{name: set() for name in ("title", "style", *_VOID)},
    **dict.fromkeys(("body", "div", "section", "li", "td", "th"), _FLOW),
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", *(_INLINE - {*_VOID})), _INLINE),
    **{name: {"li"} for name in ("ul", "ol")},
    "table": {"colgroup", "thead", "tbody", "tfoot", "tr"},
    "colgroup": {"col"},
    **{name: {"tr"} for name in ("thead", "tbody", "tfoot")},
    "tr": {"th", "td"},
}
"""What an element may hold so that an HTML parser neither moves nor closes anything."""
_ONLY_BLANKS = {"html", "head", "table", "colgroup", "thead", "tbody", "tfoot", "tr"}
"""Elements between whose children an HTML parser lets no text stand."""
_WITH_SVG = {"div", "section", "body", "td", "th", "li", "span", "p"}

_UNLIKE = re.compile(
    r"<!|<\?"  # comments, CDATA, instructions and entities
    r"|&(?!(?:amp|lt|gt|quot|#34|#39|#160);)"  # characters by other names than markupsafe's
    r"|<[^>]*[\n\r\t\f]"  # in an attribute, XML makes them blanks
    rf"|</(?:{'|'.join(_VOID)})>"
    r"|[\x00\r\x0b\x0c\x7f-\x9f]"
    rf"|<(?!(?:{'|'.join((*_VOID, *_SHAPES))})\b)[a-z][^>]*/>"  # an HTML parser overlooks this slash
    r"|<style[^<]*&"  # which it leaves as it is
)
_OPEN_VOID = re.compile(rf"<({'|'.join(_VOID)})\b([^>]*?)/?>")
_NAME = re.compile("[a-z][a-z0-9-]*")
_CAMELS = ("viewBox", "preserveAspectRatio")
_DOCTYPE = "<!DOCTYPE html>"


def tree_of(text: str) -> Element | None:
    """The root of a document, as tinyhtml5 gives it; None where an HTML parser is needed to know it.

    So it is where a text or attribute has `>` as it is: jinja2 writes `&gt;`.
    """
    text = text.lstrip("\n ")
    content = text.removeprefix(_DOCTYPE).lstrip("\n ").replace("&nbsp;", "&#160;")
    # As many of the one as of the other: then each ends a tag, since XML has none of the first in texts.
    balanced = content.count("<") == content.count(">")
    if not (text.startswith(_DOCTYPE) and balanced) or _UNLIKE.search(content):
        return None
    parser = XMLParser()  # noqa: S314 - without a document type there are no entities
    try:
        parser.feed(_OPEN_VOID.sub(r"<\1\2/>", content))
        root: Element = parser.close()
    except (ParseError, UnicodeError):
        return None
    if [child.tag for child in root] != ["head", "body"] or text.count("xmlns") != _adapt(root):
        return None
    _end(root, content.rpartition(">")[2])
    return root


def _adapt(root: Element) -> int:
    """Make of a tree what an HTML parser makes, and count its pictures; -1 where it isn't plain enough."""
    pictures, waiting = 0, [root]
    while waiting:
        element = waiting.pop()
        if element.tag == _SVG + "svg":
            if not all(map(_is_picture, element.iter())):
                return -1
            pictures += 1
            element.attrib = {_XMLNS: _SVG[1:-1], **element.attrib}
        elif not _is_plain(element):
            return -1
        else:
            if element.tag == "table":
                _wrap_rows(element)
            waiting.extend(element)
    return pictures


def _is_plain(element: Element) -> bool:
    """Whether an HTML parser leaves an element, its attributes and children as they stand."""
    may_hold = _MAY_HOLD.get(element.tag)
    if may_hold is None or not all(map(_NAME.fullmatch, element.attrib)):
        return False
    for child in element:
        svg = child.tag == _SVG + "svg" and element.tag in _WITH_SVG
        if child.tag not in may_hold and not svg:
            return False
    if element.tag in _ONLY_BLANKS:
        between = (element.text, *(child.tail for child in element))
        return not any(text and text.strip() for text in between)
    return True


def _is_picture(element: Element) -> bool:
    namespace, _, name = element.tag.rpartition("}")
    known = namespace == _SVG[:-1] and (name in _SHAPES or name in ("svg", "title"))
    return known and all(n in _CAMELS or _NAME.fullmatch(n) for n in element.attrib)


def _wrap_rows(table: Element) -> None:
    """Rows that stand in a table itself stand in a body."""
    if not any(child.tag == "tr" for child in table):
        return
    children, body = list(table), None
    table[:] = []
    for child in children:
        if child.tag != "tr":
            body = None
            table.append(child)
            continue
        if body is None:
            body = Element("tbody")
            table.append(body)
        body.append(child)


def _end(root: Element, trailing: str) -> None:
    """Blanks after the body belong to it, those before the head to nobody."""
    _, body = root
    root.text = None
    blanks = (body.tail or "") + trailing
    body.tail = None
    if not blanks:
        return
    if len(body):
        body[-1].tail = (body[-1].tail or "") + blanks
    else:
        body.text = (body.text or "") + blanks


class Parser:
    """tinyhtml5, asked only where it is needed."""

    def __init__(self, plain: Any) -> None:
        self._plain = plain

    def parse(self, document: Any, **options: Any) -> Any:
        """The root of a document."""
        text = document.read() if hasattr(document, "read") else document
        root = tree_of(text) if isinstance(text, str) else None
        return self._plain.parse(text, **options) if root is None else root
