"""Glyphs of texts that were drawn before, as WeasyPrint writes them."""

from dataclasses import dataclass, field
from typing import Any

from gacx_reports.render.pdf.speed.faces import Texts, setting_of
from gacx_reports.render.pdf.weasyprint_internals import weasyprint

_MOST = 8_000
_UNKNOWN = object()


@dataclass(eq=False, slots=True)
class _Font:
    """One of Pango's fonts."""

    font: Any
    layout: Any
    """A layout that uses it; without one its address might become that of another font."""
    key: Any
    size: float
    glyphs: dict[Any, "_Glyph"] = field(default_factory=dict)
    """Those that were met, by all but the width."""


@dataclass(eq=False, slots=True)
class _Glyph:
    number: int
    text: str
    """The characters that it stands for."""
    offset: float
    advance: float
    """How far the next one is, in thousandths of the font's size."""
    width: int
    """As the font says, in the same."""


@dataclass(eq=False, slots=True)
class _Run:
    """Glyphs of one font."""

    font: _Font
    glyphs: tuple[_Glyph, ...]
    string: str
    """As they are written if the document has their own widths."""

    def told(self, font: Any) -> str:
        """As they are written in a document whose font has met other glyphs before; it meets these, too."""
        met = font.__dict__.setdefault("met", set())
        if self in met:
            return self.string
        own = True
        for glyph in self.glyphs:
            font.to_unicode.setdefault(glyph.number, glyph.text)
            own &= font.widths.setdefault(glyph.number, glyph.width) == glyph.width
        if own:
            met.add(self)
            return self.string
        return _string(self.glyphs, font.widths)


def reactivate(_: Any) -> Any:
    """WeasyPrint's `Layout.reactivate`, put off until somebody needs more than what is known."""

    def wait(layout: Any, style: Any) -> None:
        layout.style = style

    return wait


def deactivate(_: Any) -> Any:
    """WeasyPrint's `Layout.deactivate`, also of what was put off."""

    def let_go(layout: Any) -> None:
        for name in ("layout", "language", "style"):
            layout.__dict__.pop(name, None)

    return let_go


def drawer(plain: Any, reactivated: Any) -> Any:
    """WeasyPrint's `draw_first_line`, with the plain `Layout.reactivate`."""
    pango = weasyprint().draw.text.pango
    sound = pango.pango_version() >= 14802  # older ones tell other sizes

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> Any:
        style, layout = textbox.style, textbox.pango_layout
        if not textbox.text.strip() or style["font_size"] < 1e-6:
            return []
        if not sound or text_overflow == "ellipsis" or block_ellipsis != "none":
            reactivated(layout, style)
            return plain(stream, textbox, text_overflow, block_ellipsis, matrix)
        setting = setting_of(style)
        drawn = setting.texts.drawn
        key = setting, layout.text, layout.justification_spacing
        runs = drawn.get(key, _UNKNOWN)
        if runs is _UNKNOWN:
            reactivated(layout, style)
            if len(drawn) >= _MOST:
                drawn.clear()
            runs = drawn[key] = _runs(stream, setting.texts, layout)
        if runs is None:
            if "layout" not in layout.__dict__:
                reactivated(layout, style)
            return plain(stream, textbox, text_overflow, block_ellipsis, matrix)
        _write(stream, runs, matrix)
        return []

    return draw_first_line


def _write(stream: Any, runs: tuple[_Run, ...], matrix: Any) -> None:
    stream.set_text_matrix(*matrix.values)
    string, before, font = "", None, None
    for run in runs:
        if run.font is not before:
            before = run.font
            font = stream._fonts.get(before.key) or stream.add_font(before.font)[0]
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(font.hash, before.size)
        string += run.told(font)
    stream.show_text(string)


def _runs(stream: Any, texts: Texts, layout: Any) -> tuple[_Run, ...] | None:
    """A layout's first line; None where there is more to do than to write its glyphs."""
    text = weasyprint().draw.text
    pango, ffi = text.pango, text.ffi
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    content = layout.text.encode()
    found = []
    item = line.runs[0]
    while item != ffi.NULL:
        run = _run(stream, texts, layout, item.data, content)
        if run is None:
            return None
        found.append(run)
        item = item.next
    return tuple(found)


def _run(stream: Any, texts: Texts, layout: Any, item: Any, content: bytes) -> _Run | None:
    text = weasyprint().draw.text
    pango, units = text.pango, text.FROM_UNITS
    analysis = item.item.analysis
    font = _font(stream, texts, layout.layout, analysis.font)
    if font is None or analysis.level % 2:
        return None
    count, start = item.glyphs.num_glyphs, item.item.offset
    ends = [*(item.glyphs.log_clusters[n] for n in range(count)), item.item.length]
    found = []
    for n in range(count):
        info = item.glyphs.glyphs[n]
        number, geometry = info.glyph, info.geometry
        odd = number == pango.PANGO_GLYPH_EMPTY or number & pango.PANGO_GLYPH_UNKNOWN_FLAG
        if odd or geometry.y_offset:
            return None
        characters = content[start + ends[n] : start + ends[n + 1]].decode()
        offset, advance = geometry.x_offset / font.size, geometry.width * 1000 * units / font.size
        found.append(_glyph(stream, font, (number, characters, offset, advance)))
    return _Run(font, tuple(found), _string(found, {glyph.number: glyph.width for glyph in found}))


def _font(stream: Any, texts: Texts, layout: Any, pango_font: Any) -> _Font | None:
    """None for one with pictures."""
    text = weasyprint().text
    address = int(text.ffi.ffi.cast("uintptr_t", pango_font))
    found = texts.fonts.get(address)
    if found is None:
        font, size = stream.add_font(pango_font)
        if font.bitmap or font.png or font.svg or font.colr or not size:
            return None
        key = text.fonts.get_pango_font_key(pango_font)[0]
        found = texts.fonts[address] = _Font(pango_font, layout, key, size)
    return found


def _glyph(stream: Any, font: _Font, told: tuple[int, str, float, float]) -> _Glyph:
    """A glyph of this number, text, offset and advance."""
    found = font.glyphs.get(told)
    if found is None:
        text, logical, number = weasyprint().draw.text, stream.logical_rect, told[0]
        text.pango.pango_font_get_glyph_extents(font.font, number, stream.ink_rect, logical)
        width = round(logical.width * 1000 * text.FROM_UNITS / font.size)
        found = font.glyphs[told] = _Glyph(*told, width)
    return found


def _string(glyphs: Any, widths: dict[int, int]) -> str:
    """As WeasyPrint writes them: numbers in hexadecimal, and how far the next is set back."""
    string = "<"
    for glyph in glyphs:
        if glyph.offset:
            string += f">{-glyph.offset}<"
        string += f"{glyph.number:04x}"
        kerning = widths[glyph.number] + glyph.offset - glyph.advance
        if kerning:
            string += f">{int(kerning)}<"
    return string[:-1] if string[-1] == "<" else string + ">"
