"""A workbook's shared strings, read as a stream: most are one plain text and never become an element."""

from typing import IO

from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.odd_element import Attributes, OddElement
from gacx_reports.excel.reading.worksheet_xml import (
    ITEM,
    TEXT,
    DamagedError,
    TooManyCellsError,
    plain_text,
    unescaped,
)
from gacx_reports.excel.reading.xml_parser import NOWHERE, parsed_by, refuse_document_type


def shared_strings(source: IO[bytes], limits: Limits) -> list[str]:
    """The workbook's shared strings, in the order by which cells number them.

    Raises what `xml_parser.fromstring` raises; DamagedError for a string within a string, too.
    """
    target = _Target(limits)
    for _ in parsed_by(target, source):
        if len(target.strings) > limits.cells:
            raise TooManyCellsError
    return target.strings


class _Target:
    """Where the parser sends what it finds."""

    doctype = staticmethod(refuse_document_type)

    def __init__(self, limits: Limits) -> None:
        self.strings: list[str] = []
        strings, odd = self.strings, OddElement(TEXT)
        texts = odd.texts
        self.data, forget = texts.append, texts.clear
        level, depth, levels, elements = 0, NOWHERE, limits.levels, limits.elements
        text: str | None = None

        def start(tag: str, given: Attributes) -> None:
            nonlocal level, depth, text
            level += 1
            if level > levels or (tag == ITEM and level > depth):
                raise DamagedError(tag[-40:])
            if level < depth:
                if tag == ITEM:
                    depth, text = level, None
                forget()
            elif level == depth + 1 and tag == TEXT and text is None:
                forget()
            else:
                odd.start(tag, given, text, level - depth)
                text = ""

        def end(tag: str) -> None:
            nonlocal level, depth, elements, text
            level -= 1
            elements -= 1
            if elements < 0:
                raise TooManyCellsError
            if level >= depth:
                text = odd.end(tag) if odd.begun else "".join(texts)
            elif level == depth - 1:
                strings.append(plain_text(odd.finished()) if odd.begun else unescaped(text or ""))
                depth = NOWHERE

        self.start, self.end = start, end

    def close(self) -> None:
        """The parser calls this at the end."""
