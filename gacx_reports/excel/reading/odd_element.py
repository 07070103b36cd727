"""An element that holds more than one plain text, built while its part is parsed as a stream."""

import xml.etree.ElementTree as ET

Attributes = dict[str, str]


class OddElement:
    """A cell with a formula, say, or a string of several runs."""

    def __init__(self, leaf: str) -> None:
        self.begun = False
        self.texts: list[str] = []
        """Pieces of text since the last start of a leaf, which is the one child that most such elements have."""
        self._leaf = leaf
        self._builder = ET.TreeBuilder()

    def start(self, tag: str, attributes: Attributes, plain: str | None, level: int) -> None:
        """A child begins, `level` levels within the element; `plain` is the text of a leaf before it."""
        if not self.begun:
            self.begun = True
            self._builder = ET.TreeBuilder()
            self._builder.start("", {})
            if plain is not None or level > 1:
                self._builder.start(self._leaf, {})
            if plain is not None:
                self._builder.data(plain)
                self._builder.end(self._leaf)
                self.texts.clear()
        self._tell()
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> str:
        """A child ends; "" for its text, which is none that counts by itself."""
        self._tell()
        self._builder.end(tag)
        return ""

    def finished(self) -> ET.Element:
        """The element ends."""
        self.begun = False
        self._builder.end("")
        return self._builder.close()

    def _tell(self) -> None:
        self._builder.data("".join(self.texts))
        self.texts.clear()
