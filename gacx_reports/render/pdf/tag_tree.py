"""Removes meaningless tags from the structure tree that screen readers follow.

WeasyPrint tags every box: anonymous blocks, nested boxes, each line of a text. They are of no use to a
reader and a tenth of a report's size. The remaining tags are headings, tables, figures and their texts, in
reading order. Running heads and feet become artifacts, which readers skip.
"""

from dataclasses import dataclass, field

from gacx_reports.render.pdf.weasyprint_internals import TagElement, TaggedPdf, skip_texts

Kid = bytes | int
"""An element by its reference, or a text by its number on the page."""
_SILENT = {"/NonStruct", "/Span", "/Div"}
"""Tags that are removed if they have no attributes; their children take their place."""
_LOOSE = {"/Document", "/Part", "/Sect"}
"""Tags in which text needs a paragraph around it."""


def tidy(pdf: object) -> None:
    """Remove meaningless tags from a PDF (a pydyf object) before it is written; does nothing without tags."""
    tagged = TaggedPdf.of(pdf)
    if tagged is None:
        return
    tree = _Tree(tagged)
    tree.visit(tagged.top)
    tree.settle()


@dataclass
class _Tree:
    """The structure tree while it is walked."""

    pdf: TaggedPdf
    moved: dict[bytes, bytes] = field(default_factory=dict)
    """Removed element → the element that has its texts now."""
    kept: set[bytes] = field(default_factory=set)

    def visit(self, element: TagElement) -> None:
        """Tidy the children of an element, which itself is kept."""
        self.kept.add(element.reference)
        if element["S"] in ("/TH", "/TD"):
            self._scope(element)
        kids = [kid for reference in element["K"] for kid in self._kids(reference, element)]
        element["K"][:] = kids
        if not any(isinstance(kid, int) for kid in kids):
            element.pop("Pg", None)

    def _kids(self, kid: Kid, parent: TagElement) -> list[Kid]:
        """The kids that replace one kid; a number is a text, all others are elements."""
        if isinstance(kid, int) or "S" not in self.pdf.at(kid):
            return [kid]
        element = self.pdf.at(kid)
        if not self._silent(element, parent):
            element["P"] = parent.reference
            self.visit(element)
            return [kid]
        self.moved[element.reference] = parent.reference
        return [grandkid for k in element["K"] for grandkid in self._kids(k, parent)]

    def _silent(self, element: TagElement, parent: TagElement) -> bool:
        """Whether the element is removed; one with text directly in a `_LOOSE` tag becomes a paragraph instead."""
        if element["S"] not in _SILENT or any(key in element for key in ("A", "Alt", "ID")):
            return False
        if parent["S"] in _LOOSE and self._has_text(element):
            element["S"] = "/P"
            return False
        return True

    def _scope(self, cell: TagElement) -> None:
        """Give header cells a scope, which replaces WeasyPrint's list of headers in every cell."""
        row = self.pdf.at(cell["P"])
        cell.pop("ID", None)
        cell["A"].pop("Headers", None)
        if cell["S"] == "/TH":
            above = self.pdf.at(row["P"])["S"] == "/THead"
            cell["A"]["Scope"] = "/Column" if above else "/Row"
        if len(cell["A"]) == 1:
            del cell["A"]

    def _has_text(self, element: TagElement) -> bool:
        """Whether the element has text of its own, directly or in removed inline tags."""
        return any(
            isinstance(kid, int)
            or (
                self.pdf.at(kid).get("S") in _SILENT - {"/Div"} and self._has_text(self.pdf.at(kid))
            )
            for kid in element["K"]
        )

    def settle(self) -> None:
        """Update the index from texts to elements, and free the removed elements; to be called after `visit`."""
        for texts, content in self.pdf.texts():
            texts[:] = map(self._holder, texts)
            skip_texts(content, {number for number, holder in enumerate(texts) if holder == "null"})
        for element in self.pdf.elements():
            if element.reference in self.kept:
                del element["Type"]
            else:
                self.pdf.give_up(element)

    def _holder(self, element: bytes) -> bytes | str:
        while element in self.moved:
            element = self.moved[element]
        return element if element in self.kept else "null"
