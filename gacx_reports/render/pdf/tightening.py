"""Sets a document tighter where that saves a page that it should not have."""

from collections.abc import Callable, Iterator
from typing import Any

from gacx_reports.render.pdf.weasyprint_internals import used_height

TIGHTER = ("tight", "tight tighter")
"""Classes of the root element of a document that has too many pages, tried one after the other."""
LONELY = 1 / 3
"""A page that is filled less than this holds too little to turn over for, such as signatures alone."""
_LEFT = (0.87, 0.84)
"""Share of a report's height that each of TIGHTER leaves at best: 0.875 and 0.845 were found in sample reports."""


def fitted(document: Any, lay_out: Callable[[str], Any], most_pages: int) -> Any:
    """The laid out document, or the first of its tighter layouts that fits.

    `lay_out` makes one with these classes. With more than `most_pages` each is tried; to save a page that is nearly
    empty, only those that can, since a layout costs half a report.
    """
    pages = len(document.pages)
    if pages > most_pages:
        return next((d for d in map(lay_out, TIGHTER) if len(d.pages) <= most_pages), document)
    worth = map(lay_out, _worth_trying(document))
    return next((d for d in worth if len(d.pages) < pages), document)


def _worth_trying(document: Any) -> Iterator[str]:
    heights = [used_height(page) for page in document.pages]
    if len(heights) > 1 and min(heights) < LONELY:
        for name, left in zip(TIGHTER, _LEFT, strict=True):
            if sum(heights) * left < len(heights) - 1:
                yield name
