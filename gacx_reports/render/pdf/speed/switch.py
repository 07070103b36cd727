"""The one switch of the shortcuts: on with the versions that were tested, off with any other and where it is told."""

import os
from collections.abc import Callable, Mapping
from importlib import metadata
from importlib.machinery import ModuleSpec
from typing import Any

from gacx_reports.render.pdf.speed import (
    arrays,
    faces,
    glyphs,
    heads,
    kept,
    lengths,
    lines,
    packages,
    pdf_items,
    plain_boxes,
    styles,
    well_formed,
)
from gacx_reports.render.pdf.weasyprint_internals import weasyprint

TESTED: Mapping[str, str] = {
    "cssselect2": "0.10.1",
    "pydyf": "0.13.0",
    "tinycss2": "1.5.1",
    "tinyhtml5": "2.1.0",
    "weasyprint": "70.0",
}
"""The versions with which the bytes were compared."""
PLAIN = "GACX_PLAIN_WEASYPRINT"
"""Environment variable that leaves WeasyPrint as it is."""


def untested() -> tuple[str, ...]:
    """The installed packages whose versions were not compared: `weasyprint 70.1`."""
    return tuple(f"{n} {v}" for n, tested in TESTED.items() if (v := _version(n)) != tested)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def switched_off() -> bool:
    """Whether the environment says so."""
    return bool(os.environ.get(PLAIN))


def speed_up() -> None:
    """Replace what is slow, unless the environment or a version that was not compared forbids it."""
    if _replaced or switched_off() or untested():
        return
    library = weasyprint()
    library.logger.LOGGER.addFilter(kept.WARNINGS)
    _replace(library.css, "StyleFor", lambda _: styles.style_for_class(library.css))
    _replace(library.document, "get_html_metadata", heads.metadata_of)
    _replace(library, "tinyhtml5", well_formed.Parser)
    _replace_layout(library)
    _replace_texts(library)
    _replace_boxes(library)
    _specs.extend(packages.name_packages("weasyprint"))
    _replace(library.pdf.fonts, "ffi", arrays.Foreign)
    _replace_writing(library.pdf.pydyf)


def _replace_layout(library: Any) -> None:
    layout, boxes = library.layout, library.formatting_structure.boxes
    resolve = lengths.resolver(layout.percent, boxes)
    for name in ("absolute", "block", "column", "float", "grid", "inline", "page", "table"):
        _replace(getattr(layout, name), "resolve_percentages", lambda _: resolve)
    _replace(boxes.Box, "is_in_normal_flow", lambda _: lengths.is_in_normal_flow)


def _replace_boxes(library: Any) -> None:
    background, border = library.layout.background, library.draw.border
    kind = library.formatting_structure.boxes.Box
    _replace(background, "resolve_radii_percentages", plain_boxes.radii_of)
    radii = background.resolve_radii_percentages
    _replace(
        background, "layout_box_backgrounds", lambda plain: plain_boxes.backgrounds_of(plain, radii)
    )
    plain = border.draw_outline
    for module in (border, library.draw):
        _replace(module, "draw_outline", lambda _: plain_boxes.outlines_of(plain, kind))


def _replace_texts(library: Any) -> None:
    line_break, inline, preferred = (
        library.text.line_break,
        library.layout.inline,
        library.layout.preferred,
    )
    kind, drawing = line_break.Layout, library.draw.text
    reactivated = kind.reactivate
    _replace(kind, "setup", faces.set_up)
    _replace(kind, "reactivate", glyphs.reactivate)
    _replace(kind, "deactivate", glyphs.deactivate)
    _replace(drawing, "draw_first_line", lambda plain: glyphs.drawer(plain, reactivated))
    _replace(library.text.fonts.FontConfiguration, "add_font_face", faces.add_face)
    split = lines.splitter(line_break.split_first_line)
    for module in (line_break, inline, preferred):
        _replace(module, "split_first_line", lambda _: split)
    _replace(inline, "strut", lines.strut_of)


def _replace_writing(pydyf: Any) -> None:
    _replace(pydyf, "_to_bytes", pdf_items.to_bytes)
    convert = pydyf._to_bytes
    _replace(pydyf.Dictionary, "data", lambda _: pdf_items.once(pdf_items.dictionary(convert)))
    _replace(pydyf.Array, "data", lambda _: pdf_items.array(convert))
    _replace(pydyf.Stream, "data", pdf_items.once)
    _replace(pydyf.PDF, "write", pdf_items.write)


def slow_down() -> None:
    """Put everything back and forget what was kept."""
    while _replaced:
        setattr(*_replaced.pop())
    packages.forget(_specs)
    styles.forget()
    faces.forget()


def _replace(owner: Any, name: str, made: Callable[[Any], Any]) -> None:
    """Put in its place what `made` makes of what is there."""
    plain = getattr(owner, name)
    _replaced.append((owner, name, plain))
    setattr(owner, name, made(plain))


_replaced: list[tuple[Any, str, Any]] = []
"""What was there before: owner, name, value."""
_specs: list[ModuleSpec] = []
"""Modules that know their packages."""
