"""A workbook's stylesheet, to which formats are added; existing formats never change."""

from copy import deepcopy

from lxml import etree

from gacx_reports.excel.returning.opc_package import MAIN, Element, main, put_in_order

EMPTY = (
    f'<styleSheet xmlns="{MAIN}"><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).encode()
"""Stylesheet for a workbook without one."""
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_FIRST = {
    "fonts": ("<font/>",),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border/>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
"""The first entries of each group, whose meaning is fixed in spreadsheet programs; shorter groups are filled up."""


class Stylesheet:
    """Adds fonts, fills, borders and cell formats; each method returns the 0-based number of its entry."""

    def __init__(self, root: Element) -> None:
        self._groups: dict[str, Element] = {}
        self._entries: dict[str, list[Element]] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._coloured: dict[tuple[int, str], int] = {}
        for name, first in _FIRST.items():
            group = root.find(main(name))
            if group is None:
                group = root.makeelement(main(name))
                put_in_order(root, group, _ORDER)
            self._groups[name] = group
            self._entries[name] = list(group)
            for xml in first[len(self._entries[name]) :]:
                self._append(name, _parsed(xml))
        self._theirs = len(self._entries["cellXfs"])

    def coloured(self, xf: int, colour: str) -> int:
        """Cell format `xf` with a solid fill (RRGGBB); number format, font, border and protection are unchanged."""
        if (xf, colour) not in self._coloured:
            copy = deepcopy(self._entries["cellXfs"][xf if xf < self._theirs else 0])
            copy.tail = None
            copy.set("fillId", str(self.fill(colour)))
            copy.set("applyFill", "1")
            self._coloured[xf, colour] = self._append("cellXfs", copy)
        return self._coloured[xf, colour]

    def font(self, xml: str) -> int:
        """A font; `xml` is the content of its element."""
        return self._number("fonts", f"<font>{xml}</font>")

    def fill(self, colour: str) -> int:
        """A solid fill; `colour` is RRGGBB."""
        pattern = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
        return self._number(
            "fills", f'<fill><patternFill patternType="solid">{pattern}</patternFill></fill>'
        )

    def border(self, colour: str) -> int:
        """A border with thin lines on all sides; `colour` is RRGGBB."""
        sides = "".join(
            f'<{side} style="thin"><color rgb="FF{colour}"/></{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        return self._number("borders", f"<border>{sides}<diagonal/></border>")

    def format(self, font: int, fill: int, border: int, *, wrap: bool = True) -> int:
        """A cell format for text at the top of its cell, from numbers of a font, fill and border."""
        return self._number(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" applyFont="1" '
            'applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment vertical="top" wrapText="{wrap:d}"/></xf>',
        )

    def _number(self, group: str, xml: str) -> int:
        if (group, xml) not in self._known:
            self._known[group, xml] = self._append(group, _parsed(xml))
        return self._known[group, xml]

    def _append(self, name: str, entry: Element) -> int:
        self._groups[name].append(entry)
        self._entries[name].append(entry)
        self._groups[name].set("count", str(len(self._entries[name])))
        return len(self._entries[name]) - 1


def _parsed(xml: str) -> Element:
    return etree.fromstring(f'<_ xmlns="{MAIN}">{xml}</_>')[0]
