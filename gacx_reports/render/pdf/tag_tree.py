"""Removes meaningless tags from the structure tree that screen readers follow.

WeasyPrint tags every box: anonymous blocks, nested boxes, each line of a text. They are of no use to a
reader and a tenth of a report's size. The remaining tags are headings, tables, figures and their texts, in
reading order. Running heads and feet become artifacts, which readers skip.
"""

from dataclasses import dataclass, field
from typing import Any

_SILENT = {"/NonStruct", "/Span", "/Div"}
"""Tags that are removed if they have no attributes; their children take their place."""
_LOOSE = {"/Document", "/Part", "/Sect"}
"""Tags in which text needs a paragraph around it."""
_FREE = 65535


def tidy(pdf: Any) -> None:
    """Remove meaningless tags from a PDF (a pydyf object) before it is written; does nothing without tags."""
    catalog_root = pdf.catalog.get("StructTreeRoot")
    if catalog_root is None:
        return
    tree = _Tree(pdf)
    root = tree.at(catalog_root)
    (top,) = root["K"]
    tree.visit(tree.at(top))
    tree.settle(tree.at(root["ParentTree"]))


@dataclass
class _Tree:
    """The structure tree while it is walked."""

    pdf: Any
    moved: dict[bytes, bytes] = field(default_factory=dict)
    """Removed element → the element that has its texts now."""
    kept: set[bytes] = field(default_factory=set)

    def at(self, reference: bytes) -> Any:
        """The object of a reference (`12 0 R`)."""
        return self.pdf.objects[int(reference.split()[0])]

    def visit(self, element: Any) -> None:
        """Tidy the children of an element, which itself is kept."""
        self.kept.add(element.reference)
        if element["S"] in ("/TH", "/TD"):
            self._scope(element)
        kids = [kid for reference in element["K"] for kid in self._kids(reference, element)]
        element["K"][:] = kids
        if not any(isinstance(kid, int) for kid in kids):
            element.pop("Pg", None)

    def _kids(self, kid: Any, parent: Any) -> list[Any]:
        """The kids that replace one kid; a number is a text, all others are elements."""
        if isinstance(kid, int) or "S" not in self.at(kid):
            return [kid]
        element = self.at(kid)
        if not self._silent(element, parent):
            element["P"] = parent.reference
            self.visit(element)
            return [kid]
        self.moved[element.reference] = parent.reference
        return [grandkid for k in element["K"] for grandkid in self._kids(k, parent)]

    def _silent(self, element: Any, parent: Any) -> bool:
        """Whether the element is removed; one with text directly in a `_LOOSE` tag becomes a paragraph instead."""
        if element["S"] not in _SILENT or {"A", "Alt", "ID"} & set(element):
            return False
        if parent["S"] in _LOOSE and self._has_text(element):
            element["S"] = "/P"
            return False
        return True

    def _scope(self, cell: Any) -> None:
        """Give header cells a scope, which replaces WeasyPrint's list of headers in every cell."""
        row = self.at(cell["P"])
        cell.pop("ID", None)
        cell["A"].pop("Headers", None)
        if cell["S"] == "/TH":
            above = self.at(row["P"])["S"] == "/THead"
            cell["A"]["Scope"] = "/Column" if above else "/Row"
        if len(cell["A"]) == 1:
            del cell["A"]

    def _has_text(self, element: Any) -> bool:
        """Whether the element has text of its own, directly or in removed inline tags."""
        return any(
            isinstance(kid, int)
            or (self.at(kid).get("S") in _SILENT - {"/Div"} and self._has_text(self.at(kid)))
            for kid in element["K"]
        )

    def settle(self, parents: Any) -> None:
        """Update the index from texts to elements, and free the removed elements; to be called after `visit`."""
        streams = [self.at(self.at(page)["Contents"]) for page in self.pdf.page_references]
        for number, texts in zip(parents["Nums"][::2], parents["Nums"][1::2], strict=True):
            if isinstance(texts, list):
                for mcid, element in enumerate(texts):
                    texts[mcid] = self._holder(element)
                outside = {mcid for mcid, holder in enumerate(texts) if holder == "null"}
                _skip(streams[number], outside)
        self._give_up()

    def _give_up(self) -> None:
        for number, element in enumerate(self.pdf.objects):
            if isinstance(element, dict) and element.get("Type") == "/StructElem":
                if f"{number} 0 R".encode() in self.kept:
                    del element["Type"]
                else:
                    self.pdf.objects[number] = _Gone()

    def _holder(self, element: bytes) -> bytes | str:
        while element in self.moved:
            element = self.moved[element]
        return element if element in self.kept else "null"


class _Gone:
    """A removed object, which the PDF's cross-reference table lists as free."""

    free = "f"
    compressible = False
    generation = _FREE
    offset = 0
    number = 0
    data = b""


def _skip(stream: Any, outside: set[int]) -> None:
    """Mark texts outside all elements (running heads and feet) as artifacts."""
    items = stream.stream
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("MCID") in outside:
            items[index - 1 : index + 2] = "/Artifact", "", "BMC"
