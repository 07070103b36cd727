"""Output of `explain`."""

from collections.abc import Iterable

from gacx_reports.core.explain.context import Paragraph


def paragraphs(found: Iterable[Paragraph]) -> list[str]:
    """Lines of a derivation: each paragraph's title and indented lines, with blank lines between."""
    lines = []
    for paragraph in found:
        lines += ["", paragraph.title, *(f"  {line}" for line in paragraph.lines)]
    return lines[1:]
