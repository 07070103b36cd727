"""The tree of tags that a screen reader follows, without what says nothing.

WeasyPrint tags every box: an anonymous block, a box in a box, each line of a text. A reader gains
nothing from them, and they are a tenth of a report. What is left is headings, tables, figures and
their texts, in the order of reading. Running heads and feet become artifacts, which readers skip.
"""

from dataclasses import dataclass, field

from gacx_reports.render.pdf.weasyprint_internals import Element, TaggedPdf, skip_texts

Kid = bytes | int
"""An element by its reference, or a text by its number on the page."""
_SILENT = {"/NonStruct", "/Span", "/Div"}
"""What may go where it carries nothing but its kids."""
_LOOSE = {"/Document", "/Part", "/Sect"}
"""What text may not stand in without a paragraph around it."""


def tidy(pdf: object) -> None:
    """Take what is silent out of the tree of a tagged PDF that is about to be written."""
    tagged = TaggedPdf.of(pdf)
    if tagged is None:
        return
    tree = _Tree(tagged)
    tree.visit(tagged.top)
    tree.settle()


@dataclass
class _Tree:
    """The tree as it is walked."""

    pdf: TaggedPdf
    moved: dict[bytes, bytes] = field(default_factory=dict)
    """Element that is gone → the one that has its texts now."""
    kept: set[bytes] = field(default_factory=set)

    def visit(self, element: Element) -> None:
        """Tidy what is below the element, which itself stays."""
        self.kept.add(element.reference)
        if element["S"] in ("/TH", "/TD"):
            self._scope(element)
        kids = [kid for reference in element["K"] for kid in self._kids(reference, element)]
        element["K"][:] = kids
        if not any(isinstance(kid, int) for kid in kids):
            element.pop("Pg", None)

    def _kids(self, kid: Kid, parent: Element) -> list[Kid]:
        """What stands in the place of one kid: a number is a text, all else an element."""
        if isinstance(kid, int) or "S" not in self.pdf.at(kid):
            return [kid]
        element = self.pdf.at(kid)
        if not self._silent(element, parent):
            element["P"] = parent.reference
            self.visit(element)
            return [kid]
        self.moved[element.reference] = parent.reference
        return [grandkid for k in element["K"] for grandkid in self._kids(k, parent)]

    def _silent(self, element: Element, parent: Element) -> bool:
        """Whether the element may go; one with texts of its own becomes a paragraph in a loose place."""
        if element["S"] not in _SILENT or any(key in element for key in ("A", "Alt", "ID")):
            return False
        if parent["S"] in _LOOSE and self._has_text(element):
            element["S"] = "/P"
            return False
        return True

    def _scope(self, cell: Element) -> None:
        """Say which cells a head is for; WeasyPrint's list of heads in every cell is then needless."""
        row = self.pdf.at(cell["P"])
        cell.pop("ID", None)
        cell["A"].pop("Headers", None)
        if cell["S"] == "/TH":
            above = self.pdf.at(row["P"])["S"] == "/THead"
            cell["A"]["Scope"] = "/Column" if above else "/Row"
        if len(cell["A"]) == 1:
            del cell["A"]

    def _has_text(self, element: Element) -> bool:
        """Whether a text stands in it with nothing but what is silent around it."""
        return any(
            isinstance(kid, int)
            or (
                self.pdf.at(kid).get("S") in _SILENT - {"/Div"} and self._has_text(self.pdf.at(kid))
            )
            for kid in element["K"]
        )

    def settle(self) -> None:
        """Set the index from texts to elements right, and give up what is out of the tree."""
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
