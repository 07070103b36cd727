"""A derivation as lines of text."""

from collections.abc import Iterable

from gacx_reports.core.explain.context import Paragraph


def paragraphs(found: Iterable[Paragraph]) -> list[str]:
    """A derivation as lines of text."""
    lines = []
    for paragraph in found:
        lines += ["", paragraph.title, *(f"  {line}" for line in paragraph.lines)]
    return lines[1:]
