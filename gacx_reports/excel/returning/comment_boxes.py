"""The boxes in which spreadsheet programs show comments: VML drawings beside each worksheet."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from gacx_reports.core.sheets.text_width import text_width
from gacx_reports.excel.returning.opc_package import (
    LINKS,
    BrokenPackageError,
    Element,
    Package,
    main,
    number,
    put_in_order,
)
from gacx_reports.excel.returning.xml_cells import LAST, Spot

_WIDTH = 300
"""Width of a box in pixels, in which a line has about _LINE digits."""
_LINE = 40
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHEET_ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
)
_NAMESPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_DRAWING = (
    f'<xml{_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/>'
    "</o:shapelayout></xml>"
).encode()
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"{spaces}><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:1pt;width:225pt;height:60pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"{spaces}><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_CLIENT = re.compile(rb"<(\w+:)ClientData\b.*?</\1ClientData>", re.DOTALL)
_ROW = re.compile(rb"<\w+:Row>\s*(\d+)\s*<")
_COLUMN = re.compile(rb"<\w+:Column>\s*(\d+)\s*<")
_BOTTOM = re.compile(rb"(<\w+:Anchor>(?:[^,<]*,){6}\s*)(\d+)")
_BLOCKS = re.compile(rb"""(<\w+:idmap\b[^>]*?\bdata=["'])([\d,\s]*)(["'])""")


def drawing_of(package: Package, part: str, sheet: Element, *, needed: bool) -> str:
    """The part with the sheet's boxes; if it has none, a new part, or "" unless `needed`."""
    anchor = sheet.find(main("legacyDrawing"))
    if anchor is not None:
        drawing = package.related(part, "vmlDrawing").get(anchor.get(f"{{{LINKS}}}id") or "")
        if drawing is None:
            raise BrokenPackageError("legacyDrawing: not there")
        return drawing
    if not needed:
        return ""
    drawing = package.add("xl/drawings/vmlDrawing{}.vml", _EMPTY_DRAWING, _VML_TYPE)
    anchor = sheet.makeelement(main("legacyDrawing"), nsmap={"r": LINKS})
    anchor.set(f"{{{LINKS}}}id", package.relate(part, "vmlDrawing", drawing))
    put_in_order(sheet, anchor, _SHEET_ORDER)
    return drawing


def free_block(package: Package) -> int:
    """The block after the highest that any drawing claims; shapes are numbered in blocks of 1024."""
    claimed = {0}
    for drawing in package.parts(".vml"):
        for _, blocks, _ in _BLOCKS.findall(package.read(drawing)):
            claimed |= {int(block) for block in blocks.replace(b",", b" ").split()}
    return max(claimed) + 1


def with_boxes(drawing: str, content: bytes, block: int, boxes: Iterator[str]) -> bytes:
    """The drawing with boxes added at its end; raises BrokenPackageError if it has no end tag.

    Edited as text, because drawings written by Excel are not always well-formed XML.
    """
    end = content.rfind(b"</xml>")
    if end < 0:
        raise BrokenPackageError(f"{drawing}: no end")
    start = content.find(b"<xml")
    head = content[start : content.find(b">", start)]
    known = all(space in head for space in _NAMESPACES.encode().split())
    spaces = "" if known else _NAMESPACES
    shapes = "".join(boxes).replace("{spaces}", spaces)
    if b'id="_x0000_t202"' not in content:
        shapes = _SHAPE_TYPE.replace("{spaces}", spaces) + shapes
    claimed = _BLOCKS.sub(
        lambda m: m[1] + b",".join([*filter(None, [m[2].strip()]), b"%d" % block]) + m[3],
        content[:end],
        count=1,
    )
    return claimed + shapes.encode() + content[end:]


def stretched(content: bytes, notes: Mapping[Spot, str]) -> bytes:
    """The drawing with the boxes of `notes` made taller by the lines of these appended texts."""

    def taller(client: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(client[0]), _COLUMN.search(client[0])
        spot = (int(row[1]) + 1, int(column[1]) + 1) if row and column else (0, 0)
        if spot not in notes:
            return client[0]
        more = _lines(notes[spot]) + 1
        return _BOTTOM.sub(lambda m: m[1] + b"%d" % (int(m[2]) + more), client[0], count=1)

    return _CLIENT.sub(taller, content) if notes else content


def _lines(text: str) -> int:
    shown = (max(1, math.ceil(text_width(line) / _LINE)) for line in text.split("\n"))
    return min(sum(shown), 50)


def boxes(sheet: Element, notes: Mapping[Spot, str], block: int) -> Iterator[str]:
    """The VML of a box for each text, beside its cell; shape IDs count from 1 within the block."""
    widths = _widths(sheet)
    for index, ((row, column), text) in enumerate(notes.items(), start=1):
        yield _SHAPE.format(
            id=block * 1024 + index,
            spaces="{spaces}",
            anchor=", ".join(map(str, _place_box(row, column, text, widths))),
            row=row - 1,
            column=column - 1,
        )


def _place_box(
    row: int, column: int, text: str, widths: Sequence[tuple[int, int, int]]
) -> tuple[int, ...]:
    """A box's anchor: column, pixels, row, pixels of its top left corner, then of its bottom right; 0-based."""
    left = min(column, LAST[1] - 8)
    top = min(max(row - 2, 0), LAST[0] - 60)
    right, rest = left, 15 + _WIDTH
    while right < min(left + 20, LAST[1] - 1) and rest > (width := _width(right + 1, widths)):
        rest -= width
        right += 1
    return left, 15, top, 8, right, min(rest, 1000), top + _lines(text) + 1, 4


def _widths(sheet: Element) -> list[tuple[int, int, int]]:
    """First and last column (1-based) and width in pixels of column groups with a width of their own; hidden is 0."""
    found = []
    for group in sheet.iterfind(f"{main('cols')}/{main('col')}"):
        try:
            width = int(float(group.get("width") or 9) * 7 + 5)
        except (ValueError, OverflowError):
            width = 64
        hidden = group.get("hidden") in ("1", "true")
        found.append((number(group, "min"), number(group, "max"), 0 if hidden else width))
    return found


def _width(column: int, widths: Sequence[tuple[int, int, int]]) -> int:
    return next((w for first, last, w in widths if first <= column <= last), 64)
