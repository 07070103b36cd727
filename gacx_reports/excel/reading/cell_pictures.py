"""Finds the cells that Excel 365 shows as pictures (“place in cell”, IMAGE).

In the file they are a #VALUE! with a number. That number, the cell's `vm`, leads through `metadata.xml` to a rich
value, whose structure says what it is.
"""

import zipfile
from xml.etree.ElementTree import Element, ParseError

from openpyxl.xml.constants import SHEET_MAIN_NS

from gacx_reports.excel.reading.xml_parser import fromstring

_METADATA = "xl/metadata.xml"
_VALUES = "xl/richData/rdrichvalue.xml"
_STRUCTURES = "xl/richData/rdrichvaluestructure.xml"
_RICH = "XLRICHVALUE"
_PICTURES = frozenset({"_localimage", "_webimage"})
"""Structures of pictures, in lower case; others are errors with details, and data types such as shares."""


def cell_pictures(package: zipfile.ZipFile) -> frozenset[str]:
    """The numbers `vm` of cells that show a picture; empty where there is none or it can't be told."""
    try:
        structures = [s.get("t", "").casefold() for s in _part(package, _STRUCTURES)]
        values = [int(value.get("s", "")) for value in _part(package, _VALUES)]
        shown = _rich_values(_part(package, _METADATA))
        return frozenset(str(vm) for vm, n in shown.items() if structures[values[n]] in _PICTURES)
    except (KeyError, IndexError, ParseError, ValueError):
        return frozenset()


def _part(package: zipfile.ZipFile, name: str) -> Element:
    return fromstring(package.read(name))


def _rich_values(metadata: Element) -> dict[int, int]:
    """Number `vm` of a cell, from 1 → index of its rich value."""
    kinds = [kind.get("name") for kind in metadata.iter(f"{{{SHEET_MAIN_NS}}}metadataType")]
    blocks = metadata.find(f"{{{SHEET_MAIN_NS}}}futureMetadata[@name='{_RICH}']")
    rich = [] if blocks is None else [_index(block) for block in blocks]
    found = {}
    for vm, block in enumerate(metadata.iterfind(f"{{{SHEET_MAIN_NS}}}valueMetadata/*"), start=1):
        for record in block:
            if kinds[int(record.get("t", "")) - 1] == _RICH:
                found[vm] = rich[int(record.get("v", ""))]
    return found


def _index(block: Element) -> int:
    """The rich value that a block of future metadata names in its extension."""
    return int(next((e.get("i", "") for e in block.iter() if e.tag.endswith("}rvb")), ""))
