"""Output of `explain`."""

from collections.abc import Iterable

from gacx_reports.core.explain.context import Paragraph
from gacx_reports.core.language.substitutes import visible


def paragraphs(found: Iterable[Paragraph]) -> list[str]:
    """Lines of a derivation: each paragraph's title and indented lines, with blank lines between.

    A character that no screen shows is a substitute.
    """
    lines = []
    for paragraph in found:
        lines += ["", paragraph.title, *(f"  {line}" for line in paragraph.lines)]
    return [visible(line) for line in lines[1:]]
