"""Adds comments to cells; where a cell already has a comment, the text is appended to it."""

from collections.abc import Mapping

from lxml import etree

from gacx_reports.excel.returning.comment_boxes import (
    boxes,
    drawing_of,
    free_block,
    stretched,
    with_boxes,
)
from gacx_reports.excel.returning.opc_package import (
    MAIN,
    BrokenPackageError,
    Element,
    Package,
    main,
)
from gacx_reports.excel.returning.xml_cells import Spot, name

AUTHOR = "gacx-reports"
MOST_NOTES = 1000
"""Comments on one sheet: more make spreadsheet programs slow, and shapes are numbered in blocks of 1024."""
_FONT = (
    '<rPr><sz val="9"/><color indexed="81"/><rFont val="Microsoft YaHei"/><family val="2"/></rPr>'
)
_RULE = "\n――――――――\n"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"


def add_notes(package: Package, part: str, sheet: Element, notes: Mapping[Spot, str]) -> None:
    """Add texts as comments to cells of the worksheet `part`, whose root is `sheet`; only the first MOST_NOTES."""
    chosen = dict(sorted(list(notes.items())[:MOST_NOTES]))
    if not chosen:
        return
    fresh = _write_comments(package, part, chosen)
    longer = {spot: text for spot, text in chosen.items() if spot not in fresh}
    drawing = drawing_of(package, part, sheet, needed=bool(fresh))
    if not drawing:
        return
    content = stretched(package.read(drawing), longer)
    if fresh:
        block = free_block(package)
        content = with_boxes(drawing, content, block, boxes(sheet, fresh, block))
    package.write(drawing, content)


def _write_comments(package: Package, part: str, notes: Mapping[Spot, str]) -> dict[Spot, str]:
    """Add or append the texts; returns those on cells without a comment before, which need a new box."""
    parts = list(package.related(part, "comments").values())
    if not parts:
        empty = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
        parts = [package.add("xl/comments{}.xml", empty.encode(), _COMMENTS_TYPE)]
        package.relate(part, "comments", parts[0])
    root = package.edit(parts[0], main("comments"))
    authors, listed = root.find(main("authors")), root.find(main("commentList"))
    if authors is None or listed is None:
        raise BrokenPackageError(f"{parts[0]}: incomplete")
    theirs = {comment.get("ref"): comment for comment in listed}
    fresh = {}
    author = None
    for spot, text in notes.items():
        comment = theirs.get(name(spot))
        if comment is not None:
            _append(comment, text)
            continue
        if author is None:
            author = str(len(authors))
            etree.SubElement(authors, main("author")).text = AUTHOR
        comment = etree.SubElement(listed, main("comment"), ref=name(spot), authorId=author)
        etree.SubElement(comment, main("text")).append(_run(text))
        fresh[spot] = text
    return fresh


def _append(comment: Element, text: str) -> None:
    """Append a text to an existing comment, which is one plain text or runs of formatted text."""
    body = comment.find(main("text"))
    if body is None:
        body = comment.makeelement(main("text"))
        comment.insert(0, body)
    plain = body.find(main("t"))
    if plain is not None:
        run = body.makeelement(main("r"))
        body.replace(plain, run)
        run.append(plain)
    runs = body.findall(main("r"))
    ours = _run(_RULE + text if runs else text)
    if runs:
        runs[-1].addnext(ours)
    else:
        body.insert(0, ours)


def _run(text: str) -> Element:
    run = etree.fromstring(f'<r xmlns="{MAIN}">{_FONT}<t/></r>')
    run[-1].set(_SPACE, "preserve")
    run[-1].text = text
    return run
