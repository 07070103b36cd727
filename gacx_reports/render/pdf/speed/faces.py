"""Pango's context and font of a style, which WeasyPrint makes anew for every line of text, twice."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from gacx_reports.render.pdf.weasyprint_internals import weasyprint

_FONT = ("font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings")
_FEATURES = (
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    "font_feature_settings",
)
_values = itemgetter(
    *dict.fromkeys((*_FONT, *_FEATURES, "direction", "lang", "font_language_override"))
)
"""The values of the properties on which all of it depends, besides the families of fonts."""


@dataclass(eq=False, slots=True)
class _Face:
    """What is set up for a text."""

    context: Any
    language: Any
    font: Any
    features: bytes
    """Features of the font as Pango is told them; b"" for none."""


_faces: WeakKeyDictionary[Any, dict[Any, _Face]] = WeakKeyDictionary()
"""By font configuration and values of the properties."""


def forget() -> None:
    """Keep no face."""
    _faces.clear()


def set_up(plain: Any) -> Any:
    """WeasyPrint's `Layout.setup`, which takes what is there already."""
    line_break = weasyprint().text.line_break
    pango, ffi, gobject = line_break.pango, line_break.ffi, line_break.gobject

    def setup(layout: Any, style: Any) -> None:
        known = _faces.setdefault(style.font_config, {})
        key = (*style["font_family"], _values(style))  # pictures have a list of families
        face = known.get(key)
        if style["text_decoration_line"] != "none":
            # A line under a text needs the measures of the font.
            plain(layout, style)
            return
        if face is None:
            face = known[key] = _face(line_break, style)
        layout.style = style
        layout.first_line_direction = 0
        layout.language = face.language
        layout.layout = ffi.gc(pango.pango_layout_new(face.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, face.font)
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        if face.features:
            # WeasyPrint leaves list and attribute of every line of text in memory; ours go with the layout.
            attributes = pango.pango_attr_list_new()
            features = pango.pango_attr_font_features_new(face.features)
            pango.pango_attr_list_insert(attributes, features)
            pango.pango_layout_set_attributes(layout.layout, attributes)
            pango.pango_attr_list_unref(attributes)

    return setup


def _face(line_break: Any, style: Any) -> _Face:
    """A face as `Layout.setup` makes it."""
    pango, ffi = line_break.pango, line_break.ffi
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map),
        line_break.gobject.g_object_unref,
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    language = _language(line_break, style)
    if language is None:
        language = pango.pango_language_get_default()
    else:
        pango.pango_context_set_language(context, language)
    font = line_break.get_font_description(style)
    return _Face(context, language, font, _features(line_break, style))


def _language(line_break: Any, style: Any) -> Any:
    name = style["lang"]
    if (other := style["font_language_override"]) != "normal":
        name = line_break.LST_TO_ISO.get(other.lower(), other)
    if not name:
        return None
    pointer, text = line_break.unicode_to_char_p(name)
    return line_break.pango.pango_language_from_string(pointer) if text else None


def _features(line_break: Any, style: Any) -> bytes:
    features = line_break.font_features(*(style[name] for name in _FEATURES))
    return ",".join(f"{key} {value}" for key, value in features.items()).encode()
